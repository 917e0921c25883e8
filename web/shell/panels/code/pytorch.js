// Writes a lab's configuration as a PyTorch program: the engine's computation in the words most
// readers know. Only the random numbers differ from the engine's.

import { imageOf, network, reading } from './network.js';

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

const LARS = `
class LARS(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum, weight_decay, eta=0.001):
        super().__init__(params, dict(lr=lr))
        self.momentum, self.weight_decay, self.eta = momentum, weight_decay, eta

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group['params']:
                g, rate = x.grad, group['lr']
                if x.ndim > 1:                              # not for biases
                    g = g + self.weight_decay * x
                    if x.norm() > 0 and g.norm() > 0:
                        rate = rate * self.eta * x.norm() / g.norm()
                v = self.state[x].setdefault('v', torch.zeros_like(x))
                v.mul_(self.momentum).add_(rate * g)
                x.sub_(v)
`;

const MUON = `
def orthogonal(x):                                   # Newton-Schulz: singular values near 1
    x = x / (x.norm() + 1e-30)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.775 * a + 2.0315 * a @ a) @ x
    return x

class Muon(torch.optim.AdamW):                       # what is no matrix is AdamW's
    def __init__(self, params, lr, momentum, **rest):
        super().__init__(params, lr, **rest)
        self.momentum = momentum

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group['params']:
                if x.ndim > 1:
                    g, x.grad = x.grad, None             # not for AdamW
                    v = self.state[x].setdefault('v', torch.zeros_like(x))
                    v.lerp_(g, 1 - self.momentum)
                    o = orthogonal(g.lerp(v, self.momentum).flatten(1))
                    x.mul_(1 - group['lr'] * group['weight_decay'])
                    x.sub_(group['lr'] * 0.2 * max(o.shape) ** 0.5 * o.reshape(x.shape))
        super().step()
`;

/** @param {Params} p @param {string} weights */
function optimizer(p, weights) {
  const decay = `weight_decay=${p.weight_decay}`;
  const what = !learns(p) ? weights : p.optimizer === 'lars' ? `[*${weights}, scale]`
    : `[{'params': ${weights}}, {'params': [scale], 'weight_decay': 0}]`;
  if (p.optimizer === 'sgd')
    return `torch.optim.SGD(${what}, lr=${p.lr}, momentum=${p.momentum}, ${decay})`;
  if (p.optimizer === 'lars')
    return `LARS(${what}, lr=${p.lr}, momentum=${p.momentum}, ${decay})`;
  if (p.optimizer === 'muon')
    return `Muon(${what}, ${p.lr}, ${p.momentum}, betas=(${p.beta1}, ${p.beta2}), ${decay})`;
  return `torch.optim.AdamW(${what}, lr=${p.lr}, betas=(${p.beta1}, ${p.beta2}), ${decay})`;
}

/** Lines for the learning-rate factor by step; none when it is constant. @param {Params} p */
function schedule(p) {
  if (p.schedule === 'constant' && !p.warmup) return [];
  const cosine = p.schedule === 'cosine'
    ? `0.5 * (1 + math.cos(math.pi * min(1, (t - ${p.warmup}) / max(1, ${p.steps} - ${p.warmup}))))`
    : '1';
  return ['', 'def factor(t):',
    ...(p.warmup ? [`    if t < ${p.warmup}:`, `        return (t + 1) / ${p.warmup}`] : []),
    `    return ${cosine}`, '',
    'schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)'];
}

/** @param {Params} p */
const loss = (p) => ['def loss_of(z):                                      # [2N, D]; i belongs to i + N',
  '    z = F.normalize(z, dim=1)',
  '    s = z @ z.T                                      # cosine of every two views',
  '    p = torch.arange(len(z)).roll(len(z) // 2)       # each row\'s partner',
  ...(learns(p) ? LEARNED.loss : LOSSES[/** @type {keyof typeof LOSSES} */ (p.bug)])
    .map((line) => `    ${line}`)];

/** Lines for the mean of the last weights, if the lab shows that. @param {Params} p */
const averaged = (p) => (Number(p.average) > 0
  ? ['mean = torch.optim.swa_utils.AveragedModel(model, use_buffers=True,  # what is shown:',
    '    avg_fn=lambda kept, now, n:                      # a tenth of the steps, at most so many',
    `        kept + (now - kept) / min(${p.average}, 1 + n / 10))`]
  : []);

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
    `optimizer = ${optimizer(p, '[z]')}`, ...schedule(p), '',
    ...loop(p, ['loss = loss_of(z)', ...update(p),
      'with torch.no_grad():',
      '    z.copy_(F.normalize(z, dim=1))                   # back on the sphere']),
    "print(f'loss {loss.item():.3e}')"];
}

/** @param {Params} p */
const grey = (p) => imageOf(p).channels === 1;
/** Whether there is one rendition of each concept. @param {Params} p */
const single = (p) => grey(p) || p.data === 'toy';
/** @param {Params} p */
const side = (p) => imageOf(p).side;
/** @param {Params} p */
const mean = (p) => (p.data === 'toy' ? 0.5 : grey(p) ? 0.87 : 0.7);

