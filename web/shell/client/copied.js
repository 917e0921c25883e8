// Starts a worker from a script that is inlined in the page or of another origin. Browsers start no
// worker from another origin, so a copy of its text is started as the page's own.
import english from '../words/en/copied.js';
import { workerAt } from '../load/spawn.js';
import { textsOf } from '../words/words.js';

const t = textsOf('copied', english);

/** The address of a copy that this page may start. @param {string} code */
export const copyOf = (code) =>
  URL.createObjectURL(new Blob([`postMessage(0);${code}`], { type: 'text/javascript' }));

/** Resolves once the copy runs, because a policy that forbids it reports that only to the console.
 *  @param {string} copy its address @param {string} origin of the code; '': inside the page
 *  @param {AbortSignal} [signal] ends it while it starts @returns {Promise<Worker>} */
export function workerFrom(copy, origin, signal) {
  return new Promise((resolve, reject) => {
    const refused = (/** @type {string} */ problem) =>
      reject(new Error(t(origin ? 'origin' : 'inside', { origin, problem })));
    try {
      const worker = workerAt(copy);
      const end = () => {
        worker.terminate();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', end, { once: true });
      worker.onmessage = () => {
        signal?.removeEventListener('abort', end);
        resolve(worker);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        worker.terminate();
        refused(event.message || t('policy'));
      };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      refused(name === 'SecurityError' ? t('policy') : message);
    }
  });
}
