// Writes build/bench/, the inputs from which every contestant's SimCLR step starts. The pictures
// are those of web/bench/pack.js: in whatever order the engine samples them, every batch is the
// same set of pairs and so has the same loss.
import { mkdirSync, writeFileSync } from 'node:fs';
import { makePack, MEAN, PAIRS, SHAPES } from '../../web/bench/pack.js';
import { engine } from '../wasm/native.mjs';
import { clipInputs, clipSteps } from './clip_inputs.mjs';
import { MOMENTUM, RATE, TAU } from './peers/inputs.mjs';

export const folder = new URL('../../build/bench/', import.meta.url).pathname;

/** The parameters of a step that the peers can do as well: no augmentation, plain momentum. */
const paramsOf = (kind) => ({
  method: 'simclr', data: 'emoji', encoder: kind, positives: 'artists', pairs: PAIRS, hidden_units: 256,
  feature: 128, head: 1, dim: 64, tau: TAU, optimizer: 'sgd', lr: RATE, momentum: MOMENTUM,
});

/** One batch as the engine sees it, [2 PAIRS, C, H, W]: the first rendition of each training
 *  concept (the first PAIRS concepts), then the second rendition of each. */
function imagesOf(pixels, size) {
  const images = new Float32Array(2 * PAIRS * size);
  for (let view = 0; view < 2; view++) {
    for (let i = 0; i < PAIRS * size; i++) {
      const at = 2 * i - (i % size) + view * size;
      images[view * PAIRS * size + i] = pixels[at] / 255 - MEAN;
    }
  }
  return images;
}

/** Writes what every contestant's step starts from: parameters, data, weights, one batch. */
async function writeStep(kind, { params, pack, images }) {
  const run = await engine();
  run.open(params, pack.slice()); // the engine decodes its copy in place
  const draft = Object.entries(params).map(([name, value]) => {
    const index = run.schema.params.findIndex((p) => p.name === name);
    const { choices } = run.schema.params[index];
    return `${index} ${choices ? choices.findIndex((c) => c.name === value) : value}`;
  });
  writeFileSync(`${folder}${kind}.pack`, pack);
  writeFileSync(`${folder}${kind}.draft`, draft.join('\n'));
  writeFileSync(`${folder}${kind}.safetensors`, run.save());
  writeFileSync(`${folder}${kind}.images`, images);
  writeFileSync(`${folder}${kind}.json`, JSON.stringify(params));
}

export async function writeInputs() {
  mkdirSync(folder, { recursive: true });
  for (const [kind, shape] of Object.entries(SHAPES)) {
    const { pixels, pack } = makePack(kind);
    const images = imagesOf(pixels, shape[0] * shape[1] * shape[2]);
    await writeStep(kind, { params: paramsOf(kind), pack, images });
  }
  for (const kind of Object.keys(clipSteps)) {
    const { texts, program, ...step } = clipInputs(kind);
    await writeStep(kind, step);
    writeFileSync(`${folder}${kind}.texts`, JSON.stringify(texts));
    writeFileSync(`${folder}${kind}.py`, program);
  }
}
