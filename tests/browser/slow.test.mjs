// Slow motion for every method: the strip of phases, by keyboard and by screen reader, and the
// panels that light up for each; and the lab of MoCo, whose queue goes round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../wasm/labs.mjs';
import { engineSchema } from '../wasm/native.mjs';
import { AxeBuilder, read, ready, site, visit } from './browser.mjs';

const address = await site();
const COMMON = ['augment', 'encode', 'loss', 'gradient', 'update'];

/** The phases that the strip names, the one it marks, and the panels that are lit. */
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
  const places = { augment: ['space'], encode: ['space'], loss: ['matrix', 'loss', 'breakdown'],
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
    ['augment', 'encode', 'momentum', 'loss', 'gradient', 'update', 'follow']);
  await lab.getByRole('button', { name: 'follow', exact: true }).focus();
  await page.keyboard.press('Enter');
  await lab.locator('.phases [aria-current]:text-is("follow")').waitFor();
  assert.deepEqual((await strip(lab)).lit, ['queue']);
  assert.equal((await read(lab)).step, 1);
  await lab.getByRole('img', { name: '16 of them filled; the next 16 keys go to slot 16' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).include('contrastive-lab[lab="moco"]')
    .analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);

  await lab.getByLabel('Method').selectOption({ label: 'MoCo v3' });
  await lab.getByRole('button', { name: 'predict', exact: true }).click();
  await lab.locator('.phases [aria-current]:text-is("predict")').waitFor();
  await lab.getByLabel('Method').selectOption({ label: 'SimCLR' });
  await lab.locator('.phases button:text-is("momentum")').waitFor({ state: 'detached' });
  assert.deepEqual((await strip(lab)).names, COMMON);
  await done();
});

/** The phases of each method; COMMON for a method that is not named here. */
const PHASES = {
  moco: ['augment', 'encode', 'momentum', 'loss', 'gradient', 'update', 'follow'],
  moco3: ['augment', 'encode', 'momentum', 'predict', 'loss', 'gradient', 'update', 'follow'],
  byol: ['augment', 'encode', 'momentum', 'predict', 'loss', 'gradient', 'update', 'follow'],
  simsiam: ['augment', 'encode', 'predict', 'loss', 'gradient', 'update'],
  clip: ['augment', 'encode', 'text', 'loss', 'gradient', 'update'],
  swav: ['augment', 'encode', 'assign', 'loss', 'gradient', 'update'],
  bank: [...COMMON, 'follow'],
};

/** A phrase from the sentence in which the strip explains each phase. */
const HELPS = {
  augment: 'make its views', encode: 'views to embeddings', momentum: 'by the momentum encoder',
  predict: 'the other view should say', assign: 'each used equally',
  loss: 'similarities of embeddings, and from them one number',
  gradient: 'back through the encoder', update: 'one step of the optimiser',
  follow: 'the momentum encoder a little nearer',
};

/** Sets the method, unless it is set already, and goes to the beginning of a step. */
const begin = (lab, method) => lab.evaluate(async (e, m) => {
  if (e.state.params.method !== m) {
    const fresh = new Promise((go) => { e.addEventListener('snapshot', go, { once: true }); });
    for (const [name, value] of [['method', m], ['encoder', 'mlp'], ['pairs', '16']]) {
      e.removeAttribute(name);
      e.setAttribute(name, value);
    }
    await fresh;
  }
  await e.reset();
}, method);

const tried = new Set();
for (const [id, { params, limits }] of Object.entries(labs)) {
  if (params.encoder === 'table') continue; // tested above, because its panels differ
  const methods = limits.method.choices;
  test(`${id}: every phase of ${methods.join(', ')} is named and lights a panel`, async () => {
    const { page, done } = await visit(`${address}#${id}?pairs=16&encoder=mlp&hidden_units=16`);
    const lab = await ready(page, id);
    await slowDown(lab);
    const step = lab.getByRole('button', { name: 'Step', exact: true });
    for (const method of methods) {
      tried.add(method);
      await begin(lab, method);
      const phases = PHASES[method] ?? COMMON;
      assert.deepEqual((await strip(lab)).names, phases, method);
      for (const phase of phases) {
        await step.click();
        await lab.locator(`.phases [aria-current]:text-is("${phase}")`).waitFor();
        const { current, lit } = await strip(lab);
        assert.deepEqual(current, [phase]);
        assert.ok(lit.length > 0, `${method}, ${phase}: nothing is lit`);
        await lab.locator('.phases p', { hasText: 'Just done: ' })
          .filter({ hasText: HELPS[phase] }).waitFor();
      }
    }
    await done();
  });
}

test('those were all methods', async () => {
  const { params } = await engineSchema();
  const methods = params.find(({ name }) => name === 'method').choices;
  assert.deepEqual([...tried].sort(), methods.map(({ name }) => name).sort());
});

test('keys of a still encoder stay fresh, while the other one leaves it', async () => {
  // Dense layers are used because keys through batch norm also change with its statistics, which
  // need some steps to settle.
  const { page, done } = await visit(`${address}#moco?encoder=mlp&pairs=32&queue=96&ema=1`);
  const lab = await ready(page, 'moco');
  await lab.evaluate((e) => e.pause());
  await lab.evaluate(async (e) => { await e.reset(); await e.step(6); });
  await lab.locator('.p-ages li:nth-child(3) output:text-is("1.00")').waitFor();
  assert.equal(await lab.locator('.p-ages li:visible').count(), 3, 'three batches are in the queue');
  assert.ok(Number(await lab.locator('.panel-queue .p-big').textContent()) < 1);
  await done();
});
