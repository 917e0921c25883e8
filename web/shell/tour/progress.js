// How far a reader has come in a lab's guided start and challenges, kept in the browser; without
// storage it lasts as long as the lab.
import { keyOf } from '../base/scope.js';

/** @typedef {import('./conditions.js').Readings} Readings */
/** What happened in a step: the reader's choice, the outcome ('' where it was unclear), readings.
 *  @typedef {{ choice: string, outcome: string, readings: Readings }} Result */
/** at: index of the present step, or their number for the challenges; choices: made and not run yet;
 *  before: the settings before the guided start; met: by the challenge's id.
 *  @typedef {{ at: number, choices: Record<string, string>, results: Record<string, Result>,
 *   before: import('../types.d.ts').Params | null,
 *   met: Record<string, { value: number, step: number }> }} Progress */

/** @returns {Progress} */
const fresh = () => ({ at: 0, choices: {}, results: {}, before: null, met: {} });

const isObject = (/** @type {unknown} */ x) => typeof x === 'object' && x !== null;

/** JSON has no NaN: what is not known is null there. @param {Progress} found @returns {Progress} */
function revived(found) {
  for (const { readings } of Object.values(found.results))
    for (const name of Object.keys(readings)) readings[name] ??= NaN;
  return found;
}

/** What was stored, where it is as this page writes it. @param {string | null} text
 *  @param {number} steps of the tour @returns {Progress} */
export function readProgress(text, steps) {
  try {
    const found = { ...fresh(), ...JSON.parse(text ?? '{}') };
    const sound = Number.isInteger(found.at) && found.at >= 0 && found.at <= steps
      && [found.choices, found.results, found.met].every(isObject)
      && Object.values(found.results).every((r) => isObject(r?.readings));
    return sound ? revived(found) : fresh();
  } catch {
    return fresh();
  }
}

/** @param {string} lab @param {number} steps of the tour */
export function createProgress(lab, steps) {
  const name = `tour:${lab}`;
  /** @type {Progress} */
  let progress = fresh();
  try {
    progress = readProgress(localStorage.getItem(keyOf(name)), steps);
  } catch { /* storage is switched off */ }

  return {
    now: () => progress,
    /** @param {Partial<Progress>} patch */
    set(patch) {
      progress = { ...progress, ...patch };
      try {
        localStorage.setItem(keyOf(name), JSON.stringify(progress));
      } catch { /* likewise, or full: it lasts for this visit */ }
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Store */
