// A grid of short runs: the parameters that define it, and the runs it needs. A lab that names axes
// has these parameters beside the engine's, in the address and as attributes, checked like those.
import english from '../words/en/grid.js';
import { checkValue, engineParams, withBrought } from '../state/check.js';
import { labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').Lab} Lab */
/** @typedef {import('../types.d.ts').Param} Param */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Schema} Schema */

/** @typedef {{ name: string, values: (number | string)[] }} Axis */
/** @typedef {{ key: string, params: Params, steps: number }} Run */
/** @typedef {{ x: number, y: number, runs: Run[] }} Cell indices on the axes, and a run per seed */

const t = textsOf('grid', english);

const NONE = 'none';
const VALUES_MOST = 12;

/** Splits "tau: 0.1, 0.2"; where there are semicolons, a comma is a decimal comma.
 *  @param {number | string} text @returns {Axis} */
export function axisOf(text) {
  const [name, list = ''] = String(text).split(':');
  const values = list.split(list.includes(';') ? ';' : ',').map((v) => v.trim()).filter(Boolean);
  return { name: name.trim(), values };
}

/** Whether its commas could be decimal commas or separators ("0,1, 0,2"). @param {string} text */
const isReadTwoWays = (text) => /\d,\d/.test(text) && /,\s/.test(text) && !/[.;]/.test(text);

/** @param {Axis} axis */
const axisText = ({ name, values }) => (name === NONE ? NONE : `${name}: ${values.join(', ')}`);

/** @param {Lab} lab @param {Schema} schema @param {string} own name of the axis
 *  @param {number | string} wish @returns {{ value: string } | { text: string }} */
function checkAxis(lab, schema, own, wish) {
  const axis = axisOf(wish);
  const label = labelOf(own);
  if (axis.name === NONE && own !== 'across') return { value: NONE };
  const param = schema.params.find((p) => p.name === axis.name);
  if (!param || !lab.axes || !(axis.name in lab.axes)) {
    const names = Object.keys(lab.axes ?? {}).join(', ');
    return { text: t('unknown', { label, given: axis.name, names }) };
  }
  if (isReadTwoWays(String(wish))) {
    return { text: t('twoWays', { label, given: String(wish).split(':')[1].trim() }) };
  }
  if (!axis.values.length) return { text: t('none', { label }) };
  if (axis.values.length > VALUES_MOST) {
    return { text: t('many', { label, most: VALUES_MOST, count: axis.values.length }) };
  }
  /** @type {Set<number | string>} */
  const values = new Set();
  for (const given of axis.values) {
    const result = checkValue(lab, param, given);
    if ('text' in result) return { text: t('value', { label, problem: result.text }) };
    values.add(result.value);
  }
  return { value: axisText({ name: axis.name, values: [...values] }) };
}

/** @param {string} name @param {string} help @returns {Param} */
const axisParam = (name, help) => ({
  name, type: 'axis', default: NONE, live: true, page: true, help,
  check: (lab, schema, wish) => checkAxis(lab, schema, name, wish),
});

/** Metrics that a cell can show; greater is better unless its help says otherwise.
 *  @type {import('../types.d.ts').Choice[]} */
const SHOWN = [
  { name: 'knn', help: english.knn }, { name: 'recall1', help: english.recall1 },
  { name: 'pretext', help: english.pretext }, { name: 'uniformity', help: english.uniformity },
  { name: 'tolerance', help: english.tolerance }, { name: 'std', help: english.std },
  { name: 'rank', help: english.rank },
];

/** Their texts are English, as the schema's are: words/labels.js finds those of other languages.
 *  @type {Param[]} */
export const gridParams = [
  axisParam('across', english.across),
  axisParam('down', english.down),
  { name: 'repeats', type: 'int', default: 1, min: 1, max: 5, live: true, page: true,
    unit: english.repeatsUnit, help: english.repeats },
  { name: 'run', type: 'int', default: 200, min: 10, max: 5000, live: true, page: true,
    unit: english.runUnit, help: english.run },
  { name: 'shows', type: 'enum', default: 'knn', choices: SHOWN, live: true, page: true,
    help: english.shows },
];

/** @param {Schema} schema @param {Axis} axis @param {number} at @returns {Params} */
function valueAt(schema, axis, at) {
  if (!axis.values.length) return {};
  const param = schema.params.find((p) => p.name === axis.name);
  const value = axis.values[at];
  return { [axis.name]: param?.type === 'enum' ? value : Number(value) };
}

/** Every setting of the grid, row by row; none where both axes have the same parameter. @param {Lab} lab @param {Schema} schema
 *  @param {Params} params */
export function gridOf(lab, schema, params) {
  const across = axisOf(params.across);
  const down = axisOf(params.down);
  const steps = Number(params.run);
  /** @type {Cell[]} */
  const cells = [];
  if (across.name === down.name) return { across, down, cells };
  for (let y = 0; y < Math.max(1, down.values.length); y++) {
    for (let x = 0; x < across.values.length; x++) {
      const wish = { ...valueAt(schema, down, y), ...valueAt(schema, across, x) };
      const base = engineParams(schema, params);
      /** @type {Params} */
      const own = { ...base, ...withBrought(lab, wish, base), steps };
      const runs = Array.from({ length: Number(params.repeats) }, (_, k) => {
        const one = { ...own, seed: Number(own.seed) + k };
        return { key: JSON.stringify(Object.entries(one).sort()), params: one, steps };
      });
      cells.push({ x, y, runs });
    }
  }
  return { across, down, cells };
}
