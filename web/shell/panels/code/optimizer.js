// Writes the optimiser, the schedule of the learning rate and the mean of the last weights as
// Python. Only matrices have weight decay: biases, norms and temperatures have none.

/** @typedef {import('../../types').Params} Params */

/** `plain`: what is no matrix to the optimiser although its tensor has two dimensions.
 *  @param {string} plain */
const lars = (plain) => `
class LARS(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum, weight_decay, eta=0.001):
        super().__init__(params, dict(lr=lr, weight_decay=weight_decay))
        self.momentum, self.eta = momentum, eta

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group['params']:
                g, rate = x.grad, group['lr']
                if x.ndim > 1${plain}:                              # not for biases
                    g = g + group['weight_decay'] * x
                    if x.norm() > 0 and g.norm() > 0:
                        rate = rate * self.eta * x.norm() / g.norm()
                v = self.state[x].setdefault('v', torch.zeros_like(x))
                v.mul_(self.momentum).add_(rate * g)
                x.sub_(v)
`;

/** @param {string} plain */
const muon = (plain) => `
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
                if x.ndim > 1${plain}:
                    g, x.grad = x.grad, None             # not for AdamW
                    v = self.state[x].setdefault('v', torch.zeros_like(x))
                    v.lerp_(g, 1 - self.momentum)
                    o = orthogonal(g.lerp(v, self.momentum).flatten(1))
                    x.mul_(1 - group['lr'] * group['weight_decay'])
                    x.sub_(group['lr'] * 0.2 * max(o.shape) ** 0.5 * o.reshape(x.shape))
        super().step()
`;

/** Lines of the optimiser's class, where PyTorch has none. hasPlain: whether a group of weights
 *  may be marked as no matrices. @param {Params} p @param {boolean} [hasPlain] */
export function optimizerClass(p, hasPlain = false) {
  const plain = hasPlain ? " and not group.get('plain')" : '';
  const text = p.optimizer === 'lars' ? lars(plain) : p.optimizer === 'muon' ? muon(plain) : '';
  return text ? ['', ...text.trim().split('\n')] : [];
}

/** @param {Params} p @param {string} weights */
export function optimizer(p, weights) {
  const decay = `weight_decay=${p.weight_decay}`;
  if (p.optimizer === 'sgd')
    return `torch.optim.SGD(${weights}, lr=${p.lr}, momentum=${p.momentum}, ${decay})`;
  if (p.optimizer === 'lars')
    return `LARS(${weights}, lr=${p.lr}, momentum=${p.momentum}, ${decay})`;
  const betas = `betas=(${p.beta1}, ${p.beta2})`;
  if (p.optimizer === 'muon')
    return `Muon(${weights}, ${p.lr}, ${p.momentum}, ${betas}, ${decay})`;
  return `torch.optim.AdamW(${weights}, lr=${p.lr}, ${betas}, ${decay})`;
}

/** Lines that sort weights by whether they have weight decay; `more` are further groups.
 *  @param {string} weights @param {string[]} [more] */
export const groups = (weights, more = []) => [`weights = ${weights}`,
  "groups = [{'params': [x for x in weights if x.ndim > 1]},",
  `          {'params': [x for x in weights if x.ndim < 2], 'weight_decay': 0}${
    more.length ? ',' : ']  # biases'}`,
  ...more.map((line, i) => `          ${line}${i === more.length - 1 ? ']' : ','}`)];

/** Lines of the factor of the learning rate by step; none when it is constant. @param {Params} p */
export function factor(p) {
  if (p.schedule === 'constant' && !p.warmup) return [];
  const cosine = p.schedule === 'cosine'
    ? `0.5 * (1 + math.cos(math.pi * min(1, (t - ${p.warmup}) / max(1, ${p.steps} - ${p.warmup}))))`
    : '1';
  return ['', 'def factor(t):',
    ...(p.warmup ? [`    if t < ${p.warmup}:`, `        return (t + 1) / ${p.warmup}`] : []),
    `    return ${cosine}`, ''];
}

/** @param {Params} p */
export function schedule(p) {
  const lines = factor(p);
  return lines.length
    ? [...lines, 'schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)'] : [];
}

/** Lines for the mean of the last weights, if the lab shows that. @param {Params} p */
export const averaged = (p) => (Number(p.average) > 0
  ? ['mean = torch.optim.swa_utils.AveragedModel(model, use_buffers=True,  # what is shown:',
    '    avg_fn=lambda kept, now, n:                      # a tenth of the steps, at most so many',
    `        kept + (now - kept) / min(${p.average}, 1 + n / 10))`]
  : []);
