// The same seed gives the same bits: steps of each lab, natively and in wasm, end in identical
// parameters and identical positions on the display sphere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brought, labs } from './labs.mjs';
import { datasetOf, engine, runNatively } from './native.mjs';

/** A few steps are enough for drawings and digits, because each step sums very many terms. Small
 *  runs show what adds up over many steps. */
const stepsOf = ({ data }) => (['toy', 'cards'].includes(data) ? 200 : 30);

/** The bytes of the parameters and positions after this many steps in wasm. */
async function inWasm(params, steps) {
  const run = await engine();
  run.open(params, datasetOf(params));
  for (let i = 0; i < steps; i++) assert.equal(run.step(), 0, `step ${i}`);
  while (!run.evaluate(24)) { /* in small slices; natively it is one slice */ }
  return { schema: run.schema,
    bytes: Buffer.concat(['params', 'positions'].map((name) => Buffer.from(run.copy(name).buffer))) };
}

const variants = {
  infonce: [{}, { dim: 3, pairs: 13, optimizer: 'sgd' }, { pairs: 16, bug: 'self', tau: 0.5 }],
  simclr: [{}, { encoder: 'mlp', positives: 'augment', optimizer: 'lars', activation: 'gelu', pairs: 64,
    rotate: 20, flip: 0.5, jitter: 0.5, grey: 0.2, gaussian_blur: 0.3, crop: 0.3, cutout: 0.4,
    schedule: 'cosine' },
    { data: 'mnist', positives: 'augment', encoder: 'cnn', pairs: 24, randconv: 1 },
    { encoder: 'mlp', read: 'after', head: 2, dim: 64, randconv: 0.5 },
    { encoder: 'cnn', pairs: 17, activation: 'gelu', head: 3 },
    { encoder: 'resnet', pairs: 13, read: 'before' },
    { encoder: 'resnet', pairs: 9, activation: 'gelu', head: 0, dim: 128, cutout: 0.5 }],
  negatives: [{ method: 'decoupled' }, { method: 'hard', hardness: 2 }, { method: 'mined', keep: 5 },
    { method: 'bank' }, { method: 'supcon' }, { method: 'triplet', mining: 'semi_hard' },
    { method: 'npair' }].map((variant) => ({ pairs: 24, ...variant })),
  byol: ['byol', 'simsiam', 'vicreg', 'barlow_twins'].map((method) =>
    brought('byol', { data: 'toy', method, pairs: 24 })).concat({ method: 'simsiam', pairs: 17,
    stop_gradient: 'off' }),
  augment: [{ ...brought('augment', { data: 'toy' }), style_dims: 3 }],
  temperature: [{ ...brought('temperature', { data: 'toy' }), learn_tau: 'on', tau: 0.7 }],
  moco: ['moco', 'moco3'].map((method) =>
    ({ ...brought('moco', { method }), pairs: 24, queue: 128 })),
  swav: [{ pairs: 48 }, { pairs: 24, crops: 2, small: 0.2, prototypes: 70, freeze: 20, sinkhorn: 5,
    optimizer: 'lars', encoder: 'cnn' }],
};

for (const [id, list] of Object.entries(variants)) {
  for (const variant of list) {
    test(`${id} ${JSON.stringify(variant)}`, async () => {
      const params = { ...brought(id, {}), ...variant };
      const steps = stepsOf(params);
      const wasm = await inWasm(params, steps);
      const native = runNatively(wasm.schema, params, steps);
      assert.ok(wasm.bytes.some((byte) => byte !== 0));
      assert.equal(wasm.bytes.length, native.bytes.length);
      assert.ok(wasm.bytes.equals(native.bytes), 'the bits differ');
    });
  }
}

test('the picture and the map of neighbours, in small slices between steps and in one go', async () => {
  const params = { ...brought('simclr', {}), pairs: 24 };
  const run = await engine();
  run.open(params, datasetOf(params));
  run.askMap(true);
  for (let i = 0; i < 10; i++) run.step();
  for (let i = 0; run.read('evaluated_step') < 10; i++) run.evaluate(24);
  run.step(); // the rows that are shown are kept
  while (run.read('mapped_step') < 10) run.evaluate(24);
  const names = ['trust_map', 'continuity_map', 'trust_space', 'continuity_space'];
  for (const threads of [false, true]) {
    const native = runNatively(run.schema, params, 10, { exam: 'map', threads });
    const wasm = Buffer.concat(['positions', 'picture', 'map'].map((name) =>
      Buffer.from(run.copy(name).buffer)));
    assert.ok(wasm.some((byte) => byte !== 0));
    assert.ok(wasm.equals(native.bytes.subarray(native.bytes.length - wasm.length)), 'the bits differ');
    assert.deepEqual(names.map((name) => run.metric(name)),
      names.map((name) => native.numbers[1 + run.schema.metrics.findIndex((m) => m.name === name)]));
  }
});

test('the exam, in small slices between steps and in one go, scores the same', async () => {
  const params = { ...brought('simclr', { data: 'mnist' }), encoder: 'mlp', pairs: 24 };
  const run = await engine();
  run.open(params, datasetOf(params));
  for (let i = 0; i < 20; i++) run.step();
  const scores = ['probe', 'shot1', 'shot5', 'shot10'];
  for (let i = 0; !run.examine(50); i++) if (i % 50 === 0) run.step(); // its weights are kept
  const { metrics } = runNatively(run.schema, params, 20, { exam: 'exam' });
  assert.deepEqual(scores.map((name) => Number(run.metric(name).toPrecision(9))),
    scores.map((name) => metrics[name]));
  assert.ok(metrics.probe > 0.5, `probe ${metrics.probe}`);
});

test('each drawing gives away one in all, and iterations make the totals equal', async () => {
  const run = await engine();
  const params = { ...labs.swav.params, pairs: 24 };
  run.open(params, datasetOf(params));
  for (let i = 0; i < 3; i++) assert.equal(run.step(), 0);
  while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
  const items = [0, 5, 17, 600, 950];
  const { count, rounds, positions, collected } = run.prototypes(items);
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const spread = rounds.map(({ codes, totals }, n) => {
    for (let r = 0; r < items.length; r++) {
      const row = sum(codes.slice(r * count, (r + 1) * count));
      assert.ok(Math.abs(row - 1) < 1e-4, `iteration ${n}, row ${r}: ${row}`);
    }
    assert.ok(Math.abs(sum(totals) - run.count()) < 0.1, `iteration ${n}: ${sum(totals)}`);
    return Math.max(...totals) - Math.min(...totals);
  });
  assert.equal(rounds.length, 7);
  for (let n = 1; n < 7; n++) assert.ok(spread[n] < spread[n - 1], `${spread}`);
  assert.equal(sum(collected.counts), run.count());
  for (let k = 0; k < count; k++) {
    const length = Math.hypot(...positions.slice(3 * k, 3 * k + 3));
    const most = 2 * run.read('magnified'); // points of the sphere are at most 2 from their middle
    assert.ok(length > 0 && length <= most, `prototype ${k}: ${length}`);
  }
  run.set('epsilon', 1);
  assert.notDeepEqual(run.prototypes(items).rounds[0], rounds[0], 'softer at once');
});
