// params.def is right about what reads each parameter. Where its condition does not hold, any
// other value leaves every bit of a run and of its readings unchanged, or is refused in words;
// where it holds, some other value changes them. This is tried over many
// short, small runs in wasm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packed } from '../../web/data/pack.mjs';
import { EngineError } from '../../web/shell/base/error.js';
import { conditionsOf, isRead } from '../../web/shell/state/reads.js';
import { engine } from './native.mjs';

const STEPS = 4;
const run = await engine();
const { params } = run.schema;
const defaults = Object.fromEntries(params.map((p) => [p.name, p.default]));
const choices = (name) => params.find((p) => p.name === name).choices.map((c) => c.name);

// ---- small sets of pictures

const SIDE = 8;
const CONCEPTS = 24;

/** Bytes that are the same at every call; no two pictures are alike. */
function bytes(count, seed, below) {
  let state = seed * 2654435761 + 1;
  return Uint8Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  });
}
const labels = [{ of: Array.from({ length: CONCEPTS }, (_, i) => i % 4), classes: 4 }];
const COLOURS = 7;
const colourful = (seed) => ({ index: bytes(SIDE * SIDE, seed, COLOURS),
  colours: Array.from({ length: COLOURS }, (_, i) => [...bytes(3, 900 * seed + i, 256)]) });
const pictures = (count, make) => Array.from({ length: count }, (_, i) => make(i + 1));
const packs = {
  emoji: packed({ labels, tracks: [{ kind: 'pixels', renditions: 3, shape: [3, SIDE, SIDE],
    mean: 0.5, items: pictures(3 * CONCEPTS, colourful) }] }),
  mnist: packed({ labels, tracks: [{ kind: 'pixels', shape: [1, SIDE, SIDE], mean: 0.5,
    items: pictures(CONCEPTS, (seed) => bytes(SIDE * SIDE, seed, 256)) }] }),
};

/** Names and keywords in nine languages, for a method that reads texts. */
const LANGUAGES = 9;
const wordsOf = (stem) => Array.from({ length: CONCEPTS * LANGUAGES },
  (_, i) => `${stem} ${'aeiou'[i % 5]}${i * 37} of ${String.fromCharCode(98 + (i % 20))}o${i % 7}`);
const names = packed({ tracks: [
  { kind: 'text', renditions: LANGUAGES, items: wordsOf('name') },
  { kind: 'text', renditions: LANGUAGES,
    items: wordsOf('key').map((word, i) => `${word}\nother ${i}\nthird ${i * 3}`) },
] });
const packOf = ({ data, method }) => (method === 'clip' && data === 'emoji'
  ? new Uint8Array(Buffer.concat([packs.emoji, names])) : packs[data] ?? null);

// ---- the choices under which every parameter is tried

const small = { pairs: 5, dim: 6, hidden_units: 9, feature: 7, queue: 12, prototypes: 11, keep: 3,
  tau: 0.2, lr: 0.01, crop: 0.7, jitter: 0.2, weight_decay: 0.1 };
const emoji = { ...small, data: 'emoji', encoder: 'mlp' };
const mnist = { ...small, data: 'mnist', encoder: 'mlp', positives: 'augment' };
const toy = { ...small, data: 'toy', encoder: 'mlp', positives: 'augment' };
const cards = { data: 'cards', encoder: 'table', pairs: 4, dim: 2, tau: 0.2, lr: 0.05 };
const each = (name, of) => choices(name).map((choice) => ({ ...of, [name]: choice }));
const predicting = ['byol', 'simsiam', 'moco3'].map((method) => ({ ...emoji, method }));
const worlds = [
  ...each('method', emoji), { ...toy }, { ...mnist }, { ...cards },
  ...each('encoder', emoji).slice(1), ...each('optimizer', { ...emoji, encoder: 'cnn' }),
  ...each('optimizer', cards), ...each('optimizer', { ...cards, learn_tau: 'on' }),
  ...each('schedule', emoji), ...each('bug', { ...emoji }),
  ...each('positives', emoji), ...each('learn_tau', emoji),
  ...['on', 'off'].flatMap((predictor) => [0, 1, 2, 3].flatMap((head) =>
    [...predicting, emoji].map((of) => ({ ...of, predictor, head, dim: 7 })))),
  ...[emoji, mnist, toy].map((of) => ({ ...of, method: 'swav', crops: 2 })),
  ...[{}, { compare: 'sigmoid' }, { text_text: 0.5 }, { learn_tau: 'on' }, { optimizer: 'muon' },
    { text_encoder: 'transformer' }, { slip: 0.5 }, { head: 1 }].map((of) =>
    ({ ...emoji, method: 'clip', ...of })),
  { ...mnist, encoder: 'cnn' }, { ...toy, method: 'moco' }, { ...mnist, method: 'supcon' },
];

