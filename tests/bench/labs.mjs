// Times steps as the labs make them, with real drawings and augmentation, on one thread in Node.
import { median, stepTime } from '../../web/bench/measure.js';
import { brought, labs } from '../wasm/labs.mjs';
import { datasetOf, engine } from '../wasm/native.mjs';

const EVERYTHING = {
  crop: 0.5, rotate: 15, flip: 0.5, jitter: 0.5, grey: 0.2, gaussian_blur: 0.5, cutout: 0.5,
  randconv: 0.5,
};
const cnn = labs.simclr.params;
const mlp = brought('simclr', { encoder: 'mlp' });

async function opened(params) {
  const run = await engine();
  run.open(params, datasetOf(params));
  return run;
}

/** The median milliseconds of each phase of a step, by its name. */
async function phases(params, steps) {
  const run = await opened(params);
  const names = run.phases(); // only the phases that this method has
  const took = names.map(() => []);
  for (let i = -3; i < steps; i++) {
    for (const list of took) {
      const start = performance.now();
      run.phase();
      if (i >= 0) list.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, median(took[i])]));
}

/** Steps and images per second of the labs, and the linear memory that they take. */
export async function labSteps() {
  const settings = [['infonce', labs.infonce.params], ['simclr, mlp', mlp],
    ['simclr, cnn', cnn]];
  const results = [];
  for (const [name, params] of settings) {
    const run = await opened(params);
    const images = params.encoder === 'mlp' || params.encoder === 'cnn' ? 2 * params.pairs : 0;
    const ms = stepTime(() => run.step(), images ? { warm: 5, runs: 25 }
      : { warm: 2000, runs: 2000 });
    results.push({ name, ms, stepsPerSecond: 1000 / ms, imagesPerSecond: (1000 * images) / ms,
      megabytes: run.memory() / 1e6 });
  }
  return results;
}

/** How the time of the CNN's step divides, and augmentation's share when all of it is on. */
export async function augmentShare() {
  const lab = await phases(cnn, 25);
  const all = await phases({ ...cnn, ...EVERYTHING }, 25);
  const sum = (p) => Object.values(p).reduce((a, b) => a + b);
  return { share: all.augment / sum(all), lab, everything: all };
}
