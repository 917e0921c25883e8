"""Writes golden.h: values of PyTorch (and, for LARS, of the paper's formulas in double) that the C
tests compare with. Run from the checkout:

    /usr/bin/python3 tests/golden/make_golden.py > tests/golden/golden.h

Hyper-parameters are rounded to single precision first, because the engine holds them so; the
arithmetic is in double, so that the golden value is the exact one to all the digits a test reads.
"""
import math
import struct

import torch

torch.set_default_dtype(torch.float64)


def single(x):
    return struct.unpack('f', struct.pack('f', x))[0]


def array(name, values, comment):
    values = [float(v) for v in values]
    print(f'/* {comment} */')
    print(f'static const double {name}[{len(values)}] = {{')
    for i in range(0, len(values), 4):
        print('  ' + ' '.join(f'{v:.15g},' for v in values[i:i + 4]))
    print('};\n')


def inputs(n, seed, scale=1.0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n, generator=generator).mul(scale).to(torch.float32).to(torch.float64)


# ---- NT-Xent -----------------------------------------------------------------------------------

def logits_of(z, tau):
    u = torch.nn.functional.normalize(z, dim=1)
    return u @ u.T / tau


def nt_xent(z, tau):
    """Cross entropy of every view against all others; row i belongs to row (i + B) mod 2B."""
    views = z.shape[0]
    logits = logits_of(z, tau).masked_fill(torch.eye(views, dtype=torch.bool), -math.inf)
    target = (torch.arange(views) + views // 2) % views
    return torch.nn.functional.cross_entropy(logits, target)


def variants(z, tau):
    """The same with each mistake: self left in, positive twice, positive left out, wrong scale."""
    views = z.shape[0]
    own, row = torch.eye(views, dtype=torch.bool), torch.arange(views)
    target = (row + views // 2) % views
    logits = logits_of(z, tau)
    positive = logits[row, target]
    others = logits.masked_fill(own, -math.inf)
    negatives = others.clone()
    negatives[row, target] = -math.inf
    wrong = (logits * tau * math.exp(tau)).masked_fill(own, -math.inf)
    return [
        torch.nn.functional.cross_entropy(logits, target),
        (torch.cat([others, positive[:, None]], 1).logsumexp(1) - positive).mean(),
        (negatives.logsumexp(1) - positive).mean(),
        torch.nn.functional.cross_entropy(wrong, target),
    ]


def article():
    """Eight points on the circle whose cosines round to the printed similarity matrix."""
    degrees = [0, 95.07, 279.62, 180.66, 3.87, 85.78, 268.85, 184.44]  # anchors, then positives
    angle = torch.tensor([math.radians(d) for d in degrees])
    return torch.stack([angle.cos(), angle.sin()], 1)


def nt_xent_golden():
    tau = single(0.2)
    z = inputs(7 * 2 * 5, 1).reshape(14, 5).requires_grad_()
    loss = nt_xent(z, tau)
    loss.backward()
    array('golden_ntxent_z', z.detach().flatten(), '7 pairs, D = 5')
    array('golden_ntxent_loss', [loss], 'at tau = 0.2')
    array('golden_ntxent_dz', z.grad.flatten(), 'its gradient')
    tau = single(0.07)
    array('golden_article_loss', [nt_xent(article(), tau), *variants(article(), tau)],
          'eight points of the article, tau = 0.07: correct, self, twice, left out, wrong scale')
    array('golden_bug_loss', variants(z.detach(), single(0.2)),
          'golden_ntxent_z, tau = 0.2: self, twice, left out, wrong scale')


# ---- NT-Xent's relatives -----------------------------------------------------------------------

def golden_of(name, loss_of, z, comment, shown=False):
    """Value of a loss and its gradient with respect to z."""
    z = z.detach().clone().requires_grad_()
    loss = loss_of(z)
    loss.backward()
    if shown:
        array(f'golden_{name}_z', z.detach().flatten(), comment)
    array(f'golden_{name}_loss', [loss], 'its loss' if shown else comment)
    array(f'golden_{name}_dz', z.grad.flatten(), 'its gradient')


def pair_logits(z, tau):
    """The positive's logit [M], and the negatives' [M, M - 2]."""
    views = z.shape[0]
    row = torch.arange(views)
    target = (row + views // 2) % views
    logits = logits_of(z, tau)
    negative = torch.ones(views, views, dtype=torch.bool)
    negative[row, row] = negative[row, target] = False
    return logits[row, target], logits[negative].reshape(views, views - 2)


def decoupled(z, tau):
    positive, negatives = pair_logits(z, tau)
    return (negatives.logsumexp(1) - positive).mean()


def hard_negative(z, tau, tau_plus, beta):
    """main.py of joshr17/HCL; with beta = 0 that of chingyaoc/DCL."""
    positive, negatives = (x.exp() for x in pair_logits(z, tau))
    count, weight = negatives.shape[1], negatives ** beta
    estimate = (weight * negatives).sum(1) / weight.mean(1)
    estimate = (estimate - tau_plus * count * positive) / (1 - tau_plus)
    estimate = estimate.clamp(min=count * math.exp(-1 / tau))
    return -(positive / (positive + estimate)).log().mean()


def mined(z, tau, count):
    positive, negatives = pair_logits(z, tau)
    terms = torch.cat([positive[:, None], negatives.topk(count, dim=1).values], 1)
    return (terms.logsumexp(1) - positive).mean()


def negatives_golden():
    z, tau, share = inputs(7 * 2 * 5, 1).reshape(14, 5), single(0.2), single(0.1)
    golden_of('decoupled', lambda z: decoupled(z, tau), z, 'golden_ntxent_z, tau = 0.2')
    golden_of('debiased', lambda z: hard_negative(z, tau, share, 0), z, 'tau_plus = 0.1')
    golden_of('hard', lambda z: hard_negative(z, tau, share, 0.5), z, 'and beta = 0.5')
    golden_of('mined', lambda z: mined(z, tau, 4), z, 'the 4 most similar negatives')


# ---- losses with labels, and others on pairs ---------------------------------------------------

LABELS = [0, 1, 0, 2, 1, 0, 3, 0, 1, 1, 2, 2, 0, 4]  # rows 6 and 13 have no positive


def supcon(z, tau):
    label = torch.tensor(LABELS)
    own = torch.eye(len(label), dtype=torch.bool)
    log_share = torch.log_softmax(logits_of(z, tau).masked_fill(own, -math.inf), 1)
    positive = (label[:, None] == label) & ~own
    count = positive.sum(1)
    per_anchor = -log_share.masked_fill(~positive, 0).sum(1)[count > 0] / count[count > 0]
    return per_anchor.mean()


def triplet(z, margin, semi_hard):
    label = torch.tensor(LABELS)
    same = label[:, None] == label
    u = torch.nn.functional.normalize(z, dim=1)
    distance = (u[:, None] - u).square().sum(2)
    total, count = 0, 0
    for i, p in (same & ~torch.eye(len(label), dtype=torch.bool)).nonzero().tolist():
        far = distance[i][~same[i]]
        count += 1 if semi_hard else len(far)
        if semi_hard:
            far = far[far > distance[i, p]].sort().values[:1]
        total = total + (distance[i, p] - far + margin).relu().sum()
    return total / count


def npair(z, l2):
    anchors, positives = z.chunk(2)
    cross = torch.nn.functional.cross_entropy(anchors @ positives.T, torch.arange(len(anchors)))
    return cross + l2 / 4 * (anchors.square().sum(1).mean() + positives.square().sum(1).mean())


def align_uniform(z, t):
    """The paper's figure 5."""
    x, y = torch.nn.functional.normalize(z, dim=1).chunk(2)
    spread = [torch.pdist(v).square().mul(-t).exp().mean().log() for v in (x, y)]
    return (x - y).norm(dim=1).square().mean() + sum(spread) / 2


def pairs_golden():
    z = inputs(7 * 2 * 5, 1).reshape(14, 5)
    golden_of('supcon', lambda z: supcon(z, single(0.2)), z,
              'golden_ntxent_z with labels 0 1 0 2 1 0 3 0 1 1 2 2 0 4, tau = 0.2')
    golden_of('triplet', lambda z: triplet(z, single(0.2), False), z, 'all triplets, margin = 0.2')
    golden_of('semi_hard', lambda z: triplet(z, single(0.2), True), z, 'and semi-hard ones')
    golden_of('npair', lambda z: npair(z, single(0.002)), z, 'golden_ntxent_z, l2 = 0.002')
    golden_of('align_uniform', lambda z: align_uniform(z, 2), z, 'golden_ntxent_z, t = 2')


# ---- losses against keys, targets, statistics and prototypes -----------------------------------

def unit(x):
    return torch.nn.functional.normalize(x, dim=1)


def infonce(q, k, queue, tau):
    """Algorithm 1 of the MoCo paper."""
    q, k = unit(q), unit(k)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.T], 1) / tau
    return torch.nn.functional.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long))


