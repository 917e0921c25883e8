// Where the engine, its worker and the data come from: files beside this script, or texts inlined
// in the single-file page. Each is fetched once per page and shared by its labs.

import { fileAt } from '../base.js';
import { late } from '../late.js';
import { workerAt } from './spawn.js';

const WORKER = 'contrastive-lab-worker.js';
const PLAIN = 'contrastive-lab.wasm';
const TABLE = 'contrastive-lab-table.wasm';
const THREADS = 'contrastive-lab-threads.wasm';

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} */
function once(key, make) {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key)); // the next lab may have more luck
  return made;
}

/** @param {string} name */
const inlined = (name) => document.getElementById(`asset-${name}`)?.textContent ?? null;

/** @param {string} base64 */
function decode(base64) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** @param {string} name */
async function response(name) {
  const text = inlined(name);
  if (text !== null) return new Response(decode(text));
  const answer = await fetch(fileAt(name)).catch(() => null);
  if (!answer?.ok) {
    throw new Error(`${name} could not be loaded (${answer ? answer.status : 'no network'})`);
  }
  return answer;
}

/** Compiled as it arrives where the server names its type rightly, else from its bytes.
 *  @param {string} name */
const compiled = (name) => once(name, async () => {
  if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly');
  const answer = await response(name);
  try {
    return answer.headers.get('content-type')?.startsWith('application/wasm')
      ? await WebAssembly.compileStreaming(answer)
      : await WebAssembly.compile(await answer.arrayBuffer());
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError) || /Content Security/i.test(error.message)) {
      throw new Error(`this page may not run WebAssembly: ${error}`);
    }
    throw new Error('this browser cannot run the engine: it needs WebAssembly with SIMD '
      + '(Chrome 91, Firefox 89, Safari 16.4 or newer)');
  }
});

/** The engine's builds: for labs whose encoder is a table, on threads, and the one that does for all.
 *  @typedef {'table' | 'threads' | 'plain'} Build */

/** Memory can be shared only on a page that is isolated from other origins. */
const canShare = () => globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';

/** The build that is wished for, or the plain one where that cannot be had. The single file, whose
 *  worker is a Blob, has that one alone.
 *  @param {Build} build */
export async function engineModule(build) {
  const apt = inlined(PLAIN) === null && (build === 'table' || (build === 'threads' && canShare()));
  const module = apt ? await compiled(build === 'table' ? TABLE : THREADS).catch(() => null) : null;
  return module ?? compiled(PLAIN);
}

/** @type {string | null} */
let workerCopy = null;

/** From a copy only where the script is inlined or of another origin: a strict content security
 *  policy forbids it. @param {AbortSignal} [signal] ends it while it starts */
export async function createWorker(signal) {
  const inside = inlined(WORKER) !== null;
  const address = fileAt(WORKER);
  // A sandboxed frame is of no origin, whatever its address.
  if (!inside && address.origin === self.origin) return workerAt(address);
  const { copyOf, workerFrom } = await late('copied', () => import('./copied.js'));
  workerCopy ??= copyOf(await (await response(WORKER)).text());
  signal?.throwIfAborted();
  return workerFrom(workerCopy,
    inside ? 'inside this page' : `another origin, ${address.origin}`, signal);
}

/** @param {string} name @returns {Promise<any>} */
export const json = (name) => once(name, async () => (await response(name)).json());

/** @param {string} name @returns {Promise<ImageBitmap>} */
export const image = (name) => once(name, async () => {
  const type = name.endsWith('.webp') ? 'image/webp' : 'image/png';
  return createImageBitmap(new Blob([await (await response(name)).arrayBuffer()], { type }));
});

/** Unpacks a gzip file, unless the server has done so already and told only the browser.
 *  @param {string} name @returns {Promise<ArrayBuffer>} */
export const gunzip = (name) => once(name, async () => {
  const bytes = await (await response(name)).arrayBuffer();
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
});
