// What a reset, a restart or a changed setting leaves behind in the charts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHistory } from '../../web/shell/panels/parts/history.js';
import { nearestTo, together } from '../../web/shell/panels/parts/ghost.js';
import { createCourse } from '../../web/shell/run/course.js';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();

test('a course ends with a reset or another session, and one without steps leaves nothing', () => {
  const course = createCourse(() => 0);
  course.take(null, { tau: 1 });
  course.take({ step: 0 }, { tau: 1 });
  course.take(null, { tau: 2 });
  assert.equal(course.get({ tau: 2 }).before, null);
  course.take({ step: 5 }, { tau: 2 });
  course.take({ step: 0 }, { tau: 2 });
  assert.deepEqual(course.get({ tau: 3 }).before, { tau: 2 });
  assert.deepEqual(course.get({ tau: 3 }).differs, ['tau']);
  course.forget();
  assert.equal(course.get({ tau: 3 }).before, null);
});

test('a setting changed on the way is noted once, however long its slider is moved', () => {
  let now = 0;
  const course = createCourse(() => now);
  for (const tau of [1, 2, 3]) course.take({ step: 10 * tau }, { tau, lr: 1 });
  now = 1e5;
  course.take({ step: 40 }, { tau: 3, lr: 2 });
  assert.deepEqual(course.get({ tau: 3, lr: 2 }).changes, [
    { step: 10, names: ['tau'], params: { tau: 3, lr: 1 } },
    { step: 30, names: ['lr'], params: { tau: 3, lr: 2 } },
  ]);
});

test('a history keeps the course before until it is removed', () => {
  const history = createHistory(1);
  const course = (id, before) => ({ id, before, differs: [], changes: [] });
  history.follow(course(0, null));
  for (const step of [1, 2, 3]) history.add(step, 10 * step);
  history.follow(course(1, {}));
  assert.deepEqual(history.before, [[1, 2, 3], [10, 20, 30]]);
  assert.deepEqual(history.columns(), [[], []]);
  history.follow(course(1, null));
  assert.equal(history.before, null);
  history.add(1, 5); // one point is no line
  history.follow(course(2, {}));
  assert.equal(history.before, null);
});

test('both courses share their steps, and a pointer finds the nearest of the present one', () => {
  const Plot = { join: () => 'joined' };
  assert.equal(together(Plot, [[1, 2], [3, 4]], [[1], [5]]), 'joined');
  assert.deepEqual(together(Plot, null, [[1], [5]]), [[1], [null], [5]]);
  assert.deepEqual(together(Plot, [[1, 2], [3, 4]], [[], []]), [[1, 2], [3, 4], [null, null]]);
  assert.deepEqual([0, 1, 4, 6, 9, 100].map((step) => nearestTo([1, 5, 9], step)),
    [0, 0, 1, 1, 2, 2]);
});

const ghost = (lab) => lab.locator('.panel-loss .p-ghost');

test('the run before stays in the chart, named by what differs, until one press', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=infonce`);
  const lab = await ready(page);
  await lab.evaluate((e) => e.step(30));
  assert.equal(await ghost(lab).isHidden(), true);
  await lab.evaluate((e) => e.setAttribute('pairs', '6'));
  await ghost(lab).getByText('Before: Batch 4').waitFor();
  await lab.evaluate((e) => e.step(20));
  await lab.evaluate((e) => e.reset());
  await ghost(lab).getByText('Before, with the same settings').waitFor();
  const { violations } = await new AxeBuilder({ page }).include('contrastive-lab').analyze();
  assert.deepEqual(violations.map(({ id }) => id), []);
  await ghost(lab).focus();
  await page.keyboard.press('Enter');
  await ghost(lab).waitFor({ state: 'hidden' });
  await done();
});

test('every chart of a lab keeps the run before, and all let it go together', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=simclr&data=toy&encoder=mlp`);
  const lab = await ready(page, 'simclr');
  const measured = (step) => page.waitForFunction((s) => document.querySelector('contrastive-lab')
    .shadowRoot.querySelector('.panel-retrieval .p-note').textContent.includes(`${s}`), step);
  for (const step of [0, 3, 6]) {
    if (step) await lab.evaluate((e) => e.step(3));
    await measured(step);
  }
  await lab.evaluate((e) => e.setAttribute('tau', '0.5'));
  await lab.evaluate((e) => e.reset());
  const all = lab.locator('.p-ghost:visible');
  await page.waitForFunction(() => [...document.querySelector('contrastive-lab').shadowRoot
    .querySelectorAll('.p-ghost')].filter((b) => !b.hidden).length === 2);
  assert.match(await all.first().innerText(), /Temperature/);
  await all.last().click();
  await page.waitForFunction(() => [...document.querySelector('contrastive-lab').shadowRoot
    .querySelectorAll('.p-ghost')].every((b) => b.hidden));
  await done();
});
