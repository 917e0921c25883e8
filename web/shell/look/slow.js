// Slow motion: the strip of phases, whose code is loaded once the reader slows down.
import { dress } from '../base/dom.js';
import { failed, late } from '../load/late.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** @param {import('./view.js').ViewGiven} given @param {HTMLElement} body below the strip */
export function createSlowMotion(given, body) {
  const { root, state } = given;
  /** @type {ReturnType<typeof import('./phases.js').createPhases> | null} */
  let strip = null;
  let asked = false;

  /** Loads the strip, once each time the reader slows down. @param {Snapshot | null} snapshot */
  async function bring(snapshot) {
    if (asked || strip) return;
    asked = true;
    try {
      const { createPhases, css } = await late('phases', () => import('./phases.js'));
      dress(root, css);
      strip = createPhases(given);
      body.before(strip.element);
      strip.update(snapshot, state.get());
    } catch (error) {
      state.patch({ problem: failed('control', error) });
    }
  }

  return {
    /** @param {Snapshot | null} snapshot @param {import('../types.d.ts').LabState} now */
    update(snapshot, now) {
      if (now.speed === 'phase') void bring(snapshot);
      strip?.update(snapshot, now);
    },
    /** Called when the speed changes: the strip may be loaded again if that failed. */
    again() { asked = false; },
  };
}
