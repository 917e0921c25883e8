// Starts a worker from a script that is inlined in the page or of another origin. Browsers start no
// worker from another origin, so a copy of its text is started as the page's own.
import { workerAt } from '../load/spawn.js';

/** The address of a copy that this page may start. @param {string} code */
export const copyOf = (code) =>
  URL.createObjectURL(new Blob([`postMessage(0);${code}`], { type: 'text/javascript' }));

const POLICY = 'the page\u2019s content security policy must allow blob: in worker-src, or the '
  + 'engine be served as a file from the page\u2019s own origin';

/** Resolves once the copy runs, because a policy that forbids it reports that only to the console.
 *  @param {string} copy its address @param {string} from in words, where the code came from
 *  @param {AbortSignal} [signal] ends it while it starts @returns {Promise<Worker>} */
export function workerFrom(copy, from, signal) {
  return new Promise((resolve, reject) => {
    const refused = (/** @type {string} */ why) => reject(new Error(
      `the engine\u2019s worker, which comes from ${from}, did not start: ${why}`));
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
        refused(event.message || POLICY);
      };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      refused(name === 'SecurityError' ? POLICY : message);
    }
  });
}