def barlow_twins(z, weight):
    """main.py of facebookresearch/barlowtwins."""
    norm = torch.nn.BatchNorm1d(z.shape[1], affine=False)
    a, b = z.chunk(2)
    c = norm(a).T @ norm(b) / len(a)
    on = (c.diagonal() - 1).square().sum()
    return on + weight * (c.square().sum() - c.diagonal().square().sum())


def vicreg(z, weights):
    """main_vicreg.py of facebookresearch/vicreg."""
    a, b = z.chunk(2)
    terms = [torch.nn.functional.mse_loss(a, b), 0, 0]
    for x in (a - a.mean(0), b - b.mean(0)):
        terms[1] = terms[1] + (1 - (x.var(0) + 0.0001).sqrt()).relu().mean() / 2
        covariance = x.T @ x / (len(x) - 1)
        beside = covariance - covariance.diagonal().diag()
        terms[2] = terms[2] + beside.square().sum() / x.shape[1]
    return sum(w * t for w, t in zip(weights, terms))


def sinkhorn(scores, epsilon, iterations):
    """distributed_sinkhorn of facebookresearch/swav on one machine; samples in rows."""
    q = (scores / epsilon).exp().T
    q = q / q.sum()
    for _ in range(iterations):
        q = q / q.sum(1, keepdim=True) / q.shape[0]
        q = q / q.sum(0, keepdim=True) / q.shape[1]
    return (q / q.sum(0, keepdim=True)).T


