// Watches for challenges that are met while they are shown: once met, a challenge keeps its tick. What
// held already when they were opened is no achievement; it must have been otherwise first.
import { gridReadings } from './flow.js';
import { holds, readingsOf } from './conditions.js';

/** @param {import('./flow.js').Given} given @param {import('./tours.js').Tour} tour
 *  @param {import('./progress.js').Store} store @param {(id: string) => void} met called with each new tick */
export function createChallenges(given, tour, store, met) {
  const { state } = given;
  /** The values that the readings belong to, and the step since which they hold. */
  let held = state.get().params;
  let since = 0;
  /** Whether each challenge has held ever since they were opened. @type {Map<string, boolean>} */
  let always = new Map();

  return {
    /** Forgets what has been seen, when the challenges are left. */
    leave() { always = new Map(); },
    /** Whether a challenge has held ever since they were opened. @param {string} id */
    already: (id) => always.get(id) === true,
    /** @param {import('../types.d.ts').Snapshot | null} snapshot */
    update(snapshot) {
      const open = tour.challenges.filter(({ id }) => !store.now().met[id]);
      if (!snapshot || !open.length) return;
      const now = state.get();
      if (now.params !== held) [held, since] = [now.params, snapshot.step];
      if (snapshot.step < since) since = 0; // it was started anew
      const readings = { ...readingsOf(snapshot, now, given.schema), ...gridReadings(given) };
      const table = now.params.encoder === 'table';
      const settled = table || readings.measured >= since; // figures of earlier values do not count
      for (const { id, when, value } of settled ? open : []) {
        const holding = holds(when, { params: now.params, readings });
        if (!holding || always.get(id) !== false) {
          always.set(id, holding);
          continue;
        }
        store.set({ met: { ...store.now().met,
          [id]: { value: readings[value], step: snapshot.step } } });
        met(id);
      }
    },
  };
}
