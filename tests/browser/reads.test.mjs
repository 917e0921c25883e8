// Controls of a lab and axes of a grid are not offered while nothing reads their parameter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../wasm/labs.mjs';
import { engineSchema } from '../wasm/native.mjs';
import { isRead } from '../../web/shell/state/reads.js';
import { ready, site, visit } from './browser.mjs';

const address = await site();
const { params: known } = await engineSchema();
const SIMPLE = { viewport: { width: 480, height: 640 }, reducedMotion: 'reduce' };
const SMALL = { pairs: '8', hidden_units: '8', feature: '8', dim: '8' };

/** The names of the controls that are offered, and the lab's values. */
const offered = (lab) => lab.evaluate((e) => ({
  params: e.state.params,
  names: [...e.shadowRoot.querySelectorAll('.control')].filter((c) => !c.hidden)
    .map((c) => [...c.classList].find((name) => name.startsWith('control-')).slice(8)),
}));

test('each method of a lab has the controls that it reads, and no others', async () => {
  const { page, done } = await visit(`${address}#negatives?${new URLSearchParams(SMALL)}`, SIMPLE);
  const lab = await ready(page, 'negatives');
  const { controls, more, limits } = labs.negatives;
  const sets = [];
  for (const method of limits.method.choices) {
    await lab.evaluate((e, to) => e.setAttribute('method', to), method);
    await page.waitForFunction((to) => document.querySelector('contrastive-lab[lab="negatives"]')
      .state.params.method === to, method);
    const { params, names } = await offered(lab);
    assert.deepEqual(names.sort(), [...controls, ...more].filter((name) =>
      isRead(known.find((p) => p.name === name), params)).sort(), method);
    sets.push(names.join());
  }
  assert.ok(new Set(sets).size > 5, 'they differ');
  assert.match(sets[limits.method.choices.indexOf('triplet')], /margin,.*mining/);
  await done();
});

test('an axis that nothing reads cannot be chosen, unless the other axis makes it read', async () => {
  const { page, done } = await visit(
    `${address}#practice?data=toy&pairs=8&across=tau:0.1,1&down=lr:0.01`, SIMPLE);
  const lab = await ready(page, 'practice');
  const disabled = () => lab.evaluate((e) => [...e.shadowRoot.querySelector('.runs-axis select').options]
    .filter((o) => o.disabled).map((o) => o.textContent));
  assert.deepEqual(await disabled(), ['Batch norm', 'Crop: least part', 'Positive pair']);
  await lab.evaluate((e) => e.setAttribute('down', 'head: 1, 2'));
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="practice"]')
    .state.params.down === 'head: 1, 2');
  assert.deepEqual(await disabled(), ['Crop: least part', 'Positive pair']);
  await done();
});
