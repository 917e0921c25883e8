// Labs train on while their reader reads on: out of sight, in a hidden tab where the reader asks
// for it, one lab with an encoder at a time, to the end of the schedule.
// Nothing else works out of sight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = 'encoder=mlp&pairs=16&hidden=32&feature=16&dim=8&schedule=cosine&steps=50000';

/** Resolves once a lab has made this many more steps. */
const goesOn = (page, lab, more) => page.evaluate(async ([id, n]) => {
  const element = document.querySelector(`contrastive-lab[lab="${id}"]`);
  const from = element.snapshot.step;
  await new Promise((resolve) => {
    element.addEventListener('snapshot', ({ detail }) => { if (detail.step >= from + n) resolve(); });
  });
}, [lab, more]);

const stateOf = (lab) => lab.evaluate(({ state: { playing, waiting, why } }) =>
  ({ playing, waiting, why }));
const readOn = (page) => page.evaluate(() => document.getElementById('references')
  .scrollIntoView({ behavior: 'instant' }));
const chip = (page) => page.getByRole('complementary', { name: 'Labs in training' });

/** Makes the page think that its tab is hidden, or shown again. */
const hide = (page, hidden) => page.evaluate((yes) => {
  Object.defineProperty(document, 'visibilityState',
    { value: yes ? 'hidden' : 'visible', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

async function started(page, id, address_) {
  await page.goto(address_);
  const lab = await ready(page, id);
  await lab.evaluate((e) => e.play());
  return lab;
}

test('a started lab trains on out of sight; the chip says so, pauses it and leads back', async () => {
  const { page, done } = await visit('about:blank');
  const lab = await started(page, 'simclr', `${address}#simclr?${SMALL}`);
  assert.equal(await chip(page).getByRole('button').count(), 0, 'none is needed while it is in view');
  await readOn(page);
  await chip(page).getByText('SimCLR on emoji and digits', { exact: true }).waitFor();
  await goesOn(page, 'simclr', 20);
  assert.deepEqual(await stateOf(lab), { playing: true, waiting: false, why: '' });
  await chip(page).getByText(/step [\d,]+ of 50,000 · [\d,]+ steps\/s/).waitFor();
  await chip(page).getByRole('status').filter({ hasText: 'trains on out of sight' }).waitFor();
  assert.equal(await lab.evaluate((e) => [...e.shadowRoot.querySelectorAll('.card [aria-live]')]
    .filter((node) => node.getAttribute('aria-live') !== 'off').length), 0,
  'what is out of sight is read out');
  const { violations } = await new AxeBuilder({ page }).include('.chip').analyze();
  assert.deepEqual(violations.map((v) => v.id), []);

  await chip(page).getByRole('button', { name: 'Pause SimCLR' }).click();
  assert.equal((await stateOf(lab)).playing, false);
  await chip(page).getByRole('button', { name: 'Play SimCLR' }).click();
  assert.equal((await stateOf(lab)).playing, true);
  await chip(page).getByRole('button', { name: /^SimCLR/ }).click();
  await chip(page).locator('.chip-box').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector('contrastive-lab[lab="simclr"]')
      .getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'lab-simclr');
  await done();
});

test('the chip is two steps from the head of the page by keyboard', async () => {
  const { page, done } = await visit('about:blank');
  await started(page, 'simclr', `${address}#simclr?${SMALL}`);
  await readOn(page);
  await chip(page).locator('.chip-back:visible').waitFor();
  await page.evaluate(() => document.querySelector('#lang').focus());
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'chip-back');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('contrastive-lab[lab="simclr"]')
    .state.playing);
  await done();
});

test('in a hidden tab it waits, or trains on where that is asked for, without a frame', async () => {
  const { page, done } = await visit('about:blank');
  const lab = await started(page, 'simclr', `${address}#simclr?${SMALL}`);
  await readOn(page);
  await hide(page, true);
  assert.deepEqual(await stateOf(lab), { playing: false, waiting: true, why: '' });
  await hide(page, false);
  assert.deepEqual(await stateOf(lab), { playing: true, waiting: false, why: '' });
  await chip(page).getByLabel('Also while this tab is hidden').check();
  await page.evaluate(() => { globalThis.requestAnimationFrame = () => 0; });
  await hide(page, true);
  assert.deepEqual(await stateOf(lab), { playing: true, waiting: false, why: '' });
  await goesOn(page, 'simclr', 20);
  await chip(page).getByLabel('Also while this tab is hidden').uncheck();
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="simclr"]')
    .state.waiting, null, { polling: 100 });
  await done();
});

