// The page can read what the schema says can be read: every number and array by its name, at any
// time and of any session, in a typed array of the kind that the schema names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetOf, engine, tableEngine } from './native.mjs';

const KINDS = { float: Float32Array, double: Float64Array, int: Int32Array, uint8_t: Uint8Array };
const { schema } = await engine();
const methods = schema.params.find(({ name }) => name === 'method').choices.map(({ name }) => name);

const cards = { pairs: 4, dim: 3 };
const toy = { data: 'toy', encoder: 'mlp', positives: 'augment', pairs: 5, dim: 6, hidden_units: 9,
  feature: 7, queue: 12, prototypes: 11, keep: 3, tau: 0.2, lr: 0.01 };
const emoji = { ...toy, data: 'emoji' };
const worldOf = (method) => ({ ...(method === 'clip' ? emoji : toy), method }); // clip needs names
const worlds = [cards, { ...cards, dim: 7 }, ...methods.map(worldOf),
  { ...toy, method: 'swav', crops: 2 }, { ...toy, method: 'swav', read: 'before' }];

/** Everything that can be read, by its name; null where the session has none now. */
function lookAt(run) {
  const numbers = Object.fromEntries(schema.readings.map(({ name }) => [name, run.read(name)]));
  const lists = Object.fromEntries(schema.arrays.map(({ name, type }) => {
    const list = run.view(name);
    assert.ok(list === null || (list instanceof KINDS[type] && list.length > 0), name);
    assert.equal(run.view(name), list, `${name}: nothing is made anew where nothing has moved`);
    return [name, list];
  }));
  return { numbers, lists };
}

/** Checks lengths against numbers, other lengths and the schema. */
function check(run, { encoder, prototypes }) {
  const { numbers, lists } = lookAt(run);
  const table = encoder === undefined;
  assert.equal(run.count(), numbers.items);
  const lengths = { item_ids: numbers.items, positions: 3 * numbers.items,
    embeddings: numbers.items * lists.spectrum.length, metrics: schema.metrics.length,
    answers: schema.answers.length * schema.questions.length };
  for (const [name, length] of Object.entries(lengths))
    assert.equal(lists[name].length, length, name);
  assert.equal(lists.lag !== null, run.phases().includes('momentum'), 'a momentum encoder');
  assert.equal(lists.prototype_positions?.length ?? 0, 3 * numbers.prototypes);
  assert.ok([0, prototypes].includes(numbers.prototypes), `${numbers.prototypes} prototypes`);
  assert.deepEqual([lists.images, lists.view_images].map((list) => list === null), [table, table]);
  assert.ok(table || lists.view_images.length % lists.view_items.length === 0, 'pixels of views');
  assert.equal(lists.forces !== null, table && lists.spectrum.length <= 3, 'forces');
  for (const name of ['steps', 'items', 'tau', 'rate', 'save_bytes', 'evaluated_step', 'lag_step'])
    assert.ok(Number.isFinite(numbers[name]), `${name}: ${numbers[name]}`);
  return numbers;
}

for (const world of worlds) {
  test(JSON.stringify(world), async () => {
    const run = await (world === cards ? tableEngine : engine)();
    assert.throws(() => run.read('steps'), { status: 'state' }, 'of no session');
    assert.throws(() => run.view('params'), { status: 'state' }, 'of no session');
    run.open(world, world.data === 'emoji' ? datasetOf(world) : null);
    const fresh = check(run, world);
    assert.deepEqual([fresh.steps, fresh.loss], [0, NaN]);
    while (run.read('steps') === 0) {
      assert.ok(run.phase() >= 0);
      check(run, world);
    }
    for (let i = 0; i < 2; i++) assert.equal(run.step(), 0);
    while (!run.evaluate(24)) check(run, world);
    const after = check(run, world);
    assert.deepEqual([after.steps, after.evaluated_step], [3, 3]);
    assert.ok(Number.isFinite(after.loss), `loss ${after.loss}`);
    const { metrics } = run;
    assert.deepEqual(Object.values(metrics()), [...run.view('metrics')]);
    assert.ok(Object.keys(metrics()).every((name) => Object.is(run.metric(name), metrics()[name])));
    assert.ok(run.save().length <= after.save_bytes, 'as many bytes as a checkpoint takes');
  });
}

test('a name that the schema does not have is refused in words', async () => {
  const run = await engine();
  run.open(cards, null);
  assert.throws(() => run.read('stepz'), /schema has no reading "stepz"/);
  assert.throws(() => run.view('steps'), /schema has no array "steps"/);
  assert.throws(() => run.copy('lost'), /schema has no array "lost"/);
  assert.throws(() => run.metric('loss'), /schema has no metric "loss"/);
});

test('names are of one kind each, and each has its help', () => {
  for (const list of [schema.readings, schema.arrays]) {
    assert.ok(list.length > 10, `${list.length}`);
    assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
    for (const { name, help } of list) assert.ok(/^\w+$/.test(name) && help.length > 10, name);
  }
  for (const { name, type } of schema.arrays) assert.ok(KINDS[type], `${name}: ${type}`);
});

test('views follow a session that lies elsewhere, in memory that has grown; copies do not change',
  async () => {
    const run = await engine();
    run.open(cards, null);
    const [before, kept] = [run.view('params'), run.copy('params')];
    const was = [...kept];
    run.step();
    assert.equal(run.view('params'), before, 'the same numbers, renewed');
    assert.notDeepEqual([...before], was);
    assert.deepEqual([...kept], was);
    run.open({ ...toy, hidden_units: 2048, feature: 1024 }, null); // outgrows its memory
    assert.notEqual(run.view('params').buffer, kept.buffer);
    assert.equal(before.length, 0, 'memory has grown');
    assert.ok(run.view('params').length > 2048 * 1024 && run.view('params').every(Number.isFinite));
  });
