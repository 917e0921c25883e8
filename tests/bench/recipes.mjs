// What every method is trained with for the article's table of all methods. The drawings, the
// network, the views and the schedule are the SimCLR lab's for all of them. The optimiser and the
// rate are not: see SIMCLR below. What is a method's own is as in the lab that teaches it, but rate and
// head, which there go with dense layers or with Muon: they are SIMCLR's. TUNED has the exceptions.
import { conditionsOf, isRead } from '../../web/shell/state/reads.js';
import { brought, labs } from '../wasm/labs.mjs';

export const FIRST = 8; // steps whose outcome a row keeps too: a stale one is told in seconds
const METRICS = ['recall1', 'knn', 'alignment', 'uniformity', 'std', 'rank'];

// The table was trained before that lab took to Muon and to showing mean weights. Its rows are held
// against each other, so all of them keep one optimiser.
const SIMCLR = { ...labs.simclr.params, optimizer: 'adamw', lr: 0.01, warmup: 100 };

const SHARED = ['data', 'encoder', 'positives', 'seed', 'pairs', 'feature', 'dim', 'read',
  'activation', 'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps', 'crop', 'rotate',
  'flip', 'mirror', 'jitter', 'grey', 'gaussian_blur', 'cutout'];

/** Of every method, beside what only it reads. */
const EACH = ['lr', 'head', 'norm'];
/** SimCLR is given as published: its temperature is set, its loss has no mistake. */
const APART = ['learn_tau', 'bug'];

/** Exceptions, of few values tried: seed 1, 150 steps with a schedule of that length. The figures
 *  are R@1 in percent, where raw pixels have 36. */
const TUNED = {
  // NT-Xent but for one term: at its temperature what differs is that term
  decoupled: { tau: SIMCLR.tau },
  debiased: { tau: SIMCLR.tau },
  // 35 for 17: at SimCLR's rate what a slot remembers is soon out of date
  bank: { lr: 0.003 },
  // 31 for 7 (of 100 steps): lengths count, so the loss begins at ten times that of guessing and
  // comes down by making everything short, unless batch norm keeps the head's numbers in range
  npair: { lr: 0.003, head: 2, norm: 'on' },
  // 39 for 31 (at a squared length of 10): batch norm, which its lab brings, needs a second layer. At
  // 20 and 30 it is 42 and 37
  spectral: { head: 2 },
  // their head has two layers; simsiam 15 for 12 and vicreg 30 for 23 at a third of the rate
  byol: { lr: 0.003, head: 2 },
  simsiam: { lr: 0.003, head: 2 },
  vicreg: { lr: 0.003, head: 2 },
  barlow_twins: { lr: 0.003, head: 2 },
  // 34 for 33 at SimCLR's rate, and 33 at the lab's for dense layers
  swav: { lr: 0.005 },
};

const pick = (names, values) => Object.fromEntries(names.map((name) => [name, values[name]]));
const defaultsOf = (schema) => Object.fromEntries(schema.params.map((p) => [p.name, p.default]));

/** What a row keeps of a run. */
export const figuresOf = ({ loss, metrics }) => ({ loss, ...pick(METRICS, metrics) });

/** The engine's methods: a new one is in the table, or the table is out of date. */
export const methodsOf = (schema) =>
  schema.params.find(({ name }) => name === 'method').choices.map(({ name }) => name);

/** The lab that teaches a method: of its name, or the one that knows it. */
export const labOf = (method) => (labs[method] ? method
  : Object.keys(labs).find((id) => labs[id].limits.method.choices.includes(method)));

export const sharedOf = (schema) => pick(SHARED, { ...defaultsOf(schema), ...SIMCLR });

/** Whether a condition of params.def asks for certain methods whatever else it asks for. */
const isOfMethods = ({ when }) => Boolean(when)
  && conditionsOf(when).every((all) => all.some(({ name }) => name === 'method'));

/** A method's own parameters, by name: those of certain methods that are read with its values. */
export function ownOf(schema, method) {
  const lab = labOf(method);
  const taught = { ...defaultsOf(schema), ...brought(lab, { method }) };
  const values = { ...taught, ...pick(['lr', 'head'], SIMCLR), ...TUNED[method], method };
  const own = schema.params.filter((p) => isOfMethods(p) && isRead(p, values))
    .map(({ name }) => name).filter((name) => !APART.includes(name));
  return pick([...EACH, ...own], values);
}
