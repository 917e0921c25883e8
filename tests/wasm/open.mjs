// A session that cannot open leaves the last one unchanged to the bit, wherever memory runs out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetOf, engine } from './native.mjs';

const small = { data: 'toy', encoder: 'mlp', method: 'simclr', positives: 'augment', pairs: 16,
  hidden_units: 16, feature: 16, dim: 8, seed: 3 };
const large = { ...small, data: 'emoji', pairs: 256, hidden_units: 256, feature: 128, dim: 64 };

/** The losses of the next steps. */
function losses(run, count) {
  return Array.from({ length: count }, () => {
    assert.equal(run.step(), 0);
    return run.read('loss');
  });
}

async function begun() {
  const run = await engine();
  run.open(small, datasetOf(small));
  losses(run, 5);
  return run;
}

/** Runs `work` while the k-th growth of memory is refused; returns how many growths were tried. */
function without(k, work) {
  const { grow } = WebAssembly.Memory.prototype;
  let tried = 0;
  WebAssembly.Memory.prototype.grow = function refusing(pages) {
    if (++tried === k) throw new RangeError('there is no more');
    return grow.call(this, pages);
  };
  try {
    work();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  return tried;
}

const expected = losses(await begun(), 10);

test('memory that runs out at any growth leaves the session before whole', async (t) => {
  const other = await begun();
  const growths = without(0, () => other.open(large, datasetOf(large)));
  assert.ok(growths > 0, 'it has to grow');
  t.diagnostic(`${growths} growths`);
  for (let k = 1; k <= growths; k++) {
    const run = await begun();
    without(k, () => assert.throws(() => run.open(large, datasetOf(large)),
      { status: 'memory', message: /need \d+ MB of memory, more than there is/ }));
    assert.ok(run.isOpen());
    assert.deepEqual(losses(run, 10), expected, `growth ${k}`);
    run.open(large, datasetOf(large)); // it opens once there is more memory
    losses(run, 1);
  }
});

test('a session is replaced only once nothing is left to be refused', async () => {
  const run = await begun();
  const said = [];
  const say = () => said.push(run.read('steps'));
  assert.throws(() => run.open({ ...large, pairs: 100000 }, datasetOf(large), say),
    { status: 'config' });
  assert.throws(() => run.open(large, null, say), { status: 'arg' });
  const broken = datasetOf(large).slice(0, 5000);
  assert.throws(() => run.open(large, broken, say), { status: 'format',
    message: /^the dataset .*: it has 5000 bytes, and what its headers tell of takes 1\d{7}$/ });
  assert.deepEqual(said, []);
  assert.deepEqual(losses(run, 10), expected);
  run.open(large, datasetOf(large), say);
  assert.deepEqual(said, [15], 'the run before can still be kept then');
  const damaged = datasetOf(large);
  damaged.fill(0xA5, 1000);
  assert.throws(() => run.open(large, damaged, say), { status: 'format',
    message: /^the dataset .*: label 0 of concept 452 is 42405, and there are 8 classes$/ });
  assert.deepEqual([said.length, run.isOpen()], [2, false], 'found out while it is decoded');
});

test('what is refused has a status of the schema', async () => {
  const run = await engine();
  const names = run.schema.statuses.map(({ name }) => name);
  const refusals = [() => run.save(), () => run.set('tau', 1), () => run.open({ lr: -1 }, null),
    () => run.open({ nothing: 1 }, null), () => run.settings(new Uint8Array(4))];
  for (const refused of refusals) {
    assert.throws(refused, (error) => names.includes(error.status), String(refused));
  }
  run.open(small, datasetOf(small));
  for (const bytes of [new Uint8Array(4), run.save().slice(0, -4), new Uint8Array(1e7)]) {
    assert.throws(() => run.load(bytes), { status: 'format' });
  }
});

test('a file tells the values of its run, as the page writes them', async () => {
  const run = await engine();
  const asked = { ...small, tau: 0.07, lr: 0.0123, optimizer: 'sgd' };
  run.open(asked, datasetOf(asked));
  losses(run, 2);
  const file = run.save();
  const saved = run.settings(file.subarray(0, 16392));
  for (const [name, value] of Object.entries(asked)) assert.equal(saved[name], value, name);
  assert.deepEqual(Object.keys(saved), run.schema.params.map(({ name }) => name));
  assert.deepEqual(losses(run, 3).length, 3, 'asking has not changed it');
});
