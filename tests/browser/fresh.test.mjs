// Whether a page comes from the network or from its stored copy, over real connections that are
// slow, silent, cut, redirected, or lead to something else. It runs in Node,
// where the patience can be short.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { patience } from '../patience.mjs';
import { buildOf, hasEnd, pageFrom } from '../../web/page/fresh.js';

const PATIENCE = patience(1500); // ms; chunks come every PATIENCE / 10
const PORTIONS = 20;
const page = (version, words = 'words') => `<!doctype html>\n<html><head>\n<meta charset="utf-8">\n`
  + `<meta name="contrastive-lab" content="${version}">\n</head><body>${
    `<p>${words}</p>`.repeat(2000)}</body></html>`;
const KEPT = page('aaaa', 'kept');
const FRESH = page('bbbb', 'fresh');

/** The bytes that each address has sent. */
const sent = new Map();

/** Sends a body in chunks, of which it sends `stop`. */
function drip(response, text, { stop = PORTIONS, then = 'end' } = {}) {
  const size = Math.ceil(text.length / PORTIONS);
  let k = 0;
  const timer = setInterval(() => {
    if (k < stop) response.write(text.slice(k * size, ++k * size));
    if (k < stop) return;
    clearInterval(timer);
    if (then === 'end') response.end();
    if (then === 'cut') response.destroy();
  }, PATIENCE / 10);
  response.on('close', () => clearInterval(timer));
}

const text = (response, body, status = 200) => {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(body);
};

/** What the host does, and whether the reader gets the stored page. */
const HOSTS = {
  'sends another build at once': [(r) => text(r, FRESH), 'fresh'],
  'sends another build slowly, for longer than patience lasts': [(r) => drip(r, FRESH), 'fresh'],
  'sends the same build': [(r) => text(r, page('aaaa', 'same')), 'kept'],
  'sends the same build, which then stops': [(r) => drip(r, KEPT, { stop: 1, then: 'silence' }), 'kept'],
  'sends a part, and then nothing': [(r) => drip(r, FRESH, { stop: 5, then: 'silence' }), 'kept'],
  'sends a part, and the line breaks': [(r) => drip(r, FRESH, { stop: 5, then: 'cut' }), 'kept'],
  'ends a page before its end': [(r) => drip(r, FRESH, { stop: 5 }), 'kept'],
  'sends headers, and then nothing': [(r) => r.writeHead(200).flushHeaders(), 'kept'],
  'sends nothing': [() => {}, 'kept'],
  'answers 404, with a page': [(r) => text(r, FRESH, 404), 'kept'],
  'answers 500': [(r) => text(r, '', 500), 'kept'],
  'answers 503, with a page': [(r) => text(r, FRESH, 503), 'kept'],
  'answers 204': [(r) => r.writeHead(204).end(), 'kept'],
  'sends the page of another network': [(r) => text(r, '<!doctype html><html>Sign in</html>'), 'kept'],
  'sends a long page of another network': [(r) => text(r, `<html>${'Sign in. '.repeat(9000)}</html>`), 'kept'],
  'redirects to the page of another network': [
    (r) => r.writeHead(302, { location: '/sign-in' }).end(), 'kept'],
  'redirects to a page of the article': [(r) => r.writeHead(302, { location: '/0' }).end(), 'kept'],
  'sends nothing at all, not even an end': [(r) => text(r, ''), 'kept'],
};
const names = Object.keys(HOSTS);

const server = createServer(({ url }, response) => {
  const write = response.write.bind(response);
  response.write = (part) => {
    sent.set(url, (sent.get(url) ?? 0) + part.length);
    return write(part);
  };
  const host = HOSTS[names[Number(url.slice(1))]];
  if (host) host[0](response);
  else text(response, '<html>Sign in</html>');
});
before(() => new Promise((done) => { server.listen(0, 'localhost', done); }));
after(() => {
  server.closeAllConnections();
  server.close();
});

const kept = () => new Response(KEPT);
/** Like the request of a navigation, it does not follow redirects. */
const request = (path) => new Request(`http://localhost:${server.address().port}${path}`,
  { redirect: 'manual' });

test('the kept page is there for all that is no page of the article', async (t) => {
  const found = await Promise.all(names.map(async (name, i) => {
    const answer = await pageFrom(request(`/${i}`), kept(), 'aaaa', PATIENCE);
    return [name, await answer.text()];
  }));
  for (const [name, got] of found) {
    await t.test(`a host that ${name}`, () =>
      assert.ok(got === { kept: KEPT, fresh: FRESH }[HOSTS[name][1]], got.slice(0, 200)));
  }
});

test('a host that is gone leaves the kept page', async () => {
  const answer = await pageFrom(new Request('http://localhost:9/'), kept(), 'aaaa', PATIENCE);
  assert.equal(await answer.text(), KEPT);
});

test('of the same build no more than the head is read', async () => {
  const path = `/${names.length}`;
  HOSTS.drip = [(r) => drip(r, page('aaaa', 'same'))];
  names.push('drip');
  await pageFrom(request(path), kept(), 'aaaa', PATIENCE);
  assert.ok(sent.get(path) < KEPT.length / 2, `${sent.get(path)} bytes`);
});

test('a page says of which build it is near its beginning, and where it ends', () => {
  const bytes = new TextEncoder().encode(FRESH);
  assert.equal(buildOf(bytes), 'bbbb');
  assert.equal(buildOf(new TextEncoder().encode(`${' '.repeat(1000)}${FRESH}`)), '');
  assert.equal(hasEnd(bytes), true);
  assert.equal(hasEnd(bytes.subarray(0, bytes.length - 3)), false);
});
