// How long the article takes to read: the path through it, which skips what is folded away, and all.

const WORDS_A_MINUTE = 200;

/** What no reader reads word by word: labs and their captions, drawings, code, formulas, tables and
 *  the lists at the end. */
const NOT_PROSE = new RegExp([
  /<(contrastive-lab|svg|pre|math|table)\b[\s\S]*?<\/\1>/,
  /<ol class="references">[\s\S]*?<\/ol>/,
  /<dl class="glossary">[\s\S]*?<\/dl>/,
].map(({ source }) => source).join('|'), 'g');
/** A folded part; the build marks its end because other disclosures stand inside. */
const FOLDED = /<details class="deeper"[\s\S]*?<!-- folded -->/g;

const wordsOf = (html) => html.replace(NOT_PROSE, ' ').replace(/<[^>]*>/g, ' ')
  .split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const minutesOf = (words) => Math.round(words / WORDS_A_MINUTE);

/** Words and minutes of a rendered body: `path` without what is folded away, `all` with it. */
export function paceOf(body) {
  const words = { path: wordsOf(body.replace(FOLDED, '')), all: wordsOf(body) };
  return { words, minutes: { path: minutesOf(words.path), all: minutesOf(words.all) } };
}