// ---- the outcome of a run

/** Everything that is trained, and everything that is read of the session. */
function outcome(values) {
  run.open(values, packOf(values));
  const losses = Array.from({ length: STEPS }, () => [run.step(), run.read('loss'), run.read('rate')]);
  while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
  const lists = [...['params', 'spectrum', 'positions', 'forces', 'metrics', 'matches'].map((name) =>
    run.copy(name) ?? []), choices('bug').map((_, i) => run.lossWith(i))];
  return JSON.stringify([losses, lists.map((list) => [...list].map(String)), run.phases(),
    run.lag()?.encoders, run.prototypes([0, 1])?.positions, run.negatives(0).own]);
}

/** The outcome, or null where the values are refused. */
function tried(values) {
  try {
    return outcome(values);
  } catch (error) {
    if (!(error instanceof EngineError) || error.status === 'start') throw error;
    assert.match(error.message, /`\w+(=\w+)?`/); // names what it is about
    return null;
  }
}

/** Whole numbers to try, near those in use, so that steps and batches stay small. */
const NEAR = { pairs: [4], dim: [3], feature: [5], hidden_units: [8], head: [0, 1, 2, 3],
  queue: [17], keep: [1], prototypes: [5], sinkhorn: [0], freeze: [3], crops: [1], warmup: [7],
  steps: [9], average: [40], buckets: [64], style_dims: [2], seed: [8] };

/** Values of a parameter other than the one in use. */
function others({ name, type, min, max }, value) {
  const near = type === 'enum' ? choices(name) : type === 'int' ? NEAR[name]
    : [0.6 * value + 0.07, ...(max <= 1 ? [max] : [])].map((x) => Math.min(max, Math.max(min, x)));
  return near.filter((other) => other !== value);
}

const shown = (world) => JSON.stringify(Object.fromEntries(Object.entries(world)
  .filter(([name, value]) => value !== defaults[name] && value !== small[name])));
const plain = worlds.map((world) => ({ ...defaults, ...world }));
/** @type {Map<object, string>} */
const known = new Map();
function ownOf(values) {
  if (!known.has(values)) known.set(values, outcome(values));
  return known.get(values);
}

/** One world for each combination of the choices that a condition names. */
function worldsOf({ when = '' }) {
  const names = when ? conditionsOf(when).flat().map(({ name }) => name) : [];
  return [...new Map(plain.map((values) => [names.map((n) => values[n]).join(), values])).values()];
}

/** Whether some other value of the parameter is allowed and makes a difference. */
const matters = (param, values) => others(param, values[param.name]).some((value) =>
  ![null, ownOf(values)].includes(tried({ ...values, [param.name]: value })));

for (const param of params.filter(({ when }) => when)) {
  test(`${param.name}: ${param.when}`, () => {
    const sides = [0, 0];
    for (const values of worldsOf(param)) {
      const read = isRead(param, values);
      sides[Number(read)]++;
      const wrong = read ? 'nothing comes of it' : 'it does something';
      assert.equal(matters(param, values), read, `${wrong}: ${shown(values)}`);
    }
    assert.ok(sides[0] && sides[1], 'both sides are tried');
  });
}

test('each of the others is read', () => {
  for (const param of params.filter(({ when }) => !when))
    assert.ok(plain.some((values) => matters(param, values)), param.name);
});

test('conditions are of parameters and choices that there are', () => {
  for (const { name, when } of params) {
    if (when === undefined) continue;
    for (const { name: of, sign, choices: named } of conditionsOf(when).flat()) {
      const param = params.find((p) => p.name === of);
      assert.ok(param && of !== name, `${name}: ${of}`);
      if (sign === '>') assert.ok(param.type !== 'enum' && Number.isFinite(Number(named[0])), when);
      else assert.deepEqual(named.filter((choice) => !choices(of).includes(choice)), [], name);
    }
  }
});

test('every parameter is in a group', () => {
  const groups = ['data', 'views', 'encoder', 'loss', 'optimiser', 'run'];
  for (const { name, group } of params) assert.ok(groups.includes(group), `${name}: ${group}`);
});
