// The article's table of all methods is not out of date: it has a row for every method of the
// engine, with the settings that it would be trained with now, and the first steps, taken again in
// wasm, end where they did. `make methods` makes it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIRST, figuresOf, labOf, methodsOf, ownOf, sharedOf } from '../bench/recipes.mjs';
import { datasetOf, engine, engineSchema } from './native.mjs';

const file = new URL('../../web/article/methods.json', import.meta.url);
const { shared, raw, rows } = JSON.parse(readFileSync(file, 'utf8'));
const schema = await engineSchema();
const digits = (value) => Number(value.toPrecision(9)); // as many as tests/c/run_steps.c prints

/** Loss and every metric by name after the first steps. */
async function begin(params) {
  const run = await engine();
  run.open(params, datasetOf(params));
  for (let i = 0; i < FIRST; i++) assert.equal(run.step(), 0, `step ${i}`);
  while (!run.evaluate(1 << 20)) { /* in slices as large as it takes */ }
  while (!run.measurePixels(1 << 20)) { /* the same */ }
  const metrics = schema.metrics.map(({ name }, i) => [name, digits(run.metric(i))]);
  return { loss: digits(run.loss()), metrics: Object.fromEntries(metrics) };
}

test('a row for every method, and what all of them share', () => {
  assert.deepEqual(rows.map((row) => row.method), methodsOf(schema));
  assert.deepEqual(shared, sharedOf(schema));
});

for (const { method, lab, own, first } of rows) {
  test(`${method}: settings and first steps`, async () => {
    assert.equal(lab, labOf(method));
    assert.deepEqual(own, ownOf(schema, method));
    const run = await begin({ ...shared, ...own, method });
    assert.deepEqual(figuresOf(run), first);
    assert.deepEqual([run.metrics.raw_recall1, run.metrics.raw_knn], [raw.recall1, raw.knn]);
  });
}