def swav(z, prototypes, crops, tau, epsilon, iterations):
    scores = (unit(z) @ prototypes.T).chunk(crops)
    loss = 0
    for i in range(2):
        goal = sinkhorn(scores[i].detach(), epsilon, iterations)
        for v in range(crops):
            if v != i:
                loss = loss - (goal * torch.log_softmax(scores[v] / tau, 1)).sum(1).mean()
    return loss / (2 * (crops - 1))


def others_golden():
    z = inputs(7 * 2 * 5, 1).reshape(14, 5)
    queue = unit(inputs(9 * 5, 4).reshape(9, 5)).to(torch.float32).to(torch.float64)
    array('golden_queue', queue.flatten(), '9 unit rows, D = 5')
    golden_of('infonce', lambda q: infonce(q, z[7:], queue, single(0.2)), z[:7],
              'queries and keys the halves of golden_ntxent_z, that queue, tau = 0.2')
    golden_of('barlow', lambda z: barlow_twins(z, single(0.0051)), z,
              'golden_ntxent_z, lambda = 0.0051')
    golden_of('vicreg', lambda z: vicreg(z * 0.5, (25, 25, 1)), z, 'half of it, weights 25, 25, 1')
    prototypes = queue.clone().requires_grad_()
    setting = (single(0.1), single(0.05), 3)
    swav(z[:12], prototypes, 3, *setting).backward()
    golden_of('swav', lambda z: swav(z, queue, 3, *setting), z[:12],
              'three crops of 4, the queue as prototypes, tau = 0.1, epsilon = 0.05, 3 iterations')
    array('golden_swav_dprototypes', prototypes.grad.flatten(), 'with respect to the prototypes')
    array('golden_codes', sinkhorn(unit(z[:4]) @ queue.T, setting[1], 3).flatten(),
          'the first crop\'s assignments, [4, 9]')


# ---- optimisers --------------------------------------------------------------------------------

STEPS, COUNT, RATE = 5, 7, single(0.05)


def optimise(make):
    p = inputs(COUNT, 2).requires_grad_()
    optimiser = make(p)
    gradients = inputs(STEPS * COUNT, 3, 0.3).reshape(STEPS, COUNT)
    for g in gradients:
        p.grad = g.clone()
        optimiser.step()
    return p.detach()


def lars(eta, momentum, decay):
    """lars_optimizer.py of google-research/simclr, classic momentum."""
    p, v = inputs(COUNT, 2), torch.zeros(COUNT)
    for g in inputs(STEPS * COUNT, 3, 0.3).reshape(STEPS, COUNT):
        g = g + decay * p
        v = momentum * v + RATE * eta * p.norm() / g.norm() * g
        p = p - v
    return p


def optimiser_golden():
    momentum, decay, eps = single(0.9), single(0.01), single(1e-8)
    betas = (single(0.9), single(0.999))
    array('golden_optim_start', inputs(COUNT, 2), 'parameters before the first step')
    array('golden_optim_grads', inputs(STEPS * COUNT, 3, 0.3), 'a gradient for each of 5 steps')
    array('golden_sgd',
          optimise(lambda p: torch.optim.SGD([p], RATE, momentum, weight_decay=decay)),
          'torch.optim.SGD, lr 0.05, momentum 0.9, weight decay 0.01')
    array('golden_adam', optimise(lambda p: torch.optim.Adam([p], RATE, betas, eps)),
          'torch.optim.Adam, lr 0.05, betas 0.9 and 0.999, eps 1e-8')
    array('golden_adamw',
          optimise(lambda p: torch.optim.AdamW([p], RATE, betas, eps, weight_decay=decay)),
          'torch.optim.AdamW, the same with weight decay 0.01')
    array('golden_lars', lars(single(0.1), momentum, decay),
          'LARS, lr 0.05, eta 0.1, momentum 0.9, weight decay 0.01')


print('/* Golden values for the C tests. Written by')
print(' *   /usr/bin/python3 tests/golden/make_golden.py > tests/golden/golden.h')
print(f' * with PyTorch {torch.__version__}, in double precision. Edit the script instead. */')
print('#ifndef CT_GOLDEN_H\n#define CT_GOLDEN_H\n')
nt_xent_golden()
optimiser_golden()
negatives_golden()
pairs_golden()
others_golden()
print('#endif')
