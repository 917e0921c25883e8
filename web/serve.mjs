// Serves dist/ on this machine: `node web/serve.mjs [--port 8000] [--root dist]`.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';

const DIST = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const FIRST_PORT = 8000;
const TRIES = 100;

/** @type {Record<string, string>} */
export const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.gz': 'application/gzip',
  '.ts': 'text/plain; charset=utf-8',
};

/** Texts are sent packed, as nearly every host sends them; the rest is packed already. */
const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg']);

/** With these headers a page is isolated from other origins and may share memory between
 *  threads. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** The file that an address names, or null; never a file outside the root.
 *  @param {string} root @param {string} address */
function fileOf(root, address) {
  let path;
  try {
    path = normalize(join(root, decodeURIComponent(new URL(address, 'http://x').pathname)));
  } catch {
    return null;
  }
  if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
  const file = path.endsWith(sep) || path === root ? join(path, 'index.html') : path;
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? { file, size: stat.size } : null;
}

/** @param {import('node:http').Server} server @param {number} port @returns {Promise<number>} */
const listen = (server, port) => new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(port, 'localhost', () => {
    server.off('error', reject);
    const at = server.address();
    resolve(typeof at === 'object' && at ? at.port : port);
  });
});

/** @param {import('node:http').Server} server @param {number} port 0: any; else the first free one
 *  from there */
async function listenNear(server, port) {
  for (let p = port; ; p++) {
    try {
      return await listen(server, p);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EADDRINUSE' || p >= port + TRIES) throw error;
    }
  }
}

/** @param {{ root?: string, port?: number, headers?: Record<string, string> }} [options] headers:
 *  added to every answer; other headers imitate another host, which does not isolate the page */
export async function serve({ root = DIST, port = FIRST_PORT, headers = ISOLATED } = {}) {
  const base = normalize(root);
  const server = createServer((request, response) => {
    const found = fileOf(base, request.url ?? '/');
    if (!found || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(found ? 405 : 404, { 'content-type': 'text/plain' });
      response.end(found ? 'method not allowed' : 'not found');
      return;
    }
    const packed = PACKED.has(extname(found.file))
      && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    response.writeHead(200, {
      'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
      ...(packed ? { 'content-encoding': 'gzip', vary: 'accept-encoding' }
        : { 'content-length': found.size }),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    if (request.method === 'HEAD') response.end();
    else if (packed) createReadStream(found.file).pipe(createGzip()).pipe(response);
    else createReadStream(found.file).pipe(response);
  });
  const at = await listenNear(server, port);
  return {
    address: `http://localhost:${at}/`,
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: {
    port: { type: 'string', default: String(FIRST_PORT) },
    root: { type: 'string', default: DIST },
  } });
  const { address } = await serve({ root: values.root, port: Number(values.port) });
  console.log(`The article is at ${address}  (Ctrl+C stops it)`);
}
