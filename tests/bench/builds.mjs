// Compares two builds of the engine, for example by two versions of Emscripten: their sizes, and
// the times of steps that they make in turns. `node tests/bench/builds.mjs OTHER [rounds]`, where
// OTHER is the build/wasm of another checkout; that checkout's own JavaScript calls its engine,
// which reads that checkout's datasets.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { median } from '../../web/bench/measure.js';
import { labs } from '../wasm/labs.mjs';
import { milliseconds, table } from './report.mjs';

const FILES = ['contrastive.wasm', 'contrastive-table.wasm', 'contrastive-threads.wasm'];
const WORKS = [ // lab, file, steps in a turn
  ['infonce', 'contrastive.wasm', 100000], ['infonce', 'contrastive-table.wasm', 100000],
  ['simclr', 'contrastive.wasm', 4], ['negatives', 'contrastive.wasm', 10],
  ['byol', 'contrastive.wasm', 10], ['moco', 'contrastive.wasm', 4], ['swav', 'contrastive.wasm', 4],
];

/** The bytes of a file, plain and compressed with brotli. */
function sizeOf(file) {
  const bytes = readFileSync(file);
  return `${bytes.length} (${brotliCompressSync(bytes).length})`;
}

/** The processor milliseconds of one step. */
function stepTime(engine, steps) {
  const start = process.cpuUsage();
  for (let i = 0; i < steps; i++) engine.step();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / steps;
}

async function opened(folder, file, lab) {
  const { createEngine } = await import(join(folder, '../../web/shell/wasm/engine.js'));
  const engine = await createEngine(new WebAssembly.Module(readFileSync(join(folder, file))));
  const { params } = labs[lab];
  // each engine reads the datasets of its own checkout: their format may be another
  const pack = params.data === 'cards' ? null : join(folder, '../data', `${params.data}.pack`);
  engine.open(params, pack && new Uint8Array(readFileSync(pack)));
  return engine;
}

/** A row of the table: the medians of both builds, and of the ratios of
 *  times in the same round. */
async function compare(folders, rounds, [lab, file, steps]) {
  const engines = await Promise.all(folders.map((folder) => opened(folder, file, lab)));
  for (const engine of engines) stepTime(engine, steps); // gives V8 time to compile it for speed
  const turns = [];
  for (let i = 0; i < rounds; i++) {
    const took = [];
    for (const k of i % 2 ? [1, 0] : [0, 1]) took[k] = stepTime(engines[k], steps);
    turns.push(took);
  }
  const least = (k) => Math.min(...turns.map((took) => took[k]));
  return [`${lab}, ${file}`, ...[0, 1].map((k) => milliseconds(median(turns.map((t) => t[k])))),
    median(turns.map(([ours, its]) => its / ours)).toFixed(3), (least(1) / least(0)).toFixed(3)];
}

const [other, rounds = '21'] = process.argv.slice(2);
if (!other) throw new Error('which other build? Give the folder of its wasm files');
const folders = [new URL('../../build/wasm/', import.meta.url).pathname, resolve(other)];
console.log(table([['bytes (with brotli)', 'this build', 'the other'],
  ...FILES.map((name) => [name, ...folders.map((folder) => sizeOf(join(folder, name)))])]));
const rows = [];
for (const work of WORKS) rows.push(await compare(folders, Number(rounds), work));
console.log(`\n${table([['one step, processor time', 'this build', 'the other',
  'the other / this, median', 'of the least'], ...rows])}`);
