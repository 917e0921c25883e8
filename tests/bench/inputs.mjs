// Writes build/bench/: what every contestant's SimCLR step starts from. The pictures are those of
// web/bench/pack.js: whatever the order in which the engine samples them, every batch is the same
// set of pairs, and so is its loss.
import { mkdirSync, writeFileSync } from 'node:fs';
import { CONCEPTS, makePack, PAIRS, SHAPES } from '../../web/bench/pack.js';
import { engine } from '../wasm/native.mjs';
import { MOMENTUM, RATE, TAU } from './peers/inputs.mjs';

export const folder = new URL('../../build/bench/', import.meta.url).pathname;
const PIXEL_MEAN = 0.7; // as CT_PIXEL_MEAN

// describe() makes the sheet of thumbnails with it, of which only the items' ids are of use here
globalThis.ImageData ??= class {
  constructor(width, height) {
    this.data = new Uint8ClampedArray(4 * width * height);
  }
};

/** The parameters of a step that the peers do as well: no augmentation, plain momentum. */
const paramsOf = (kind) => ({
  method: 'simclr', data: 'emoji', encoder: kind, positives: 'artists', pairs: PAIRS, hidden: 256,
  feature: 128, head: 1, dim: 64, tau: TAU, optimizer: 'sgd', lr: RATE, momentum: MOMENTUM,
});

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

export async function writeInputs() {
  mkdirSync(folder, { recursive: true });
  for (const kind of Object.keys(SHAPES)) {
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
    const size = pixels.length / CONCEPTS / 2;
    writeFileSync(`${folder}${kind}.images`, imagesOf(pixels, size, training));
    writeFileSync(`${folder}${kind}.json`, JSON.stringify(params));
  }
}
