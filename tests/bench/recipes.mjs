// The settings with which every method is trained for the article's table of all methods. All of
// them have the drawings, network, views and schedule of the SimCLR lab. A method's own parameters
// are those of the lab that teaches it, except the rate and the head: in those labs they suit
// dense layers or Muon, so here they are SIMCLR's. TUNED has the exceptions.
import { conditionsOf, isRead } from '../../web/shell/state/reads.js';
import { brought, labs } from '../wasm/labs.mjs';

export const FIRST = 8; // a row keeps the result of this step too, so that a stale row soon shows
export const SEEDS = [1, 2, 3, 4, 5]; // the first is also that of the result above
const METRICS = ['recall1', 'knn', 'alignment', 'uniformity', 'std', 'rank'];

// The table was trained before that lab used Muon and showed mean weights. Its rows are compared
// with each other, so all of them keep one optimiser.
const SIMCLR = { ...labs.simclr.params, optimizer: 'adamw', lr: 0.01, warmup: 100 };

const SHARED = ['data', 'encoder', 'positives', 'pairs', 'feature', 'dim', 'read',
  'activation', 'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps', 'crop', 'rotate',
  'flip', 'mirror', 'jitter', 'grey', 'gaussian_blur', 'cutout', 'randconv'];

/** Parameters that every row states beside those that only its method reads. */
const EACH = ['lr', 'head', 'norm'];
/** SimCLR is trained as published: its temperature is fixed and its loss has no mistake. */
const APART = ['learn_tau', 'bug'];

/** The exceptions, chosen among a few values with seed 1 and 150 steps, on a schedule of that
 *  length. The figures are R@1 in percent; raw pixels have 36. */
const TUNED = {
  // These differ from NT-Xent in one term; at NT-Xent's temperature they differ in nothing else.
  decoupled: { tau: SIMCLR.tau },
  debiased: { tau: SIMCLR.tau },
  // 35 instead of 17: at SimCLR's rate the keys in the memory bank are soon out of date.
  bank: { lr: 0.003 },
  // 31 instead of 7 (after 100 steps). Lengths count here, so the loss begins at ten times that of
  // guessing and falls by making everything short, unless batch norm keeps the
  // head's numbers in range.
  npair: { lr: 0.003, head: 2, norm: 'on' },
  // 39 instead of 31 (at a squared length of 10): batch norm, which its lab brings, needs a second
  // layer. At 20 and 30 the figures are 42 and 37.
  spectral: { head: 2 },
  // Their head has two layers. At a third of the rate simsiam has 15 instead
  // of 12, vicreg 30 for 23.
  byol: { lr: 0.003, head: 2 },
  simsiam: { lr: 0.003, head: 2 },
  vicreg: { lr: 0.003, head: 2 },
  barlow_twins: { lr: 0.003, head: 2 },
  // 34; with SimCLR's rate 33, and 33 with the rate that its lab has for dense layers.
  swav: { lr: 0.005 },
};

const pick = (names, values) => Object.fromEntries(names.map((name) => [name, values[name]]));
const defaultsOf = (schema) => Object.fromEntries(schema.params.map((p) => [p.name, p.default]));

/** The figures of a run that a row keeps. */
export const figuresOf = ({ loss, metrics }) => ({ loss, ...pick(METRICS, metrics) });

/** Methods that are not in the table. CLIP is taught the names of the drawings, which no other method
 *  is given, and its lab asks how drawings and names find each other: another question. */
const TAUGHT_OTHERWISE = ['clip'];

/** The methods of the table, which is out of date when it lacks one of them. */
export const methodsOf = (schema) => schema.params.find(({ name }) => name === 'method').choices
  .map(({ name }) => name).filter((name) => !TAUGHT_OTHERWISE.includes(name));

/** The lab that teaches a method: the lab of the same name, or else one that offers the method. */
export const labOf = (method) => (labs[method] ? method
  : Object.keys(labs).find((id) => labs[id].limits.method.choices.includes(method)));

export const sharedOf = (schema) => pick(SHARED, { ...defaultsOf(schema), ...SIMCLR });

/** Whether a condition of params.def requires certain methods in each of its alternatives. */
const isOfMethods = ({ when }) => Boolean(when)
  && conditionsOf(when).every((all) => all.some(({ name }) => name === 'method'));

/** A method's own parameters, by name: those that only certain methods read, and that this one
 *  reads with its values. */
export function ownOf(schema, method) {
  const lab = labOf(method);
  const taught = { ...defaultsOf(schema), ...brought(lab, { method }) };
  const values = { ...taught, ...pick(['lr', 'head'], SIMCLR), ...TUNED[method], method };
  const own = schema.params.filter((p) => isOfMethods(p) && isRead(p, values))
    .map(({ name }) => name).filter((name) => !APART.includes(name));
  return pick([...EACH, ...own], values);
}
