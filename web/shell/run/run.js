// One try to have a lab, from its start to its end: whoever ends it ends at once all that it has begun.

export const ended = () => new DOMException('this lab has ended', 'AbortError');

/** @param {AbortSignal} signal @returns {Promise<never>} */
const abortOf = (signal) => new Promise((_, reject) => {
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
});

/** @template T
 *  @param {(signal: AbortSignal) => Promise<T>} open what it opens leaves nothing behind once the
 *   signal is aborted, be it still on its way or there
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
  ready.catch(() => {}); // those who wait for it are told
  return {
    ready,
    lab: () => (signal.aborted ? null : lab),
    end: () => life.abort(ended()),
    /** Those who wait for it while it starts get the other's lab. @param {Run<T>} run */
    giveWay(run) {
      next = run;
      life.abort(ended());
    },
  };
}

/** ready: settles once it has started, or ended before; lab(): null before and after.
 *  @template T @typedef {{ ready: Promise<T>, lab(): T | null, end(): void,
 *    giveWay(run: Run<T>): void }} Run */
