"""Writes golden.h: values from PyTorch (and, for LARS, from the paper's formulas in double) with
which the C tests compare. Run it from the checkout:

    /usr/bin/python3 tests/golden/make_golden.py > tests/golden/golden.h

Hyper-parameters are rounded to single precision first, because the engine holds them so. The
arithmetic is in double, so that the golden value is exact to all the digits that a test reads.

A loss is taken at several batch sizes. Its inputs are not stored, because the tests draw the same
numbers (ct_test_floats). A row of a table holds nine numbers of its gradient; golden.h lists them.
"""
import math
import struct
import textwrap

import numpy as np
import torch

from raw_digits import random_u32

torch.set_default_dtype(torch.float64)

SIZES = 1, 2, 7, 64
SEVERAL = SIZES[1:]  # for losses that are not defined for one item
D, SEED, PURPOSE_TEST = 13, 9, 6
SIGNS, ENTRIES = 3, 4


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


# ---- losses at several sizes ---------------------------------------------------------------------

def drawn(n, seed=SEED, size=1):
    """The numbers of ct_test_floats(a, n, seed, -size, size), in single precision as there."""
    numbers = random_u32(seed, PURPOSE_TEST, n)
    uniform = np.array([next(numbers) >> 8 for _ in range(n)], np.float32) * np.float32(2**-24)
    return torch.tensor((np.float32(-size) + np.float32(2 * size) * uniform).astype(float))


def rows(count, size=1):
    return drawn(count * D, size=size).reshape(count, D)


def pairs(B):
    return rows(2 * B)


