// Helpers for the tests that compare native runs with runs in wasm.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packsOf } from '../../web/shell/state/datasets.js';
import { createEngine } from '../../web/shell/wasm/engine.js';

const build = new URL('../../build/', import.meta.url).pathname;
const moduleOf = (file) => new WebAssembly.Module(readFileSync(join(build, 'wasm', file)));
const module = moduleOf('contrastive.wasm');

export const engine = () => createEngine(module);
/** The engine without networks. */
export const tableEngine = () => createEngine(moduleOf('contrastive-table.wasm'));
export const engineSchema = async () => (await engine()).schema;

/** A fresh copy of the packed dataset that these values read, or null. */
export function datasetOf(params) {
  const parts = packsOf(params).map((name) => readFileSync(join(build, `data/${name}.pack`)));
  return parts.length ? new Uint8Array(Buffer.concat(parts)) : null;
}

/** A file with the dataset: one of the build, or one that is written to `folder`; "-" for none. */
function packOf(params, folder) {
  const [name, ...more] = packsOf(params);
  if (!name) return '-';
  if (!more.length) return join(build, `data/${name}.pack`);
  const file = join(folder, 'data.pack');
  writeFileSync(file, datasetOf(params));
  return file;
}

/** Trains with tests/c/run_steps.c. Returns the bytes of parameters and positions, the loss, the
 *  metrics by name and, in full precision, the loss and all metrics in the schema's order. exam:
 *  'exam' or 'ask', as that program takes it; threads: trains on three. */
export function runNatively(schema, params, steps, { exam = '', threads = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'run-steps-'));
  const out = join(folder, 'out.bin');
  // the program takes an enum as the index of its choice
  const words = Object.entries(params).map(([name, value]) => {
    const { choices } = schema.params.find((p) => p.name === name);
    return `${name}=${choices ? choices.findIndex((c) => c.name === value) : value}`;
  });
  const text = execFileSync(join(build, threads ? 'run_steps_threads' : 'run_steps'), [String(steps),
    packOf(params, folder), out, ...(exam ? [exam] : []), ...(threads ? ['threads'] : []), ...words],
  { encoding: 'utf8' });
  const all = readFileSync(out);
  const end = all.length - 8 * (1 + schema.metrics.length);
  const bytes = all.subarray(0, end);
  const numbers = schema.metrics.concat(0).map((_, i) => all.readDoubleLE(end + 8 * i));
  rmSync(folder, { recursive: true });
  const metrics = {};
  for (const [, index, value] of text.matchAll(/^metric (\d+) (\S+)$/gm))
    metrics[schema.metrics[index].name] = Number(value);
  return { bytes, loss: Number(text.match(/^loss (\S+)$/m)[1]), metrics, numbers };
}
