// Writes the views of a step as Python: which drawings are picked, and torchvision's closest to
// src/augment.

import { imageOf } from './network.js';

/** @typedef {import('../../types').Params} Params */

/** @param {Params} p */
export const grey = (p) => imageOf(p).channels === 1;
/** Whether there is one rendition of each concept. @param {Params} p */
const single = (p) => grey(p) || p.data === 'toy';
/** @param {Params} p */
const side = (p) => imageOf(p).side;
/** @param {Params} p */
export const mean = (p) => (p.data === 'toy' ? 0.5 : grey(p) ? 0.87 : 0.7);

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
function imageViews(p) {
  const jitter = [0.8, 0.8, 0.8, 0.2].map((x) => Number((x * Number(p.jitter)).toPrecision(3)));
  const steps = [
    Number(p.crop) < 1 && `T.RandomResizedCrop(${side(p)}, scale=(${p.crop}, 1), antialias=True)`,
    Number(p.rotate) > 0 && `T.RandomRotation(${p.rotate}, T.InterpolationMode.BILINEAR, fill=1)`,
    Number(p.flip) > 0 && `T.RandomHorizontalFlip(${p.flip})`,
    Number(p.jitter) > 0 && !grey(p) && `T.ColorJitter(${jitter.join(', ')})`,
    Number(p.grey) > 0 && !grey(p) && `T.RandomGrayscale(${p.grey})`,
    Number(p.gaussian_blur) > 0
      && `T.RandomApply([T.GaussianBlur(5, (0.1, 1.5))], ${p.gaussian_blur})`,
    Number(p.cutout) > 0 && 'T.Lambda(cutout)',
    Number(p.randconv) > 0 && 'T.Lambda(randconv)',
  ].filter(Boolean);
  return [...(Number(p.cutout) > 0 ? cutout(p) : []),
    ...(Number(p.randconv) > 0 ? randconv(p) : []),
    ...(steps.length ? ['augment = T.Compose([', ...steps.map((s) => `    ${s},`), '])']
      : ['augment = T.Compose([])                              # nothing is changed'])];
}

/** Lines that define `augment`. @param {Params} p */
export const augmentation = (p) => (p.data === 'toy' ? toyViews(p) : imageViews(p));

/** Lines that choose the two drawings of each concept in `pick`, by so many artists.
 *  @param {Params} p @param {number} artists */
function two(p, artists) {
  if (p.positives === 'artists') return [
    `two = torch.rand(len(pick), ${artists}).argsort(dim=1)[:, :2]        # two artists each`,
    'a, b = drawings[pick, two[:, 0]], drawings[pick, two[:, 1]]'];
  if (single(p)) return ['a = b = drawings[pick]'];
  return [`one = torch.randint(${artists}, (len(pick),))                        # one artist each`,
    'a = b = drawings[pick, one]'];
}

/** Lines that mirror some pairs: all views of a pair alike.
 *  @param {Params} p @param {number} views */
function mirrored(p, views) {
  if (!(Number(p.mirror) > 0) || p.data === 'toy') return [];
  const turn = `turn = torch.rand(len(pick)) < ${p.mirror}`;
  return views === 2 ? [`${turn}                    # both views alike`,
    'a, b = [torch.where(turn[:, None, None, None], x.flip(3), x) for x in (a, b)]']
    : [turn, 'a = torch.where(turn[:, None, None, None], a.flip(3), a)'];
}

/** Lines that make x, the views of the concepts in `pick`: of each one drawing, or two.
 *  @param {Params} p @param {{ artists?: number, views?: number }} [how] */
export function viewsOf(p, { artists = 3, views = 2 } = {}) {
  const drawn = views === 2 ? two(p, artists)
    : [`one = torch.randint(${artists}, (len(pick),))                        # one artist each`,
      'a = drawings[pick, one]'];
  return [...drawn, ...mirrored(p, views),
    `x = torch.stack([augment(i) for i in ${views === 2 ? 'torch.cat([a, b])' : 'a'}]) - ${mean(p)}`];
}
