// Texts that a reader types, and how names and drawings match: for sessions whose method reads
// texts (src/api/texts.h). Typed texts go through the engine's memory as UTF-8.
import english from '../words/en/worker.js';
import { EngineError } from '../base/error.js';
import { sheetOfBytes } from './tiles.js';
import { textsOf } from '../words/words.js';

const t = textsOf('worker', english);

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */
/** @typedef {import('./readings.js').Readings} Read */
/** @typedef {import('../types.d.ts').Schema} Schema */

const encoder = new TextEncoder();
const LONE = /\p{Surrogate}/u; // half of a character that UTF-16 writes in two

/** The bytes of a text; TextEncoder would write another character in place of a half one.
 *  @param {string} text */
function utf8(text) {
  if (!LONE.test(text)) return encoder.encode(text);
  throw new EngineError('format', t('half'));
}

/** The drawings of some concepts: tile i * artists + k is the concept i by artist k.
 *  @param {Here} here @param {Read} of @param {Int32Array} concepts */
function drawings(here, { read, view }, concepts) {
  const pixels = /** @type {Uint8Array} */ (view('images'));
  const [, channels, height, width] = here().views.shape;
  const size = channels * height * width;
  const artists = read('drawings');
  const picture = { mean: read('mean'), channels, height, width };
  return sheetOfBytes(picture, concepts.length * artists, artists, (i) => {
    const id = concepts[Math.floor(i / artists)] * artists + (i % artists);
    return pixels.subarray(size * id, size * (id + 1));
  });
}

/** Words by their places in the dataset. @param {Calls} c @param {WebAssembly.Memory} memory
 *  @param {Here} here @param {number} language @param {Int32Array} places pairs of concept and
 *   place */
function wordsAt(c, memory, here, language, places) {
  const { session, views: { made } } = here();
  const decoder = new TextDecoder();
  return Array.from({ length: places.length / 2 }, (_, i) => {
    const [concept, place] = places.subarray(2 * i, 2 * i + 2);
    const from = c.ct_session_word(session, language, concept, place, made.byteOffset);
    const bytes = new Uint8Array(memory.buffer, from, made[0]).slice(); // decoders take no shared
    return { concept, place, text: decoder.decode(bytes) };
  });
}

/** Questions about a text or a drawing.
 *  @param {Calls} c @param {WebAssembly.Memory} memory @param {Here} here @param {Read} of
 *  @param {{ failure(status?: number): EngineError, must(status: number): void }} words */
function createQuestions(c, memory, here, of, { failure, must }) {
  const { read } = of;

  /** Writes a text where the engine can read it; one that is too long is left to the engine to
   *  refuse, which it does by the number of bytes alone. @param {string} text */
  function put(text) {
    const { session, views: { text: room } } = here();
    const bytes = utf8(text);
    if (bytes.length <= room.length) room.set(bytes);
    return { session, from: room.byteOffset, size: bytes.length };
  }

  /** @param {number} count how many were found; minus a status on an error */
  function counted(count) {
    if (count < 0) throw failure(-count);
    return count;
  }

  return {
    /** Finds the concepts whose drawings are most similar to a text.
     *  @param {string} text @param {number} most @returns {import('../types.d.ts').Found} */
    search(text, most) {
      const { session, from, size } = put(text);
      const { views: { made, near, cosines } } = here();
      const found = counted(c.ct_session_search(session, from, size, most, made.byteOffset,
        near.byteOffset, cosines.byteOffset));
      const concepts = near.slice(0, found);
      const [words, pieces, seen] = made;
      return { concepts, cosines: cosines.slice(0, found), made: { words, pieces, seen },
        step: read('matched_step'), tiles: found ? drawings(here, of, concepts) : null };
    },
    /** Finds the names and keywords of a language that are most similar to a drawing.
     *  @param {number} drawing its id @param {number} language @param {number} most at most half of
     *   NEAREST_MOST of room.js @returns {import('../types.d.ts').Words} */
    words(drawing, language, most) {
      const { session, views: { near, cosines } } = here();
      const found = counted(c.ct_session_words(session, drawing, language, most, near.byteOffset,
        cosines.byteOffset));
      return { words: wordsAt(c, memory, here, language, near.subarray(0, 2 * found)),
        cosines: cosines.slice(0, found), step: read('matched_step') };
    },
    /** Sets the prompts of zero-shot classification, one a line, for a kind of label.
     *  @param {string} text @param {number} kind 0 groups, 1 subgroups */
    prompts(text, kind) {
      const { session, from, size } = put(text);
      must(c.ct_session_prompts(session, from, size, kind));
    },
  };
}

/** @param {Calls} c @param {WebAssembly.Memory} memory @param {Here} here @param {Read} of
 *  @param {{ schema: Schema, failure(status?: number): EngineError,
 *    must(status: number): void }} words */
export const createTexts = (c, memory, here, of, words) => ({
  ...createQuestions(c, memory, here, of, words),
  /** Whether the present session reads texts. */
  reads: () => of.view('matches') !== null,
  /** Cosines of names and drawings. @param {ArrayLike<number>} concepts n of them
   *  @param {Float32Array} out [n, n] a row for each name, a column for each drawing */
  matching(concepts, out) {
    const { session, views: { list, out: room } } = here();
    list.set(concepts);
    words.must(c.ct_session_match(session, list.byteOffset, concepts.length, room.byteOffset));
    out.set(room.subarray(0, concepts.length ** 2));
  },
  /** The cosine of the name and the drawing of each concept. @param {Int32Array} concepts n of
   *  them @param {Float32Array} out [n] */
  paired(concepts, out) {
    const { session, views: { list, out: room } } = here();
    concepts.forEach((concept, i) => {
      list[0] = concept;
      words.must(c.ct_session_match(session, list.byteOffset, 1, room.byteOffset));
      out[i] = room[0];
    });
  },
  /** All measures of how names and drawings find each other, by name; NaN where not known. */
  matches() {
    const all = /** @type {Float64Array} */ (of.view('matches'));
    return Object.fromEntries(words.schema.matches.map(({ name }, i) => [name, all[i]]));
  },
});
