// `make soak MINUTES=30` puts simclr under random input. At the end it must train as fast as at
// the start and hold no more memory. The machine may be shared, so pace is counted in steps per
// second of the worker's own processor time, and compared with the same engine in Node, in turns.
import { median } from '../../web/bench/measure.js';
import { serve } from '../../web/serve.mjs';
import { counter, holdings } from '../browser/holdings.mjs';
import { launch, ready } from '../browser/chromium.mjs';
import { labs } from '../wasm/labs.mjs';
import { datasetOf, engine as newEngine } from '../wasm/native.mjs';
import { table } from './report.mjs';
import { FAST, createReader } from './soak/input.mjs';
import { createWatch, watchEngine } from './soak/worker.mjs';

const MINUTES = Number(process.env.MINUTES ?? 30); // includes the two measured windows
const SEED = Number(process.env.SEED ?? 1);
const WINDOW = Math.min(3, MINUTES / 5); // minutes of one window, of at least TURNS turns
const TURNS = 6;
const TURN = 6; // processor seconds of training in the page
const NODE_STEPS = 25; // steps of the same engine in Node, after each turn of the page
const REPORTS = 10;
const VIEW = { width: 1280, height: 900 };
/** The greatest share of the pace that may be lost, and how much more may be held in the end than
 *  after the first tenth: bytes of both heaps, listeners, nodes. The heaps also hold V8's compiled
 *  code, which appears as code gets hot, and a panel makes some nodes when it is first used. The
 *  numbers of workers and of bytes of linear memory must not change. */
const BARS = { pace: 0.1, heap: 1e6, workerHeap: 1e6, listeners: 20, nodes: 200 };

const clock = () => performance.now() / 60000;

