// A host that answers correctly until it is told otherwise, file by file: with another status,
// body or type, with half a body, with a body that stops coming, slowly, or not at all.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after } from 'node:test';
import { TYPES } from '../../web/serve.mjs';
import { dist, plainOf } from './browser.mjs';

const TICK = 50; // ms between two chunks of a slow body

/** How the answer for a file differs from the correct one.
 *  @typedef {{ status?: number, type?: string, body?: string | Buffer, to?: string,
 *   headers?: Record<string, string>, half?: boolean, stops?: boolean, hangs?: boolean,
 *   rate?: number }} Bent to: a redirect; half: the connection breaks in the middle; stops:
 *   nothing follows after the first half; hangs: nothing comes; rate: bytes a second */

export const PORTAL = { status: 200, type: 'text/html',
  body: '<!DOCTYPE html><html><title>Sign in</title><body>Welcome to our network.</body></html>' };
export const POINTER = { body: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 61234\n' };

/** @param {import('node:http').ServerResponse} response @param {Buffer} body @param {number} rate */
function slowly(response, body, rate) {
  const portion = Math.ceil((rate * TICK) / 1000);
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at += portion));
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, TICK);
  response.on('close', () => clearInterval(timer));
}

/** @param {import('node:http').ServerResponse} response @param {Buffer} body @param {Bent} bent */
function send(response, body, { half, stops, rate }) {
  if (rate) return slowly(response, body, rate);
  if (!half && !stops) return response.end(body);
  response.write(body.subarray(0, body.length >> 1), () => half && response.destroy());
}

/** A server of folders by their paths, `{ '/': dist }` unless given. `bend(how)` sets how it
 *  answers: for each file how(plain, path) is called, with the file's name without its hash, and
 *  returns null for the correct answer. `asked` holds the paths of all requests.
 *  @param {Record<string, string>} [folders] @param {Record<string, string>} [headers] */
export async function crookedHost(folders = { '/': dist }, headers = {}) {
  /** @type {(plain: string, path: string) => Bent | null | undefined} */
  let how = () => null;
  const asked = [];
  const open = new Map(Object.entries(folders).sort(([a], [b]) => b.length - a.length));
  const extra = new Map();

  function fileOf(path) {
    if (extra.has(path)) return extra.get(path);
    for (const [at, folder] of open) {
      if (!path.startsWith(at)) continue;
      const file = join(folder, path.slice(at.length) || 'index.html');
      return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
    }
    return null;
  }

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const name = path.split('/').pop() || 'index.html';
    const bent = how(plainOf(name), path) ?? {};
    const body = fileOf(path);
    asked.push(path);
    if (bent.hangs) return;
    if (bent.to) return response.writeHead(302, { location: bent.to }).end();
    const wanted = bent.body === undefined ? body : Buffer.from(bent.body);
    const status = bent.status ?? (wanted ? 200 : 404);
    const type = bent.type ?? (wanted ? TYPES[extname(name)] ?? 'application/octet-stream' : 'text/plain');
    const sent = wanted && status === 200 ? wanted : Buffer.from(bent.body ?? 'not here');
    response.writeHead(status, { 'content-type': type, 'content-length': sent.length,
      'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', ...headers, ...bent.headers });
    send(response, sent, bent);
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    address: `http://localhost:${server.address().port}/`,
    asked,
    /** @param {typeof how} rule */
    bend(rule) { how = rule; },
    /** Answers correctly again. */
    mend() { how = () => null; },
    /** Serves another folder at this path from now on.
     *  @param {string} at @param {string} folder */
    deploy(at, folder) { open.set(at, folder); },
    /** Adds a file to those of the folders. @param {string} path @param {string} text */
    put(path, text) { extra.set(path, Buffer.from(text)); },
  };
}
