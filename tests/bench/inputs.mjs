// Writes build/bench/: what every contestant's SimCLR step starts from. A pack of random pictures,
// two a concept, with as many concepts to train on as a batch has pairs: whatever the order in
// which the engine samples them, every batch is then the same set of pairs, and so is its loss.
import { mkdirSync, writeFileSync } from 'node:fs';
import { engine } from '../wasm/native.mjs';
import { MOMENTUM, numbers, RATE, TAU } from './peers/inputs.mjs';

export const folder = new URL('../../build/bench/', import.meta.url).pathname;
export const PAIRS = 256;
const CONCEPTS = 320; // a fifth is held out
const PIXEL_MEAN = 0.7; // as CT_PIXEL_MEAN

// describe() makes the sheet of thumbnails with it, of which only the items' ids are of use here
globalThis.ImageData ??= class {
  constructor(width, height) {
    this.data = new Uint8ClampedArray(4 * width * height);
  }
};

const pictures = { mlp: [1, 28, 28], cnn: [3, 32, 32] };

/** The parameters of a step that the peers do as well: no augmentation, plain momentum. */
export const paramsOf = (kind) => ({
  method: 'simclr', data: 'emoji', encoder: kind, positives: 'artists', pairs: PAIRS, hidden: 256,
  feature: 128, head: 1, dim: 64, tau: TAU, optimizer: 'sgd', lr: RATE, momentum: MOMENTUM,
});

/** Pixels [concepts, 2, C, H, W]: the second picture is the first with a little noise. */
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

/** As src/data/pack.h tells, version 1: rows as differences. */
function packOf([channels, height, width], pixels) {
  const pack = new Uint8Array(64 + pixels.length);
  const header = new DataView(pack.buffer);
  pack.set(new TextEncoder().encode('CTPK'));
  [1, CONCEPTS, 2, channels, height, width].forEach((n, i) => header.setUint32(4 + 4 * i, n, true));
  const plane = height * width;
  for (let i = 0; i < pixels.length; i++) {
    const at = i % plane;
    const before = at % width ? pixels[i - 1] : at ? pixels[i - width] : 0;
    pack[64 + i] = pixels[i] - before;
  }
  return pack;
}

/** One batch as the engine sees it, [2 PAIRS, C, H, W]: each concept's first picture, then each
 *  one's second. */
function imagesOf(pixels, size, training) {
  const images = new Float32Array(2 * PAIRS * size);
  for (let view = 0; view < 2; view++) {
    training.forEach((concept, i) => {
      for (let k = 0; k < size; k++) {
        images[(view * PAIRS + i) * size + k] =
          pixels[(2 * concept + view) * size + k] / 255 - PIXEL_MEAN;
      }
    });
  }
  return images;
}

/** The pack of a kind, for contestants that train through the engine. */
export function makePack(kind) {
  const shape = pictures[kind];
  const pixels = pixelsOf(shape[0] * shape[1] * shape[2]);
  return { pixels, pack: packOf(shape, pixels) };
}

export async function writeInputs() {
  mkdirSync(folder, { recursive: true });
  for (const kind of ['mlp', 'cnn']) {
    const { pixels, pack } = makePack(kind);
    const run = await engine();
    const params = paramsOf(kind);
    run.open(params, pack);
    const { ids } = run.describe();
    const held = new Set(Array.from(ids, (id) => Math.floor(id / 2)));
    const training = Array.from({ length: CONCEPTS }, (_, i) => i).filter((i) => !held.has(i));
    if (training.length !== PAIRS) throw new Error(`${training.length} concepts to train on`);
    const draft = Object.entries(params).map(([name, value]) => {
      const index = run.schema.params.findIndex((p) => p.name === name);
      const { choices } = run.schema.params[index];
      return `${index} ${choices ? choices.findIndex((c) => c.name === value) : value}`;
    });
    writeFileSync(`${folder}${kind}.pack`, pack);
    writeFileSync(`${folder}${kind}.draft`, draft.join('\n'));
    writeFileSync(`${folder}${kind}.safetensors`, run.save());
    writeFileSync(`${folder}${kind}.images`, imagesOf(pixels, pixels.length / CONCEPTS / 2, training));
    writeFileSync(`${folder}${kind}.json`, JSON.stringify(params));
  }
}
