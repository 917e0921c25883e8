// Loads the engine, its worker and the data: from files of the build, or from texts inlined in the
// single-file page. Each is fetched once per page and shared by its labs.

import english from '../words/en/load.js';
import { fileAt } from '../load/where.js';
import { late, why } from '../load/late.js';
import { fetchFile, nameOf } from '../load/fetching.js';
import { workerAt } from '../load/spawn.js';
import { textsOf } from '../words/words.js';

const t = textsOf('load', english);

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
  made.catch(() => kept.delete(key)); // the next lab tries again
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
async function bytesOf(name) {
  const text = inlined(name);
  return text === null ? fetchFile(name) : decode(text);
}

/** @param {Uint8Array} bytes */
const textOf = (bytes) => new TextDecoder().decode(bytes);

/** Compiles bytes that are known to be intact. @param {Uint8Array<ArrayBuffer>} bytes */
export async function compiled(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError) || /Content Security/i.test(error.message)) {
      throw new Error(t('wasm', { directive: '\'wasm-unsafe-eval\'', problem: String(error) }));
    }
    throw new Error(t('engine', { problem: error.message }));
  }
}

/** @param {string} name */
const moduleOf = (name) => once(name, async () => compiled(await bytesOf(name)));

/** The engine's builds: for labs of free points, for threads, and the plain one, which suits all
 *  labs.
 *  @typedef {'table' | 'threads' | 'plain'} Build */

/** Memory can be shared only on a page that is isolated from other origins. */
const canShare = () => globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';

/** Loads the build asked for, or the plain one where that is not possible. The single-file page,
 *  whose worker is a Blob, has only the plain one.
 *  @param {Build} build */
export async function engineModule(build) {
  const apt = inlined(PLAIN) === null && (build === 'table' || (build === 'threads' && canShare()));
  const module = apt ? await moduleOf(build === 'table' ? TABLE : THREADS).catch((error) => {
    console.warn(`${PLAIN} has to do: ${error.message}`);
    return null;
  }) : null;
  return module ?? moduleOf(PLAIN);
}

/** Directives of the page's content security policy that refused a script, by the script's address.
 *  @type {Map<string, string>} */
const refused = new Map();
document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
  refused.set(blockedURI, effectiveDirective));

/** @type {string | null} */
let workerCopy = null;

/** Starts a worker from a copy of its script only where the script is inlined or of another origin:
 *  a strict content security policy forbids copies. @param {AbortSignal} [signal] ends the start */
export async function createWorker(signal) {
  const inside = inlined(WORKER) !== null;
  const address = fileAt(inside ? WORKER : nameOf(WORKER));
  // A sandboxed frame has no origin of its own, whatever its address is.
  if (!inside && address.origin === self.origin) return workerAt(address);
  const { copyOf, workerFrom } = await late('copied', () => import('./copied.js'));
  workerCopy ??= copyOf(textOf(await bytesOf(WORKER)));
  signal?.throwIfAborted();
  return workerFrom(workerCopy, inside ? '' : address.origin, signal);
}

/** The name of the worker's file, for messages. */
export const workerName = () => FILES[WORKER]?.name ?? WORKER;

/** Why a worker broke before it was ready. @param {string} text the browser's message, or empty
 *  @param {string} [plain] the file's name without the hash @returns {Promise<Error>} */
export async function whyNoWorker(text, plain = WORKER) {
  const { name, forms } = FILES[plain] ?? { name: plain, forms: [] };
  const address = fileAt(name);
  if (inlined(plain) !== null || address.origin !== self.origin) return new Error(text);
  return why(name, (words) => words.wrongWorker(name,
    { text, directive: refused.get(address.href), forms }));
}

/** @param {string} name @returns {Promise<any>} */
export const json = (name) => once(name, async () => JSON.parse(textOf(await bytesOf(name))));

/** @param {string} name @returns {Promise<ImageBitmap>} */
export const image = (name) => once(name, async () => {
  const type = name.endsWith('.webp') ? 'image/webp' : 'image/png';
  return createImageBitmap(new Blob([await bytesOf(name)], { type }));
});

/** Unpacks a gzip file, unless the browser has already unpacked it at the server's word.
 *  @param {string} name @returns {Promise<ArrayBuffer>} */
export const gunzip = (name) => once(name, async () => {
  const bytes = await bytesOf(name);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.buffer;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
});