test('it rests at the end of its schedule out of sight, without a frame', async () => {
  const { page, done } = await visit('about:blank');
  const lab = await started(page, 'simclr', `${address}#simclr?${SMALL.replace('50000', '2500')}`);
  await page.evaluate(() => { globalThis.requestAnimationFrame = () => 0; });
  await readOn(page);
  await page.waitForFunction(() => {
    const { playing, why } = document.querySelector('contrastive-lab[lab="simclr"]').state;
    return !playing && /end of the schedule/.test(why);
  }, null, { polling: 100 });
  await chip(page).getByText(/Paused at the end of the schedule/).first().waitFor();
  const at = (await lab.evaluate((e) => e.snapshot.step));
  assert.ok(at >= 2500, `step ${at}`);
  await chip(page).getByRole('button', { name: 'Close' }).click();
  await chip(page).locator('.chip-box').waitFor({ state: 'hidden' });
  await done();
});

test('one lab with an encoder trains at a time, and the other says which', async () => {
  const { page, done } = await visit('about:blank');
  const first = await started(page, 'simclr', `${address}#simclr?${SMALL};moco?${SMALL}`);
  const second = await ready(page, 'moco');
  const points = page.locator('contrastive-lab[lab="infonce"]');
  await points.evaluate((e) => e.play());
  await second.evaluate((e) => e.play());
  const { playing, why } = await stateOf(first);
  assert.equal(playing, false);
  assert.equal(why, 'Paused: \u201cMoCo: a queue and a slow encoder\u201d is training now.');
  assert.equal(await first.locator('.why').innerText(), why, 'it stands beside Play');
  assert.equal((await stateOf(second)).playing, true);
  assert.equal((await stateOf(points)).playing, true, 'free points are light');
  await first.evaluate((e) => e.play());
  assert.equal((await stateOf(first)).why, '');
  assert.match((await stateOf(second)).why, /SimCLR/);
  await goesOn(page, 'simclr', 5);
  await second.evaluate((e) => e.finalize());
  assert.equal((await stateOf(first)).playing, true);
  await done();
});

test('what starts by itself waits for the lab that trains, says so, and goes on; points do not', async () => {
  const { page, done } = await visit('about:blank');
  const first = await started(page, 'simclr', `${address}#simclr?${SMALL};moco?${SMALL}`);
  const points = await ready(page, 'infonce');
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.playing);
  await goesOn(page, 'infonce', 5);
  assert.equal((await stateOf(points)).why, '');
  await page.evaluate(() => document.querySelector('contrastive-lab[lab="moco"]')
    .setAttribute('autoplay', ''));
  const second = await ready(page, 'moco');
  await second.locator('.why').filter({ hasText: /^Waiting: \u201cSimCLR.* is training now\.$/ }).waitFor();
  assert.equal((await stateOf(first)).playing, true);
  await first.evaluate((e) => e.pause());
  await goesOn(page, 'moco', 5);
  assert.deepEqual(await stateOf(second), { playing: true, waiting: false, why: '' });
  await done();
});

test('what started by itself waits out of sight, and shows no chip', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.playing);
  await readOn(page);
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.waiting);
  assert.equal((await stateOf(lab)).playing, false);
  assert.equal(await chip(page).getByRole('button').count(), 0);
  await lab.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.playing);
  await done();
});

for (const [name, options, words] of [
  ['reduced motion', { reducedMotion: 'reduce' }, /your system asks for less motion/],
  ['save-data', {}, /your browser is set to save data/],
]) {
  test(`${name} starts nothing, and the lab says why where Play is`, async () => {
    const { page, done } = await visit('about:blank', options);
    if (name === 'save-data') {
      await page.addInitScript(() => Object.defineProperty(navigator, 'connection',
        { value: { saveData: true }, configurable: true }));
    }
    await page.goto(address);
    const lab = await ready(page);
    assert.equal((await stateOf(lab)).playing, false);
    assert.match(await lab.locator('.why').innerText(), words);
    await lab.getByRole('button', { name: 'Play' }).click();
    assert.deepEqual(await stateOf(lab), { playing: true, waiting: false, why: '' });
    await done();
  });
}

test('a paused lab out of sight has its worker do nothing', async () => {
  const { page, done } = await visit('about:blank');
  await page.addInitScript(() => { // counts the snapshots that come from each worker
    globalThis.counts = [];
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        const own = counts.push({ snapshots: 0, examining: 0 }) - 1;
        this.addEventListener('message', ({ data }) => {
          if (data.type !== 'snapshot') return;
          counts[own].snapshots++;
          counts[own].examining = data.snapshot.examining;
        });
      }
    };
  });
  await page.goto(address);
  const points = await ready(page);
  await points.evaluate((e) => e.play());
  await ready(page, 'simclr'); // its exam has begun and takes long
  const own = await page.evaluate(() => counts.length - 1);
  const count = () => page.evaluate((k) => counts[k], own);
  await readOn(page);
  await goesOn(page, 'infonce', 30); // meanwhile one more snapshot may arrive
  const before = await count();
  assert.ok(!(before.examining >= 1), 'there is an exam to stop');
  await goesOn(page, 'infonce', 90);
  assert.deepEqual(await count(), before);
  await page.locator('contrastive-lab[lab="simclr"]').scrollIntoViewIfNeeded();
  await page.waitForFunction(([k, n]) => counts[k].snapshots > n, [own, before.snapshots]);
  await done();
});
