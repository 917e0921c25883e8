// Pictures to train on that need no download: random ones, in the engine's packed form. Training
// takes the same time on any pictures.
import { packed } from '../data/pack.mjs';

/** `count` numbers in -1 .. 1 that look random: a multiplicative hash of the index. As fill() of
 *  tests/bench/kernels.c. @param {number} seed @param {number} count */
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
/** As many concepts to train on as a batch has pairs, so that each holds them all; and others. */
const HELD_OUT = 64;
const CONCEPTS = PAIRS + HELD_OUT;
/** About the mean of all pixels, 0..1; an encoder is given pixels minus this. */
export const MEAN = 0.5;
/** Channels, height, width of what each encoder is given. */
export const SHAPES = { mlp: [1, 28, 28], cnn: [3, 32, 32] };

/** The dataset of an encoder, as src/data/pack.h tells, and its pixels [concepts, 2, C, H, W]: a
 *  concept's second picture is its first with a little noise.
 *  @param {'mlp' | 'cnn'} kind */
export function makePack(kind) {
  const shape = SHAPES[kind];
  const size = shape[0] * shape[1] * shape[2];
  const base = numbers(1, CONCEPTS * size);
  const noise = numbers(2, CONCEPTS * size);
  const pixels = new Uint8Array(2 * CONCEPTS * size);
  for (let i = 0; i < base.length; i++) {
    const value = 128 + 90 * base[i];
    const at = 2 * i - (i % size); // of pixel i % size of concept i / size
    pixels[at] = value;
    pixels[at + size] = value + 30 * noise[i];
  }
  const items = Array.from({ length: 2 * CONCEPTS }, (_, i) =>
    pixels.subarray(i * size, (i + 1) * size));
  const pack = packed({ heldOut: { last: HELD_OUT },
    tracks: [{ kind: 'pixels', renditions: 2, shape, mean: MEAN, items }] });
  return { pixels, pack };
}
