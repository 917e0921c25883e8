// The swav lab: Sinkhorn iterations shown by hand, the assigning phase,
// and views without prototypes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();

test('iterations are shown one by one, by mouse and by keys', async () => {
  const { page, done } = await visit(`${address}#swav?pairs=32`);
  const lab = await ready(page, 'swav');
  await lab.evaluate((e) => e.pause());
  await lab.getByText('After 5 iterations', { exact: true }).waitFor();
  await lab.getByRole('button', { name: 'None' }).click();
  await lab.getByText('Softmax, not balanced', { exact: true }).waitFor();
  await lab.getByRole('button', { name: 'One more' }).click();
  await lab.getByText('After 1 iteration', { exact: true }).waitFor();
  await lab.getByLabel('Sinkhorn iterations shown').press('ArrowRight');
  await lab.getByText('After 2 iterations', { exact: true }).waitFor();
  await lab.getByRole('button', { name: 'As in training' }).click();
  await lab.getByText('After 5 iterations', { exact: true }).waitFor();
  await lab.evaluate((e) => e.setAttribute('sinkhorn', '4'));
  await lab.getByText('After 4 iterations', { exact: true }).waitFor();
  await lab.getByText('costs ln 64 = 4.159 nats').waitFor();
  await done();
});

test('in slow motion the assignment is a phase of its own', async () => {
  const { page, done } = await visit(`${address}#swav?pairs=32&crops=2`);
  const lab = await ready(page, 'swav');
  await lab.evaluate((e) => e.pause());
  await lab.getByLabel('Speed').selectOption({ label: 'slow motion' });
  for (const phase of ['augment', 'encode', 'assign', 'loss', 'gradient', 'update']) {
    await lab.getByRole('button', { name: 'Step', exact: true }).click();
    await lab.locator(`.phases [aria-current]:text-is("${phase}")`).waitFor();
    const lit = await lab.locator('.box-assignments.is-lit').count();
    assert.equal(lit, phase === 'assign' ? 1 : 0, phase);
  }
  assert.equal(await lab.locator('.p-views li').first().locator('canvas').count(), 4);
  await done();
});

test('another representation has no prototypes: that is said, and they come back', async () => {
  const { page, done } = await visit(`${address}#swav?pairs=32&read=before`);
  const lab = await ready(page, 'swav');
  await lab.evaluate((e) => e.pause());
  await lab.getByText('Prototypes are compared with embeddings after the head').waitFor();
  await lab.evaluate((e) => e.setAttribute('read', 'after'));
  await lab.getByText('prototypes are the first choice of').waitFor();
  await done();
});

for (const width of [1280, 360]) {
  test(`axe finds nothing to object to at ${width} px`, async () => {
    const { page, done } = await visit(`${address}#swav?pairs=32`,
      { reducedMotion: 'reduce', viewport: { width, height: 800 } });
    await ready(page, 'swav');
    const { violations } = await new AxeBuilder({ page }).include('contrastive-lab[lab="swav"]')
      .analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await done();
  });
}
