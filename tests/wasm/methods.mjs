// The article's table of all methods is not out of date: it has a row for every method that is
// taught by drawings alone, with the settings that the method would have now, and the first steps,
// repeated in wasm, give the same figures. `make methods` writes the table. Also, web/shell/methods.js has a row for
// every method, and what it says is true.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIRST, SEEDS, figuresOf, labOf, methodsOf, ownOf, sharedOf } from '../bench/recipes.mjs';
import { labelOf, methods } from '../../web/shell/methods.js';
import { packsOf } from '../../web/shell/state/datasets.js';
import { isRead } from '../../web/shell/state/reads.js';
import { labs } from './labs.mjs';
import { datasetOf, engine, engineSchema } from './native.mjs';

const file = new URL('../../web/article/methods.json', import.meta.url);
const { shared, raw, rows } = JSON.parse(readFileSync(file, 'utf8'));
const schema = await engineSchema();
const every = schema.params.find(({ name }) => name === 'method').choices.map(({ name }) => name);
/** Whether a method is taught by the names of the drawings. */
const isNamed = (method) => packsOf({ data: 'emoji', method }).length > 1;
const digits = (value) => Number(value.toPrecision(9)); // tests/c/run_steps.c prints as many

/** The loss and every metric, by name, after the first steps. */
async function begin(params) {
  const run = await engine();
  run.open(params, datasetOf(params));
  for (let i = 0; i < FIRST; i++) assert.equal(run.step(), 0, `step ${i}`);
  while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
  while (!run.measurePixels(1 << 20)) { /* in the largest slices as well */ }
  const metrics = schema.metrics.map(({ name }) => [name, digits(run.metric(name))]);
  return { loss: digits(run.read('loss')), metrics: Object.fromEntries(metrics) };
}

test('a row for every method but those taught by names, and what all of them share', () => {
  assert.deepEqual(methodsOf(schema), every.filter((method) => !isNamed(method)));
  assert.deepEqual(rows.map((row) => row.method), methodsOf(schema));
  assert.deepEqual(shared, sharedOf(schema));
});

for (const { method, lab, own, first, last } of rows) {
  test(`${method}: settings, seeds and first steps`, async () => {
    assert.equal(lab, labOf(method));
    assert.deepEqual(own, ownOf(schema, method));
    assert.deepEqual(Object.keys(last).map(Number), SEEDS.slice(0, Object.keys(last).length));
    assert.ok(last[SEEDS[0]], 'without the seed that is repeated here');
    const run = await begin({ ...shared, ...own, method, seed: SEEDS[0] });
    assert.deepEqual(figuresOf(run), first);
    assert.deepEqual([run.metrics.raw_recall1, run.metrics.raw_knn], [raw.recall1, raw.knn]);
  });
}

// ---- the page's words about methods

test('a row of words for every method, and none of another', () => {
  assert.deepEqual(Object.keys(methods), every);
  assert.ok(new Set(every.map(labelOf)).size === every.length, 'two of one name');
});

const small = { data: 'toy', encoder: 'mlp', positives: 'augment', pairs: 6, hidden_units: 8,
  feature: 8, dim: 8, queue: 24, prototypes: 9, tau: 10, epsilon: 10 };
const paramOf = (name) => schema.params.find((p) => p.name === name);
const defaults = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
/** The methods of the labs that have this panel. */
const shownIn = (panel) => new Set(Object.values(labs)
  .filter(({ panels }) => panels.includes(panel)).flatMap(({ limits }) => limits.method.choices));

for (const [method, says] of Object.entries(methods)) {
  test(`${method}: the words are so`, async () => {
    const here = { ...small, ...(isNamed(method) ? { data: 'emoji' } : {}), method };
    const values = { ...defaults, ...here };
    const run = await engine();
    run.open(here, datasetOf(here));
    assert.equal(run.step(), 0);
    // At a temperature this high all candidates are nearly alike, so the loss is that of guessing.
    if (says.candidates) {
      const guess = Math.log(says.candidates(values));
      assert.ok(Math.abs(run.read('loss') - guess) < 0.1, `${run.read('loss')} where guessing costs ${guess}`);
    }
    assert.equal(Boolean(says.collapse), isRead(paramOf('prototypes'), values));
    while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
    const isPushed = run.negatives(0).own !== null;
    if (shownIn('push').has(method)) assert.equal(!says.noPush, isPushed);
    else assert.ok(!says.noPush && !says.falseNegatives, 'nothing shows it');
    assert.equal(Boolean(says.queue), shownIn('queue').has(method));
    assert.equal(isRead(paramOf('ema'), values), run.lag() !== null, 'a second encoder');
  });
}