/** Opens a page with a lab that can be scrolled out of sight. */
async function open(browser, address) {
  const context = await browser.newContext({ viewport: VIEW });
  context.setDefaultTimeout(120000);
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (m) => m.type() === 'error' && wrong.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => wrong.push(`exception: ${e.message}`));
  await watchEngine(page);
  await page.route(`${address}soak`, (route) => route.fulfill({ contentType: 'text/html',
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Soak</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="icon.svg">
<script type="module" src="contrastive-lab.js"></script>
<div style="height:2000px"></div><contrastive-lab lab="simclr" loading="eager"></contrastive-lab>
<div style="height:2000px"></div></html>` }));
  await page.goto(`${address}soak`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => {
    self.failures = []; // the status of each failure, for example of an input that breaks the loss
    e.addEventListener('error', ({ detail }) => self.failures.push(detail.status));
  });
  return { page, lab, wrong };
}

/** Restores the settings, the place and the size that the lab opened with, paused at step 0.
 *  @param {Record<string, number>} opening values by name */
async function asOpened({ page, lab }, opening) {
  await page.setViewportSize(VIEW);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.mouse.move(1, 1);
  await lab.locator('.tools').scrollIntoViewIfNeeded();
  await lab.locator('.speed select').selectOption({ label: FAST });
  await lab.evaluate(async (e, values) => {
    await e.pause();
    for (const [name, value] of Object.entries({ ...values, theme: 'auto' }))
      e.setAttribute(name, String(value)); // is read even when the value is the same as before
    await null;
    await e.reset();
    const { params, playing } = e.state;
    const other = Object.keys(values).filter((name) => params[name] !== values[name]);
    if (playing || other.length) throw new Error(`it plays, or has not its own ${other}`);
  }, opening);
}

/** Resolves when the engine has nothing left to measure. */
async function atRest(watch, page) {
  const calls = async () => {
    const { steps, measured } = await watch.engine();
    return steps + measured;
  };
  for (let before = -1, now = await calls(); now !== before; now = await calls()) {
    before = now;
    await page.waitForTimeout(1000);
  }
}

/** Over one turn of training, with the settings that the lab opens with: steps per processor
 *  second of the page's worker, and the share of the engine's time that went to measuring. */
async function pageTurn({ opened, watch, opening }) {
  const { page, lab } = opened;
  await asOpened(opened, opening);
  await lab.evaluate(async (e) => { await e.step(2); await e.play(); });
  const from = { ...await watch.engine(), seconds: await watch.seconds() };
  let seconds = 0;
  while (seconds < TURN) {
    await page.waitForTimeout(500);
    seconds = await watch.seconds() - from.seconds;
  }
  const to = await watch.engine();
  await lab.evaluate((e) => e.pause());
  const [steps, stepping, measuring] = ['steps', 'stepping', 'measuring']
    .map((what) => to[what] - from[what]);
  return { pace: steps / seconds, measuring: measuring / (stepping + measuring) };
}

/** Steps per processor second of the same engine in this process. */
function nodeTurn(engine) {
  const { params } = labs.simclr;
  engine.open(params, datasetOf(params));
  for (let i = 0; i < 2; i++) engine.step();
  const start = process.cpuUsage();
  for (let i = 0; i < NODE_STEPS; i++) engine.step();
  const { user, system } = process.cpuUsage(start);
  return NODE_STEPS / ((user + system) / 1e6);
}

/** The medians over as many turns as fit into a window. */
async function measured(given) {
  const turns = [];
  for (const end = clock() + WINDOW; turns.length < TURNS || clock() < end;) {
    turns.push({ ...await pageTurn(given), node: nodeTurn(given.engine) });
  }
  const of = (pick) => median(turns.map(pick));
  return { turns: turns.length, pace: of((t) => t.pace), node: of((t) => t.node),
    ratio: of((t) => t.pace / t.node), measuring: of((t) => t.measuring) };
}

/** The memory and the counts, once the lab is back as it opened. */
async function look(given) {
  const { opened, watch, opening, cdp, reader, start } = given;
  await asOpened(opened, opening);
  await atRest(watch, opened.page);
  const engine = await watch.engine();
  return { minute: clock() - start, ...await holdings(opened.page, cdp),
    workerHeap: await watch.heap(), bytes: engine.bytes, steps: engine.steps,
    inputs: Object.values(reader.done).reduce((a, b) => a + b, 0) };
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(0);
const HEAD = ['minute', 'inputs', 'steps', 'page heap, kB', 'worker heap, kB', 'listeners',
  'nodes', 'workers', 'linear memory, kB'];
const row = (l) => [l.minute.toFixed(1), String(l.inputs), String(l.steps), kilobytes(l.heap),
  kilobytes(l.workerHeap), String(l.listeners), String(l.nodes), String(l.workers),
  kilobytes(l.bytes)];
const WINDOW_HEAD = ['pace', 'turns', 'steps/s of its processor', 'of the same in Node',
  'page to Node', 'measuring'];
const windowRow = (name, w) => [name, String(w.turns), w.pace.toFixed(2), w.node.toFixed(2),
  w.ratio.toFixed(3), `${(100 * w.measuring).toFixed(1)} %`];

/** The bars that were missed, in words. */
function judge(windows, looks, wrong) {
  const [first, last] = windows;
  const [begin, end] = [looks[1], looks.at(-1)];
  const loss = 1 - last.ratio / first.ratio;
  const missed = [...wrong];
  if (!(loss <= BARS.pace)) missed.push(`${(100 * loss).toFixed(1)} % of the pace was lost`);
  for (const what of ['heap', 'workerHeap', 'listeners', 'nodes']) {
    const more = end[what] - begin[what];
    if (!(more <= BARS[what])) missed.push(`${what}: ${more} more`);
  }
  for (const what of ['workers', 'bytes']) {
    if (end[what] !== begin[what]) missed.push(`${what}: ${begin[what]}, then ${end[what]}`);
  }
  return missed;
}

async function soak(browser, address) {
  const opened = await open(browser, address);
  const { page, lab, wrong } = opened;
  const cdp = await counter(page);
  const given = { opened, cdp, start: clock(), engine: await newEngine(),
    watch: await createWatch(browser, page, cdp), reader: createReader(page, lab, SEED),
    opening: await lab.evaluate(({ state: { params } }) =>
      Object.fromEntries(['tau', 'lr', 'seed'].map((name) => [name, params[name]]))) };
  const windows = [await measured(given)];
  console.log(table([WINDOW_HEAD, windowRow('first', windows[0])]));
  const looks = [await look(given)];
  const from = clock();
  const input = Math.max(MINUTES / 2, given.start + MINUTES - WINDOW - from); // minutes of input
  for (let i = 1; i <= REPORTS; i++) {
    while (clock() < from + (input * i) / REPORTS)
      await given.reader.act().catch(({ message }) => { wrong.push(`input: ${message}`); });
    looks.push(await look(given));
    console.log(table([HEAD, row(looks.at(-1))]));
  }
  windows.push(await measured(given));
  looks.push(await look(given));
  const failures = await page.evaluate(() => self.failures);
  console.log(`\n${table([HEAD, ...looks.map(row)])}\n\n${table([WINDOW_HEAD,
    windowRow('first', windows[0]), windowRow('last', windows[1])])}\n\ninputs: ${
    JSON.stringify(given.reader.done)}; training that failed, by status: ${
    failures.join(' ') || 'none'}`);
  return judge(windows, looks, wrong);
}

const server = await serve({ port: 0, headers: {} }); // not isolated, so there is one thread
const browser = await launch();
try {
  const missed = await soak(browser, server.address);
  console.log(missed.length ? `MISSED: ${missed.join('; ')}`
    : 'met: pace, heaps, listeners, nodes, workers and linear memory');
  process.exitCode = missed.length ? 1 : 0;
} finally {
  await browser.close();
  await server.close();
}
