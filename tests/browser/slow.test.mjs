// Slow motion, for every method: the strip of its phases, by keyboard and by ear, and the panels
// they show in; and the lab of MoCo, whose queue goes round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, read, ready, site, visit } from './browser.mjs';

const address = await site();
const COMMON = ['augment', 'encode', 'loss', 'gradient', 'update'];

/** Phases that the strip names, and the one it marks. */
const strip = (lab) => lab.evaluate((e) => {
  const buttons = [...e.shadowRoot.querySelectorAll('.phases button')];
  return { names: buttons.map((b) => b.textContent),
    current: buttons.filter((b) => b.getAttribute('aria-current') === 'step').map((b) => b.textContent),
    lit: [...e.shadowRoot.querySelectorAll('.is-lit')].map((b) => b.className.match(/box-(\w+)/)[1]) };
});

async function slowDown(lab) {
  await lab.evaluate((e) => e.pause());
  await lab.getByLabel('Speed').selectOption({ label: 'slow motion' });
  await lab.getByRole('group', { name: 'One step in phases' }).waitFor();
}

test('the first lab goes through five phases, each lighting its panels', async () => {
  const { page, done } = await visit(address);
  const fetched = [];
  page.on('request', (r) => fetched.push(r.url()));
  const lab = await ready(page);
  assert.equal(fetched.some((url) => url.includes('phases')), false, 'it comes when it is asked for');
  await slowDown(lab);
  await lab.evaluate((e) => e.reset());
  assert.deepEqual((await strip(lab)).names, COMMON);
  const step = lab.getByRole('button', { name: 'Step', exact: true });
  const places = { augment: [], encode: ['space'], loss: ['matrix', 'loss', 'breakdown'],
    gradient: ['space', 'breakdown'], update: ['space'] };
  for (const name of COMMON) {
    await step.click();
    await lab.locator(`.phases [aria-current]:text-is("${name}")`).waitFor();
    const { current, lit } = await strip(lab);
    assert.deepEqual(current, [name]);
    assert.deepEqual(lit, places[name]);
  }
  assert.equal((await read(lab)).step, 1);
  await lab.getByLabel('Speed').selectOption({ label: '30 steps/s' });
  await page.waitForFunction(() => !document.querySelector('contrastive-lab').shadowRoot
    .querySelector('.is-lit'));
  await done();
});

test('a press, also of a key, goes on to a phase of MoCo; other methods have others', async () => {
  const { page, done } = await visit(`${address}#moco?pairs=16&queue=64`);
  const lab = await ready(page, 'moco');
  await slowDown(lab);
  await lab.evaluate((e) => e.reset());
  assert.deepEqual((await strip(lab)).names,
    ['augment', 'encode', 'target', 'loss', 'gradient', 'update', 'follow']);
  await lab.getByRole('button', { name: 'follow' }).focus();
  await page.keyboard.press('Enter');
  await lab.locator('.phases [aria-current]:text-is("follow")').waitFor();
  assert.deepEqual((await strip(lab)).lit, ['queue']);
  assert.equal((await read(lab)).step, 1);
  await lab.getByRole('img', { name: '16 of them filled; the next 16 go to slot 16' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).include('contrastive-lab[lab="moco"]')
    .analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);

  await lab.getByLabel('Method').selectOption({ label: 'MoCo v3' });
  await lab.getByRole('button', { name: 'predict' }).click();
  await lab.locator('.phases [aria-current]:text-is("predict")').waitFor();
  await lab.getByLabel('Method').selectOption({ label: 'SimCLR' });
  await lab.locator('.phases button:text-is("target")').waitFor({ state: 'detached' });
  assert.deepEqual((await strip(lab)).names, COMMON);
  await done();
});

test('keys of a still encoder stay fresh, while the other one leaves it', async () => {
  const { page, done } = await visit(`${address}#moco?pairs=32&queue=96&ema=1`);
  const lab = await ready(page, 'moco');
  await lab.evaluate((e) => e.pause());
  await lab.evaluate(async (e) => { await e.reset(); await e.step(6); });
  await lab.locator('.p-ages li:nth-child(3) output:text-is("1.00")').waitFor();
  assert.equal(await lab.locator('.p-ages li:visible').count(), 3, 'three batches are in the queue');
  assert.ok(Number(await lab.locator('.panel-queue .p-big').textContent()) < 1);
  await done();
});
