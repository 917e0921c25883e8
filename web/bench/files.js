// Where the bench's worker and modules come from: files beside the page, or, where a page may read
// none (opened from a disk), texts that bench-offline.js puts on it.

/** @typedef {Record<string, string>} Texts scripts as they are, modules in base64 */

const OFFLINE = 'bench-offline.js';

const isFile = () => location.protocol === 'file:';

/** @returns {Promise<Texts>} */
function offline() {
  const page = /** @type {{ benchFiles?: Texts }} */ (globalThis);
  if (page.benchFiles) return Promise.resolve(page.benchFiles);
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = OFFLINE;
    script.onload = () => done(page.benchFiles ?? {});
    script.onerror = () => fail(new Error(`${OFFLINE} is not beside this page`));
    document.head.append(script);
  });
}

/** @param {string} name @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function bytes(name) {
  if (isFile()) {
    const text = atob((await offline())[name]);
    return Uint8Array.from(text, (c) => c.charCodeAt(0));
  }
  const answer = await fetch(name).catch(() => null);
  if (!answer?.ok) {
    throw new Error(`${name} could not be loaded (${answer ? answer.status : 'no network'})`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {string} name */
export async function module(name) {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  const code = await bytes(name);
  return WebAssembly.compile(code).catch((error) => {
    if (/Content Security/i.test(String(error))) throw error;
    throw new Error('this browser cannot run the engine: it needs WebAssembly with SIMD '
      + '(Chrome 91, Firefox 89, Safari 16.4 or newer)');
  });
}

/** @param {string} name */
export async function worker(name) {
  if (!isFile()) return new Worker(name);
  const code = new Blob([(await offline())[name]], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(code));
}

export const canShare = () => !isFile() && globalThis.crossOriginIsolated
  && typeof SharedArrayBuffer === 'function';
