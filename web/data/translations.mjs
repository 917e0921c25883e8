// The names and keywords of the concepts in nine languages. They are written by the contributors of
// Unicode CLDR (the Common Locale Data Repository), under the licence Unicode-3.0, and come by way
// of emojibase, whose own licence is MIT.

import { createRequire } from 'node:module';
import { concepts } from './sets.mjs';

const require = createRequire(import.meta.url);

/** The languages in the order of a pack's renditions: emojibase's code, what the language calls
 *  itself, and its English name. */
export const languages = [
  { code: 'en', name: 'English', english: 'English' },
  { code: 'de', name: 'Deutsch', english: 'German' },
  { code: 'fr', name: 'français', english: 'French' },
  { code: 'es', name: 'español', english: 'Spanish' },
  { code: 'it', name: 'italiano', english: 'Italian' },
  { code: 'ja', name: '日本語', english: 'Japanese' },
  { code: 'ru', name: 'русский', english: 'Russian' },
  { code: 'zh', name: '中文', english: 'Chinese' },
  { code: 'hi', name: 'हिन्दी', english: 'Hindi' },
];

/** Texts that differ only in their case become equal: "ß" as "ss", and both small sigmas.
 *  @param {string} text */
export const folded = (text) => text.toUpperCase().toLowerCase();

/** A name, and the keywords that add something to it, one a line.
 *  @param {string} label @param {string[]} tags */
export function texts(label, tags) {
  const name = label.normalize('NFC');
  const known = new Set([folded(name), '']);
  const keywords = [];
  for (const tag of tags) {
    const keyword = tag.normalize('NFC');
    if (keyword.includes('\n')) throw new Error(`a keyword of ${name} is not one line: ${keyword}`);
    if (known.has(folded(keyword))) continue;
    known.add(folded(keyword));
    keywords.push(keyword);
  }
  return { name, keywords: keywords.join('\n') };
}

/** The texts of all concepts, those of one concept in all languages side by side; where a language
 *  has none they are empty. @returns {{ name: string, keywords: string }[]} */
export function translations() {
  const found = languages.map(({ code }) => new Map(require(`emojibase-data/${code}/data.json`)
    .map((/** @type {{ hexcode: string }} */ entry) => [entry.hexcode, entry])));
  return concepts().flatMap(({ hexcode }) => found.map((entries) => {
    const { label = '', tags = [] } = entries.get(hexcode) ?? {};
    return texts(label, tags);
  }));
}
