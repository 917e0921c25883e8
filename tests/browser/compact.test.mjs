// The compact form of every lab, and labs that show some of their panels and controls.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { labs } from '../wasm/labs.mjs';
import { AxeBuilder, dist, ready, site, visit } from './browser.mjs';

const LABS = Object.keys(labs);
const SIZES = [{ width: 640, height: 480 }, { width: 360, height: 640 },
  { width: 360, height: 480 }];

/** Rows that appear with the first measurements. */
const ROWS = { augment: { of: '.p-forgets li:visible:has-text("\u2192")', count: 4 },
  moco: { of: '.p-ages li:visible', count: 8 } };

const root = mkdtempSync(join(tmpdir(), 'compact-'));
after(() => rmSync(root, { recursive: true }));
cpSync(dist, join(root, 'lab'), { recursive: true });
writeFileSync(join(root, 'page.css'), 'body { margin: 0 } contrastive-lab { --lab-height: 100vh }');
const page = (attributes) => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>A slide</title><link rel="stylesheet" href="page.css"><link rel="icon" href="lab/icon.svg">
<script type="module" src="lab/contrastive-lab.js"></script>
<contrastive-lab ${attributes}></contrastive-lab></html>`;
for (const lab of LABS) {
  writeFileSync(join(root, `${lab}.html`), page(`lab="${lab}" compact`));
}
const FORMS = {
  chosen: 'lab="infonce" panels="loss space" controls="lr tau"',
  unknown: 'lab="infonce" panels="spaec loss loss" controls="tua" pairs="5"',
  two: 'lab="infonce" compact panels="matrix space"',
};
for (const [name, attributes] of Object.entries(FORMS))
  writeFileSync(join(root, `${name}.html`), page(attributes));
const address = await site({ root: `${root}/` });

test('what labs name for their compact form and first screen are panels and controls they have', async () => {
  for (const name of LABS) {
    const { [name]: lab } = await import(`../../web/shell/labs/${name}.js`);
    assert.ok(lab.panels.includes(lab.compact), `${name}: ${lab.compact}`);
    for (const control of lab.first)
      assert.ok([...lab.controls, ...lab.more].includes(control), `${name}: ${control}`);
  }
});

/** Lists whatever is taller or wider than its box, and counts controls, pictures and prose. */
const measure = (lab) => lab.evaluate((e) => {
  const inside = e.shadowRoot;
  const seen = (x) => x.checkVisibility() && x.getClientRects().length > 0;
  const boxes = [document.documentElement, inside.querySelector('.card'),
    ...inside.querySelectorAll('.panel-box, .panel')];
  return { // content may exceed its box by less than a pixel, because both sizes are rounded
    over: boxes.filter((b) => b.scrollWidth > b.clientWidth + 1 || b.scrollHeight > b.clientHeight + 1)
      .map((b) => `${b.className}: ${b.scrollWidth}x${b.scrollHeight} in ${b.clientWidth}x${
        b.clientHeight}`),
    controls: [...inside.querySelectorAll('.controls > .control')].filter(seen).length,
    pictures: [...inside.querySelectorAll('.panel-box')].filter(seen).length,
    area: Math.max(...[...inside.querySelectorAll('.panel-box')]
      .map((b) => b.clientWidth * b.clientHeight)),
    prose: [...inside.querySelectorAll('.caption, .tries, .settings, .p-hint')].filter(seen).length,
  };
});

for (const lab of LABS) {
  test(`${lab}: one picture, two or three controls, no prose; nothing scrolls`, async () => {
    const { page: tab, done } = await visit(`${address}${lab}.html`, { viewport: SIZES[0] });
    const element = await ready(tab, lab);
    await element.getByRole('button', { name: 'Play' }).waitFor();
    assert.ok((await element.evaluate((e) => e.step(2))).step === 2);
    const rows = ROWS[lab];
    if (rows) await element.locator(rows.of).nth(rows.count - 1).waitFor();
    for (const size of SIZES) {
      await tab.setViewportSize(size);
      await tab.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
      const { over, controls, pictures, area, prose } = await measure(element);
      assert.deepEqual(over, [], `${lab} at ${size.width}x${size.height}`);
      assert.ok(controls === 2 || controls === 3, `${controls} controls`);
      assert.deepEqual([pictures, prose], [1, 0]);
      assert.ok(area > 0.2 * size.width * size.height, `the picture's box has ${area} px`);
    }
    await done();
  });
}

test('the compact form passes the checks for accessibility, and says whose work it shows', async () => {
  const { page: tab, done } = await visit(`${address}infonce.html`, { viewport: SIZES[0] });
  const element = await ready(tab);
  const { violations } = await new AxeBuilder({ page: tab }).disableRules(['region',
    'page-has-heading-one', 'landmark-one-main']).analyze();
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.target)]), []);
  await element.getByText('Credits').click();
  await element.getByRole('link', { name: 'Twemoji' }).waitFor();
  await done();
});

test('panels and controls are those asked for, in that order', async () => {
  const { page: tab, done } = await visit(`${address}chosen.html`);
  const element = await ready(tab);
  const shown = await element.evaluate((e) => [
    [...e.shadowRoot.querySelectorAll('.panel-box')].map((b) => b.className.split('box-').pop()),
    [...e.shadowRoot.querySelectorAll('.controls > .control')]
      .map((c) => c.className.split('control-').pop())]);
  assert.deepEqual(shown, [['loss', 'space'], ['lr', 'tau']]);
  assert.equal(await element.evaluate((e) => e.state.problem), null);
  await element.evaluate((e) => e.setAttribute('panels', 'matrix'));
  await tab.waitForFunction(() => document.querySelector('contrastive-lab').shadowRoot
    .querySelector('.box-matrix') && document.querySelector('contrastive-lab').snapshot);
  assert.equal(await element.locator('.panel-box').count(), 1);
  await done();
});

test('names that are no panel or control are said, and the others are shown', async () => {
  const { page: tab, done } = await visit(`${address}unknown.html`);
  const element = await ready(tab);
  const text = await element.getByRole('alert').innerText();
  assert.match(text, /panels: .spaec. is not one of space, matrix, loss, breakdown, code/);
  assert.match(text, /panels: .loss. is named twice/);
  assert.match(text, /controls: .tua. is not one of /);
  assert.equal(await element.locator('.panel-box').count(), 1);
  await element.locator('.box-loss').waitFor();
  assert.equal(await element.evaluate((e) => e.state.params.pairs), 5);
  await done();
});

test('the compact form shows the first picture it is asked for, and says which it leaves', async () => {
  const { page: tab, done } = await visit(`${address}two.html`, { viewport: SIZES[0] });
  const element = await ready(tab);
  await element.getByText('shows one picture, matrix; left out is space').waitFor();
  assert.deepEqual((await measure(element)).over, []);
  await done();
});
