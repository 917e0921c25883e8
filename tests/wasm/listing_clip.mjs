// The PyTorch programs of method clip do what the engine does: their words have the same pieces,
// and a whole program that begins with the engine's weights has the engine's losses and ends with
// its weights. They run where PyTorch is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packed } from '../../web/data/pack.mjs';
import { translations } from '../../web/data/translations.mjs';
import { pytorchOf } from '../../web/shell/panels/code/pytorch.js';
import { isRead } from '../../web/shell/state/reads.js';
import { engine, engineSchema } from './native.mjs';

const schema = await engineSchema();
const defaults = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
const python = ['python3', '/usr/bin/python3'].find((name) =>
  spawnSync(name, ['-c', 'import torch']).status === 0);
const skip = python ? false : 'no PyTorch here';

/** Runs a program; `files` are written beside each other, and their folder is its argument. */
function runPython(program, files) {
  const folder = mkdtempSync(join(tmpdir(), 'listing-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'program.py'), program);
  const { status, stdout, stderr } = spawnSync(python, [join(folder, 'program.py'), folder],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  assert.equal(status, 0, stderr);
  return stdout;
}

// ---- a dataset of which every batch is the same whatever is drawn at random

const PAIRS = 24;
const HELD_OUT = 6;
const ARTISTS = 3;
const LANGUAGES = 9;
const SIZE = 3 * 32 * 32;
const WORDS = ['red', 'small', 'happy face', '猫の顔', '강아지', 'кошка', 'Straße', 'แมว', 'बिल्ली',
  'árbol'];

/** Every artist draws a concept alike and its name is the same in each language, without keywords.
 *  One has more words than a transformer reads. */
function oneBatch(heldOut) {
  const concepts = PAIRS + HELD_OUT;
  const names = Array.from({ length: concepts }, (_, i) =>
    Array.from({ length: i === 4 ? 40 : 1 + (i % 3) }, (__, k) => WORDS[(i + 3 * k) % WORDS.length])
      .join(' ') + (i % 2 ? ` ${i}` : ''));
  const drawings = Array.from({ length: concepts }, (_, i) =>
    Uint8Array.from({ length: SIZE }, (__, k) => (Math.imul(i * SIZE + k + 1, 0x9e3779b1) >>> 24)));
  const each = (list, times) => list.flatMap((item) => Array(times).fill(item));
  const mark = heldOut === 'concepts' ? HELD_OUT : 1;
  const kept = heldOut === 'concepts' ? PAIRS : concepts;
  return { names: names.slice(0, kept), drawings: drawings.slice(0, kept), pairs: kept,
    pack: packed({ heldOut: { last: mark }, tracks: [
      { kind: 'pixels', renditions: ARTISTS, shape: [3, 32, 32], mean: 0.7,
        items: each(drawings, ARTISTS) },
      { kind: 'text', renditions: LANGUAGES, items: each(names, LANGUAGES) },
      { kind: 'text', renditions: LANGUAGES, items: Array(concepts * LANGUAGES).fill('') },
    ] }) };
}

const base = { method: 'clip', data: 'emoji', encoder: 'mlp', positives: 'artists', hidden_units: 16,
  feature: 12, head: 1, dim: 10, buckets: 512, seed: 3, lr: 0.01, weight_decay: 0.3, steps: 6 };
const learned = { learn_tau: 'on', slip: 0.5, text_text: 0.3 };
const variants = [
  {},
  { ...learned, languages: 'on', schedule: 'cosine', warmup: 3, average: 4 },
  { compare: 'sigmoid', tau: 0.1, slip: 0.7 },
  { ...learned, compare: 'sigmoid', tau: 0.1, optimizer: 'muon', held_out: 'fluent',
    encoder: 'cnn' },
  { ...learned, text_encoder: 'transformer' },
  { ...learned, text_encoder: 'transformer', optimizer: 'muon', activation: 'gelu', head: 2,
    norm: 'on' },
  { ...learned, text_encoder: 'transformer', optimizer: 'lars', lr: 0.5, schedule: 'cosine' },
  { text_encoder: 'transformer', optimizer: 'sgd', lr: 0.1, head: 0, dim: 12,
    encoder: 'resnet' },
  { ...learned, optimizer: 'lars', positives: 'augment', lr: 0.5, weight_decay: 0.01 },
  { ...learned, optimizer: 'sgd', lr: 0.05, read: 'both', held_out: 'noto', activation: 'linear' },
];

// Stands in for torchvision, which these programs, without augmentation, do not need; and the data.
const BEFORE = `
import json, struct, sys
class T:
    Compose = staticmethod(lambda steps: lambda x: x)
folder = sys.argv[1]

def checkpoint(name):
    with open(f'{folder}/{name}', 'rb') as f:
        size, = struct.unpack('<Q', f.read(8))
        header, data = json.loads(f.read(size)), f.read()
    found = {}
    for name, t in header.items():
        if name != '__metadata__':
            begin, end = t['data_offsets']
            x = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
            found[name] = x.reshape(t['shape']).clone()
    return found

def given(network, tensors, prefix=''):
    return {name: tensors[prefix + name] for name in network.state_dict()
            if not name.endswith('num_batches_tracked')}

given_data = json.load(open(f'{folder}/data.json'))
names = [[name] * 9 for name in given_data['names']]
keywords = [[[]] * 9] * len(names)
drawings = torch.tensor(given_data['drawings']).reshape(len(names), 1, 3, 32, 32) / 255
drawings = drawings.repeat(1, given_data['artists'], 1, 1, 1)
losses = []
`;
const LOAD = `
start = checkpoint('start')
model.load_state_dict(given(model, start), strict=False)
text_model.load_state_dict(given(text_model, start, 'text.'), strict=False)
`;
// How far each tensor is from the engine's, as a share of the way that the engine moved it. The bias
// of the keys has no gradient but that of rounding, nor has one before a batch norm.
const AFTER = `
end, worst = checkpoint('end'), {}
pairs = [(model, ''), (text_model, 'text.')]
if 'mean' in globals():
    pairs.append((mean.module, 'mean.'))
for network, prefix in pairs:
    now = network.state_dict()
    for name, want in given(network, end, prefix).items():
        got, first = now[name], start.get(prefix + name, torch.zeros_like(want))
        if name == 'head.0.bias' and 'head.1.running_mean' in now:
            continue
        if name.endswith('in_proj_bias'):
            got, want, first = [torch.cat([x[:64], x[128:]]) for x in (got, want, first)]
        worst[prefix + name] = ((got - want).norm() / (1e-6 + (want - first).norm())).item()
moved = {name: globals()[name].item() for name in ('scale', 'bias') if name in globals()}
print(json.dumps(dict(losses=losses, worst=worst, moved=moved)))
`;

/** The program on given data and weights. @param {string} text */
const checked = (text) => {
  const at = text.indexOf('table, ');
  assert.ok(at > 0 && text.split('loss.backward()').length === 2, 'the program has another form');
  const body = text.slice(at).replace('loss.backward()', 'loss.backward(); losses.append(loss.item())');
  return `${text.slice(0, at).replace('import torchvision.transforms as T\n', '')
    .replace('TAU =', `${BEFORE}\nTAU =`)}${LOAD}\n${body}\n${AFTER}`;
};

for (const variant of variants) {
  test(`the program trains as the engine does: ${JSON.stringify(variant)}`, { skip }, async () => {
    const { pack, names, drawings, pairs } = oneBatch(variant.held_out ?? 'concepts');
    const params = { ...base, ...variant, pairs };
    const run = await engine();
    run.open(params, pack);
    const start = run.save();
    const losses = [];
    for (let i = 0; i < params.steps; i++) {
      assert.equal(run.step(), 0);
      losses.push(run.read('loss'));
    }
    const data = { names, artists: variant.held_out ? 2 : 3, drawings: drawings.map((d) => [...d]) };
    const out = JSON.parse(runPython(checked(pytorchOf({ ...defaults, ...params })),
      { start, end: run.save(), 'data.json': JSON.stringify(data) }));
    losses.forEach((want, i) => assert.ok(Math.abs(out.losses[i] - want) <= 2e-4 * want,
      `step ${i}: ${out.losses[i]}, the engine's ${want}`));
    assert.ok(losses.at(-1) < losses[0] - 0.01, 'it learns');
    for (const [name, share] of Object.entries(out.worst))
      assert.ok(share < 0.02, `${name} is off by ${share} of the way that the engine moved it`);
    if (params.learn_tau === 'on')
      assert.ok(Math.abs(Math.exp(-out.moved.scale) / run.read('tau') - 1) < 1e-4);
    if (params.learn_tau === 'on' && params.compare === 'sigmoid')
      assert.ok(Math.abs(out.moved.bias - run.read('bias')) < 1e-3);
  });
}

// ---- words

const { exports: text } = new WebAssembly.Instance(new WebAssembly.Module(
  readFileSync(new URL('../../build/wasm/read_text.wasm', import.meta.url))), {});
text._initialize?.();

/** The pieces of each word in the engine. @param {string} utf8 */
function engineWords(utf8, buckets) {
  const bytes = new TextEncoder().encode(utf8);
  new Uint8Array(text.memory.buffer, text.place(), bytes.length).set(bytes);
  assert.equal(text.tokenise(bytes.length, buckets), 0);
  const ids = [...new Int32Array(text.memory.buffer, text.ids(), text.count())];
  const starts = [...new Int32Array(text.memory.buffer, text.words(), text.word_count()), ids.length];
  return starts.slice(1).map((end, i) => ids.slice(starts[i], end));
}

/** What a program defines before its networks, which are left out. */
function definitions(params) {
  const program = pytorchOf({ ...defaults, ...base, pairs: 8, ...params });
  return program.slice(0, program.indexOf('augment = T'))
    .replace('import torchvision.transforms as T\n', '');
}

test('the words of every name and keyword have the pieces that the engine finds', { skip }, () => {
  const buckets = 4096;
  const ours = translations().flatMap(({ name, keywords }) => [name, ...keywords.split('\n')]);
  const texts = [...new Set(ours), '', 'Red fruit, 2024!', 'STRAẞE ﬃ', 'Σοφός', 'İstanbul ışık',
    'क्‍षमा और', 'می‌خواهم قَطّ', 'חתול שׁ', 'แมวกำลัง 7', '猫的笑脸2024年', 'ハートの猫とcat',
    '강아지 K팝 3월', '❤️👍🏽🇩🇪', '1️⃣', 'Vie\u0302\u0323t', '\u0301a'];
  assert.ok(texts.length > 20000, `${texts.length}`);
  const found = JSON.parse(runPython(`${definitions({ buckets })}
import json, sys
print(json.dumps([words(text) for text in json.load(open(sys.argv[1] + '/texts.json'))]))
`, { 'texts.json': JSON.stringify(texts) }));
  texts.forEach((utf8, i) => assert.deepEqual(found[i], engineWords(utf8, buckets), utf8));
});

// ---- which texts are chosen, by the constants of the engine

const header = readFileSync(new URL('../../src/train/texts.h', import.meta.url), 'utf8');
const constants = Object.fromEntries([...header.matchAll(/#define CT_TEXT_(\w+) ([\d.]+)f/g)]
  .map(([, name, value]) => [name, Number(value)]));

/** Shares of the texts in which something is true, of many that the program chooses. */
function shares(params, texts, conditions) {
  return JSON.parse(runPython(`${definitions(params)}
import json
names, keywords = [['n', 'F', '']], [[['a', 'b', 'c'], ['x', 'y'], []]]
texts = [${texts} for _ in range(20000)]
print(json.dumps([sum(map(bool, map(test, texts))) / len(texts) for test in [
    ${conditions.map((c) => `lambda t: ${c}`).join(', ')}]]))
`, {}));
}
const near = (got, want) => got.forEach((share, i) =>
  assert.ok(Math.abs(share - want[i]) < 0.015, `${i}: ${share}, not ${want[i]}`));

test('the first text of a pair is a name, keywords or both', { skip }, () => {
  const { NAME, KEYWORDS } = constants;
  const kept = 1 - 0.8; // with the other third of the share in which none of three was kept
  const each = kept + (1 - kept) ** 3 / 3;
  const got = shares({ keyword_dropout: 0.8 }, 'first(0)',
    ["t == ['n']", "'n' not in t", "'a' in t", 't == []']);
  near(got, [NAME, KEYWORDS, (1 - NAME) * each, 0]);
});

test('the second text of a pair is one keyword, or in another language', { skip }, () => {
  const { FOREIGN, FOREIGN_NAME, FOREIGN_KEYWORD } = constants;
  const plain = shares({ text_text: 1 }, 'second(0)', ['len(t) == 1', "t == ['a']", "'n' in t"]);
  near(plain, [1, 1 / 3, 0]);
  const english = 1 - FOREIGN / 2; // one of the two other languages has no translation
  const keyword = FOREIGN_KEYWORD + (1 - FOREIGN_KEYWORD) ** 2 / 2;
  const got = shares({ text_text: 1, languages: 'on' }, 'second(0)',
    ["t == ['a']", "t == ['F']", "'x' in t", "'n' in t"]);
  near(got, [english / 3, (FOREIGN / 2) * FOREIGN_NAME,
    (FOREIGN / 2) * (1 - FOREIGN_NAME) * keyword, 0]);
});

test('words are left out, but never the last', { skip }, () => {
  const got = shares({ word_dropout: 0.25 }, "len(read(['one two', 'three']))",
    ['t == 3', 't == 0', 't == 1']);
  near(got, [0.75 ** 3, 0, 3 * 0.25 ** 2 * 0.75 + 0.25 ** 3]);
});

// ---- every configuration

/** Every value of the choices that method clip reads, and of numbers that are on or off. */
function* configurations() {
  const all = { crop: 0.6, rotate: 15, flip: 0.1, mirror: 0.5, jitter: 0.2, grey: 0.1,
    gaussian_blur: 0.2, cutout: 0.2, randconv: 0.3, shuffled: 0.3, word_dropout: 0.1, slip: 0.5,
    text_text: 0.2, average: 9, warmup: 4, learn_tau: 'on', languages: 'on', norm: 'on', head: 2 };
  yield {};
  yield all;
  for (const param of schema.params) {
    const values = { ...defaults, ...base, pairs: 8 };
    const choices = param.type !== 'enum' || ['method', 'data'].includes(param.name) ? []
      : param.choices.map(({ name }) => name).filter((name) => name !== 'table');
    for (const choice of [...choices, ...(param.name in all ? [all[param.name]] : [])])
      for (const others of [{}, all])
        if (isRead(param, { ...values, ...others })) yield { ...others, [param.name]: choice };
  }
}

test('every configuration has a program that is valid', { skip }, () => {
  const programs = [...configurations()].map((params) =>
    [JSON.stringify(params), pytorchOf({ ...defaults, ...base, pairs: 8, ...params })]);
  assert.ok(programs.length > 80, `${programs.length}`);
  for (const [params, program] of programs)
    assert.doesNotMatch(program, /undefined|NaN|\[object/, params);
  const wrong = JSON.parse(runPython(`
import json, sys
wrong = []
for params, program in json.load(open(sys.argv[1] + '/programs.json')):
    try:
        compile(program, params, 'exec')
        assert all(len(line) < 112 for line in program.split('\\n')), max(program.split('\\n'), key=len)
    except Exception as error:
        wrong.append(f'{params}: {error}')
print(json.dumps(wrong))
`, { 'programs.json': JSON.stringify(programs) }));
  assert.deepEqual(wrong, []);
});
