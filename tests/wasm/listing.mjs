// The code panel's PyTorch programs do what the engine does. They run where PyTorch is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pytorchOf } from '../../web/shell/panels/code/pytorch.js';
import { brought, labs } from './labs.mjs';
import { datasetOf, engine, engineSchema } from './native.mjs';

const schema = await engineSchema();
const defaults = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
const listing = (id, params) => pytorchOf({ ...defaults, ...labs[id].params, ...params });
const python = ['python3', '/usr/bin/python3'].find((name) =>
  spawnSync(name, ['-c', 'import torch']).status === 0);

// The least loss under each mistake is known, and so is the loss of the original figure.
const cases = [
  [{ pairs: 8, steps: 800 }, 0.059, 0.002],
  [{ bug: 'self', steps: 800 }, Math.LN2, 0.002],
  [{ bug: 'twice', steps: 800 }, Math.LN2, 0.002],
  [{ bug: 'left_out', steps: 800 }, -12.9, 0.1],
  [{ start: 'article', steps: 1 }, 6.8e-6, 1e-7],
  [{ start: 'article', steps: 1, dim: 3 }, 6.8e-6, 1e-7],
  [{ start: 'article', steps: 1, bug: 'wrong_scale' }, 0.966, 0.001],
  [{ optimizer: 'sgd', schedule: 'cosine', warmup: 10, steps: 800 }, 0, 0.01],
  [{ optimizer: 'lars', lr: 0.5, steps: 800 }, 0, 0.01],
  [{ optimizer: 'muon', steps: 800 }, 0, 0.01],
  [{ learn_tau: 'on', tau: 2, steps: 400 }, 0, 0.01], // with tau fixed at 2 it would be 1.43
  [{ learn_tau: 'on', tau: 2, optimizer: 'lars', lr: 0.5, steps: 400 }, 0, 0.1],
];
for (const [params, want, tolerance] of cases) {
  test(`infonce ${JSON.stringify(params)}`, { skip: python ? false : 'no PyTorch here' }, () => {
    const { status, stdout, stderr } = spawnSync(python, ['-c', listing('infonce', { tau: 0.07, ...params })],
      { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const loss = Number(stdout.match(/loss (\S+)/)[1]);
    assert.ok(Math.abs(loss - want) <= tolerance, `loss ${loss}`);
  });
}

test('every value of the simclr lab is in its program', () => {
  const text = listing('simclr', { encoder: 'mlp', warmup: 7, schedule: 'cosine', dim: 64 });
  for (const part of ['TAU = 0.03', 'Muon(groups, 0.04, 0.9,', "x.ndim < 2], 'weight_decay': 0}", 'min(100, 1 + n / 10)', 'scale=(0.6, 1)', 'RandomRotation(15', '[:256]',
    'nn.Linear(3 * 32 * 32, 256)', 'nn.Linear(128, 64)', 't < 7', 'weight_decay=0.3', 'x.flip(3)'])
    assert.ok(text.includes(part), part);
});

test('the digits have a program of their own', () => {
  const text = listing('simclr', { data: 'mnist', positives: 'augment', encoder: 'cnn', crop: 0.4 });
  for (const part of ['Conv2d(1, 16', 'RandomResizedCrop(28', '- 0.87', 'a = b = drawings[pick]'])
    assert.ok(text.includes(part), part);
  assert.ok(!text.includes('ColorJitter'));
});

// The convolution in the program does to a view of mean m and a known filter what it says.
for (const [data, channels, side, mean] of [['emoji', 3, 32, 0.7], ['mnist', 1, 28, 0.87]]) {
  test(`the random convolution in the program for ${data}`,
    { skip: python ? false : 'no PyTorch here' }, () => {
      const text = listing('simclr', { data, positives: 'augment', randconv: 0.5 });
      assert.ok(text.includes('    T.Lambda(randconv),\n]'), 'it is the last of the augmentations');
      const program = `import torch
import torch.nn.functional as F
${text.slice(text.indexOf('def randconv'), text.indexOf('augment = T'))}
torch.manual_seed(1)
flat = torch.full((${channels}, ${side}, ${side}), ${mean})
kept = spread = count = 0
for i in range(2000):
    assert (randconv(flat) - flat).abs().max() < 1e-6          # the mean stays
    x = flat.clone()
    x[0, 9, 9] += 1                                            # an impulse: the filter comes out
    y = randconv(x) - flat
    if (y + flat).equal(x):
        kept += 1
        continue
    assert y[:, :8].abs().max() < 1e-6 and y[:, 11:].abs().max() < 1e-6
    spread += y[:, 8:11, 8].square().mean().item()
    count += 1
print(kept / 2000, spread / count * 9 * ${channels} * 3)       # share^2 is a third on average
`;
      const { status, stdout, stderr } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      const [kept, variance] = stdout.trim().split(' ').map(Number);
      assert.ok(Math.abs(kept - 0.5) < 0.06, `kept ${kept}`);
      assert.ok(Math.abs(variance - 1) < 0.15, `variance ${variance}`);
    });
}

test('made-up things have a program of their own', () => {
  const toy = brought('augment', { data: 'toy' });
  const text = listing('augment', { data: 'toy', ...toy, style_dims: 3 });
  for (const part of ['nn.Linear(16, 64)', 'x[8:8 + 3]', '0.3 * 42 / 255', '- 0.5', '[1600, 16]',
    'a = b = drawings[pick]'])
    assert.ok(text.includes(part), part);
  assert.ok(!text.includes('T.Compose'));
});

const ITEMS = 6;
globalThis.ImageData ??= class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

/** The pixels [ITEMS, channels, side, side] of the first items that are shown. */
function pixelsOf({ image, tile }, channels) {
  const bytes = [];
  for (let i = 0; i < ITEMS; i++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < tile * tile; p++) {
        const row = Math.floor(p / tile) * image.width;
        bytes.push(image.data[4 * (row + i * tile + (p % tile)) + c]);
      }
  return Uint8Array.from(bytes);
}

// The program's network loads the engine's checkpoint, name by name,
// and must then give its cosines.
const LOAD = `
import json, struct, sys
with open(sys.argv[1], 'rb') as f:
    size, = struct.unpack('<Q', f.read(8))
    header = json.loads(f.read(size))
    data = f.read()
state = {}
for name, t in header.items():
    mine = name.startswith('mean.') == (sys.argv[4] == 'mean')
    if mine and name != '__metadata__' and not name.startswith('optimizer'):
        begin, end = t['data_offsets']
        x = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
        state[name.removeprefix('mean.')] = x.reshape(t['shape'])
for name, x in model.state_dict().items():
    if name.endswith('num_batches_tracked'):
        state[name] = x
model.load_state_dict(state)
mean = torch.optim.swa_utils.AveragedModel(model)
pixels = torch.frombuffer(bytearray(open(sys.argv[2], 'rb').read()), dtype=torch.uint8)
u = embed(pixels.reshape([-1] + json.loads(sys.argv[3])) / 255)
print(json.dumps((u @ u.T).flatten().tolist()))
`;

const networks = ['mlp', 'cnn', 'resnet'].flatMap((encoder) => [
  { encoder }, { encoder, activation: 'gelu', head: 0, feature: 24, dim: 24 },
  { encoder, head: 3, read: 'before' },
  { encoder, data: 'mnist', positives: 'augment', head: 1, read: 'both' },
]);
networks.push({ encoder: 'cnn', average: 3 },
  { encoder: 'mlp', data: 'toy', positives: 'augment', pairs: 32, head: 2 });
for (const variant of networks) {
  test(`the program's network is the engine's: ${JSON.stringify(variant)}`,
    { skip: python ? false : 'no PyTorch here' }, async () => {
      const lab = { ...labs.simclr.params, pairs: 32, average: 0, ...variant };
      const run = await engine();
      run.open(lab, datasetOf(lab));
      for (let i = 0; i < 5; i++) assert.equal(run.step(), 0);
      while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
      const want = new Float32Array(ITEMS * ITEMS);
      run.similarity([...Array(ITEMS).keys()], want);
      const folder = mkdtempSync(join(tmpdir(), 'listing-'));
      const [weights, images] = ['weights', 'images'].map((name) => join(folder, name));
      const channels = lab.data === 'emoji' ? 3 : 1;
      const { tiles } = run.describe();
      writeFileSync(weights, run.save());
      writeFileSync(images, pixelsOf(tiles, channels));
      const text = listing('simclr', { average: 0, ...variant });
      const model = text.slice(text.search(/class Block|backbone = /), text.indexOf('optimizer ='));
      const embed = text.slice(text.indexOf('def embed'));
      const program = `import torch\nfrom torch import nn\nimport torch.nn.functional as F
from collections import OrderedDict\n${model}\n${embed}\n${LOAD}`;
      const { status, stdout, stderr } = spawnSync(python, ['-c', program, weights, images,
        JSON.stringify(lab.data === 'toy' ? [tiles.tile ** 2] : [channels, tiles.tile, tiles.tile]), variant.average ? 'mean' : 'own'], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      assert.equal(status, 0, stderr);
      JSON.parse(stdout).forEach((cosine, i) => assert.ok(Math.abs(cosine - want[i]) <= 1e-4,
        `item ${Math.floor(i / ITEMS)}, ${i % ITEMS}: ${cosine}, the engine's ${want[i]}`));
    });
}
