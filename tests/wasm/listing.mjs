// The code panel's PyTorch programs do what the engine does: run where there is PyTorch.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { pytorchOf } from '../../web/shell/panels/code/pytorch.js';
import { labs } from '../../web/shell/labs/index.js';
import { datasetOf, engine, engineSchema } from './native.mjs';

const schema = await engineSchema();
const defaults = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
const listing = (id, params) => pytorchOf({ ...defaults, ...labs[id].params, ...params });
/** Trainable numbers of the engine's convolutional encoder. */
const params = await (async () => {
  const lab = { ...labs.simclr.params, encoder: 'cnn', pairs: 4 };
  const run = await engine();
  run.open(lab, datasetOf(lab));
  return run.params().length;
})();
const python = ['python3', '/usr/bin/python3'].find((name) =>
  spawnSync(name, ['-c', 'import torch']).status === 0);

// The least loss each mistake allows is known; so is the loss of the original figure.
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
];
for (const [params, want, tolerance] of cases) {
  test(`infonce ${JSON.stringify(params)}`, { skip: python ? false : 'no PyTorch here' }, () => {
    const { status, stdout, stderr } = spawnSync(python, ['-c', listing('infonce', params)],
      { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const loss = Number(stdout.match(/loss (\S+)/)[1]);
    assert.ok(Math.abs(loss - want) <= tolerance, `loss ${loss}`);
  });
}

test('every value of the simclr lab is in its program', () => {
  const text = listing('simclr', { warmup: 7, schedule: 'cosine', weight_decay: 0.01 });
  for (const part of ['TAU = 0.1', 'lr=0.001', 'scale=(0.6, 1)', 'RandomRotation(15', '[:256]',
    'nn.Linear(3 * 32 * 32, 256)', 'nn.Linear(128, 64)', 't < 7', 'weight_decay=0.01'])
    assert.ok(text.includes(part), part);
});

test('the digits have a program of their own', () => {
  const text = listing('simclr', { data: 'mnist', positives: 'augment', encoder: 'cnn', crop: 0.4 });
  for (const part of ['Conv2d(1, 16', 'RandomResizedCrop(28', '- 0.87', 'a = b = drawings[pick]'])
    assert.ok(text.includes(part), part);
  assert.ok(!text.includes('ColorJitter'));
});

test('the convolutional encoder is the engine\'s', { skip: python ? false : 'no PyTorch here' }, () => {
  const text = listing('simclr', { encoder: 'cnn' });
  const model = text.slice(text.indexOf('model ='), text.indexOf('optimizer ='));
  const { status, stdout, stderr } = spawnSync(python, ['-c', `import torch
from torch import nn
${model}
print(sum(x.numel() for x in model.parameters()), tuple(model(torch.zeros(2, 3, 32, 32)).shape))`],
  { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), `${params} (2, 64)`);
});
