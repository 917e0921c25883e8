// The service worker: which files it stores and when it serves them, on bad connections, beside
// another copy of the article and other pages of the same origin,
// and when the host has another build.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { until as come } from '../patience.mjs';
import { dist, plainOf, ready, visit } from './browser.mjs';
import { ISOLATED } from '../../web/serve.mjs';
import { PORTAL, crookedHost } from './crooked.mjs';
import { rebuilt } from './rebuilt.mjs';

const SECTIONS = readFileSync(join(dist, 'index.html'), 'utf8')
  .match(/<section [^>]*\bid=/g).length;
const quiet = { reducedMotion: 'reduce', serviceWorkers: 'allow' };

/** Another build, in which some files whose names do not change differ too. */
const newer = rebuilt({
  'shell/words/en/lab_infonce.js': ["title: 'InfoNCE, live'", "title: 'InfoNCE, anew'"],
  'page/boot.js': ['var PATIENCE = 2000', 'var PATIENCE = 2001'],
  'page/icon.svg': ['<svg', '<svg data-anew=""'],
});

/** Resolves when a function of the page returns, or resolves to, something true. */
const until = (page, look, given) =>
  come(() => page.evaluate(look, given), () => `never true: ${look}`);

/** Resolves when all files are stored and the page is under its service worker. */
const installed = (page) => page.evaluate(async () => {
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== 'activated') {
    await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
  }
});

/** The stored files, by cache and path: the sums of their bodies. */
const keptIn = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    all[name] = {};
    for (const { url } of await cache.keys()) {
      const sum = await crypto.subtle.digest('SHA-256', await (await cache.match(url)).arrayBuffer());
      all[name][new URL(url).pathname] = [...new Uint8Array(sum)]
        .map((n) => n.toString(16).padStart(2, '0')).join('');
    }
  }
  return all;
});

/** Asserts that every stored file is the build's to the byte; returns how many there are. */
function assertGood(kept, at, folder) {
  for (const [path, sum] of Object.entries(kept)) {
    const file = join(folder, path.slice(at.length) || 'index.html');
    assert.equal(sum, createHash('sha256').update(readFileSync(file)).digest('hex'), path);
  }
  return Object.keys(kept).length;
}

const versionOf = (folder) => JSON.parse(readFileSync(join(folder, 'version.json'), 'utf8')).version;

/** Asserts that the article is whole: all its sections, and these labs. Panels of a lab are sections
 *  too, deeper within. */
async function assertWhole(page, labs) {
  await page.locator(`main > section[id] >> nth=${SECTIONS - 1}`).waitFor({ state: 'attached' });
  assert.equal(await page.locator('main > section[id]').count(), SECTIONS);
  for (const name of labs) await ready(page, name);
}

/** Ways in which a connection, a host or a network between fails from the second visit on. */
const WAYS = {
  'answers 503': () => ({ status: 503, body: 'busy' }),
  'is behind a network that wants a sign-in': () => PORTAL,
  'redirects to a sign-in': () => ({ to: 'http://localhost:9/' }),
  'sends the half of everything': () => ({ half: true }),
  'stops in the middle of everything': () => ({ stops: true }),
  'sends nothing': () => ({ hangs: true }),
  'sends 3 kB a second': () => ({ rate: 3000 }),
};

test('what was kept serves on any line, and nothing else is ever kept', async (t) => {
  const host = await crookedHost({ '/course-a/': dist });
  const at = `${host.address}course-a/`;
  const { page, context } = await visit(at, quiet);
  await installed(page);
  const cacheName = `contrastive-lab /course-a/ ${versionOf(dist)}`;
  const first = (await keptIn(page))[cacheName];
  assert.ok(assertGood(first, '/course-a/', dist) > 20);
  await ready(page); // from here on all that this page loads is known
  for (const [way, bent] of Object.entries(WAYS)) {
    await t.test(`a host that ${way}`, async () => {
      host.bend(bent);
      host.asked.length = 0;
      await page.reload({ waitUntil: 'commit' });
      await assertWhole(page, bent().rate ? ['infonce', 'simclr', 'byol'] : ['infonce']);
      const asked = new Set(host.asked.map((path) => path.slice('/course-a/'.length)));
      for (const name of ['', 'version.json', 'sw.js', 'sign-in']) asked.delete(name);
      assert.deepEqual([...asked], [], 'nothing else is asked for');
      assert.deepEqual(await keptIn(page), { [cacheName]: first });
      assert.equal(await page.getByText('A newer version').isVisible(), false);
    });
  }
  await context.close();
});

