// `make methods` trains every method of the engine on the same drawings, from each of five seeds.
// Each method makes a row of web/article/methods.json, from which the article's table is built.
// `node methods.mjs [--seeds 2,3] [names]`, e.g. `make methods ONLY="byol swav" SEEDS=2,3`, trains
// only these methods from only these seeds and keeps what else the table has;
// tests/wasm/methods.mjs says whether that may be kept.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { engineSchema, runNatively } from '../wasm/native.mjs';
import { FIRST, SEEDS, figuresOf, labOf, methodsOf, ownOf, sharedOf } from './recipes.mjs';

const file = new URL('../../web/article/methods.json', import.meta.url);
const schema = await engineSchema();
const shared = sharedOf(schema);
const methods = methodsOf(schema);

const { values: { seeds: list }, positionals: asked } = parseArgs({ allowPositionals: true,
  options: { seeds: { type: 'string', default: SEEDS.join(',') } } });
const seeds = list.split(',').map(Number);
const unknown = [...asked.filter((name) => !methods.includes(name)),
  ...seeds.filter((seed) => !SEEDS.includes(seed))];
if (unknown.length) {
  console.error(`no method or seed ${unknown.join(', ')}; there are ${methods.join(', ')}, `
    + `and the seeds ${SEEDS.join(', ')}`);
  process.exit(1);
}

/** The row of a method that is in the file, if its settings are still the method's. */
function keptOf(method) {
  const row = JSON.parse(readFileSync(file, 'utf8')).rows.find((r) => r.method === method);
  return row && JSON.stringify(row.own) === JSON.stringify(ownOf(schema, method)) ? row : null;
}

/** The figures of a method's end from one seed, and the scores of raw pixels on the same questions;
 *  from the first seed also those after a few steps. */
function train(method, seed) {
  const run = (steps) =>
    runNatively(schema, { ...shared, ...ownOf(schema, method), method, seed }, steps);
  const end = run(shared.steps);
  return { raw: { recall1: end.metrics.raw_recall1, knn: end.metrics.raw_knn },
    last: figuresOf(end), first: seed === SEEDS[0] ? figuresOf(run(FIRST)) : null };
}

/** Adds a result to the file as it is now, so that two of these commands may run at once. */
function store(method, seed, { raw, first, last }) {
  const { rows } = JSON.parse(readFileSync(file, 'utf8'));
  const kept = keptOf(method);
  const row = { method, lab: labOf(method), own: ownOf(schema, method),
    first: first ?? kept?.first ?? null, last: { ...kept?.last, [seed]: last } };
  const known = methods.flatMap((name) =>
    name === method ? row : rows.find((r) => r.method === name) ?? []);
  writeFileSync(file, `${JSON.stringify({ shared, raw, rows: known }, null, 1)}\n`);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(6);
for (const seed of seeds) {
  for (const method of asked.length ? asked : methods) {
    const result = train(method, seed);
    store(method, seed, result);
    const { recall1, knn } = result.last;
    console.log(`${method.padEnd(12)}  seed ${seed}  R@1 ${percent(recall1)}  k-NN ${percent(knn)}`);
  }
}
