// The only owner of a lab's mutable state. Everything else reads it and requests changes here.
import { checkParams, differing, together, withBrought } from './check.js';

/** @typedef {import('../types.d.ts').LabState} LabState */
/** @typedef {import('../types.d.ts').Lab} Lab */
/** @typedef {import('../types.d.ts').Schema} Schema */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Problem} Problem */

/** What changed: names of parameters, keys of the state, and whether a parameter needs a
 *  restart. */
/** @typedef {{ params: string[], restart: boolean, keys: string[] }} Change */

/** The state before anything has happened. @param {Lab} lab @param {Params} params checked
 *  @param {number} anchor @returns {LabState} */
const firstState = (lab, params, anchor) => Object.freeze({
  lab: lab.id,
  params: Object.freeze({ ...params }),
  playing: false,
  waiting: false,
  why: '',
  speed: lab.speed ?? Infinity,
  goal: Infinity,
  anchor,
  hover: -1,
  problem: null,
  trials: null,
});

/** @param {Lab} lab @param {Schema} schema @param {Params} params checked
 *  @param {(change: Change) => void} changed @param {number} [anchor] the first item picked */
export function createState(lab, schema, params, changed, anchor = 0) {
  let state = firstState(lab, params, anchor);

  /** @param {Partial<LabState>} patch */
  function patch(patch) {
    const keys = Object.entries(patch)
      .filter(([key, value]) => state[/** @type {keyof LabState} */ (key)] !== value)
      .map(([key]) => key);
    if (!keys.length) return;
    state = Object.freeze({ ...state, ...patch });
    changed({ params: [], restart: false, keys });
  }

  /** Stores values that were checked before. @param {Params} values */
  function commit(values) {
    const names = differing(state.params, values);
    const restart = schema.params.some((p) => !p.live && names.includes(p.name));
    const problem = state.problem;
    state = Object.freeze({
      ...state,
      params: Object.freeze({ ...state.params, ...values }),
      problem: null,
    });
    if (!names.length && !problem) return;
    changed({ params: names, restart, keys: problem ? ['params', 'problem'] : ['params'] });
  }

  /** Sets some parameters, from a control or an address: all, or none when there is a problem. Of
   *  attributes, many of which a page may have changed at once, it sets the valid ones.
   *  @param {Params} wishes @param {string} where @param {string[]} [known] their known problems */
  function set(wishes, where, known = []) {
    const asked = withBrought(lab, wishes, state.params);
    const { values, problems: found } = checkParams(lab, schema, asked);
    const problems = [...known, ...found];
    if (!problems.length || where === 'attributes') commit(values);
    if (problems.length) patch({ problem: { where, text: together(problems) } });
    return problems.length === 0;
  }

  return {
    get: () => state,
    set, patch,
    /** Goes back to values that are known to work.
     *  @param {Params} known @param {Problem | null} problem */
    restore(known, problem) {
      state = Object.freeze({ ...state, params: Object.freeze({ ...known }), problem });
      changed({ params: [], restart: false, keys: ['params', 'problem'] });
    },
  };
}

/** @typedef {ReturnType<typeof createState>} State */
