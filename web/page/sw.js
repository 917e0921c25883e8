// Offline after the first visit: all files are kept under one name made from their content. The
// network comes first, so a reader never sees an old page while there is a new one. And on a host
// that cannot send headers, pages and workers get those with which memory can be shared: threads.

/** @typedef {{ waitUntil(p: Promise<unknown>): void }} Extendable */
/** @typedef {{ request: Request, respondWith(p: Promise<Response>): void }} Fetching */

/* global PRECACHE -- filled in by the build */
/** @type {{ version: string, files: string[], later: string[] }} */
const { version, files, later } = PRECACHE; // later: kept when first asked for
const CACHE = `contrastive-lab-${version}`;
const PATIENCE = 4000; // ms to wait for a network that does not answer

const worker = /** @type {any} */ (self);

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })));
  await worker.skipWaiting();
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((n) => n.startsWith('contrastive-lab-') && n !== CACHE);
  await Promise.all(old.map((n) => caches.delete(n)));
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

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (!kept) {
    const fresh = await fetch(request);
    const wanted = fresh.ok && later.some((name) => new URL(request.url).pathname.endsWith(name));
    if (wanted) await cache.put(request, fresh.clone());
    return fresh;
  }
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return kept;
  }
}

worker.addEventListener('install', (/** @type {Extendable} */ e) => e.waitUntil(keep()));
worker.addEventListener('activate', (/** @type {Extendable} */ e) => e.waitUntil(clean()));
worker.addEventListener('fetch', (/** @type {Fetching} */ e) => {
  const { request } = e;
  const inside = new URL(request.url).origin === location.origin;
  if (request.method === 'GET' && inside) {
    e.respondWith(answer(request).then((response) => isolated(request, response)));
  }
});
