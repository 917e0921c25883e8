// `make methods` trains every method of the engine on the same drawings. Each method makes a row
// of web/article/methods.json, from which the article's table is built.
// `node methods.mjs [names]`, e.g. `make methods ONLY="byol swav"`, trains only those and keeps
// the other rows; tests/wasm/methods.mjs says whether they may be kept.
import { readFileSync, writeFileSync } from 'node:fs';
import { engineSchema, runNatively } from '../wasm/native.mjs';
import { FIRST, figuresOf, labOf, methodsOf, ownOf, sharedOf } from './recipes.mjs';

const file = new URL('../../web/article/methods.json', import.meta.url);
const schema = await engineSchema();
const shared = sharedOf(schema);
const methods = methodsOf(schema);

/** A method's row, and the scores of raw pixels on the same questions. */
function train(method) {
  const own = ownOf(schema, method);
  const run = (steps) => runNatively(schema, { ...shared, ...own, method }, steps);
  const [first, last] = [run(FIRST), run(shared.steps)];
  const raw = { recall1: last.metrics.raw_recall1, knn: last.metrics.raw_knn };
  return { raw,
    row: { method, lab: labOf(method), own, first: figuresOf(first), last: figuresOf(last) } };
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !methods.includes(name));
if (unknown.length) {
  console.error(`no method ${unknown.join(', ')}; there are ${methods.join(', ')}`);
  process.exit(1);
}
const kept = asked.length ? JSON.parse(readFileSync(file, 'utf8')).rows : [];
const rows = new Map(kept.map((row) => [row.method, row]));
const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(6);
const tell = (name, { recall1, knn }) =>
  console.log(`${name.padEnd(12)}  R@1 ${percent(recall1)}  k-NN ${percent(knn)}`);
for (const [i, method] of (asked.length ? asked : methods).entries()) {
  const { raw, row } = train(method);
  rows.set(method, row);
  const known = methods.flatMap((name) => rows.get(name) ?? []);
  writeFileSync(file, `${JSON.stringify({ shared, raw, rows: known }, null, 1)}\n`);
  if (i === 0) tell('raw pixels', raw);
  tell(method, row.last);
}
