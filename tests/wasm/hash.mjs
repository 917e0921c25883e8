// A hash of the end of a run: parameters, positions on the sphere, loss and metrics.
import { createHash } from 'node:crypto';
import { datasetOf, runNatively } from './native.mjs';

export const STEPS = 30;

/** @param {Uint8Array} floats parameters and positions  @param {number[]} numbers loss and metrics */
function hash(floats, numbers) {
  const words = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((x, i) => { // the many NaNs count as one
    if (Number.isNaN(x)) words.setBigUint64(8 * i, 0x7ff8000000000000n);
    else words.setFloat64(8 * i, x);
  });
  return createHash('sha256').update(floats).update(new Uint8Array(words.buffer)).digest('hex').slice(0, 32);
}

/** names: the metrics, in the order in which they are hashed */
export function hashNative(schema, names, params, options = {}) {
  const { bytes, numbers } = runNatively(schema, params, STEPS, options);
  const at = (name) => numbers[1 + schema.metrics.findIndex((m) => m.name === name)];
  return hash(bytes, [numbers[0], ...names.map(at)]);
}

/** run: an engine of any build, on any number of threads, which is opened here */
export function hashWasm(run, names, params, { exam = '' } = {}) {
  run.open(params, datasetOf(params));
  for (let i = 0; i < STEPS; i++) if (run.step()) throw new Error(`step ${i}: ${run.error()}`);
  while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
  while (!run.measurePixels(1 << 20)) { /* in the largest slices as well */ }
  run.ask(exam === 'ask');
  while (exam && Number.isNaN(run.metric('shot10'))) run.examine(1 << 20);
  while (exam && !run.examinePixels(1 << 20)) { /* in the largest slices as well */ }
  const floats = Buffer.concat(['params', 'positions'].map((name) => Buffer.from(run.copy(name).buffer)));
  return hash(floats, [run.read('loss'), ...names.map(run.metric)]);
}