def row_of(B, value, gradient):
    """A row of a table: the fields of `golden`, in its order."""
    x = gradient.flatten()
    signs = [torch.where(drawn(len(x), SEED + 1 + k) < 0, -x, x).sum() for k in range(SIGNS)]
    entries = [x[k * (len(x) - 1) // (ENTRIES - 1)] for k in range(ENTRIES)]
    alone, signs, entries = (', '.join(f'{float(v) + 0.0:.10g}' for v in values)
                             for values in ((value, x.norm(), x.abs().max()), signs, entries))
    text = f'{{{B}, {alone}, {{{signs}}}, {{{entries}}}}},'
    return textwrap.fill(text, 98, initial_indent='  ', subsequent_indent='   ')


def golden_of(name, comment, loss_of, x_of=pairs, sizes=SIZES):
    """Prints the table of a loss: loss_of(x_of(B), B) and its gradient with respect to x."""
    print(f'/* {comment} */')
    print(f'static const golden golden_{name}[] = {{')
    for B in sizes:
        x = x_of(B).clone().requires_grad_()
        value = loss_of(x, B)
        value.backward()
        print(row_of(B, value, x.grad))
    print('  {0},\n};\n')


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
    """The loss with each mistake: self left in, positive twice, positive left out, wrong scale."""
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
    golden_of('ntxent', 'tau = 0.2', lambda z, B: nt_xent(z, tau))
    array('golden_bug_loss', variants(pairs(7), tau),
          'its 7 pairs: self, twice, left out, wrong scale')
    tau = single(0.07)
    array('golden_article_loss', [nt_xent(article(), tau), *variants(article(), tau)],
          'eight points of the article, tau = 0.07: correct, self, twice, left out, wrong scale')


# ---- NT-Xent's relatives -----------------------------------------------------------------------

def pair_logits(z, tau):
    """The logit of each positive [M], and those of its negatives [M, M - 2]."""
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
    """The loss of main.py of joshr17/HCL; with beta = 0 that of chingyaoc/DCL."""
    positive, negatives = (x.exp() for x in pair_logits(z, tau))
    count, weight = negatives.shape[1], negatives ** beta
    estimate = (weight * negatives).sum(1) / weight.mean(1)
    estimate = (estimate - tau_plus * count * positive) / (1 - tau_plus)
    estimate = estimate.clamp(min=count * math.exp(-1 / tau))
    return -(positive / (positive + estimate)).log().mean()


def mined(z, tau, count):
    positive, negatives = pair_logits(z, tau)
    kept = negatives.topk(min(count, negatives.shape[1]), dim=1).values
    terms = torch.cat([positive[:, None], kept], 1)
    return (terms.logsumexp(1) - positive).mean()


def negatives_golden():
    tau, share = single(0.2), single(0.1)
    golden_of('decoupled', 'tau = 0.2', lambda z, B: decoupled(z, tau), sizes=SEVERAL)
    golden_of('debiased', 'tau = 0.2, tau_plus = 0.1',
              lambda z, B: hard_negative(z, tau, share, 0), sizes=SEVERAL)
    golden_of('hard', 'and beta = 0.5', lambda z, B: hard_negative(z, tau, share, 0.5),
              sizes=SEVERAL)
    golden_of('mined', 'tau = 0.2, the 4 most similar negatives', lambda z, B: mined(z, tau, 4),
              sizes=SEVERAL)


# ---- losses with labels, and others on pairs ---------------------------------------------------

def labels_of(M):
    """The labels of check_golden_labels: with more than four rows the last has no positive."""
    labels = torch.arange(M) % (1 + M // 3)
    if M > 4:
        labels[-1] = -1
    return labels


def supcon(z, tau):
    label = labels_of(len(z))
    own = torch.eye(len(label), dtype=torch.bool)
    log_share = torch.log_softmax(logits_of(z, tau).masked_fill(own, -math.inf), 1)
    positive = (label[:, None] == label) & ~own
    count = positive.sum(1)
    per_anchor = -log_share.masked_fill(~positive, 0).sum(1)[count > 0] / count[count > 0]
    return per_anchor.mean()


def triplet(z, margin, semi_hard):
    label = labels_of(len(z))
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


def spectral(z, mu):
    """Equation 6 of HaoChen et al. divided by mu, on rows of length sqrt(mu), with every view of
    another pair as an independent draw."""
    z = torch.nn.functional.normalize(z, dim=1) * math.sqrt(mu)
    a, p = z.chunk(2)
    views = torch.arange(len(z))
    other = (views[:, None] - views) % len(a) != 0
    return ((z @ z.T)[other].square().mean() - 2 * (a * p).sum(1).mean()) / mu


def align_uniform(z, t):
    """The code of the paper's figure 5."""
    x, y = torch.nn.functional.normalize(z, dim=1).chunk(2)
    spread = [torch.pdist(v).square().mul(-t).exp().mean().log() for v in (x, y)]
    return (x - y).norm(dim=1).square().mean() + sum(spread) / 2


def pairs_golden():
    margin = single(0.2)
    golden_of('supcon', 'check_golden_labels, tau = 0.2', lambda z, B: supcon(z, single(0.2)))
    golden_of('triplet', 'check_golden_labels, all triplets, margin = 0.2',
              lambda z, B: triplet(z, margin, False), sizes=SEVERAL)
    golden_of('semi_hard', 'and semi-hard ones', lambda z, B: triplet(z, margin, True),
              sizes=SEVERAL)
    golden_of('npair', 'l2 = 0.002', lambda z, B: npair(z, single(0.002)))
    golden_of('spectral', 'mu = 3', lambda z, B: spectral(z, 3), sizes=SEVERAL)
    golden_of('align_uniform', 't = 2, weights 1 and 1', lambda z, B: align_uniform(z, 2),
              sizes=SEVERAL)


# ---- losses against keys, predictions, statistics, prototypes -----------------------------------

def unit(x):
    return torch.nn.functional.normalize(x, dim=1)


def infonce(q, k, queue, tau):
    """Algorithm 1 of the MoCo paper."""
    q, k = unit(q), unit(k)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.T], 1) / tau
    return torch.nn.functional.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long))


def infonce_bank(q, bank, tau):
    """Equation 2 of Wu et al., where query i's own row of the bank is (7 i + 3) mod 9."""
    own = (7 * torch.arange(len(q)) + 3) % len(bank)
    return torch.nn.functional.cross_entropy(unit(q) @ bank.T / tau, own)


def negative_cosine(x):
    """The function D of SimSiam's algorithm 1, without its stop-gradient."""
    p, t = unit(x).chunk(2)
    return -(p * t).sum(1).mean()


