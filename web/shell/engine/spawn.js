// A worker from a script of this page's origin, of another, or inlined in the page. Browsers start
// no worker from another origin: its text is fetched and started as the page's own.
import { scriptAddress } from './trusted.js';

/** @param {string | URL} address @param {WorkerOptions} [options] */
export const workerAt = (address, options) => new Worker(scriptAddress(address), options);

/** Whether a script may be a worker of this page as it is. A sandboxed frame is of no origin.
 *  @param {URL} address */
export const isOwn = (address) => address.origin === self.origin;

/** The address of a copy that this page may start. @param {string} code */
export const copyOf = (code) =>
  URL.createObjectURL(new Blob([`postMessage(0);${code}`], { type: 'text/javascript' }));

const POLICY = 'the page\u2019s content security policy must allow blob: in worker-src, or the engine '
  + 'be served as a file from the page\u2019s own origin';

/** Resolves once the copy runs: a policy that forbids it says so to nobody but the console.
 *  @param {string} copy its address @param {string} from where the code came from, in words
 *  @returns {Promise<Worker>} */
export function workerFrom(copy, from) {
  return new Promise((resolve, reject) => {
    const refused = (/** @type {string} */ why) =>
      reject(new Error(`the engine\u2019s worker, which comes from ${from}, did not start: ${why}`));
    try {
      const worker = workerAt(copy);
      worker.onmessage = () => resolve(worker);
      worker.onerror = (event) => {
        event.preventDefault?.();
        refused(event.message || POLICY);
      };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      refused(name === 'SecurityError' ? POLICY : message);
    }
  });
}
