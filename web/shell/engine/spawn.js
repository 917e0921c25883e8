// A worker from a script of this page's origin, of another, or inlined in the page. Browsers start
// no worker from another origin: its text is fetched and started as the page's own.
import { scriptAddress } from './trusted.js';

/** @param {string | URL} address @param {WorkerOptions} [options] */
export const workerAt = (address, options) => new Worker(scriptAddress(address), options);

/** @param {BlobPart} code */
export const addressOf = (code) =>
  URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));

/** Whether a script may be a worker of this page as it is. A sandboxed frame is of no origin.
 *  @param {URL} address */
export const isOwn = (address) => address.origin === self.origin;

/** Resolves once the worker runs: a policy that forbids it says so to nobody but the console.
 *  @param {URL} from where its code came from @param {string} code
 *  @returns {Promise<Worker>} */
export function workerFrom(from, code) {
  const address = addressOf(`postMessage(0);${code}`);
  return new Promise((resolve, reject) => {
    const refused = (/** @type {string} */ why) => reject(new Error('the engine\u2019s worker comes '
      + `from ${from.origin}, which is not this page\u2019s origin, and could not be started from a `
      + `copy: ${why}`));
    const policy = 'the page\u2019s content security policy must allow blob: in worker-src, or the '
      + 'files be served from the page\u2019s own origin';
    try {
      const worker = workerAt(address);
      worker.onmessage = () => resolve(worker);
      worker.onerror = (event) => {
        event.preventDefault?.();
        refused(event.message || policy);
      };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      refused(name === 'SecurityError' ? policy : message);
    }
  });
}
