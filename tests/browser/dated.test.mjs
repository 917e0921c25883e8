// Figures that are older than the loss beside them say of which step they are, and look faded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../wasm/labs.mjs';
import { ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = 'encoder=mlp&hidden_units=16&pairs=16';

/** Put before a worker's script: after the first whole evaluation no other
 *  one is ever completed. */
const STUCK = `(() => {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const calls = { ...made.exports };
    const evaluate = calls.ct_session_evaluate;
    let whole = false;
    calls.ct_session_evaluate = (...a) => (whole ? 0 : (whole = evaluate(...a) === 1) ? 1 : 0);
    return { exports: calls };
  };
})();`;

/** The panels that show results of the whole evaluation. */
const MEASURED = ['assignments', 'clouds', 'collections', 'map', 'match', 'matching', 'matrix',
  'neighbours', 'push', 'retrieval', 'space', 'spectrum', 'zeroshot'];

const seen = (lab) => lab.evaluate((e) => ({
  step: e.snapshot.step,
  boxes: [...e.shadowRoot.querySelectorAll('.panel-box')].map((b) => ({
    name: b.className.match(/box-(\w+)/)[1],
    words: b.querySelector('.dated:not([hidden])')?.textContent ?? null,
    faded: getComputedStyle(b.querySelector('.panel')).getPropertyValue('--ink').trim()
      === getComputedStyle(b).getPropertyValue('--soft').trim(),
  })),
}));

for (const [id, { params, panels }] of Object.entries(labs)) {
  if (params.encoder === 'table') continue; // every step renews all of its figures
  test(`${id}: what is older than the loss says so; once all is measured nothing does`, async () => {
    const { page, done } = await visit('about:blank');
    await page.route(/contrastive-lab-worker[^/]*[.]js/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: STUCK + await answer.text() });
    });
    await page.goto(`${address}embed.html?lab=${id}&${SMALL}`);
    const lab = await ready(page, id);
    await lab.evaluate((e) => { e.pause(); });
    await page.waitForFunction(() => document.querySelector('contrastive-lab').snapshot);
    await lab.evaluate(async (e) => {
      e.play();
      const next = () => new Promise((go) => { e.addEventListener('snapshot', go, { once: true }); });
      while (e.snapshot.step < 3) await next();
    });
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('contrastive-lab');
      return [...shadowRoot.querySelectorAll('.panel-box')].every((b) =>
        !b.querySelector('.dated:not([hidden])') || b.classList.contains('is-old'));
    }); // figures that nothing renews are faded in the end
    const { step, boxes } = await seen(lab);
    assert.ok(step >= 3);
    const expected = MEASURED.filter((name) => panels.includes(name));
    assert.ok(expected.length > 0);
    for (const { name, words, faded } of boxes) {
      if (expected.includes(name)) assert.equal(words, 'of step 0', name);
      if (words !== null) assert.match(words, /^of step \d+$/, name);
      assert.equal(faded, words !== null, `${name} looks as old as it is`);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await ready(page, id);
    await lab.evaluate((e) => e.step(3)); // resolves once everything is measured
    for (const { name, words } of (await seen(lab)).boxes) {
      if (expected.includes(name)) assert.equal(words, null, name);
    }
    await done();
  });
}

test('after a drag while paused a card has one loss, of the points as they are', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=infonce`);
  const lab = await ready(page);
  await lab.evaluate(async (e) => { await e.pause(); await e.step(3); });
  const losses = () => lab.evaluate((e) => {
    const line = e.shadowRoot.querySelector('.line').textContent.match(/loss ([\d.]+)/)[1];
    const panel = e.shadowRoot.querySelector('.panel-loss .p-big').textContent;
    return [line, panel];
  });
  const before = await losses();
  assert.equal(before[0], before[1]);
  const canvas = lab.locator('.panel-space canvas').first();
  await canvas.scrollIntoViewIfNeeded();
  const place = await lab.evaluate((e) => {
    const { positions, step } = e.snapshot;
    const box = e.shadowRoot.querySelector('.panel-space canvas').getBoundingClientRect();
    return { positions: [...positions], step, box: { left: box.left, top: box.top, width: box.width,
      height: box.height } };
  });
  const { box } = place;
  let moved = false;
  for (let i = 1; i < 12 && !moved; i++) { // tries until a point is under the pointer
    for (let j = 1; j < 12 && !moved; j++) {
      await page.mouse.move(box.left + (box.width * i) / 12, box.top + (box.height * j) / 12);
      await page.mouse.down();
      await page.mouse.move(box.left + box.width / 2, box.top + box.height / 2, { steps: 4 });
      await page.mouse.up();
      moved = (await losses())[0] !== before[0];
    }
  }
  assert.ok(moved, 'a point was dragged');
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('contrastive-lab');
    return shadowRoot.querySelector('.line').textContent.match(/loss ([\d.]+)/)[1]
      === shadowRoot.querySelector('.panel-loss .p-big').textContent;
  });
  assert.equal((await lab.evaluate((e) => e.snapshot.step)), place.step);
  await done();
});
