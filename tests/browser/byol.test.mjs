// The lab without negatives: a run whose safeguard is switched off
// collapses, and the meters say so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, site, visit } from './browser.mjs';

const address = await site();

/** Waits until the text of the meters contains these words. */
const said = (page, words) => page.waitForFunction((text) => document
  .querySelector('contrastive-lab[lab="byol"]').shadowRoot.querySelector('.panel-spectrum')
  .textContent.includes(text), words);

/** Trains this many steps from the start. */
const train = (lab, steps) => lab.evaluate(async (e, n) => {
  e.pause();
  await e.reset();
  await e.step(n);
}, steps);

test('without stop-gradient it collapses to a point, with it not', async () => {
  const { page, done } = await visit(`${address}#byol?data=toy&method=simsiam`);
  const lab = await ready(page, 'byol');
  await train(lab, 300);
  await said(page, 'Step 300, held-out items');
  assert.ok(await lab.evaluate((e) => e.snapshot.metrics.std) > 0.6);
  assert.equal(await lab.locator('.is-bad').count(), 0);
  await lab.evaluate((e) => e.setAttribute('stop_gradient', 'off'));
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="byol"]')
    .state.params.stop_gradient === 'off');
  await train(lab, 300);
  await said(page, 'Step 300: collapsed');
  assert.equal(await lab.locator('.is-bad').count(), 2, 'the spread, and the rank of what is left');
  await said(page, 'but of almost nothing');
  await done();
});

test('a linear network loses the dimensions of style', async () => {
  const { page, done } = await visit(
    `${address}#byol?data=toy&method=simclr&activation=linear&norm=off&head=1&dim=16`);
  const lab = await ready(page, 'byol');
  await train(lab, 600);
  await said(page, '8 of 16 singular values are below a hundredth');
  assert.equal(await lab.locator('.control-predictor').isVisible(), false, 'SimCLR has none');
  await done();
});

test('a method brings its recipe and its controls', async () => {
  const { page, done } = await visit(`${address}#byol?pairs=16&encoder=mlp&predictor=off`);
  const lab = await ready(page, 'byol');
  await lab.evaluate((e) => e.pause());
  await lab.getByLabel('Method').selectOption({ label: 'VICReg' });
  await lab.locator('.control-variance').waitFor();
  const { params } = await lab.evaluate((e) => e.state);
  assert.deepEqual([params.method, params.predictor, params.lr, params.pairs],
    ['vicreg', 'on', 0.01, 16]);
  assert.equal(await lab.locator('.control-predictor').isVisible(), false);
  assert.equal((await lab.evaluate((e) => e.step(2))).step, 2);
  await done();
});
