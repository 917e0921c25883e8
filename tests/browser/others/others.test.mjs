// The main checks of Chromium's tests in the other engines that readers have: Firefox and WebKit.
// `make browsers` runs both, BROWSERS=firefox only one. They leave pictures in build/pictures/.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../../web/serve.mjs';
import { brought, labs } from '../../wasm/labs.mjs';
import { datasetOf, engine } from '../../wasm/native.mjs';
import { display, drive, names } from './drivers.mjs';
import { amiss, chart, show, train } from './lab.mjs';
import { mapsOf } from './map.mjs';
import { makePages } from './pages.mjs';
import { slowly } from './slow.mjs';

const BITS = { infonce: 200, simclr: 20 }; // steps after which losses are compared
const PACE = { infonce: 20000, simclr: 5 }; // steps of a run whose pace is measured
const ROUNDS = 3; // of two runs each, in every browser
const SLOW = 100000; // bytes a second
const NARROWEST = 320; // px: the least width of a lab in a row of 900
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "img-src 'self'; connect-src 'self'; worker-src 'self'";
const pictures = new URL('../../../build/pictures/', import.meta.url).pathname;

const pages = makePages();
after(pages.remove);

/** @param {object} [options] */
async function site(options) {
  const server = await serve({ root: pages.root, port: 0, ...options });
  after(() => server.close());
  return server.address;
}
const article = await site();
const strict = await site({ headers: { 'content-security-policy': POLICY } });
const line = await slowly(article, SLOW);
after(() => line.close());

const screen = await display();
after(() => screen.close());
// A browser that was given up may still hold something open; that must not hold up the tests.
after(() => { setTimeout(() => process.exit(), 5000).unref(); });

/** The loss of Node's engine after the steps of BITS. @param {string} lab */
async function lossOf(lab) {
  const run = await engine();
  const params = brought(lab, {});
  run.open(params, datasetOf(params));
  for (let i = 0; i < BITS[lab]; i++) assert.equal(run.step(), 0);
  return run.read('loss');
}
const losses = Object.fromEntries(await Promise.all(
  Object.keys(BITS).map(async (lab) => [lab, await lossOf(lab)])));

// Pictures by a network of every drawing, and the maps that follow from them.
const charted = { params: brought('simclr', { encoder: 'cnn', pairs: 16 }), data: 'drawings.pack' };
const drawings = datasetOf(charted.params);
writeFileSync(join(pages.root, charted.data), drawings);
const maps = mapsOf(await engine(), charted.params, drawings);

