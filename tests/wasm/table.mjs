// The module for labs whose encoder is a table does all that the whole engine does for them, to
// the last bit of what a page is shown and a checkpoint keeps,
// and refuses in words what it cannot do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brought, labs } from './labs.mjs';
import { datasetOf, engine, tableEngine } from './native.mjs';

const both = async () => [await tableEngine(), await engine()];

const STEPS = 150;
const { schema } = await engine();
const choices = (name) => schema.params.find((p) => p.name === name).choices.map((c) => c.name);
const article = { start: 'article', pairs: 4, tau: 0.07 };

const variants = [
  {}, article, { ...article, dim: 3 }, { pairs: 1 }, { pairs: 64, dim: 3, tau: 0.5 },
  { dim: 7, pairs: 13 }, { dim: 130, pairs: 9 }, { learn_tau: 'on', tau: 0.3, pairs: 6 },
  { schedule: 'cosine', warmup: 10, steps: 120, weight_decay: 0.01, seed: 9 },
  ...choices('bug').flatMap((bug) => [{ bug }, { bug, dim: 3, pairs: 16, tau: 0.5 }]),
  ...choices('optimizer').flatMap((optimizer) => [{ optimizer }, { optimizer, dim: 3, pairs: 11 }]),
];

/** All that the page can be told of a session now. */
function everything(run) {
  const n = run.count();
  const floats = (length, fill) => {
    const list = new Float32Array(length);
    const told = fill(list);
    return { list, told };
  };
  const all = Array.from({ length: n }, (_, i) => i);
  const near = new Int32Array(5);
  const weight = new Float32Array(n);
  const named = (list, read) => Object.fromEntries(list.map(({ name }) => [name, read(name)]));
  return {
    readings: named(schema.readings, run.read), arrays: named(schema.arrays, run.copy),
    phases: run.phases(), metrics: run.metrics(),
    bugs: choices('bug').map((_, i) => run.lossWith(i)),
    similarity: floats(n * n, (out) => run.similarity(all, out)),
    breakdown: floats(n, (out) => run.breakdown(n - 1, out, weight)), weight,
    neighbours: floats(5, (out) => run.neighbours(0, near, out)), near,
    nothing: [run.negatives(0), run.lag(), run.prototypes([0, 1]), run.batchViews(), run.answers(),
      run.examine(50), run.examinePixels(50), run.measurePixels(50)],
    items: run.describe(), file: run.save(),
  };
}

for (const variant of variants) {
  test(`infonce ${JSON.stringify(variant)}`, async () => {
    const params = { ...brought('infonce', {}), ...variant };
    const [own, whole] = await both();
    const runs = [own, whole];
    for (const run of runs) run.open(params, null);
    assert.deepEqual(everything(own), everything(whole), 'before the first step');
    for (let i = 0; i < STEPS; i++) {
      const [status, other] = runs.map((run) => run.step());
      assert.equal(status, other, `step ${i}`);
      const losses = runs.map((run) => run.read('loss'));
      assert.ok(Object.is(...losses), `step ${i}: ${losses}`);
    }
    for (const run of runs) run.evaluate(run.count());
    const [here, there] = runs.map(everything);
    assert.ok(here.arrays.params.some((x) => x !== 0) && here.file.length > 1000, 'nothing was trained');
    assert.deepEqual(here, there);
  });
}

test('the schema is the same text, and all exports are there', async () => {
  const [own, whole] = await Promise.all(['contrastive-table', 'contrastive'].map(async (name) => {
    const file = new URL(`../../build/wasm/${name}.wasm`, import.meta.url);
    const imports = { env: { emscripten_notify_memory_growth() {} } };
    const { instance: { exports: c } } = await WebAssembly.instantiate(readFileSync(file), imports);
    const bytes = new Uint8Array(c.memory.buffer, c.ct_schema());
    return { exports: Object.keys(c).sort(),
      text: new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0))) };
  }));
  assert.deepEqual(own, whole);
});

test('a lab that opens with a table can ask for nothing else', () => {
  const tables = Object.values(labs).filter(({ params }) => params.encoder === 'table');
  assert.deepEqual(tables.map(({ id }) => id), ['infonce']);
  for (const { limits } of tables)
    assert.deepEqual([limits.method, limits.data, limits.encoder].map(({ choices }) => choices),
      [['simclr'], ['cards'], ['table']]);
});

test('points moved by hand, phases, live settings and a reset give the same bits', async () => {
  const runs = await both();
  const [here, there] = runs.map((run) => {
    run.open({ ...brought('infonce', {}), dim: 3, optimizer: 'adamw' }, null);
    for (let i = 0; i < 20; i++) run.step();
    run.move(3, 0.3, -0.8, 0.1);
    for (let i = 0; i < 7; i++) assert.ok(run.phase() >= 0);
    for (const [name, value] of [['tau', 0.4], ['bug', 'self'], ['optimizer', 'muon'], ['lr', 0.01],
      ['positives', 'augment'], ['crop', 0.5], ['read', 'before']]) {
      run.set(name, value);
      for (let i = 0; i < 9; i++) assert.equal(run.step(), 0);
    }
    run.evaluate(run.count());
    const after = everything(run);
    run.reset();
    return [after, everything(run)];
  });
  assert.deepEqual(here, there);
});

test('a checkpoint of either goes on in the other', async () => {
  for (const learn_tau of ['off', 'on']) {
    const params = { ...brought('infonce', {}), dim: 3, learn_tau };
    const ends = [];
    for (const [from, to] of [await both(), (await both()).reverse()]) {
      for (const run of [from, to]) run.open(params, null);
      for (let i = 0; i < 40; i++) from.step();
      to.load(from.save());
      for (const run of [from, to]) for (let i = 0; i < 40; i++) run.step();
      assert.deepEqual(to.save(), from.save());
      ends.push(to.save());
    }
    assert.deepEqual(ends[0], ends[1]);
  }
});

test('what needs a network is refused in words, and the session goes on', async () => {
  const run = await tableEngine();
  run.open(brought('infonce', {}), null);
  for (let i = 0; i < 5; i++) run.step();
  const before = run.save();
  const refused = (params) => assert.throws(() => run.open(params, datasetOf(params)),
    /this build of the engine moves free points only/);
  for (const name of Object.keys(labs)) if (name !== 'infonce') refused(brought(name, {}));
  refused(brought('byol', { data: 'toy' }));
  refused({ data: 'emoji', encoder: 'table' });
  const refusedAlike = async (params) => {
    const told = [];
    for (const engineOf of await both()) {
      try {
        engineOf.open({ ...brought('infonce', {}), ...params }, null);
      } catch (error) {
        told.push(error.message);
      }
    }
    assert.equal(told.length, 2, JSON.stringify(params));
    assert.equal(told[0], told[1]);
  };
  const others = choices('method').slice(1).map((method) => ({ method }));
  for (const wrong of [...others, { encoder: 'cnn' }, { encoder: 'mlp' }, { average: 5 }, { pairs: 65 },
    { start: 'article', pairs: 5 }, { learn_tau: 'on', bug: 'self' }]) await refusedAlike(wrong);
  const other = await engine();
  const params = { ...brought('simclr', {}), encoder: 'mlp', pairs: 8 };
  other.open(params, datasetOf(params));
  other.step();
  const file = other.save();
  assert.throws(() => run.load(file), /reads no drawings|larger than any checkpoint/);
  assert.deepEqual(run.save(), before);
});
