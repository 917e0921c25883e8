// Measures in Chromium, on this machine, what a reader feels: how soon after navigation the first
// lab moves, and the longest time that the page's main thread was blocked while each lab trained.
import { median } from '../../web/bench/measure.js';
import { ready } from '../browser/chromium.mjs';
import { serve } from '../../web/serve.mjs';

const VISITS = 5;
const WATCHED = 8000; // ms of training per lab

const view = { viewport: { width: 1280, height: 900 } };

/** Milliseconds from navigation to the first time that a point of the page moves. */
async function firstMove(browser, address) {
  const page = await (await browser.newContext(view)).newPage();
  await page.addInitScript(() => {
    addEventListener('snapshot', (e) => {
      if (e.detail.step > 0) globalThis.moved ??= performance.now();
    }, true);
  });
  await page.goto(address);
  await page.waitForFunction(() => globalThis.moved, null, { timeout: 30000 });
  const at = await page.evaluate(() => globalThis.moved);
  await page.context().close();
  return at;
}

/** The longest tasks of the main thread while a lab trains in view, and its steps per second. */
async function blocked(browser, address, lab) {
  const page = await (await browser.newContext(view)).newPage();
  await page.goto(address);
  const element = await ready(page, lab);
  await element.evaluate((e) => e.play());
  await page.waitForTimeout(1500); // the cost of starting is in the other figure
  const result = await page.evaluate(async ([id, ms]) => {
    const tasks = [];
    const watcher = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((e) => e.duration)));
    watcher.observe({ type: 'longtask' });
    const at = () => document.querySelector(`contrastive-lab[lab="${id}"]`).snapshot.step;
    const before = at();
    await new Promise((done) => setTimeout(done, ms));
    watcher.disconnect();
    return { tasks, steps: at() - before };
  }, [lab, WATCHED]);
  await page.context().close();
  return { longest: Math.max(0, ...result.tasks), over50: result.tasks.length,
    stepsPerSecond: (1000 * result.steps) / WATCHED };
}

/** @param {import('playwright-core').Browser} browser @param {(text: string) => void} say */
export async function feel(browser, say) {
  const server = await serve({ port: 0 });
  const results = { moves: [], labs: {} };
  for (let i = 0; i < VISITS; i++) results.moves.push(await firstMove(browser, server.address));
  say(`\nfirst lab moving: ${results.moves.map(Math.round).join(' ')} ms, median ${
    Math.round(median(results.moves))} ms`);
  for (const lab of ['infonce', 'simclr']) {
    results.labs[lab] = await blocked(browser, server.address, lab);
    const { longest, over50, stepsPerSecond } = results.labs[lab];
    say(`${lab}: ${stepsPerSecond.toFixed(1)} steps/s shown; tasks over 50 ms: ${
      over50}, longest ${Math.round(longest)} ms`);
  }
  await server.close();
  return results;
}
