// Measures row by row, in a worker beside the page; another instance of the same script helps the
// engine of the first one on a further thread.
import { createHelpers } from '../shell/worker/helpers.js';
import { help } from '../shell/wasm/instance.js';
import { createEngine } from '../shell/wasm/engine.js';
import { openKernels } from './kernels.js';
import { speedOf, stepTime } from './measure.js';
import { makePack, PAIRS } from './pack.js';
import { groups } from './rows.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{ plain: WebAssembly.Module, threads: WebAssembly.Module | null,
 *   kernels: WebAssembly.Module }} Modules */
/** brief: rougher and quicker; only: ids of the rows to measure, all when left out
 *  @typedef {{ type: 'measure', modules: Modules, brief: boolean, only?: string[] }} Ask */
/** threads: the number that a step used; ms: those of one run
 *  @typedef {{ ms: number, perSecond: number, share?: number | null, peak?: number | null,
 *   threads?: number, memory?: number }} Figure */
/** @typedef {{ type: 'start', row: Row, done: number, of: number }
 *   | { type: 'figure', id: string, figure: Figure | null }
 *   | { type: 'end' } | { type: 'error', text: string }} Tell */

const ENCODER = {
  method: 'simclr', data: 'emoji', positives: 'artists', pairs: PAIRS, hidden_units: 256, feature: 128,
  head: 1, dim: 64, tau: 0.1, lr: 0.001, optimizer: 'adamw', crop: 0.6, rotate: 15, jitter: 0.2,
};
const EFFORT = {
  brief: {
    kernel: { batch: 5, batches: 3, least: 1, budget: 50 }, step: { warm: 1, runs: 3 },
  },
  careful: {
    kernel: { batch: 20, batches: 11, least: 3, budget: 800 }, step: { warm: 4, runs: 21 },
  },
};
const JOIN = 2000; // ms to wait for the first helper

const pause = (/** @type {number} */ ms) => new Promise((done) => { setTimeout(done, ms); });
/** @param {Tell} message */
const tell = (message) => self.postMessage(message);

/** @param {WebAssembly.Module} module @param {'mlp' | 'cnn'} kind
 *  @param {{ warm: number, runs: number }} effort @returns {Promise<Figure>} */
async function stepFigure(module, kind, effort) {
  const engine = await createEngine(module);
  engine.open({ ...ENCODER, encoder: kind }, makePack(kind).pack);
  const cores = navigator.hardwareConcurrency;
  const helpers = engine.threads && createHelpers(engine.threads, {
    cores, spawn: () => new Worker(self.location.href), busy: () => true,
  });
  helpers?.call();
  const end = performance.now() + JOIN;
  const least = () => Math.min(cores, 2);
  while (engine.threads && engine.threads.count() < least() && performance.now() < end) {
    await pause(5);
  }
  if (engine.threads) await pause(100); // for the helpers after the first
  const ms = stepTime(() => {
    const status = engine.step();
    if (status) throw engine.failure(status);
  }, effort);
  const threads = engine.threads?.count() ?? 1;
  helpers?.end();
  return { ms, perSecond: 1000 / ms, threads, memory: engine.memory() };
}

/** @param {Row} row @param {Modules} modules @param {import('./kernels.js').Kernels} kernels
 *  @param {boolean} brief @returns {Promise<Figure | null>} null: it cannot be measured here */
async function figureOf(row, modules, kernels, brief) {
  const effort = brief ? EFFORT.brief : EFFORT.careful;
  if (row.step) {
    const module = row.threads === 'all' ? modules.threads : modules.plain;
    return module && stepFigure(module, row.step, effort.step);
  }
  const kernel = kernels.list.find((k) => k.name === row.kernel);
  if (!kernel) throw new Error(`no kernel "${row.kernel}"`);
  const speed = speedOf(kernels, kernel, effort.kernel);
  return speed && { ...speed, perSecond: speed.perSecond * (row.scale ?? 1) };
}

/** @param {Ask} ask */
async function measure({ modules, brief, only }) {
  const kernels = await openKernels(modules.kernels);
  const all = groups.flatMap((group) => group.rows);
  const rows = only ? only.flatMap((id) => all.filter((row) => row.id === id)) : all;
  for (const [done, row] of rows.entries()) {
    tell({ type: 'start', row, done, of: rows.length });
    tell({ type: 'figure', id: row.id, figure: await figureOf(row, modules, kernels, brief) });
  }
  tell({ type: 'end' });
}

/** @param {MessageEvent<Ask | import('../shell/types.d.ts').ToHelper>} event */
self.onmessage = async ({ data }) => {
  if (data.type === 'help') {
    const left = await help(data).then(() => true, () => false);
    self.postMessage({ left });
    return self.close();
  }
  try {
    await measure(data);
  } catch (error) {
    tell({ type: 'error', text: error instanceof Error ? error.message : String(error) });
  }
};