test('bad answers at the first visit are not kept, and are asked for again at the next', async () => {
  const host = await crookedHost({ '/': dist }, { ...ISOLATED, vary: '*' }); // uncacheable
  let spoilt = 0;
  host.bend((name) => {
    if (!/emoji[.]pack|simclr|mnist/.test(name)) return null;
    spoilt++;
    return { ...PORTAL, type: 'application/octet-stream' };
  });
  const { page, context } = await visit(host.address, quiet);
  await come(() => spoilt, () => 'nothing that is kept was asked for');
  await until(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration?.active && !registration?.installing;
  });
  for (const kept of Object.values(await keptIn(page))) assertGood(kept, '/', dist);
  host.mend();
  await page.reload();
  await installed(page);
  const [kept] = Object.values(await keptIn(page));
  assertGood(kept, '/', dist);
  assert.ok(Object.keys(kept).some((path) => path.includes('emoji')));
  // The digits, which are stored only when they are asked for, come spoilt at first.
  host.bend((name) => (name.startsWith('mnist') ? PORTAL : null));
  const lab = await ready(page, 'simclr');
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await lab.getByLabel('Data').selectOption({ label: 'handwritten digits' });
  await lab.getByRole('alert').getByText(/mnist[^ ]* did not come: an HTML page/).first().waitFor();
  for (const all of Object.values(await keptIn(page))) assertGood(all, '/', dist);
  host.mend();
  await lab.getByLabel('Data').selectOption({ label: 'handwritten digits' });
  await page.waitForFunction(() =>
    document.querySelector('contrastive-lab[lab="simclr"]').snapshot?.metrics.raw_knn > 0.8);
  await until(page, async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).filter(({ url }) => url.includes('mnist')).length === 2;
  });
  for (const all of Object.values(await keptIn(page))) assertGood(all, '/', dist);
  await context.close();
});

test('what is kept and was spoilt since is fetched anew on another try', async () => {
  const host = await crookedHost({ '/': dist }, ISOLATED);
  const { page, context } = await visit(host.address, quiet);
  await installed(page);
  const good = await keptIn(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        if (/emoji[^/]*[.]pack/.test(url)) await cache.put(url, new Response(new Uint8Array(2)));
      }
    }
  });
  assert.notDeepEqual(await keptIn(page), good);
  await page.reload();
  await page.locator('contrastive-lab[lab="simclr"]').scrollIntoViewIfNeeded();
  // The lab itself tries twice when the first failure comes early; otherwise the reader does.
  await until(page, () => {
    const lab = document.querySelector('contrastive-lab[lab="simclr"]');
    const again = lab.shadowRoot?.querySelector('.failure:not([hidden]) button');
    again?.click();
    return Boolean(lab.snapshot);
  });
  await until(page, async () => { // the file that came replaces the spoilt one
    const [name] = await caches.keys();
    const [pack] = (await (await caches.open(name)).keys()).filter(({ url }) => /emoji[^/]*[.]pack/.test(url));
    return pack && (await (await caches.match(pack)).arrayBuffer()).byteLength > 2;
  });
  assert.deepEqual(await keptIn(page), good);
  await context.close();
});

const POST = (other) => `<!doctype html><html lang="en"><title>A post</title>
<link rel="icon" href="data:,"><h1>A post</h1><iframe src="${other}film.html" title="A film"></iframe>
<img src="${other}picture.svg" alt="A picture"></html>`;

