// Datasets from which the fuzzer of the dataset reader starts: one for each kind of track and of
// split, one with all kinds, and some that a second part follows.
//
//   node tests/fuzz/packs.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { packed } from '../../web/data/pack.mjs';

const CONCEPTS = 4;
const bytes = (size, seed) => Uint8Array.from({ length: size }, (_, i) => 37 * i + 11 * seed);
const each = (renditions, make) => Array.from({ length: renditions * CONCEPTS }, (_, i) => make(i));
const colours = [[255, 255, 255], [200, 30, 0], [0, 0, 0]];

const tracks = {
  grey: { kind: 'pixels', shape: [1, 3, 2], mean: 0.5, items: each(1, (i) => bytes(6, i)) },
  palettes: { kind: 'pixels', renditions: 2, shape: [3, 2, 3], mean: 0.7,
    items: each(2, (i) => ({ index: bytes(6, i).map((x) => x % 3), colours })) },
  vector: { kind: 'vector', shape: [5], mean: 0.4, items: each(1, (i) => bytes(5, i)) },
  tokens: { kind: 'tokens', renditions: 2, vocabulary: 700,
    items: each(2, (i) => Array.from({ length: i % 4 }, (_, k) => 90 * i + k)) },
  frames: { kind: 'frames', shape: [3, 4], mean: 0.2, items: each(1, (i) => bytes(12, i)) },
  text: { kind: 'text', renditions: 2,
    items: ['cat', 'Löwe', '', '猫', '🐱', 'e\u0301', 'кот', 'قط'] },
};
const labels = [{ of: [0, 1, 2, 1], classes: 3 }, { of: [0, 0, 1, 1], classes: 2 }];
const packs = {
  ...Object.fromEntries(Object.entries(tracks).map(([name, track]) => [name, { tracks: [track] }])),
  last: { tracks: [tracks.vector], labels, heldOut: { last: 1 } },
  listed: { tracks: [tracks.vector], heldOut: { listed: [0, 2] } },
  all: { tracks: Object.values(tracks), labels, heldOut: { listed: [3] } },
};

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [name, set] of Object.entries(packs)) {
  writeFileSync(`${folder}/${name}`, packed(set));
  const texts = packed({ tracks: [tracks.text, tracks.palettes] });
  writeFileSync(`${folder}/${name}-and-texts`, Buffer.concat([packed(set), texts]));
}
