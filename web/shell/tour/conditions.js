// What a guided start and a challenge ask of a lab: conditions, which are data, on its parameters
// and on its readings, which are numbers by name. A name that is not known throws: a misspelt one
// must not look like a condition that never holds.

/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Schema} Schema */
/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').LabState} LabState */
/** By name; NaN where a reading is not defined or not known yet.
 *  @typedef {Record<string, number>} Readings */

/** A number, or a reading, times and plus a number. Of an earlier step of the tour, a reading has
 *  the name `<step>.<name>`. @typedef {number | { reading: string, times?: number, plus?: number }} Bound */
/** @typedef {{ reading: string, below?: Bound, above?: Bound, is?: number }} OfReading */
/** is: one of these values. @typedef {{ param: string, is?: number | string | (number | string)[],
 *   below?: number, above?: number }} OfParam */
/** @typedef {OfReading | OfParam | { all: Condition[] } | { any: Condition[] }} Condition */

const NEGATIVE = 3; // roles of items, as in Push of types.d.ts
const FALSE = 4;

/** How many negatives take half of the push of a method, the hardest first, and how many there are.
 *  @param {import('../types.d.ts').Push | null | undefined} push */
function halfOf(push) {
  if (!push) return { half: NaN, negatives: NaN };
  const pushes = [...push.push].filter((_, i) => push.role[i] >= NEGATIVE).sort((a, b) => b - a);
  const total = pushes.reduce((sum, p) => sum + Math.max(0, p), 0);
  let [half, so] = [0, 0];
  while (half < pushes.length && so < total / 2) so += Math.max(0, pushes[half++]);
  return { half: total > 0 ? half : NaN, negatives: pushes.length };
}

/** The largest share of the items shown that one prototype collects.
 *  @param {import('../types.d.ts').Prototypes | null} prototypes */
function largestOf(prototypes) {
  const counts = prototypes ? [...prototypes.collected.counts] : [];
  const total = counts.reduce((sum, n) => sum + n, 0);
  return total ? Math.max(...counts) / total : NaN;
}

/** Whether the item under the pointer, or picked as anchor, is a false negative of the anchor.
 *  @param {Snapshot} snapshot @param {LabState} state */
function foundFalse({ negatives }, { hover }) {
  const role = negatives?.own?.role;
  return role && hover >= 0 ? Number(role[hover] === FALSE) : 0;
}

/** Names of readings that no list of the schema has. */
const OWN = ['step', 'loss', 'tau', 'lr', 'floor', 'measured', 'examined', 'matched', 'half',
  'negatives', 'false_push', 'false_share', 'largest', 'lag', 'anchor', 'hover', 'found_false'];

/** The names of all readings. @param {Schema} schema @returns {Set<string>} */
export function readingNames({ metrics, matches, answers, questions }) {
  const asked = questions.flatMap((q) => answers.map((a) => `${q.name}.${a.name}`));
  return new Set([...OWN, ...metrics.map((m) => m.name), ...matches.map((m) => m.name), ...asked]);
}

/** @param {Iterable<string>} names @returns {Readings} */
export const unknown = (names) => Object.fromEntries([...names].map((name) => [name, NaN]));

/** The loss as the card shows it: of the present points where it is known, else of the last batch.
 *  @param {Snapshot} s @param {Params} params */
const lossOf = ({ bugs, loss }, { bug }) => {
  const now = bugs?.[bug] ?? NaN;
  return Number.isFinite(now) ? now : loss;
};

/** The readings of a snapshot; those it lacks are NaN.
 *  @param {Snapshot} s @param {LabState} state @param {Schema} schema @returns {Readings} */
export function readingsOf(s, state, schema) {
  const { half, negatives } = halfOf(s.negatives?.own);
  /** @type {Readings} */
  const readings = { ...unknown(readingNames(schema)),
    step: s.step, loss: lossOf(s, state.params), tau: s.tau, lr: s.lr, floor: s.floor,
    measured: s.metricStep, examined: s.examStep, matched: s.match?.step ?? NaN,
    half, negatives,
    false_push: s.negatives?.own?.share ?? NaN, false_share: s.negatives?.inBatch ?? NaN,
    largest: largestOf(s.prototypes), lag: s.lag?.encoders ?? NaN,
    anchor: state.anchor, hover: state.hover, found_false: foundFalse(s, state),
    ...s.metrics, ...s.match?.metrics,
  };
  for (const [question, by] of Object.entries(s.answers ?? {}))
    for (const [who, share] of Object.entries(by)) readings[`${question}.${who}`] = share;
  return readings;
}

/** @param {Record<string, any>} values @param {string} name @param {string} what */
function known(values, name, what) {
  if (!Object.hasOwn(values, name)) throw new Error(`there is no ${what} "${name}"`);
  return values[name];
}

/** @param {Bound} bound @param {Readings} readings */
function valueOf(bound, readings) {
  if (typeof bound === 'number') return bound;
  const { reading, times = 1, plus = 0 } = bound;
  return known(readings, reading, 'reading') * times + plus;
}

/** @param {number} value @param {OfReading} asked @param {Readings} readings */
function fits(value, { below, above, is }, readings) {
  return (below === undefined || value < valueOf(below, readings))
    && (above === undefined || value > valueOf(above, readings))
    && (is === undefined || value === is);
}

/** @param {OfParam} asked @param {Params} params */
function suits({ param, is, below, above }, params) {
  const value = known(params, param, 'parameter');
  return (is === undefined || [is].flat().some((one) => String(one) === String(value)))
    && (below === undefined || Number(value) < below)
    && (above === undefined || Number(value) > above);
}

/** Whether a condition holds. NaN is neither below nor above anything.
 *  @param {Condition} condition @param {{ params: Params, readings: Readings }} now
 *  @returns {boolean} */
export function holds(condition, now) {
  if ('all' in condition) return condition.all.every((one) => holds(one, now));
  if ('any' in condition) return condition.any.some((one) => holds(one, now));
  if ('param' in condition) return suits(condition, now.params);
  return fits(known(now.readings, condition.reading, 'reading'), condition, now.readings);
}

/** All names that a condition reads. @param {Condition} condition
 *  @returns {{ readings: string[], params: string[] }} */
export function namesIn(condition) {
  if ('all' in condition || 'any' in condition) {
    const parts = ('all' in condition ? condition.all : condition.any).map(namesIn);
    return { readings: parts.flatMap((p) => p.readings), params: parts.flatMap((p) => p.params) };
  }
  if ('param' in condition) return { readings: [], params: [condition.param] };
  const bounds = [condition.below, condition.above].flatMap((bound) =>
    (typeof bound === 'object' ? [bound.reading] : []));
  return { readings: [condition.reading, ...bounds], params: [] };
}