def barlow_twins(z, weight):
    """The loss of main.py of facebookresearch/barlowtwins."""
    norm = torch.nn.BatchNorm1d(z.shape[1], affine=False)
    a, b = z.chunk(2)
    c = norm(a).T @ norm(b) / len(a)
    on = (c.diagonal() - 1).square().sum()
    return on + weight * (c.square().sum() - c.diagonal().square().sum())


def vicreg(z, weights):
    """The loss of main_vicreg.py of facebookresearch/vicreg."""
    a, b = z.chunk(2)
    terms = [torch.nn.functional.mse_loss(a, b), 0, 0]
    for x in (a - a.mean(0), b - b.mean(0)):
        terms[1] = terms[1] + (1 - (x.var(0) + 0.0001).sqrt()).relu().mean() / 2
        covariance = x.T @ x / (len(x) - 1)
        beside = covariance - covariance.diagonal().diag()
        terms[2] = terms[2] + beside.square().sum() / x.shape[1]
    return sum(w * t for w, t in zip(weights, terms))


def sinkhorn(scores, epsilon, iterations):
    """distributed_sinkhorn of facebookresearch/swav on one machine, with samples in rows."""
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
    tau, setting = single(0.2), (single(0.1), single(0.05), 3)
    keys = unit(rows(9)).to(torch.float32).to(torch.float64)
    golden_of('infonce', 'queries, then keys; 9 rows of the queue, tau = 0.2',
              lambda q, B: infonce(q, pairs(B)[B:], keys, tau), lambda B: pairs(B)[:B])
    golden_of('infonce_bank', 'the queue as bank, own row (7 i + 3) mod 9, tau = 0.2',
              lambda q, B: infonce_bank(q, keys, tau), lambda B: pairs(B)[:B])
    golden_of('negative_cosine', 'predictions, then targets', lambda x, B: negative_cosine(x))
    golden_of('barlow', 'lambda = 0.0051', lambda z, B: barlow_twins(z, single(0.0051)),
              sizes=SEVERAL)
    golden_of('vicreg', 'drawn from -1.75 to 1.75, weights 25, 25, 1',
              lambda z, B: vicreg(z, (25, 25, 1)), lambda B: rows(2 * B, 1.75), SEVERAL)
    golden_of('swav', 'three crops, 9 prototypes, tau = 0.1, epsilon = 0.05, 3 iterations',
              lambda z, B: swav(z, keys, 3, *setting), lambda B: rows(3 * B))
    golden_of('swav_prototypes', 'the same, with respect to the prototypes',
              lambda p, B: swav(rows(3 * B), p, 3, *setting), lambda B: keys)


# ---- two batches, a and then b ------------------------------------------------------------------

def cross_logits(x, log_scale, bias):
    a, b = unit(x).chunk(2)
    return log_scale.exp() * a @ b.T + bias


def clip(logits):
    """Figure 3 of the paper."""
    own = torch.arange(len(logits))
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(logits, own) + cross_entropy(logits.T, own)) / 2


def siglip(logits):
    """Algorithm 1 of the paper."""
    labels = 2 * torch.eye(len(logits)) - 1
    return -torch.nn.functional.logsigmoid(labels * logits).sum() / len(logits)


def cross_golden_of(name, loss_of, scale, bias):
    """The loss on pairs of rows, and its slopes by log(scale) and by the bias at each size."""
    log_scale, shift = (torch.tensor(v, requires_grad=True) for v in (math.log(scale), bias))
    golden_of(name, f'scale = {scale:g}, bias = {bias:g}',
              lambda x, B: loss_of(cross_logits(x, log_scale, shift)))
    slopes = [torch.autograd.grad(loss_of(cross_logits(pairs(B), log_scale, shift)),
                                  (log_scale, shift)) for B in SIZES]
    array(f'golden_{name}_dscale', [s[0] for s in slopes], 'its slope by log(scale) at each size')
    return [s[1] for s in slopes]


