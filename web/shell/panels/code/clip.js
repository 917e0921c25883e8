// Writes method clip as a PyTorch program: two encoders, of drawings and of names, and a loss in
// which each finds the other (src/method/clip.c).

import { ACTIVATIONS, network, reading } from './network.js';
import { averaged, factor, groups, optimizer, optimizerClass } from './optimizer.js';
import { textsOfStep, tokeniser } from './texts.js';
import { augmentation, mean, viewsOf } from './views.js';

/** @typedef {import('../../types').Params} Params */

/** @param {Params} p */
const learns = (p) => p.learn_tau === 'on';
/** @param {Params} p */
const isSigmoid = (p) => p.compare === 'sigmoid';
/** @param {Params} p */
const isTransformer = (p) => p.text_encoder === 'transformer';
/** Whether the table of pieces has an optimiser of its own, which moves only the rows that a batch
 *  has. @param {Params} p */
const isSparse = (p) => p.optimizer === 'adamw' || p.optimizer === 'muon';
/** @param {Params} p */
const hasSecondView = (p) => Number(p.slip) > 0;
/** @param {Params} p */
const hasSecondText = (p) => Number(p.text_text) > 0;

/** The learned numbers of the loss. @param {Params} p */
const learned = (p) => (learns(p) ? [
  'scale = torch.nn.Parameter(-torch.tensor(TAU).log())  # log(1 / tau), trained as well',
  ...(isSigmoid(p) ? [`bias = torch.nn.Parameter(torch.tensor(float(${p.bias})))`] : [])] : []);

/** @param {Params} p */
function loss(p) {
  const scaled = learns(p) ? 's * scale.exp()' : 's / TAU';
  const bias = learns(p) ? 'bias' : `(${p.bias})`;
  return [
    'def compare(a, b):                                   # [N, D] each; row i belongs to row i',
    '    s = F.normalize(a, dim=1) @ F.normalize(b, dim=1).T  # all cosines',
    ...(isSigmoid(p) ? [
      `    s = ${scaled} + ${bias}`,
      '    z = 2 * torch.eye(len(s)) - 1                    # 1 on the diagonal, -1 elsewhere',
      '    return -F.logsigmoid(z * s).sum() / len(s)'] : [
      `    s, p = ${scaled}, torch.arange(len(s))`,
      '    return (F.cross_entropy(s, p) + F.cross_entropy(s.T, p)) / 2'])];
}

/** Lines of the layers that every encoder of texts has. @param {Params} p */
const layers = (p) => [
  'class Bag(nn.EmbeddingBag):                          # the mean of many rows',
  '    def __init__(self):',
  `        super().__init__(BUCKETS, 64, mode='mean', sparse=${isSparse(p) ? 'True' : 'False'})`,
  '        self.weight.data = F.normalize(self.weight.data, dim=1)', '',
  '    def forward(self, lists):',
  '        starts = torch.tensor([0] + [len(x) for x in lists]).cumsum(0)[:-1]',
  '        return super().forward(torch.tensor([i for x in lists for i in x]).long(), starts)', '',
  'class RMSNorm(nn.Module):',
  '    def forward(self, x):',
  '        return x / (x.square().mean(dim=-1, keepdim=True) + 1e-6).sqrt()', ''];

const TRANSFORMER = `
class Positions(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(0.4 * torch.rand(32, 64) - 0.2)

    def forward(self, x):
        return x + self.weight

class Reader(nn.Sequential):                         # the first 32 words of each text
    def forward(self, texts):
        bag, norm, positions, block, last, _, *dense = self
        texts = [text[:32] for text in texts]
        count = torch.tensor([len(text) for text in texts])[:, None]
        here = torch.arange(32) < count
        x = torch.zeros(len(texts), 32, 64)
        x[here] = norm(bag([word for text in texts for word in text]))
        hidden = torch.arange(32) >= count.clamp(min=1)  # of no words, one without a say
        x = last(block(positions(x), src_key_padding_mask=hidden))
        x = (x * here[:, :, None]).sum(dim=1) / count.clamp(min=1)
        return nn.Sequential(*dense)(x)
`;

/** Lines that define the class of the text encoder's backbone. @param {Params} p */
const reader = (p) => (isTransformer(p) ? TRANSFORMER.trim().split('\n') : [
  'class Reader(nn.Sequential):                         # all pieces of a text, in no order',
  '    def forward(self, texts):',
  '        return super().forward([[i for word in text for i in word] for text in texts])']);

/** Lines that create `text_model`. @param {Params} p */
function textNetwork(p) {
  const act = ACTIVATIONS[p.activation];
  const body = isTransformer(p) ? [
    '    Bag(), RMSNorm(), Positions(), nn.TransformerEncoderLayer(64, 4, 256, dropout=0,',
    "        batch_first=True, norm_first=True, activation=lambda x: F.gelu(x, approximate='tanh')),",
    `    nn.LayerNorm(64), nn.Identity(), nn.Linear(64, 256), ${act})`]
    : [`    Bag(), RMSNorm(), nn.Linear(64, 256), ${act})`];
  return [...layers(p), ...reader(p), '', 'reader = Reader(', ...body,
    'text_model = nn.Sequential(OrderedDict(',
    `    backbone=reader, head=nn.Sequential(nn.Linear(256, ${p.dim}))))`];
}

