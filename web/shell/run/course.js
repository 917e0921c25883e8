// The course of a lab: one training from its first step to a reset, a restart or another file. The
// charts leave the course before behind as a faint line, named by the settings that differ, and
// mark where a setting was changed while training went on.

import { differing } from '../state/check.js';

/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Course} Course */

const DRAG = 1500; // ms within which changes of one setting count as one: a slider is being moved

/** @param {() => number} clock in ms */
export function createCourse(clock = () => performance.now()) {
  let id = 0;
  let step = 0;
  /** The settings of the present course, and those at the end of the course before.
   *  @type {Params | null} */
  let now = null;
  /** @type {Params | null} */
  let before = null;
  let mixed = false; // whether settings were changed in the midst of the course before
  /** @type {Course['changes']} */
  let changes = [];
  let changed = -Infinity;

  /** A course that made no step leaves nothing behind. */
  function renew() {
    if (step === 0) return;
    before = now;
    mixed = changes.length > 0;
    now = null;
    changes = [];
    step = 0;
    id++;
  }

  /** Notes what was changed in the middle of a course. @param {Params} params */
  function note(params) {
    const names = now ? differing(now, params) : [];
    if (!names.length || step === 0) return;
    const last = changes.at(-1);
    const again = last && clock() - changed < DRAG && last.names.join() === names.join();
    changes = [...(again ? changes.slice(0, -1) : changes),
      { step: again ? last.step : step, names, params }];
    changed = clock();
  }

  return {
    /** Takes what is shown next. @param {{ step: number } | null} snapshot null: another session
     *  begins @param {Params} params the settings it was made with */
    take(snapshot, params) {
      if (!snapshot || snapshot.step < step) renew();
      if (!snapshot || (now && step > 0 && snapshot.step === step)) return; // no step with them yet
      note(params);
      step = snapshot.step;
      now = params;
    },
    /** Leaves the course before out of all charts. */
    forget() { before = null; },
    /** @param {Params} params the settings now @returns {Course} */
    get: (params) => ({ id, before, mixed, changes,
      differs: before ? differing(before, params) : [] }),
  };
}
