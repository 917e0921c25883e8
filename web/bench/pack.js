// Pictures to train on that need no download: random ones, in the engine's packed form. The time of
// training does not depend on the pictures.
import { packed } from '../data/pack.mjs';

/** `count` numbers in -1 .. 1 that look random: a multiplicative hash of the index, the same as
 *  fill() of tests/bench/kernels.c. @param {number} seed @param {number} count */
export function numbers(seed, count) {
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let h = Math.imul(i + 1 + Math.imul(seed, 0x85ebca6b), 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
    h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
    out[i] = (h >>> 8) / 0x800000 - 1;
  }
  return out;
}

export const PAIRS = 256;
/** There are as many training concepts as pairs in a batch, so that each batch holds all of
 *  them. */
const HELD_OUT = 64;
const CONCEPTS = PAIRS + HELD_OUT;
/** Roughly the mean of all pixels, 0..1, which is subtracted before they reach an encoder. */
export const MEAN = 0.5;
/** Channels, height and width of the pictures for each encoder. */
export const SHAPES = { mlp: [1, 28, 28], cnn: [3, 32, 32] };

/** The dataset for an encoder, as src/data/pack.h describes it, and its pixels [concepts, 2, C, H,
 *  W]: a concept's second rendition is its first with a little noise.
 *  @param {'mlp' | 'cnn'} kind */
export function makePack(kind) {
  const shape = SHAPES[kind];
  const size = shape[0] * shape[1] * shape[2];
  const base = numbers(1, CONCEPTS * size);
  const noise = numbers(2, CONCEPTS * size);
  const pixels = new Uint8Array(2 * CONCEPTS * size);
  for (let i = 0; i < base.length; i++) {
    const value = 128 + 90 * base[i];
    const at = 2 * i - (i % size); // where pixel i % size of concept i / size is in `pixels`
    pixels[at] = value;
    pixels[at + size] = value + 30 * noise[i];
  }
  const items = Array.from({ length: 2 * CONCEPTS }, (_, i) =>
    pixels.subarray(i * size, (i + 1) * size));
  const pack = packed({ heldOut: { last: HELD_OUT },
    tracks: [{ kind: 'pixels', renditions: 2, shape, mean: MEAN, items }] });
  return { pixels, pack };
}
