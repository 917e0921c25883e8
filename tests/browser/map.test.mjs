// The map of neighbours: it is there from the first second, moves as training goes, zooms, finds a
// drawing by its name, and says how far it can be trusted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = 'encoder=mlp&hidden_units=16&pairs=16';

async function open(options = {}) {
  const visited = await visit(`${address}embed.html?lab=simclr&panels=map+space&${SMALL}`, options);
  const lab = await ready(visited.page, 'simclr');
  await lab.evaluate((e) => { e.pause(); });
  await visited.page.waitForFunction(() =>
    document.querySelector('contrastive-lab').snapshot.metrics.trust_map > 0);
  return { ...visited, lab, panel: lab.locator('.panel-map') };
}

/** Opaque pixels of the map, and a hash of them. */
const frame = (lab) => lab.evaluate(async (e) => {
  const canvas = e.shadowRoot.querySelector('.panel-map canvas');
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const flat = Object.assign(document.createElement('canvas'),
    { width: canvas.width, height: canvas.height }).getContext('2d');
  flat.drawImage(canvas, 0, 0);
  const { data } = flat.getImageData(0, 0, canvas.width, canvas.height);
  let [sum, seen] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 128) seen++;
    sum = (sum * 31 + data[i] + 3 * data[i + 1] + 7 * data[i + 3]) % 1000000007;
  }
  return { sum, share: seen / (data.length / 4) };
});

/** The same once nothing moves any more. */
async function picture(lab) {
  for (let last = await frame(lab); ;) {
    await lab.page().waitForTimeout(100);
    const now = await frame(lab);
    if (now.sum === last.sum) return now;
    last = now;
  }
}

test('it is drawn before the first step, moves with training, and says what it keeps', async () => {
  const { lab, panel, done } = await open();
  const first = await picture(lab);
  assert.ok(first.share > 0.02, `${first.share} of the frame`);
  const trust = async () => (await panel.locator('.p-readout').textContent()).match(/[0-9.]+\d/g);
  assert.equal(Number((await trust())[0]),
    Number((await lab.evaluate((e) => e.snapshot.metrics.trust_map)).toFixed(2)));
  const { metrics } = await lab.evaluate((e) => e.step(4));
  for (const name of ['trust_map', 'continuity_map', 'trust_space', 'continuity_space'])
    assert.ok(metrics[name] > 0.5 && metrics[name] <= 1, name);
  assert.notEqual((await picture(lab)).sum, first.sum);
  await done();
});

test('keys and buttons zoom, and a wheel without Ctrl scrolls the page', async () => {
  const { page, lab, panel, done } = await open();
  const zoomIn = panel.getByRole('button', { name: 'Zoom in' });
  const all = panel.getByRole('button', { name: 'Show all' });
  await all.click(); // the pointer stands beside the map from here on
  // Drawings come late on a busy machine, and change what all of the map looks like, so it is looked
  // at until it looks the same twice; each time it must have looked otherwise in between.
  let [before, whole] = [NaN, (await picture(lab)).sum];
  for (let looks = 0; whole !== before; looks++) {
    assert.ok(looks < 20, 'all of the map comes back');
    before = whole;
    await panel.locator('canvas').focus();
    await page.keyboard.press('+');
    const near = (await picture(lab)).sum;
    assert.notEqual(near, before);
    await page.keyboard.press('0');
    assert.notEqual((await picture(lab)).sum, near);
    await zoomIn.click();
    assert.notEqual((await picture(lab)).sum, before);
    await all.click();
    whole = (await picture(lab)).sum;
  }
  const caught = (ctrlKey) => panel.locator('canvas').evaluate((canvas, ctrl) => !canvas.dispatchEvent(
    new WheelEvent('wheel', { deltaY: -50, ctrlKey: ctrl, cancelable: true })), ctrlKey);
  assert.deepEqual([await caught(false), await caught(true)], [false, true]);
  await done();
});

test('arrow keys go from drawing to drawing, Enter picks one', async () => {
  const { page, lab, panel, done } = await open();
  await panel.locator('canvas').focus();
  const { anchor } = await lab.evaluate((e) => e.state);
  let { hover } = await lab.evaluate((e) => e.state);
  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key);
    ({ hover } = await lab.evaluate((e) => e.state));
    if (hover !== anchor) break;
  }
  assert.ok(hover >= 0 && hover !== anchor);
  await page.keyboard.press('Enter');
  assert.equal((await lab.evaluate((e) => e.state)).anchor, hover);
  await done();
});

test('a drawing is found by its name, and a name that is not there is named', async () => {
  const { page, lab, panel, done } = await open();
  const before = (await lab.evaluate((e) => e.state)).anchor;
  const name = await panel.locator('datalist option').nth(7).getAttribute('value');
  await panel.getByLabel('Find').fill('no such thing');
  await page.keyboard.press('Enter');
  await panel.getByText('No drawing here is called').waitFor();
  await panel.getByLabel('Find').fill(name);
  await panel.getByText(`${name} (Noto) is picked.`).first().waitFor();
  assert.notEqual((await lab.evaluate((e) => e.state)).anchor, before);
  await done();
});

for (const [name, options] of Object.entries({
  light: {}, dark: { colorScheme: 'dark' }, phone: { viewport: { width: 390, height: 844 } },
})) {
  test(`axe finds nothing to object to in the map: ${name}`, async () => {
    const { page, done } = await open(options);
    const { violations } = await new AxeBuilder({ page }).include('contrastive-lab').analyze();
    assert.deepEqual(violations.filter(({ nodes }) => nodes.some(({ target }) =>
      JSON.stringify(target).includes('panel-map'))).map(({ id }) => id), []);
    await done();
  });
}