/** Lines that create the optimisers and the schedule. @param {Params} p */
function training(p) {
  const numbers = learns(p) ? `, scale${isSigmoid(p) ? ', bias' : ''}` : '';
  const positions = isTransformer(p) ? ', positions' : '';
  const tables = [
    ...(isSparse(p) ? [] : ["{'params': [table], 'weight_decay': 0}"]),
    ...(positions ? ["{'params': [positions], 'weight_decay': 0, 'plain': True}"] : []),
  ];
  const rate = factor(p);
  return [`table${positions}, *rest = text_model.parameters()`,
    ...groups(`[*model.parameters(), *rest${numbers}]`, tables),
    `optimizers = [${optimizer(p, 'groups')}${isSparse(p) ? ',' : ']'}`,
    ...(isSparse(p) ? [
      `    torch.optim.SparseAdam([table], lr=${p.lr}, betas=(${p.beta1}, ${p.beta2}))]`] : []),
    ...averaged(p),
    ...(rate.length ? [...rate,
      'schedules = [torch.optim.lr_scheduler.LambdaLR(o, factor) for o in optimizers]'] : []), ''];
}

/** Lines that shuffle names. @param {Params} p */
const shuffled = (p) => (Number(p.shuffled) > 0 ? [
  'owner = torch.arange(len(drawings))                  # whose name a concept is shown with',
  `some_of = torch.randperm(len(owner))[:int(${p.shuffled} * len(owner) + 0.5)]`,
  'owner[some_of] = some_of.roll(-1)                    # these pass their names round', ''] : []);

/** Lines of one step. @param {Params} p */
function step(p) {
  const [two, more] = [hasSecondView(p), hasSecondText(p)];
  const whose = Number(p.shuffled) > 0 ? 'owner[pick]' : 'pick';
  const terms = [two ? '(compare(a, t) + compare(b, t)) / 2' : 'compare(a, t)',
    ...(two ? [`${p.slip} * compare(a, b)`] : []),
    ...(more ? [`${p.text_text} * compare(t, u)`] : [])];
  return [`pick = torch.randperm(len(drawings))[:${p.pairs}]`,
    ...viewsOf(p, { artists: artistsOf(p), views: two ? 2 : 1 }),
    `texts = [read(first(i)) for i in ${whose}.tolist()]`,
    ...(more ? [`texts += [read(second(i)) for i in ${whose}.tolist()]`] : []),
    two ? 'a, b = model(x).chunk(2)' : 'a = model(x)',
    more ? 't, u = text_model(texts).chunk(2)' : 't = text_model(texts)',
    `loss = ${terms.join(' + ')}`,
    'for o in optimizers:', '    o.zero_grad()',
    'loss.backward()',
    'for o in optimizers:', '    o.step()',
    ...(learns(p) ? ['scale.data.clamp_(math.log(0.1), math.log(100))'] : []),
    ...(averaged(p).length ? ['mean.update_parameters(model)'] : []),
    ...(factor(p).length ? ['for s in schedules:', '    s.step()'] : [])];
}

/** @param {Params} p */
const artistsOf = (p) => (p.held_out === 'concepts' ? 3 : 2);

/** What the program is given. @param {Params} p */
const given = (p) => [
  p.held_out === 'concepts'
    ? '# drawings: [concepts, 3 artists, 3, 32, 32] in 0..1, four fifths of the concepts'
    : `# drawings: [concepts, 2 artists, 3, 32, 32] in 0..1, of all concepts, not by ${p.held_out}`,
  '# names: of each of these concepts a list, its name in 9 languages, English first, \'\': none',
  '# keywords: likewise, in each language a list'];

/** Lines that embed a text. @param {Params} p */
const search = (p) => ['',
  'def embed_text(text):                                # compared with the outputs of `model`',
  '    with torch.no_grad():',
  '        return F.normalize(text_model([words(text)]), dim=1)'];

/** The whole program for a configuration. @param {Params} p */
export function clipOf(p) {
  return ['import functools, math, random, re, unicodedata', 'import torch',
    'import torchvision.transforms as T', 'from collections import OrderedDict',
    'from torch import nn', 'import torch.nn.functional as F', '',
    `TAU = ${p.tau}`, ...learned(p), `torch.manual_seed(${p.seed})`, `random.seed(${p.seed})`, '',
    ...loss(p), ...optimizerClass(p, isTransformer(p)), '', ...given(p), '',
    ...tokeniser(p), '', ...textsOfStep(p), '', ...augmentation(p), '', ...network(p), '',
    ...textNetwork(p), '', ...training(p), ...shuffled(p),
    `for step in range(${p.steps}):`, ...step(p).map((line) => `    ${line}`),
    ...reading(p, mean(p)), ...search(p)].join('\n');
}
