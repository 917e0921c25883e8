// Loads the bench's worker and modules: files beside the page or, where a page may not read files
// (when it is opened from a disk), texts that bench-offline.js adds to the page.

import { compiled } from '../shell/client/assets.js';
import { fetchFile, nameOf } from '../shell/load/fetching.js';

/** @typedef {Record<string, string>} Texts scripts as text, modules in base64 */

export const WORKER = 'bench-worker.js';
const OFFLINE = 'bench-offline.js';

const isFile = () => location.protocol === 'file:';

/** @returns {Promise<Texts>} */
function offline() {
  const page = /** @type {{ benchFiles?: Texts }} */ (globalThis);
  if (page.benchFiles) return Promise.resolve(page.benchFiles);
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = nameOf(OFFLINE);
    script.onload = () => done(page.benchFiles ?? {});
    script.onerror = () => fail(new Error(`${nameOf(OFFLINE)} is not beside this page`));
    document.head.append(script);
  });
}

/** @param {string} name */
export async function module(name) {
  if (!isFile()) return compiled(await fetchFile(name));
  const text = atob((await offline())[name]);
  return compiled(Uint8Array.from(text, (c) => c.charCodeAt(0)));
}

export async function worker() {
  if (!isFile()) return new Worker(nameOf(WORKER));
  const code = new Blob([(await offline())[WORKER]], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(code));
}

export const canShare = () => !isFile() && globalThis.crossOriginIsolated
  && typeof SharedArrayBuffer === 'function';
