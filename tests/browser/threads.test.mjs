// Threads: the hosted article isolates itself by its service worker, and its labs then train on
// several threads and reach the same numbers. Other pages have threads when they are isolated.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dist, ready, site, visit } from './browser.mjs';

const STEPS = 12;
const worker = { serviceWorkers: 'allow' };
const skip = availableParallelism() < 2 && 'one core has one thread';
const plain = await site({ headers: {} }); // a host that cannot send headers
const isolating = await site();

// These are measured on the weights as they are; the exam and raw pixels are measured when there
// is time for them.
const MEASURED = ['alignment', 'uniformity', 'std', 'rank', 'recall1', 'knn'];

/** The loss and the metrics after a few steps of the simclr lab from its start. */
async function train(page) {
  const lab = await ready(page, 'simclr');
  return lab.evaluate(async (e, { n, names }) => {
    await e.pause();
    await e.reset();
    const { step, loss, metrics } = await e.step(n);
    return { step, loss, metrics: names.map((name) => metrics[name]) };
  }, { n: STEPS, names: MEASURED });
}

/** Plays until the lab says that it trains on more than one thread. */
async function trainsOnThreads(page) {
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.play());
  await lab.getByText(/ on \d threads/).waitFor();
}

const isolated = (page) => page.evaluate(() => globalThis.crossOriginIsolated);

test('a host without headers: one thread at first, several from the next visit on, same numbers',
  { skip }, async () => {
    const { page, context, done } = await visit(plain, worker);
    let loads = 0;
    page.on('load', () => { loads++; });
    await page.keyboard.press('Shift'); // the page must not reload once a reader has begun
    assert.equal(await isolated(page), false);
    const alone = await train(page);
    assert.equal(alone.step, STEPS);
    assert.ok(alone.metrics.every(Number.isFinite), 'they are numbers to compare');
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    assert.ok(loads <= 1, 'loaded anew under the reader\'s hands');
    await page.reload();
    assert.equal(await isolated(page), true);
    await trainsOnThreads(page);
    assert.deepEqual(await train(page), alone);
    await context.setOffline(true); // the stored article is isolated as well
    await page.reload();
    assert.equal(await isolated(page), true);
    await trainsOnThreads(page);
    await done();
  });

test('a page nobody looks at or has touched loads itself anew, once', { skip }, async () => {
  const { page, done } = await visit('about:blank', worker);
  let loads = 0;
  page.on('load', () => { loads++; });
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  });
  await page.goto(plain);
  await page.waitForFunction(() => globalThis.crossOriginIsolated);
  await page.waitForLoadState();
  await page.waitForTimeout(1000); // gives a second reload the time to happen
  assert.equal(loads, 2);
  await done();
});

test('a service worker whose headers do not help is not tried for ever', async () => {
  const root = mkdtempSync(join(tmpdir(), 'no-help-'));
  after(() => rmSync(root, { recursive: true }));
  cpSync(dist, root, { recursive: true });
  writeFileSync(join(root, 'sw.js'), `addEventListener('install', () => skipWaiting());
addEventListener('activate', (e) => e.waitUntil(clients.claim()));`);
  const { page, done } = await visit('about:blank', worker);
  let loads = 0;
  page.on('load', () => { loads++; });
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  });
  await page.goto(await site({ root: `${root}/`, headers: {} }));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.waitForTimeout(2000);
  assert.ok(loads <= 2, `${loads} loads`);
  await done();
});

test('the element in another isolated page, under its strict policy', { skip }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'isolated-'));
  after(() => rmSync(root, { recursive: true }));
  cpSync(dist, join(root, 'lab'), { recursive: true });
  writeFileSync(join(root, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8">
<title>A blog post</title><link rel="icon" href="lab/icon.svg">
<script type="module" src="lab/contrastive-lab.js"></script>
<h1>A blog post</h1><contrastive-lab lab="simclr">A lab that trains.</contrastive-lab></html>`);
  const { page, done } = await visit(await site({ root: `${root}/`, headers: {
    'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
      + "style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  } }));
  await trainsOnThreads(page);
  await done();
});

test('a lab goes on alone where its worker can have no workers', async () => {
  const { page, done } = await visit('about:blank');
  await page.route('**/contrastive-lab-worker-*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `delete self.Worker;${await answer.text()}` });
  });
  await page.goto(isolating);
  assert.equal(await isolated(page), true);
  assert.equal((await train(page)).step, STEPS);
  await done();
});

test('a lab trains on where the file for threads was left behind', async () => {
  const { page, done, wrong } = await visit('about:blank');
  await page.route('**/contrastive-lab-threads-*.wasm', (route) => route.fulfill({ status: 404 }));
  await page.goto(isolating);
  assert.equal((await train(page)).step, STEPS);
  assert.equal(wrong.length, 1);
  assert.match(wrong.pop(), /404/);
  await done();
});

test('after a helper breaks the lab starts anew and trains on', { skip }, async () => {
  const { page, done } = await visit('about:blank');
  // The first helper thread of the first engine breaks,
  // because its stack is full before it begins.
  await page.route('**/contrastive-lab-worker-*.js', async (route) => {
    const answer = await route.fetch();
    const spoil = `const original = WebAssembly.instantiate;
      const first = self.name !== 'helper';
      let engines = 0;
      WebAssembly.instantiate = async (module, imports) => {
        const instance = await original(module, imports);
        if (first && ++engines === 1) {
          const { memory } = imports.env;
          new Uint8Array(memory.buffer)[instance.exports.ct_parallel_stack(1) - 65536] = 1;
        }
        return instance;
      };`;
    await route.fulfill({ response: answer, body: spoil + await answer.text() });
  });
  await page.goto(isolating);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.play());
  await page.waitForFunction(
    () => document.querySelector('contrastive-lab[lab=simclr]').state.problem?.where === 'engine');
  await trainsOnThreads(page);
  assert.equal((await train(page)).step, STEPS);
  await done();
});
