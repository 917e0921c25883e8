// The PyTorch programs of method clip do what the engine does: a whole program that begins with the
// engine's weights has the engine's losses and ends with its weights.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packed } from '../../web/data/pack.mjs';
import { pytorchOf } from '../../web/shell/panels/code/pytorch.js';
import { engine } from './native.mjs';
import { base, defaults, runPython, skip } from './python.mjs';

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
