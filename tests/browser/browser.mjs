// What every browser test shares: a server for dist/, a Chromium, and a page that fails the test on
// a console error, an uncaught exception or a request to another origin.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { serve } from '../../web/serve.mjs';
import { patience } from '../patience.mjs';
import { labs } from '../../web/shell/labs/index.js';
import { launch } from './chromium.mjs';

export { ready } from './chromium.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
export const { AxeBuilder } = require('@axe-core/playwright');

export const dist = new URL('../../dist/', import.meta.url).pathname;

// ms that a condition may take to come true
const PATIENCE = patience(240000);

/** A file's name without the hash that the build gives it. @param {string} name */
export const plainOf = (name) => name.replace(/-[0-9a-f]{10}(?=[.])/, '');

let shared;
/** The browser, started once per test file. */
export function browser() {
  shared ??= launch();
  return shared;
}

/** A server for the whole test file. @param {object} [options] as web/serve.mjs takes them */
export async function site(options = {}) {
  const server = await serve({ root: dist, port: 0, ...options });
  after(() => server.close());
  return server.address;
}

after(async () => { await (await shared)?.close(); });

/** Lets all labs of a page show all their panels, as a reader does who has chosen that before.
 *  @param {import('playwright-core').BrowserContext} context */
const showAll = (context) => context.addInitScript((names) => {
  try {
    for (const name of names) {
      const key = `contrastive-lab:${new URL('.', document.baseURI).pathname}:tab:${name}`;
      if (localStorage.getItem(key) === null) localStorage.setItem(key, 'all');
    }
  } catch { /* the page has no storage */ }
}, Object.keys(labs));

/** Opens a page that remembers what must not happen; `done()` asserts that nothing did. Its service
 *  worker, which would fetch all that the article has for each test, is left out unless asked for with
 *  `serviceWorkers: 'allow'`. Labs show all their panels, unless `tabs` is true: then they open as for
 *  a new reader.
 *  @param {string} url  @param {object} [options] of the browser context */
export async function visit(url, { tabs = false, ...options } = {}) {
  const context = await (await browser()).newContext({
    viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  if (!tabs) await showAll(context);
  const page = await context.newPage();
  let origin = new URL(url).origin;
  const wrong = [];
  page.on('console', (m) => m.type() === 'error' && wrong.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => wrong.push(`exception: ${e.message}`));
  page.on('request', (r) => {
    if (origin === 'null') origin = new URL(r.url()).origin; // the first page after about:blank
    const at = new URL(r.url());
    const inside = ['data:', 'blob:'].includes(at.protocol) || at.origin === origin;
    if (!inside) wrong.push(`request to ${r.url()}`);
  });
  await page.goto(url);
  const done = async () => {
    assert.deepEqual(wrong, []);
    await context.close();
  };
  return { page, context, done, wrong };
}

/** Numbers of a lab's snapshot, copied out of the page. */
export function read(element) {
  return element.evaluate((lab) => {
    const { step, loss, positions, metrics } = lab.snapshot;
    return { step, loss, positions: [...positions], metrics, state: { ...lab.state } };
  });
}