const chosen = process.env.BROWSERS?.split(' ') ?? ['firefox', 'webkit'];
for (const key of chosen) {
  describe(names[key], () => {
    /** @type {import('./drivers.mjs').Driven} */
    let browser;
    before(async () => { browser = await drive(key, screen.name); });
    after(() => browser?.close());

    /** Opens a page, calls act there, and asserts that nothing went wrong meanwhile.
     *  @param {string} url @param {() => Promise<void>} act */
    async function at(url, act) {
      await browser.goto(url);
      await act();
      assert.deepEqual(await browser.run('asking for errors', amiss), []);
    }

    /** Trains a lab twice and asserts that both runs were the same.
     *  @param {string} lab @param {number} steps @param {{ shared?: boolean }} [how] */
    async function trained(lab, steps, { shared = false } = {}) {
      const { runs: [run, again], problem, ...seen } = await browser.run(
        `two runs of ${steps} steps of ${lab}`, train, { lab, steps, shared });
      assert.equal(problem, null, lab);
      assert.equal(run.step, steps, lab);
      assert.ok(Number.isFinite(run.loss), lab);
      assert.ok(run.places.some((place, i) => place !== run.start[i]), `${lab}: nothing moved`);
      assert.deepEqual(again.start, run.start, `${lab}: a reset comes back to the same start`);
      assert.equal(again.loss, run.loss, `${lab}: the same run after a reset`);
      return { ...run, ...seen };
    }

    test('every lab trains, and comes back to its start', () => at(article, async () => {
      for (const lab of Object.keys(labs)) await trained(lab, 2);
    }));

    const shared = availableParallelism() > 1;
    test(`the bits of Node's engine, on ${shared ? 'several threads' : 'one thread'}`,
      () => at(article, async () => {
        for (const [lab, steps] of Object.entries(BITS)) {
          const several = shared && labs[lab].params.encoder !== 'table';
          const { loss, isolated } = await trained(lab, steps, { shared: several });
          assert.equal(loss, losses[lab], lab);
          assert.ok(isolated);
        }
      }));

    test('the same bits on one thread, in a page with a strict policy',
      () => at(`${strict}strict.html`, async () => {
        for (const [lab, steps] of Object.entries(BITS)) {
          const { loss, isolated } = await trained(lab, steps);
          assert.equal(loss, losses[lab], lab);
          assert.equal(isolated, false, 'it can have no threads');
        }
      }));

    test("the bits of Node's maps of neighbours", (t) => at(article, async () => {
      const seen = await browser.run('making maps of neighbours', chart, charted);
      for (const [i, { places, metrics }] of maps.entries()) {
        assert.ok(places.some((place) => place !== 0), `map ${i}`);
        assert.ok(metrics.every((value) => value > 0.5 && value <= 1), `${metrics}`);
      }
      assert.notDeepEqual(maps[1].places, maps[0].places, 'nothing moved');
      assert.deepEqual(seen, maps);
      const [{ places, metrics }] = seen.slice(-1);
      t.diagnostic(`${places.length / 2} places; ${metrics.map((m) => m.toFixed(4)).join(' ')}`);
    }));

    test('the single file from a disk', () => at(pages.single, async () => {
      await trained('infonce', 50);
      await trained('simclr', 2);
    }));

    test('a lab has its width in a flex row', () => at(`${article}flex.html`, async () => {
      const { width } = await trained('infonce', 5);
      assert.ok(width >= NARROWEST, `${width} px`);
    }));

    test('a page from right to left leaves the lab as it is',
      () => at(`${article}rtl.html`, async () => {
        assert.equal((await trained('infonce', 5)).direction, 'ltr');
      }));

    test(`over a line of ${SLOW / 1000} kB/s labs and drawings arrive`,
      () => at(line.address, async () => {
        await trained('infonce', 5);
        await trained('simclr', 1);
      }));

    test('pictures of what readers see', () => at(article, async () => {
      mkdirSync(pictures, { recursive: true });
      await trained('simclr', 5);
      const places = { top: '#top', simclr: 'contrastive-lab[lab="simclr"]' };
      for (const [name, selector] of Object.entries(places)) {
        await browser.run(`scrolling to ${selector}`, show, selector);
        await browser.picture(join(pictures, `${key}-${name}.png`));
      }
    }));
  });
}

// This gives figures for the README and tests nothing, because speed means little on a machine
// that has other work. So the browsers take turns at short runs, the best run of each lab counts,
// and all are compared with Chromium. The time includes what the figures
// need of a run's last step.
test('how fast they train on one thread', async (t) => {
  const turns = await Promise.all([...chosen, 'chromium'].map(async (key) => {
    const browser = await drive(key, screen.name);
    t.after(() => browser.close());
    await browser.goto(`${strict}strict.html`);
    return { key, browser, best: Object.fromEntries(Object.keys(PACE).map((lab) => [lab, 0])) };
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { browser, best } of turns) {
      for (const [lab, steps] of Object.entries(PACE)) {
        const { runs } = await browser.run(`taking the pace of ${lab}`, train, { lab, steps });
        best[lab] = Math.max(best[lab], ...runs.map(({ pace }) => pace));
      }
    }
  }
  const { best: reference } = turns[turns.length - 1];
  for (const { key, browser, best } of turns) {
    const paces = Object.entries(best).map(([lab, pace]) =>
      `${lab} ${pace.toPrecision(3)} steps/s, ${(pace / reference[lab]).toFixed(2)} of Chromium's`);
    t.diagnostic(`${names[key]} ${browser.version}: ${paces.join('; ')}`);
  }
});
