// Pictures to train on that need no download: random ones, in the engine's packed form. Training
// takes the same time on any pictures.

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
/** A fifth is held out; as many are left as a batch has pairs, so that each holds them all. */
export const CONCEPTS = 320;
/** Channels, height, width of what each encoder is given. */
export const SHAPES = { mlp: [1, 28, 28], cnn: [3, 32, 32] };

/** Two pictures a concept, [concepts, 2, size] bytes: the second is the first with a little noise.
 *  @param {number} size bytes of a picture */
function pixelsOf(size) {
  const base = numbers(1, CONCEPTS * size);
  const noise = numbers(2, CONCEPTS * size);
  const pixels = new Uint8Array(2 * CONCEPTS * size);
  for (let i = 0; i < CONCEPTS; i++) {
    for (let k = 0; k < size; k++) {
      const value = 128 + 90 * base[i * size + k];
      pixels[2 * i * size + k] = value;
      pixels[(2 * i + 1) * size + k] = value + 30 * noise[i * size + k];
    }
  }
  return pixels;
}

/** The pixels of an encoder's pictures, and the dataset they make: src/data/pack.h, version 1, rows
 *  as differences. @param {'mlp' | 'cnn'} kind */
export function makePack(kind) {
  const [channels, height, width] = SHAPES[kind];
  const pixels = pixelsOf(channels * height * width);
  const pack = new Uint8Array(64 + pixels.length);
  const header = new DataView(pack.buffer);
  pack.set(new TextEncoder().encode('CTPK'));
  [1, CONCEPTS, 2, channels, height, width].forEach((n, i) => header.setUint32(4 + 4 * i, n, true));
  for (let i = 0; i < pixels.length; i++) {
    const at = i % (height * width);
    const before = at % width ? pixels[i - 1] : at ? pixels[i - width] : 0;
    pack[64 + i] = pixels[i] - before;
  }
  return { pixels, pack };
}
