// Times steps as the labs make them, with real drawings and augmentation, on one thread in Node.
import { median, stepTime } from '../../web/bench/measure.js';
import { clipInputs, clipSteps } from './clip_inputs.mjs';
import { brought, labs } from '../wasm/labs.mjs';
import { datasetOf, engine } from '../wasm/native.mjs';

const EVERYTHING = {
  crop: 0.5, rotate: 15, flip: 0.5, jitter: 0.5, grey: 0.2, gaussian_blur: 0.5, cutout: 0.5,
  randconv: 0.5,
};
const cnn = labs.simclr.params;
const mlp = brought('simclr', { encoder: 'mlp' });

async function opened(params, pack = datasetOf(params)) {
  const run = await engine();
  run.open(params, pack);
  return run;
}

/** The processor milliseconds of a call: unlike the clock's they are its own on a busy machine. */
function processorTime(call) {
  const start = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The median processor milliseconds of each phase of a step, by its name, for sessions that take
 *  turns. */
function phasesOf(runs, steps) {
  const took = runs.map((run) => run.phases().map(() => [])); // only the phases that a method has
  for (let i = -3; i < steps; i++) {
    runs.forEach((run, k) => took[k].forEach((list) => {
      const ms = processorTime(() => run.phase());
      if (i >= 0) list.push(ms);
    }));
  }
  return runs.map((run, k) =>
    Object.fromEntries(run.phases().map((name, i) => [name, median(took[k][i])])));
}

const sum = (/** @type {Record<string, number>} */ phases) =>
  Object.values(phases).reduce((a, b) => a + b);

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
  const [lab, everything] = phasesOf(
    [await opened(cnn), await opened({ ...cnn, ...EVERYTHING })], 25);
  return { share: everything.augment / sum(everything), lab, everything };
}

/** How the time of a step of method clip divides; and what the texts add to it, all but the loss,
 *  as a share of a step with as many drawings and no texts, SimCLR's. */
async function shareOfTexts(kind) {
  const { params, pack } = clipInputs(kind);
  const pairs = params.slip ? params.pairs : params.pairs / 2;
  const [phases, alone] = phasesOf([await opened(params, pack.slice()),
    await opened({ ...params, method: 'simclr', pairs }, pack.slice())], 41);
  const added = (sum(phases) - phases.loss) - (sum(alone) - alone.loss);
  return { share: added / sum(alone), phases, alone };
}

/** That of every step of method clip which the bench times, by its name. */
export async function textShare() {
  const shares = {};
  for (const kind of Object.keys(clipSteps)) shares[kind] = await shareOfTexts(kind);
  return shares;
}
