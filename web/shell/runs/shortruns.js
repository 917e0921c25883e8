// The short runs beside a lab: the code that trains them is loaded with the first of them.
import { failed, late } from '../load/late.js';

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: import('../state/state.js').State, say(text: string): void,
 *   signal: AbortSignal }} given */
export function createShortRuns({ lab, schema, state, say, signal }) {
  /** @type {import('./trials.js').Runs | null} */
  let runs = null;

  async function first() {
    const { createTrials } = await late('trials', () => import('./trials.js'));
    runs ??= createTrials({ lab, schema, state, say });
    return runs;
  }

  return {
    run() {
      first().then((all) => { if (!signal.aborted) all.run(); }).catch((/** @type {Error} */ error) =>
        state.patch({ problem: failed('runs', error) }));
    },
    cancel: () => runs?.cancel(),
    /** Called when the values have changed. */
    follow: () => runs?.follow(),
    end: () => runs?.end(),
  };
}
