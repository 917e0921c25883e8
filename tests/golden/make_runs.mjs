// Writes tests/golden/runs.json: short runs over all methods, encoders and data, and over every
// other choice that draws from a random stream or uses a kernel of its own, with a hash of each
// run's end. Run it only where bits are meant to change;
// tests/wasm/golden.mjs holds every build to them.
//   make build/run_steps && node tests/golden/make_runs.mjs
import { writeFileSync } from 'node:fs';
import { hashNative } from '../wasm/hash.mjs';
import { engineSchema } from '../wasm/native.mjs';

const schema = await engineSchema();
const choices = (name) => schema.params.find((p) => p.name === name).choices.map((c) => c.name);

const net = { encoder: 'mlp', dim: 16, hidden_units: 48, feature: 40, pairs: 13, lr: 0.01, seed: 3 };
const own = { // values that a method needs, or that few runs have
  moco: { queue: 64, norm: 'on' }, moco3: { norm: 'on' }, byol: { norm: 'on' }, bank: { bank_momentum: 0.4 },
  swav: { prototypes: 24, crops: 1, freeze: 5 }, supcon: {}, npair: { length_cost: 0.01 },
};
const cards = { data: 'cards', encoder: 'table' };
const toy = { ...net, data: 'toy', positives: 'augment', jitter: 0.3, style_dims: 5 };
const emoji = { ...net, data: 'emoji' };
const views = { positives: 'augment', crop: 0.4, rotate: 15, flip: 0.5, mirror: 0.5, jitter: 0.5, grey: 0.2,
  gaussian_blur: 0.3, cutout: 0.3 };
const conv = { ...emoji, encoder: 'cnn', pairs: 7 };

/** The methods that need no names. */
const alone = choices('method').filter((method) => method !== 'clip');
const named = { ...emoji, method: 'clip', buckets: 2048, learn_tau: 'on' };

const runs = [
  ...alone.map((method) => ({ ...toy, method, ...own[method] })),
  ...alone.map((method) => ({ ...emoji, method, ...own[method] })),
  ...['moco', 'byol', 'swav', 'barlow_twins'].map((method) => ({ ...conv, method, ...own[method] })),
  ...choices('optimizer').map((optimizer) => ({ ...conv, optimizer, schedule: 'cosine', warmup: 5, steps: 40 })),
  ...choices('optimizer').map((optimizer) => ({ ...cards, optimizer, dim: 3, pairs: 13 })),
  ...choices('bug').map((bug) => ({ ...cards, bug, pairs: 8, tau: 0.5 })),
  ...choices('activation').map((activation) => ({ ...emoji, activation, head: 3, norm: 'on' })),
  ...choices('read').map((read) => ({ ...emoji, read, average: 10 })),
  { ...cards, start: 'article', tau: 0.5 },
  { ...emoji, ...views },
  { ...emoji, ...views, data: 'mnist', pairs: 24 },
  { ...conv, ...views, data: 'mnist', optimizer: 'muon', average: 20 },
  { ...emoji, encoder: 'resnet', pairs: 5 },
  { ...emoji, encoder: 'resnet', pairs: 5, ...views, activation: 'gelu', norm: 'on', optimizer: 'lars' },
  { ...conv, learn_tau: 'on', tau: 0.7, weight_decay: 0.01 },
  { ...emoji, method: 'triplet', mining: 'semi_hard' },
  { ...emoji, method: 'simsiam', stop_gradient: 'off', predictor: 'off' },
  { ...emoji, ...views, method: 'swav', crops: 3, small: 0.2, prototypes: 30, sinkhorn: 0, optimizer: 'muon' },
  { ...conv, method: 'moco', queue: 32, ema: 0.9, optimizer: 'muon', average: 5, pairs: 8 },
  { ...toy, exam: 'ask' },
  { ...emoji, data: 'mnist', positives: 'augment', pairs: 5 },
  { ...named, slip: 0.5, text_text: 0.5, languages: 'on', word_dropout: 0.2, shuffled: 0.3,
    held_out: 'fluent', randconv: 0.5 },
  { ...named, encoder: 'cnn', pairs: 7, compare: 'sigmoid', tau: 0.1, optimizer: 'muon',
    average: 10 },
  { ...named, text_encoder: 'transformer', slip: 0.3, text_text: 0.2, held_out: 'noto' },
  { ...named, learn_tau: 'off', optimizer: 'lars', text_text: 1, languages: 'on' },
];

const metrics = schema.metrics.map(({ name }) => name);
const lines = runs.map(({ exam = '', ...params }) => JSON.stringify(
  { params, ...(exam && { exam }), sha256: hashNative(schema, metrics, params, { exam }) }));
writeFileSync(new URL('runs.json', import.meta.url),
  `{"steps": 30,\n"metrics": ${JSON.stringify(metrics)},\n"runs": [\n${lines.join(',\n')}\n]}\n`);
console.log(`${runs.length} runs`);
