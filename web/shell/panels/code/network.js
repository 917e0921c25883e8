// Writes the encoder of a configuration as PyTorch modules, layer by layer like src/nn/backbone.c,
// so that its tensors have the same names as in the lab's checkpoints.

/** @typedef {import('../../types').Params} Params */

/** @type {Params} */
export const ACTIVATIONS = { relu: 'nn.ReLU()', gelu: "nn.GELU('tanh')", linear: 'nn.Identity()' };

/** @param {Params} p */
const activation = (p) => ACTIVATIONS[p.activation];

/** Length of a synthetic item's vector: src/data/toy.h. */
const NUMBERS = 16;

/** Channels and side of an image. @param {Params} p */
export const imageOf = (p) => (p.data === 'mnist' ? { channels: 1, side: 28 }
  : { channels: 3, side: 32 });

/** @param {number} from @param {number} to @param {number} size @param {number} stride */
const convolution = (from, to, size, stride) =>
  `nn.Conv2d(${from}, ${to}, ${size}, stride=${stride}, padding=${size >> 1}, bias=False)`;

/** The basic block of He et al. 2016. @param {Params} p */
const block = (p) => `class Block(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.conv1 = ${convolution(0, 0, 3, 2).replace('0, 0', 'before, after')}
        self.bn1 = nn.BatchNorm2d(after)
        self.conv2 = ${convolution(0, 0, 3, 1).replace('0, 0', 'after, after')}
        self.bn2 = nn.BatchNorm2d(after)
        self.downsample = nn.Sequential(
            nn.Conv2d(before, after, 1, stride=2, bias=False), nn.BatchNorm2d(after))
        self.act = ${activation(p)}

    def forward(self, x):
        y = self.act(self.bn1(self.conv1(x)))
        return self.act(self.bn2(self.conv2(y)) + self.downsample(x))
`.split('\n');

/** @param {Params} p */
function backbone(p) {
  const act = activation(p);
  const { channels, side } = imageOf(p);
  const stage = (/** @type {number[]} */ [from, to, size]) =>
    `${convolution(from, to, size, 2)}, nn.BatchNorm2d(${to}), ${act},`;
  const last = `${p.feature}), ${act},   # the representation`;
  if (p.encoder === 'cnn')
    return [...[[channels, 16, 5], [16, 32, 3], [32, 64, 3]].map(stage),
      `nn.Flatten(), nn.Linear(64 * 4 * 4, ${last}`];
  if (p.encoder === 'resnet')
    return [stage([channels, 16, 3]), 'Block(16, 32), Block(32, 64),',
      `nn.Flatten(), nn.Linear(64 * 4 * 4, ${last}`];
  const inputs = p.data === 'toy' ? NUMBERS : `${channels} * ${side} * ${side}`;
  return [`nn.Linear(${inputs}, ${p.hidden_units}), ${act},`,
    `nn.Linear(${p.hidden_units}, ${last}`];
}

/** The lines that create `model`. @param {Params} p */
export function network(p) {
  const layers = Number(p.head);
  const norm = p.norm === 'on' ? `nn.BatchNorm1d(${p.feature}), ` : '';
  const head = Array.from({ length: layers }, (_, k) => (k === layers - 1
    ? `    nn.Linear(${p.feature}, ${p.dim}),`
    : `    nn.Linear(${p.feature}, ${p.feature}), ${norm}${activation(p)},`));
  const pixels = p.encoder === 'mlp' && p.data !== 'toy';
  return [...(p.encoder === 'resnet' ? block(p) : []),
    'backbone = nn.Sequential(', ...backbone(p).map((line) => `    ${line}`), ')',
    ...(layers ? ['head = nn.Sequential(', ...head, ')']
      : ['head = nn.Sequential()                               # none']),
    `model = nn.Sequential(OrderedDict(${pixels ? 'pixels=nn.Flatten(), ' : ''}`
      + 'backbone=backbone, head=head))'];
}

/** @type {Record<string, (x: string, net: string) => string[]>} */
const SEEN = {
  after: (x, net) => [`        return F.normalize(${net}${x}, dim=1)`],
  before: (x, net) => [`        return F.normalize(${net}[:-1]${x}, dim=1)`],
  both: (x, net) => [`        h = ${net}[:-1]${x}`,
    `        z = ${net}[-1](h)`,
    '        return torch.cat([F.normalize(z, dim=1), F.normalize(h, dim=1)], 1) / 2 ** 0.5'],
};

/** The lines that compute the embeddings shown. @param {Params} p @param {number} mean */
export function reading(p, mean) {
  const net = Number(p.average) > 0 ? 'mean.module' : 'model';
  return ['',
    'def embed(x):                                        # what the page shows and measures',
    `    ${net}.eval()`,
    '    with torch.no_grad():',
    ...SEEN[p.read](`(x - ${mean})`, net)];
}