test('two copies and other pages on one origin are left alone', async () => {
  const host = await crookedHost({ '/course-a/': dist, '/course-b/': dist, '/': dist });
  const other = await crookedHost();
  other.put('/film.html', '<!doctype html><title>A film</title><p>A film of another origin.');
  other.put('/picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>');
  for (const path of ['/post.html', '/course-a/post.html', '/blog/post.html']) {
    host.put(path, POST(other.address));
  }
  host.put('/course-a/notes.json', '{"notes":1}');
  const { page, context } = await visit(`${host.address}course-a/`, quiet);
  await installed(page);
  await page.locator('#theme').selectOption('dark');
  // Caches and settings of other builds and other pages.
  await page.evaluate(async () => {
    for (const name of ['contrastive-lab /course-a/ 0001', 'contrastive-lab /course-a/ 0002',
      'contrastive-lab /course-b/ 0001', 'contrastive-lab / 0001', 'a blog']) await caches.open(name);
    localStorage.setItem('theme', 'of the blog');
  });
  for (const path of ['course-b/', '']) {
    await page.goto(host.address + path);
    await installed(page);
    assert.equal(await page.locator('#theme').inputValue(), 'auto', 'another copy\'s colours');
    await page.locator('#theme').selectOption('projector');
  }
  const before = await keptIn(page);
  for (const at of ['/course-a/', '/course-b/', '/']) {
    assert.ok(assertGood(before[`contrastive-lab ${at} ${versionOf(dist)}`], at, dist) > 20, at);
  }

  // One of the copies gets another build.
  host.deploy('/course-a/', newer);
  await page.goto(`${host.address}course-a/`);
  assert.equal(await page.locator('#theme').inputValue(), 'dark');
  const own = `contrastive-lab /course-a/ ${versionOf(newer)}`;
  await until(page, async (name) => (await caches.keys()).includes(name)
    && !(await caches.keys()).includes('contrastive-lab /course-a/ 0001'), own);
  const { [own]: fresh, ...rest } = await keptIn(page);
  assertGood(fresh, '/course-a/', newer);
  const gone = Object.keys(before).filter((name) => !(name in rest));
  assert.ok(gone.length > 0);
  assert.ok(gone.every((name) => name.startsWith('contrastive-lab /course-a/ ')), `${gone}`);
  for (const name of Object.keys(rest)) assert.deepEqual(rest[name], before[name], name);
  const keys = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
  assert.ok(keys.flat().length > 2);
  for (const key of keys.flat()) assert.match(key, /^contrastive-lab:(\/course-[ab])?\/:|^theme$/);
  assert.equal(await page.evaluate(() => localStorage.getItem('theme')), 'of the blog');

  // The article is isolated and its neighbours are not, wherever they lie.
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  for (const path of ['post.html', 'course-a/post.html', 'blog/post.html']) {
    const answer = await page.goto(host.address + path);
    assert.equal(await page.evaluate(() => crossOriginIsolated), false, path);
    for (const name of Object.keys(answer.headers())) assert.doesNotMatch(name, /^cross-origin/);
    await page.frameLocator('iframe').getByText('A film of another origin.').waitFor();
    await page.waitForFunction(() => document.images[0].naturalWidth === 40);
  }
  await page.goto(`${host.address}course-a/`);
  const notes = () => page.evaluate(async () => (await (await fetch('notes.json')).json()).notes);
  assert.equal(await notes(), 1);
  host.put('/course-a/notes.json', '{"notes":2}');
  assert.equal(await notes(), 2);
  const all = Object.values(await keptIn(page)).flatMap(Object.keys);
  assert.deepEqual(all.filter((path) => /notes|post/.test(path)), []);
  await context.close();
});

/** The names of files with a hash that a page has requested. */
function watched(page) {
  const names = new Set();
  page.on('request', (r) => {
    const name = new URL(r.url()).pathname.split('/').pop();
    if (plainOf(name) !== name) names.add(name);
  });
  return names;
}

test('an open page keeps its own build after a deploy; the next load has the other alone', async () => {
  const host = await crookedHost();
  const { page, context, wrong } = await visit(host.address, quiet);
  await ready(page);
  await installed(page);
  await page.reload();
  await ready(page);
  const names = watched(page);
  host.deploy('/', newer);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await until(page, async () => (await caches.keys()).length === 2);
  await until(page, async () => {
    const { active, waiting, installing } = await navigator.serviceWorker.ready;
    return active.state === 'activated' && !waiting && !installing;
  });
  const lab = await ready(page, 'moco'); // its files are requested only now
  assert.equal((await lab.evaluate((e) => e.step(1))).step, 1);
  const old = new Set(readdirSync(dist));
  assert.ok(names.size > 3);
  assert.deepEqual([...names].filter((name) => !old.has(name)), []);

  // The reader is told of the new build and takes the settings along.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('A newer version of this page is on the server.').waitFor();
  await page.locator('contrastive-lab[lab="infonce"]').evaluate((e) => e.setAttribute('tau', '0.3'));
  names.clear();
  await page.getByRole('status').getByRole('button', { name: 'Reload' }).click();
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="infonce"]')
    ?.shadowRoot?.textContent.includes('InfoNCE, anew'));
  const again = await ready(page);
  assert.equal(await again.evaluate((e) => e.state.params.tau), 0.3);
  const now = new Set(readdirSync(newer));
  await ready(page, 'simclr');
  assert.ok(names.size > 3);
  assert.deepEqual([...names].filter((name) => !now.has(name)), []);
  assert.equal(await page.getByText('A newer version').isVisible(), false);

  await context.setOffline(true); // a file that has one name in both builds must be the new one
  await page.reload();
  await ready(page);
  await context.setOffline(false);
  await page.locator('contrastive-lab').getByText('InfoNCE, anew').waitFor();
  const [fresh] = Object.entries(await keptIn(page)).filter(([name]) => name.endsWith(versionOf(newer)));
  assertGood(fresh[1], '/', newer);
  for (const name of ['/contrastive-lab-boot.js', '/icon.svg']) assert.ok(name in fresh[1], name);
  assert.deepEqual(wrong, []);
  await context.close();
});
