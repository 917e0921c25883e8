// The steps of method clip that the bench times, and the inputs from which every contestant's step
// starts: every batch has the same drawings and texts, in whatever order.
import { makePack, MEAN, PAIRS, SHAPES } from '../../web/bench/pack.js';
import { packed } from '../../web/data/pack.mjs';
import { languages, translations } from '../../web/data/translations.mjs';
import { optimizerClass } from '../../web/shell/panels/code/optimizer.js';
import { tokeniser } from '../../web/shell/panels/code/texts.js';

const PLAIN = {
  method: 'clip', data: 'emoji', encoder: 'cnn', positives: 'artists', pairs: PAIRS, feature: 128,
  head: 1, dim: 128, buckets: 32768, learn_tau: 'on', optimizer: 'adamw', lr: 0.01, beta2: 0.98,
  weight_decay: 0.3, momentum: 0.9,
};

/** `clip`: one drawing and one text of each concept; `clip_slip`: two drawings and one text;
 *  `clip_lab`: two of each, with the weights and the optimiser of the lab, at a lower rate, so that
 *  rounding alone does not part the contestants in three steps; `clip_transformer`: one of each
 *  with the other encoder of texts. */
export const clipSteps = {
  clip: PLAIN,
  clip_slip: { ...PLAIN, slip: 0.5 },
  clip_lab: { ...PLAIN, slip: 0.5, text_text: 0.5, optimizer: 'muon', lr: 0.004 },
  clip_transformer: { ...PLAIN, text_encoder: 'transformer' },
};

const RENDITIONS = 2;
const SIZE = SHAPES.cnn.reduce((product, n) => product * n);

/** Texts as long as those of a training: two in five are a name, the others have half of the
 *  keywords as well. */
function textsOf(count) {
  const all = translations();
  return Array.from({ length: count }, (_, i) => {
    const { name, keywords } = all[languages.length * i];
    return i % 5 < 2 ? name : `${name} ${keywords.split('\n').filter((__, k) => k % 2).join(' ')}`;
  });
}

/** The dataset of these steps, where both artists draw alike and a concept has one text, and what
 *  the peers are given of its training concepts. */
export function clipInputs(kind) {
  const { pixels } = makePack('cnn');
  const concepts = pixels.length / (2 * SIZE);
  const drawing = (i) => pixels.subarray(2 * i * SIZE, (2 * i + 1) * SIZE);
  const each = (make) => Array.from({ length: concepts * RENDITIONS }, (_, i) =>
    make(Math.floor(i / RENDITIONS)));
  const texts = textsOf(concepts);
  const pack = packed({ heldOut: { last: concepts - PAIRS }, tracks: [
    { kind: 'pixels', renditions: RENDITIONS, shape: SHAPES.cnn, mean: MEAN, items: each(drawing) },
    { kind: 'text', renditions: 1, items: texts },
    { kind: 'text', renditions: 1, items: texts.map(() => '') },
  ] });
  const images = Float32Array.from({ length: PAIRS * SIZE }, (_, k) =>
    drawing(Math.floor(k / SIZE))[k % SIZE] / 255 - MEAN);
  const params = clipSteps[kind];
  const program = ['import functools, re, unicodedata', 'import torch',
    ...optimizerClass(params, true), ...tokeniser(params)].join('\n');
  return { params, pack, images, texts: texts.slice(0, PAIRS), program };
}
