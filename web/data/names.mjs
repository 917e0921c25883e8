// Writes what the concepts of emoji.mjs are called, in the same order: build/data/names.pack, its
// compressed form, and names.json, which says in which languages. A packed dataset of texts alone,
// it is read behind emoji.pack (src/data/pack.h). Its first track has the names and its second the
// keywords, one a line, of each concept in each language. The texts come from Unicode CLDR
// (Unicode-3.0) by way of emojibase (MIT).
//
//   node web/data/names.mjs [folder]

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packed } from './pack.mjs';
import { languages, translations } from './translations.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/data', import.meta.url));
const all = translations();
const renditions = languages.length;
const pack = packed({ tracks: [
  { kind: 'text', renditions, items: all.map(({ name }) => name) },
  { kind: 'text', renditions, items: all.map(({ keywords }) => keywords) },
] });
const zipped = gzipSync(pack, { level: 9 });

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/names.pack`, pack);
writeFileSync(`${folder}/names.pack.gz`, zipped);
writeFileSync(`${folder}/names.json`, JSON.stringify({ languages }));
console.log(`names: ${all.length / renditions} concepts in ${renditions} languages, `
  + `${pack.length} bytes, ${zipped.length} compressed`);
