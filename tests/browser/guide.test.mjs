// The guided start of a lab: predict, run, compare; left and resumed; by keyboard alone; with and
// without storage; challenges get their ticks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();

/** Opens the article with a lab. @param {object} [options] of the browser context
 *  @param {string} [name] the lab */
async function open(options = {}, name = 'infonce') {
  const seen = await visit('about:blank', options);
  await seen.page.goto(`${address}#${name}`);
  const lab = await ready(seen.page, name);
  await lab.evaluate((e) => e.pause());
  const guide = lab.getByRole('group', { name: 'Guided start' });
  return { ...seen, lab, guide, button: lab.getByRole('button', { name: 'Guided start' }) };
}

const title = (guide, text) => guide.getByRole('heading', { name: text }).waitFor();
const params = (lab) => lab.evaluate((e) => ({ ...e.state.params }));

test('predict, run, compare: with this run\u2019s numbers, read out, and Play and Pause go on working', async () => {
  const { lab, guide, button, done } = await open();
  await button.click();
  await title(guide, 'Guided start, 1 of 4');
  await guide.getByRole('radio', { name: 'Exactly zero' }).check();
  await guide.getByRole('button', { name: 'Run 150 steps' }).click();
  await guide.getByRole('button', { name: /^Step \d+ of 150/ }).waitFor();
  await lab.getByRole('button', { name: 'Pause' }).click();
  await guide.getByRole('button', { name: /^Paused at step/ }).waitFor();
  await lab.getByRole('button', { name: 'Play' }).click();
  const says = guide.getByRole('status').filter({ hasText: 'Your prediction did not hold' });
  await says.waitFor();
  const { step, loss, playing } = await lab.evaluate((e) =>
    ({ step: e.snapshot.step, loss: e.snapshot.loss, playing: e.state.playing }));
  assert.equal(playing, false);
  assert.equal(step, 150, 'it rests exactly where the question asks');
  assert.match(await says.innerText(), new RegExp(`${loss.toFixed(3)} nats`));
  await guide.getByRole('radio', { name: /above zero.*this is what happened/ }).waitFor();
  await done();
});

test('by keyboard alone, and axe finds nothing', async () => {
  const { page, guide, button, done } = await open();
  await button.focus();
  await page.keyboard.press('Enter');
  await title(guide, 'Guided start, 1 of 4');
  const focused = () => page.evaluate(() => {
    const active = document.activeElement.shadowRoot.activeElement;
    return active.type === 'radio' ? active.value : active.textContent;
  });
  assert.equal(await focused(), 'Guided start, 1 of 4');
  const next = async (text) => {
    for (let i = 0; i < 8 && await focused() !== text; i++) await page.keyboard.press('Tab');
    assert.equal(await focused(), text);
  };
  await next('none');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'some');
  await next('Run 150 steps');
  await page.keyboard.press('Enter');
  await guide.getByRole('status').filter({ hasText: 'Your prediction held' }).waitFor();
  assert.equal(await focused(), 'Next', 'focus stays on the main button');
  const { violations } = await new AxeBuilder({ page }).include('contrastive-lab[lab="infonce"]')
    .analyze();
  assert.deepEqual(violations.map((v) => v.id), []);
  await page.keyboard.press('Enter');
  await title(guide, 'Guided start, 2 of 4');
  await done();
});

test('left, resumed after a reload; the settings come back when asked for', async () => {
  const { page, lab, guide, button, done } = await open();
  await lab.evaluate((e) => { e.setAttribute('tau', '0.3'); });
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.params.tau === 0.3);
  await button.click();
  await title(guide, 'Guided start, 1 of 4');
  await guide.getByRole('button', { name: 'Next' }).click();
  await title(guide, 'Guided start, 2 of 4');
  assert.equal((await params(lab)).tau, 0.07);
  await guide.getByRole('radio').last().check();
  await guide.getByRole('button', { name: 'Leave' }).click();
  assert.equal((await params(lab)).tau, 0.07, 'leaving restores nothing');
  await page.reload();
  await ready(page);
  await lab.getByRole('button', { name: 'Guided start' }).click();
  await title(guide, 'Guided start, 2 of 4');
  assert.ok(await guide.getByRole('radio').last().isChecked());
  await guide.getByRole('button', { name: 'Back to my settings' }).click();
  assert.equal((await params(lab)).tau, 0.3);
  await guide.getByText('The settings have changed').waitFor();
  await guide.getByRole('button', { name: 'Set it up again' }).click();
  await guide.getByRole('button', { name: 'Run 150 steps' }).waitFor();
  await guide.getByRole('button', { name: 'Start over' }).click();
  await title(guide, 'Guided start, 1 of 4');
  await done();
});

test('without storage it works; at 390 px it fits the width; a challenge gets its tick', async () => {
  const { page, lab, guide, button, done } = await open({ viewport: { width: 390, height: 844 },
    hasTouch: true });
  await page.evaluate(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } });
  });
  await button.tap();
  await title(guide, 'Guided start, 1 of 4');
  assert.ok(await guide.evaluate((e) => e.scrollWidth <= e.clientWidth));
  for (let i = 0; i < 4; i++) await guide.getByRole('button', { name: 'Next' }).tap();
  await title(guide, 'Challenges, 0 of 4 done');
  await lab.evaluate((e) => {
    e.setAttribute('bug', 'left_out');
    e.setAttribute('pairs', '4');
  });
  await lab.evaluate((e) => e.play());
  await title(guide, 'Challenges, 1 of 4 done');
  await guide.getByText(/^Done: \u2212[\d.]+ at step \d+$/).waitFor();
  await lab.evaluate((e) => e.pause());
  await guide.getByRole('button', { name: 'Clear the ticks' }).tap();
  await title(guide, 'Challenges, 0 of 4 done');
  await guide.getByText('It is so already.').waitFor();
  await done();
});

test('a lab with a network: figures that are measured later are waited for', async () => {
  const { lab, guide, button, done } = await open({}, 'byol');
  await button.click();
  await title(guide, 'Guided start, 1 of 3');
  await guide.getByRole('button', { name: 'Run 200 steps' }).click();
  await guide.getByRole('status').filter({ hasText: 'You made no prediction. Spread is' }).waitFor();
  assert.equal(await lab.evaluate((e) => e.state.params.method), 'simsiam');
  assert.equal(await lab.evaluate((e) => e.snapshot.step), 200);
  await done();
});
