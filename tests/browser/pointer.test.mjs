// Pointers and fingers: a page may show a lab larger or smaller than its own size, and a finger
// that touches a slider may want to scroll.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from './browser.mjs';
import { settled, visitLab } from './host.mjs';

const address = await site();
const SCALES = ['', 'zoom: 0.5', 'zoom: 1.5', 'transform: scale(0.5); transform-origin: 0 0',
  'transform: scale(1.4) translate(20px, 10px); transform-origin: 0 0',
  'zoom: 0.8; transform: scale(0.7); transform-origin: 0 0'];
const html = (lab, attributes = '') =>
  `<contrastive-lab lab="${lab}" ${attributes} style="width: 620px">A lab.</contrastive-lab>`;
const hostOf = (style, lab, attributes) =>
  ({ css: `body { margin: 0; width: 640px; ${style} }`, html: html(lab, attributes) });


/** The places of the first lab's points on its circle, by the positions that it reports. */
const pointsOf = (lab) => lab.evaluate((e) => {
  const canvas = e.shadowRoot.querySelector('.space-canvas canvas');
  canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const p = e.snapshot.positions;
  return Array.from({ length: p.length / 3 }, (_, i) => ({ i, u: p[3 * i], v: p[3 * i + 1] }))
    .map(({ i, u, v }) => ({ i, u, v, box: { left, top, width, height } }));
});

for (const style of SCALES) {
  test(`every point is found under the pointer: ${style || 'as it is'}`, async () => {
    const { page, lab, done } = await visitLab(address, hostOf(style, 'infonce'));
    await settled(page);
    const all = await pointsOf(lab);
    const points = all.filter((p) => all.every((q) => q === p // crowded points are drawn aside
      || Math.hypot(q.u - p.u, q.v - p.v) > 0.4));
    assert.ok(points.length >= 3, `${points.length} points by themselves`);
    // The circle's radius as a share of the canvas is searched for once, from the outside inwards.
    const hover = () => lab.evaluate((e) => e.state.hover);
    const at = ({ u, v, box }, r) => page.mouse.move(box.left + box.width * (0.5 + r * u),
      box.top + box.height / 2 - box.width * r * v);
    let radius = 0;
    for (let r = 0.5; r > 0.2 && !radius; r -= 0.01) {
      await at(points[0], r);
      if (await hover() === points[0].i) radius = r - 0.01;
    }
    assert.ok(radius, 'no place of the first point');
    for (const point of points) {
      await page.mouse.move(0, 0);
      await at(point, radius);
      assert.equal(await hover(), point.i);
    }
    // A point that is dragged goes where the pointer goes.
    await at(points[0], radius);
    await page.mouse.down();
    const to = Math.atan2(points[0].v, points[0].u) + 0.6;
    await at({ ...points[0], u: Math.cos(to), v: Math.sin(to) }, radius);
    await page.mouse.up();
    await page.waitForFunction(([i, angle]) => {
      const p = document.querySelector('contrastive-lab').snapshot.positions;
      const off = Math.atan2(p[3 * i + 1], p[3 * i]) - angle;
      return Math.abs(Math.atan2(Math.sin(off), Math.cos(off))) < 0.06;
    }, [points[0].i, to]);
    await done();
  });

  test(`every cell of the matrix and place of the curve is found: ${style || 'as it is'}`, async () => {
    const { page, lab, done } = await visitLab(address, hostOf(style, 'infonce'));
    await lab.evaluate((e) => e.step(200));
    await lab.locator('.panel-loss canvas').waitFor();
    await settled(page);
    const seen = new Set();
    const box = await figureBox(lab, '.matrix-canvas canvas');
    const text = () => lab.locator('.panel-matrix .p-readout').textContent();
    for (let i = 0; i < 16; i++) {
      await page.mouse.move(box.left + box.width / 2, box.top + (box.height * (i + 0.5)) / 16);
      seen.add((await text()).split(' \u00b7 ')[0]);
    }
    assert.ok(seen.size >= 8, `${seen.size} of 8 rows: ${[...seen]}`);
    const chart = await figureBox(lab, '.panel-loss .u-over');
    for (const share of [0.1, 0.5, 0.9]) {
      await page.mouse.move(chart.left + chart.width * share, chart.top + chart.height / 2);
      const words = await lab.locator('.panel-loss .p-unit').first().textContent();
      const step = Number(words.match(/step (\d+)/)[1]);
      assert.ok(Math.abs(step - 200 * share) < 6, `step ${step} at ${share} of 200`);
    }
    await done();
  });
}

/** @param {import('playwright-core').Locator} lab @param {string} selector */
const figureBox = (lab, selector) => lab.evaluate((e, of) => {
  const figure = e.shadowRoot.querySelector(of);
  figure.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = figure.getBoundingClientRect();
  return { left, top, width, height };
}, selector);