/** Lines that fill a square around a random pixel with the mean. @param {Params} p */
const cutout = (p) => [
  'def cutout(x):',
  `    side = round(${p.cutout} * ${side(p)})`,
  `    top, left = (torch.randint(${side(p)}, (2,)) - side // 2).tolist()`,
  '    x = x.clone()',
  `    x[:, max(top, 0):max(top + side, 0), max(left, 0):max(left + side, 0)] = ${mean(p)}`,
  '    return x', ''];

/** Lines that cross-fade a view with a random convolution of itself; the mean stays where it is.
 *  @param {Params} p */
const randconv = (p) => [
  'def randconv(x):',
  `    if torch.rand(()) >= ${p.randconv}:`,
  '        return x',
  `    x, share, channels = x - ${mean(p)}, torch.rand(()), len(x)`,
  '    w = torch.randn(channels, channels, 3, 3) / (9 * channels) ** 0.5',
  `    return (1 - share) * x + share * F.conv2d(x[None], w, padding=1)[0] + ${mean(p)}`, ''];

/** Lines for views of synthetic items: src/augment/vector.c. @param {Params} p */
const toyViews = (p) => [
  'def augment(x):                                      # 8 numbers of content, 8 of style',
  '    x = x.clone()',
  `    x[:8] += ${p.jitter} * 42 / 255 * torch.randn(8)`,
  `    x[8:8 + ${p.style_dims}] = 0.5 + 42 / 255 * torch.randn(${p.style_dims})`,
  '    return x.clamp(0, 1)'];

/** Lines for random views, torchvision's closest to src/augment/image.c. @param {Params} p */
function augmentation(p) {
  const jitter = [0.8, 0.8, 0.8, 0.2].map((x) => Number((x * Number(p.jitter)).toPrecision(3)));
  const steps = [
    Number(p.crop) < 1 && `T.RandomResizedCrop(${side(p)}, scale=(${p.crop}, 1), antialias=True)`,
    Number(p.rotate) > 0 && `T.RandomRotation(${p.rotate}, T.InterpolationMode.BILINEAR, fill=1)`,
    Number(p.flip) > 0 && `T.RandomHorizontalFlip(${p.flip})`,
    Number(p.jitter) > 0 && !grey(p) && `T.ColorJitter(${jitter.join(', ')})`,
    Number(p.grey) > 0 && !grey(p) && `T.RandomGrayscale(${p.grey})`,
    Number(p.gaussian_blur) > 0 && `T.RandomApply([T.GaussianBlur(5, (0.1, 1.5))], ${p.gaussian_blur})`,
    Number(p.cutout) > 0 && 'T.Lambda(cutout)',
    Number(p.randconv) > 0 && 'T.Lambda(randconv)',
  ].filter(Boolean);
  return [...(Number(p.cutout) > 0 ? cutout(p) : []), ...(Number(p.randconv) > 0 ? randconv(p) : []),
    ...(steps.length ? ['augment = T.Compose([', ...steps.map((s) => `    ${s},`), '])']
      : ['augment = T.Compose([])                              # nothing is changed'])];
}

/** @param {Params} p */
function drawings(p) {
  const pick = p.positives === 'artists'
    ? ['two = torch.rand(len(pick), 3).argsort(dim=1)[:, :2]        # two artists each',
      'a, b = drawings[pick, two[:, 0]], drawings[pick, two[:, 1]]']
    : single(p) ? ['a = b = drawings[pick]']
      : ['one = torch.randint(3, (len(pick),))                        # one artist each',
        'a = b = drawings[pick, one]'];
  const mirror = Number(p.mirror) > 0 ? [
    `turn = torch.rand(len(pick)) < ${p.mirror}                    # both views alike`,
    'a, b = [torch.where(turn[:, None, None, None], x.flip(3), x) for x in (a, b)]'] : [];
  return [p.data === 'toy' ? '# drawings: [1600, 16] in 0..1, made-up things: content, then style'
    : grey(p) ? '# drawings: [10000, 1, 28, 28] in 0..1, digits dark on white'
    : '# drawings: [concepts, 3 artists, 3, 32, 32] in 0..1, four fifths of the concepts', '',
    ...(p.data === 'toy' ? toyViews(p) : augmentation(p)), '', ...network(p), `optimizer = ${optimizer(p, 'model.parameters()')}`,
    ...averaged(p), ...schedule(p), '',
    ...loop(p, [`pick = torch.randperm(len(drawings))[:${p.pairs}]`, ...pick, ...(p.data === 'toy' ? [] : mirror),
      'x = torch.stack([augment(i) for i in torch.cat([a, b])]) - ' + mean(p),
      'loss = loss_of(model(x))', ...update(p)]),
    ...reading(p, mean(p))];
}

/** The whole program for a configuration. @param {Params} p */
export function pytorchOf(p) {
  const table = p.encoder === 'table';
  return ['import math', 'import torch',
    ...(table ? [] : ['import torchvision.transforms as T', 'from collections import OrderedDict',
      'from torch import nn']),
    'import torch.nn.functional as F', '',
    `TAU = ${p.tau}`, ...(learns(p) ? [LEARNED.scale] : []), `torch.manual_seed(${p.seed})`, '',
    ...loss(p),
    ...(p.optimizer === 'lars' ? ['', LARS.trim()] : []),
    ...(p.optimizer === 'muon' ? ['', MUON.trim()] : []), '', ...(table ? points(p) : drawings(p)),
  ].join('\n');
}
