// Makes the article work offline after the first visit. The files of one build are stored under a
// name made from their content and from the page's folder, because an origin may hold several
// copies; no other files are touched. A name with a hash never changes its meaning, so that stored
// files come first; for pages the network comes first as long as data keeps arriving. On a host
// that cannot send headers, pages and workers get the headers that allow shared memory, and with it
// threads.
import { isWhole } from '../shell/load/arrival.js';
import { buildOf, hasEnd, pageFrom } from './fresh.js';

/** @typedef {{ waitUntil(p: Promise<unknown>): void }} Extendable */
/** @typedef {{ request: Request, respondWith(p: Promise<Response>): void,
 *   waitUntil(p: Promise<unknown>): void }} Fetching */

const { version, pages, files, later } = PRECACHE; // later: stored when they are first used

const worker = /** @type {any} */ (self);
/** @type {string} */
const scope = worker.registration.scope;
const OWN = `contrastive-lab ${new URL(scope).pathname} `; // a path never contains a space
const CACHE = OWN + version;
const KEPT = 2; // builds to keep, because pages of the last one may still be open

/** @param {string} name its hash, which differs between builds, is removed */
const plainOf = (name) => name.replace(/-[0-9a-f]{10}(?=[.])/, '');
const plain = new Set(Object.keys(files).map(plainOf));

/** A file's name in this build or another; null: it does not belong to the article.
 *  @param {string} address */
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  const base = new URL(scope);
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return null;
  const name = pathname.slice(base.pathname.length) || pages[0];
  const other = name !== plainOf(name) && plain.has(plainOf(name));
  return pages.includes(name) || files[name] || other ? name : null;
}

/** The names under which builds of this article are stored, oldest first. */
const builds = async () => (await caches.keys()).filter((name) => name.startsWith(OWN));

/** @param {string} name */
const addressOf = (name) => new URL(name === pages[0] ? '' : name, scope).href;

/** A stored file, from this build if it has it, else from another. @param {string} name of a file
 *  @returns {Promise<Response | undefined>} */
async function kept(name) {
  for (const cacheName of [CACHE, ...await builds()]) {
    const found = await caches.match(addressOf(name), { cacheName });
    if (found) return found;
  }
  return undefined;
}

/** @param {string} name @param {Uint8Array} bytes */
const isGood = (name, bytes) => (files[name] ? isWhole(bytes, files[name])
  : buildOf(bytes) === version && hasEnd(bytes));

/** Headers that describe the transfer of an answer rather than its content. */
const OF_THE_LINE = ['content-encoding', 'content-length', 'vary'];

/** Stores an answer if it is what the build made. @param {string} name @param {Response} answer */
async function keep(name, answer) {
  const headers = new Headers(answer.headers);
  for (const header of OF_THE_LINE) headers.delete(header);
  const bytes = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  if (!bytes || !isGood(name, bytes)) throw new Error(`${name} is not what the build made`);
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(name), new Response(bytes, { headers }));
}

/** Stores a file; loads it only if no earlier try or build has stored it. @param {string} name */
async function keepFresh(name) {
  const cache = await caches.open(CACHE);
  if (await cache.match(addressOf(name))) return;
  // An earlier build's file may have this name and other content: some names have no hash.
  const old = files[name] && await kept(name);
  if (old && await keep(name, old).then(() => true, () => false)) return;
  const from = (/** @type {RequestCache} */ mode) =>
    fetch(addressOf(name), /** @type {RequestInit} */ ({ cache: mode, priority: 'low' }));
  // The browser's own cache is good enough if its file is right.
  const right = files[name] && await from('default').then((answer) => keep(name, answer))
    .then(() => true, () => false);
  if (!right) await keep(name, await from('reload'));
}

/** Stores one file after the other, because the page may need the connection. */
async function install() {
  for (const name of [...pages, ...Object.keys(files)]) {
    if (!later.includes(name)) await keepFresh(name);
  }
  await worker.skipWaiting();
}

async function activate() {
  const old = (await builds()).filter((name) => name !== CACHE);
  for (const name of old.slice(0, old.length - KEPT + 1)) await caches.delete(name);
  await worker.clients.claim();
}

const ISOLATING = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/** @param {Request} request @param {Response} response */
function isolated(request, response) {
  if (!['document', 'worker'].includes(request.destination)) return response;
  if (response.status !== 200 || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATING)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

/** @param {string} name @param {Response} answer one that was good when it was stored */
const isStillGood = async (name, answer) =>
  isGood(name, new Uint8Array(await answer.arrayBuffer()));

/** @param {string} name @param {Request} request @param {Fetching} event */
async function fileFor(name, request, event) {
  const found = await kept(name);
  const anew = request.cache === 'reload'; // the page found the file to be wrong
  if (found && (!anew || await isStillGood(name, found.clone()))) return found;
  const answer = await fetch(request);
  if (answer.ok && files[name]) event.waitUntil(keep(name, answer.clone()).catch(() => {}));
  return answer;
}

/** @param {string} name @param {Request} request @param {Fetching} event */
async function pageFor(name, request, event) {
  const old = await (await caches.open(CACHE)).match(addressOf(name));
  if (old) return pageFrom(request, old, version);
  const answer = await fetch(request);
  event.waitUntil(keep(name, answer.clone()).catch(() => {})); // fails for another build's page
  return answer;
}

worker.addEventListener('install', (/** @type {Extendable} */ e) => e.waitUntil(install()));
worker.addEventListener('activate', (/** @type {Extendable} */ e) => e.waitUntil(activate()));
worker.addEventListener('fetch', (/** @type {Fetching} */ e) => {
  const { request } = e;
  const name = request.method === 'GET' ? nameOf(request.url) : null;
  if (name === null) return;
  const answer = pages.includes(name) ? pageFor(name, request, e) : fileFor(name, request, e);
  e.respondWith(answer.then((response) => isolated(request, response)));
});