for (const style of SCALES.slice(1, 4)) {
  test(`rings and assignments are found as well: ${style}`, async () => {
    const ring = await visitLab(address, hostOf(style, 'moco', 'encoder="mlp" pairs="8" queue="64"'),
      'moco');
    await ring.lab.evaluate((e) => e.step(20));
    await settled(ring.page);
    const box = await figureBox(ring.lab, '.p-ring canvas');
    const seen = new Set();
    for (let k = 0; k < 8; k++) { // 64 keys in batches of 8 make eight arcs
      const turn = (2 * Math.PI * (k + 0.5)) / 8;
      await ring.page.mouse.move(box.left + box.width * (0.5 + 0.41 * Math.sin(turn)),
        box.top + box.height * (0.5 - 0.41 * Math.cos(turn)));
      seen.add(await ring.lab.locator('.panel-queue').evaluate((p) =>
        p.textContent.match(/Keys of step [\d,]+/)?.[0]));
    }
    assert.equal(seen.size, 8, `${[...seen]}`);
    await ring.done();

    const swav = await visitLab(address,
      hostOf(style, 'swav', 'encoder="mlp" pairs="8" prototypes="8"'), 'swav');
    await swav.lab.evaluate((e) => e.step(2));
    await settled(swav.page);
    const canvas = await figureBox(swav.lab, '.assign-canvas canvas');
    const rows = new Set();
    for (let i = 0; i < 30; i++) {
      await swav.page.mouse.move(canvas.left + canvas.width / 2,
        canvas.top + canvas.height * (0.3 + (0.69 * i) / 30));
      rows.add(await swav.lab.evaluate((e) => e.state.hover));
    }
    assert.ok(rows.size >= 12, `${rows.size} rows`);
    await swav.done();
  });
}

// ---- fingers

const PHONE = { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true };

/** Moves a finger from one place over others, as the browser itself would report it. */
async function swipe(page, [from, ...over]) {
  const client = await page.context().newCDPSession(page);
  const touch = (type, at) => client.send('Input.dispatchTouchEvent',
    { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
  await touch('touchStart', from);
  for (const at of over) await touch('touchMove', at);
  await touch('touchEnd');
  await client.detach();
}

/** Resolves when the page has come to rest: a finger on one that still glides only stops it. */
const rested = (page) => page.evaluate(() => new Promise((resolve) => {
  let [place, still] = [scrollY, 0];
  const look = () => {
    still = scrollY === place ? still + 1 : 0;
    place = scrollY;
    if (still > 12) resolve(null);
    else requestAnimationFrame(look);
  };
  look();
}));

const path = (x, y, dx, dy) => Array.from({ length: 12 }, (_, i) => [x + dx * i, y + dy * i]);

for (const name of ['pairs', 'tau']) {
  test(`a finger that scrolls past a slider does not move it, one along it does: ${name}`, async () => {
    const host = { html: '<p style="height: 300px">Above.</p>'
      + '<contrastive-lab lab="infonce">x</contrastive-lab><p style="height: 2000px">Below.</p>' };
    const { page, lab, done } = await visitLab(address, host, 'infonce', PHONE);
    await lab.evaluate((e) => e.step(7));
    const slider = lab.locator(`.control-${name} input[type=range]`);
    await slider.evaluate((s) => s.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const value = () => lab.evaluate((e, n) => e.state.params[n], name);
    const before = await value();
    for (const way of [-14, 14]) {
      const box = await slider.boundingBox();
      const from = await page.evaluate(() => scrollY);
      await swipe(page, path(box.x + box.width * 0.8, box.y + box.height / 2, 0.3, way));
      await page.waitForFunction((y) => scrollY !== y, from);
      await rested(page);
      assert.equal(await value(), before, 'moved by a scroll');
      assert.equal(await lab.evaluate((e) => e.snapshot.step), 7, 'the run is lost');
      const shown = await lab.locator(`.control-${name} input[type=text]`).inputValue();
      assert.equal(shown, String(before));
      await slider.evaluate((s) => s.scrollIntoView({ block: 'center', behavior: 'instant' }));
      await rested(page);
    }
    const stop = await slider.inputValue();
    const box = await slider.boundingBox();
    const start = box.x + box.width * (Number(stop) / 1000);
    await swipe(page, path(start, box.y + box.height / 2, 0.03 * box.width, 0.5));
    await page.waitForFunction(([n, was]) => document.querySelector('contrastive-lab')
      .state.params[n] > was, [name, before]);
    const along = await value();
    const again = await slider.boundingBox(); // a tap sets the slider as well
    await swipe(page, [[again.x + again.width * 0.9, again.y + again.height / 2]]);
    await page.waitForFunction(([n, was]) => document.querySelector('contrastive-lab')
      .state.params[n] > was, [name, along]);
    await done();
  });
}