def cross_golden():
    cross_golden_of('clip', clip, 5.0, 0.0)
    array('golden_siglip_dbias', cross_golden_of('siglip', siglip, 10.0, -10.0), 'and by the bias')


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
    """lars_optimizer.py of google-research/simclr, with classic momentum."""
    p, v = inputs(COUNT, 2), torch.zeros(COUNT)
    for g in inputs(STEPS * COUNT, 3, 0.3).reshape(STEPS, COUNT):
        g = g + decay * p
        v = momentum * v + RATE * eta * p.norm() / g.norm() * g
        p = p - v
    return p


def orthogonal(x):
    """Newton-Schulz as in kellerjordan.github.io/posts/muon."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = x / x.norm()
    for _ in range(5):
        A = x @ x.T
        x = a * x + (b * A + c * A @ A) @ x
    return x


MUON = 2, 3  # a matrix of the first six numbers; the seventh number is AdamW's


def muon(momentum, decay, betas, eps):
    """torch.optim.Muon (PyTorch 2.9), adjust_lr_fn='match_rms_adamw', in double throughout."""
    start, size = inputs(COUNT, 2), MUON[0] * MUON[1]
    p, v = start[:size].reshape(MUON), torch.zeros(MUON)
    rest = start[size:].clone().requires_grad_()
    other = torch.optim.AdamW([rest], RATE, betas, eps, weight_decay=decay)
    for g in inputs(STEPS * COUNT, 3, 0.3).reshape(STEPS, COUNT):
        rest.grad, g = g[size:].clone(), g[:size].reshape(MUON)
        v = v.lerp(g, 1 - momentum)
        p = p * (1 - RATE * decay) - 0.2 * max(MUON) ** 0.5 * RATE * orthogonal(g.lerp(v, momentum))
        other.step()
    return torch.cat([p.flatten(), rest.detach()])


TABLE = 5, 3
# the rows that each of the steps touches: one almost always, others rarely, two never
TOUCHED = [0, 1], [0, 3], [3], [3, 0, 1], [0], [1, 0]


def sparse_adam(start, gradients, betas, eps):
    """torch.optim.SparseAdam on a table; entries of 0.3 and of 1e-7 show where epsilon goes."""
    p = start.clone().requires_grad_()
    optimiser = torch.optim.SparseAdam([p], RATE, betas, eps)
    for touched, gradient in zip(TOUCHED, gradients):
        rows = torch.tensor(touched, dtype=torch.long)
        p.grad = torch.sparse_coo_tensor(rows[None], gradient[rows], TABLE).coalesce()
        optimiser.step()
    return p.detach()


def sparse_golden(betas, eps):
    start = inputs(TABLE[0] * TABLE[1], 4).reshape(TABLE)
    gradients = inputs(len(TOUCHED) * start.numel(), 5, 0.3).reshape(len(TOUCHED), *TABLE)
    gradients[:, :, 1] = (gradients[:, :, 1] * 1e-7).to(torch.float32).to(torch.float64)
    array('golden_sparse_start', start.flatten(), 'a table of 5 rows of 3 before the first step')
    array('golden_sparse_touched', [row in step for step in TOUCHED for row in range(TABLE[0])],
          'which of the 5 rows each of 6 steps touches')
    array('golden_sparse_grads', gradients.flatten(), 'the gradients of the 6 steps, of all rows')
    array('golden_sparse_adam', sparse_adam(start, gradients, betas, eps).flatten(),
          'torch.optim.SparseAdam, lr 0.05, betas 0.9 and 0.999, eps 1e-8')


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
    array('golden_muon', muon(momentum, decay, betas, eps),
          'Muon, lr 0.05, momentum 0.9, weight decay 0.01: a 2x3 matrix, and one number by AdamW')
    sparse_golden(betas, eps)


# ---- a transformer of texts ----------------------------------------------------------------------

WIDTH, IDS, POSITIONS, FEATURE, OUT = 8, 20, 32, 5, 3
WORDS = 2, 5, 1, 4, 0, 3, 6  # of the texts, one of which has none


def texts(B):
    """The ids of the words of B texts, as test_transformer.c makes them."""
    pieces = word = 0
    for count in WORDS[:B]:
        text = []
        for _ in range(count):
            size = 0 if word % 18 == 17 else 1 + word % 3
            text.append([(7 * k * k + 3 * k) % IDS for k in range(pieces, pieces + size)])
            pieces, word = pieces + size, word + 1
        yield text


def gelu(x):
    return torch.nn.functional.gelu(x, approximate='tanh')


class Transformer(torch.nn.Module):
    """An encoder of texts whose blocks are PyTorch's own."""

    def __init__(self):
        super().__init__()
        nn, layer = torch.nn, torch.nn.TransformerEncoderLayer
        self.table, self.position = nn.Embedding(IDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.blocks = nn.ModuleList(
            layer(WIDTH, 4, 4 * WIDTH, 0, gelu, batch_first=True, norm_first=True)
            for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH)
        self.feature, self.head = nn.Linear(WIDTH, FEATURE), nn.Linear(FEATURE, OUT)

    def engine_order(self):
        """The parameters in the order in which the engine's encoder has its tensors."""
        found = [self.table.weight, self.position.weight]
        for b in self.blocks:
            a = b.self_attn
            found += [b.norm1.weight, b.norm1.bias, a.in_proj_weight, a.in_proj_bias,
                      a.out_proj.weight, a.out_proj.bias, b.norm2.weight, b.norm2.bias,
                      b.linear1.weight, b.linear1.bias, b.linear2.weight, b.linear2.bias]
        return found + [p for m in (self.norm, self.feature, self.head) for p in (m.weight, m.bias)]

    def embed(self, text):
        if not text:
            return self.head(gelu(self.feature(torch.zeros(WIDTH))))
        x = torch.stack([self.table.weight[ids].sum(0) / max(1, len(ids)) for ids in text])
        x = x / (x.square().mean(1, keepdim=True) + 1e-6).sqrt()
        x = (x + self.position.weight[:len(text)])[None]
        for block in self.blocks:
            x = block(x)
        return self.head(gelu(self.feature(self.norm(x)[0].mean(0))))


def transformer_golden():
    print('/* the sum of z times random numbers, and its gradient in all parameters, of texts read\n'
          ' * by two nn.TransformerEncoderLayer with norm_first */')
    print('static const golden golden_transformer[] = {')
    for B in 1, 7:
        model = Transformer()
        params = model.engine_order()
        values = drawn(sum(p.numel() for p in params), SEED + 10, 0.5)
        with torch.no_grad():
            for p, value in zip(params, values.split([p.numel() for p in params])):
                p.copy_(value.reshape(p.shape))
        z = torch.stack([model.embed(text) for text in texts(B)])
        value = (z * drawn(B * OUT).reshape(B, OUT)).sum()
        value.backward()
        print(row_of(B, value, torch.cat([p.grad.flatten() for p in params])))
    print('  {0},\n};\n')


HEAD = f"""/* Golden values for the C tests. Written by
 *   /usr/bin/python3 tests/golden/make_golden.py > tests/golden/golden.h
 * with PyTorch {torch.__version__}, in double precision. Edit the script instead. */
#ifndef CT_GOLDEN_H
#define CT_GOLDEN_H

/* Of what the losses are taken: rows of {D} numbers, ct_test_floats of this seed from -1 to 1. */
#define GOLDEN_D {D}
#define GOLDEN_SEED {SEED}
#define GOLDEN_SIGNS {SIGNS}
#define GOLDEN_ENTRIES {ENTRIES}

/* A loss of a batch of B (of pairs, if rows come in pairs), and of its gradient: its length, its
 * largest entry, its sums with random signs (those of ct_test_floats of seed GOLDEN_SEED + 1 + k),
 * each of which sees all entries, and entries evenly spread from the first to the last. A table
 * ends with B = 0. */
typedef struct golden {{
  int B;
  double value, length, largest, sum[GOLDEN_SIGNS], entry[GOLDEN_ENTRIES];
}} golden;
"""

if __name__ == '__main__':
    print(HEAD)
    nt_xent_golden()
    negatives_golden()
    pairs_golden()
    others_golden()
    cross_golden()
    optimiser_golden()
    transformer_golden()
    print('#endif')
