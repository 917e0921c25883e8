// The run of a mounted lab: its life from its start to its end, which ends at once all that it
// began. (The short runs beside a lab are another thing: shell/runs/.)
import english from '../words/en/run.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

export const ended = () => new DOMException(t('ended'), 'AbortError');

/** @param {AbortSignal} signal @returns {Promise<never>} */
const abortOf = (signal) => new Promise((_, reject) => {
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
});

/** @template T
 *  @param {(signal: AbortSignal) => Promise<T>} open opens the lab, and closes all it has opened
 *   once the signal is aborted, while it is opening or afterwards
 *  @param {(lab: T) => void} opened
 *  @returns {Run<T>} */
export function createRun(open, opened) {
  const life = new AbortController();
  const { signal } = life;
  /** @type {T | null} */
  let lab = null;
  /** @type {Run<T> | null} */
  let next = null;

  async function start() {
    const made = await Promise.race([open(signal), abortOf(signal)]);
    signal.throwIfAborted();
    lab = made;
    opened(made);
    return made;
  }

  const ready = start().catch((error) => {
    life.abort(error);
    if (next) return next.ready;
    throw error;
  });
  ready.catch(() => {}); // each caller that waits for it handles the error
  return {
    ready,
    lab: () => (signal.aborted ? null : lab),
    end: () => life.abort(ended()),
    /** Those who wait while this run starts get the other run's lab. @param {Run<T>} run */
    giveWay(run) {
      next = run;
      life.abort(ended());
    },
  };
}

/** ready: settles once the run has started, or has ended before; lab(): null before and after its
 *  life.
 *  @template T @typedef {{ ready: Promise<T>, lab(): T | null, end(): void,
 *    giveWay(run: Run<T>): void }} Run */
