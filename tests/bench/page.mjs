// What a reader feels, measured in Chromium on this machine: how soon the first lab moves after
// navigation, and the longest the page's main thread was blocked while each lab trained.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { browser, ready, site } from '../browser/browser.mjs';

const VISITS = 5;
const WATCHED = 8000; // ms of training per lab
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const address = await site();
const context = () => browser().then((b) => b.newContext({ viewport: { width: 1280, height: 900 } }));

/** Milliseconds from navigation to the first change of a point's place on the page. */
async function firstMove() {
  const page = await (await context()).newPage();
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

/** Longest tasks of the main thread while a lab trains in view, and its steps per second. */
async function blocked(lab) {
  const page = await (await context()).newPage();
  await page.goto(address);
  const element = await ready(page, lab);
  await element.evaluate((e) => e.play());
  await page.waitForTimeout(1500); // what starting cost is the other figure's business
  const result = await page.evaluate(async ([id, ms]) => {
    const tasks = [];
    const watcher = new PerformanceObserver((l) => tasks.push(...l.getEntries().map((e) => e.duration)));
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

const model = readFileSync('/proc/cpuinfo', 'utf8').match(/model name\s*:\s*(.*)/)?.[1];
console.log(`machine: ${model ?? 'unknown'}, ${cpus().length} cores; Chromium ${
  (await browser()).version()}, software WebGL`);
const moves = [];
for (let i = 0; i < VISITS; i++) moves.push(await firstMove());
console.log(`first lab moving: ${moves.map(Math.round).join(' ')} ms, median ${
  Math.round(median(moves))} ms`);
for (const lab of ['infonce', 'simclr']) {
  const { longest, over50, stepsPerSecond } = await blocked(lab);
  console.log(`${lab}: ${stepsPerSecond.toFixed(1)} steps/s shown; tasks over 50 ms: ${
    over50}, longest ${Math.round(longest)} ms`);
}
await (await browser()).close();
process.exit(0);
