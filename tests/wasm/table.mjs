// The module of labs whose encoder is a table does all that the whole engine does for them, to the
// last bit, and says in words what it does not do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brought, labs } from './labs.mjs';
import { engine, tableEngine } from './native.mjs';

const STEPS = 60;
const variants = [{}, { dim: 3, pairs: 13, optimizer: 'sgd' }, { optimizer: 'lars', pairs: 2 },
  { optimizer: 'muon', pairs: 64 }, { pairs: 16, bug: 'self', tau: 0.5 }, { bug: 'twice' },
  { start: 'article' }, { schedule: 'cosine', steps: 50, warmup: 7, weight_decay: 0.1, seed: 9 }];

/** All that a page would see of a session. */
function seen(run) {
  while (!run.evaluate(24)) { /* until it is through */ }
  const count = run.count();
  const [positions, forces] = [new Float32Array(3 * count), new Float32Array(3 * count)];
  run.positions(positions);
  const [cosine, weight] = [new Float32Array(count), new Float32Array(count)];
  return { steps: run.steps(), loss: run.loss(), params: run.params(), positions,
    pushed: run.forces(forces), forces, anchor: run.breakdown(1, cosine, weight), cosine, weight,
    metrics: run.schema.metrics.map((_, i) => run.metric(i)), floor: run.floor(), rate: run.rate(),
    tau: run.tau(), items: run.describe(), phases: run.phases(),
    bugs: run.schema.params.find(({ name }) => name === 'bug').choices.map((_, i) => run.lossWith(i)) };
}

test('both say the same of every parameter', async () => {
  assert.deepEqual((await tableEngine()).schema, (await engine()).schema);
});

for (const variant of variants) {
  test(`the same bits: ${JSON.stringify(variant)}`, async () => {
    const runs = [await engine(), await tableEngine()];
    const params = { ...brought('infonce', variant), ...variant };
    for (const run of runs) {
      run.open(params, null);
      for (let i = 0; i < STEPS; i++) assert.equal(run.step(), 0, `step ${i}`);
    }
    const [whole, small] = runs.map(seen);
    assert.deepEqual(small, whole);
    for (const run of runs) {
      run.move(1, 0.3, -0.8, 0.5);
      run.set('tau', 0.4);
      for (let i = 0; i < 5; i++) assert.equal(run.step(), 0);
    }
    assert.deepEqual(seen(runs[1]), seen(runs[0]));
  });
}

test('a run saved by one goes on in the other', async () => {
  const [whole, small] = [await engine(), await tableEngine()];
  for (const run of [whole, small]) run.open(brought('infonce', {}), null);
  for (let i = 0; i < 20; i++) small.step();
  whole.load(small.save());
  assert.equal(whole.steps(), 20);
  for (const run of [whole, small]) assert.equal(run.step(), 0);
  assert.equal(whole.loss(), small.loss());
  small.load(whole.save());
  for (const run of [whole, small]) assert.equal(run.step(), 0);
  assert.equal(whole.loss(), small.loss());
});

test('what it has no networks for is refused, and the session stays', async () => {
  const run = await tableEngine();
  run.open(brought('infonce', {}), null);
  run.step();
  for (const lab of Object.keys(labs).filter((name) => name !== 'infonce')) {
    assert.throws(() => run.open(brought(lab, {}), null), /data: this module moves the free points/,
      lab);
  }
  run.step();
  assert.equal(run.steps(), 2);
});
