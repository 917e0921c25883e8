// Writes a lab's configuration as a PyTorch program: the engine's computation in the words most
// readers know. Only the random numbers differ from the engine's.

import { clipOf } from './clip.js';
import { network, reading } from './network.js';
import { averaged, groups, optimizer, optimizerClass, schedule } from './optimizer.js';
import { augmentation, grey, mean, viewsOf } from './views.js';

/** @typedef {import('../../types').Params} Params */

/** Lines of logits and loss by the `bug` parameter; s is cosine [2N, 2N], p the positive's
 *  index. */
const LOSSES = {
  none: ['s = (s / TAU).fill_diagonal_(-torch.inf)         # no view competes with itself',
    'return F.cross_entropy(s, p)'],
  self: ['return F.cross_entropy(s / TAU, p)               # bug: the diagonal is left in'],
  twice: ['s = (s / TAU).fill_diagonal_(-torch.inf)',
    's = torch.cat([s, s.gather(1, p[:, None])], dim=1)  # bug: the positive again',
    'return F.cross_entropy(s, p)'],
  left_out: ['positive = s.gather(1, p[:, None]) / TAU',
    's = (s / TAU).fill_diagonal_(-torch.inf).scatter(1, p[:, None], -torch.inf)  # bug',
    'return (s.logsumexp(dim=1, keepdim=True) - positive).mean()'],
  wrong_scale: ['s = s * math.exp(TAU)                            # bug: should be s / TAU',
    's = s.fill_diagonal_(-torch.inf)',
    'return F.cross_entropy(s, p)'],
};

/** Lines for a learned temperature: its logarithm, the loss, and the range it is kept in. */
const LEARNED = {
  scale: 'scale = torch.nn.Parameter(-torch.tensor(TAU).log())  # log(1 / tau), trained as well',
  loss: ['s = (s * scale.exp()).fill_diagonal_(-torch.inf)  # no view competes with itself',
    'return F.cross_entropy(s, p)'],
  step: 'scale.data.clamp_(math.log(0.1), math.log(100))',
};
/** @param {Params} p */
const learns = (p) => p.learn_tau === 'on';

/** @param {Params} p */
const loss = (p) => ['def loss_of(z):                                      # [2N, D]; i belongs to i + N',
  '    z = F.normalize(z, dim=1)',
  '    s = z @ z.T                                      # cosine of every two views',
  '    p = torch.arange(len(z)).roll(len(z) // 2)       # each row\'s partner',
  ...(learns(p) ? LEARNED.loss : LOSSES[/** @type {keyof typeof LOSSES} */ (p.bug)])
    .map((line) => `    ${line}`)];

/** @param {Params} p */
const update = (p) => ['optimizer.zero_grad()', 'loss.backward()', 'optimizer.step()',
  ...(learns(p) ? [LEARNED.step] : []),
  ...(averaged(p).length ? ['mean.update_parameters(model)'] : [])];

/** @param {Params} p @param {string[]} body */
const loop = (p, body) => [`for step in range(${p.steps}):`, ...body.map((line) => `    ${line}`),
  ...(schedule(p).length ? ['    schedule.step()'] : [])];

/** Angles in degrees of the start "article": anchors, then their positives (train/reset.c). */
const ARTICLE = [0, 95.07, 279.62, 180.66, 3.87, 85.78, 268.85, 184.44];

/** @param {Params} p */
function points(p) {
  const article = p.start === 'article';
  return [
    ...(article ? [`angle = torch.deg2rad(torch.tensor([${ARTICLE.join(', ')}]))`,
      `start = torch.stack([angle.cos(), angle.sin()${
        Number(p.dim) > 2 ? ', 0 * angle' : ''}], dim=1)`]
      : [`start = F.normalize(torch.randn(2 * ${p.pairs}, ${p.dim}), dim=1)`]),
    'z = torch.nn.Parameter(start)                        # the points are all there is to train',
    ...(learns(p) ? groups('[z, scale]') : []),
    `optimizer = ${optimizer(p, learns(p) ? 'groups' : '[z]')}`, ...schedule(p), '',
    ...loop(p, ['loss = loss_of(z)', ...update(p),
      'with torch.no_grad():',
      '    z.copy_(F.normalize(z, dim=1))                   # back on the sphere']),
    "print(f'loss {loss.item():.3e}')"];
}

/** @param {Params} p */
function drawings(p) {
  const hasDecay = Number(p.weight_decay) > 0 || learns(p);
  const sorted = hasDecay ? groups(`[*model.parameters()${learns(p) ? ', scale' : ''}]`) : [];
  return [p.data === 'toy' ? '# drawings: [1600, 16] in 0..1, made-up things: content, then style'
    : grey(p) ? '# drawings: [10000, 1, 28, 28] in 0..1, digits dark on white'
    : '# drawings: [concepts, 3 artists, 3, 32, 32] in 0..1, four fifths of the concepts', '',
    ...augmentation(p), '', ...network(p), ...sorted,
    `optimizer = ${optimizer(p, hasDecay ? 'groups' : 'model.parameters()')}`,
    ...averaged(p), ...schedule(p), '',
    ...loop(p, [`pick = torch.randperm(len(drawings))[:${p.pairs}]`, ...viewsOf(p),
      'loss = loss_of(model(x))', ...update(p)]),
    ...reading(p, mean(p))];
}

/** The whole program for a configuration. @param {Params} p */
export function pytorchOf(p) {
  if (p.method === 'clip') return clipOf(p);
  const table = p.encoder === 'table';
  return ['import math', 'import torch',
    ...(table ? [] : ['import torchvision.transforms as T', 'from collections import OrderedDict',
      'from torch import nn']),
    'import torch.nn.functional as F', '',
    `TAU = ${p.tau}`, ...(learns(p) ? [LEARNED.scale] : []), `torch.manual_seed(${p.seed})`, '',
    ...loss(p), ...optimizerClass(p), '', ...(table ? points(p) : drawings(p)),
  ].join('\n');
}
