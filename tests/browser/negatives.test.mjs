// The lab on negatives: methods change under the same controls, false negatives are counted and
// shown, and the lab says in words what it cannot show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, read, ready, site, visit } from './browser.mjs';

const address = await site();

/** Opens the lab and pauses it after a few steps; `share` reads a line of
 *  the panel as a number. */
async function rested(hash, options) {
  const { page, done } = await visit(`${address}${hash}`, options);
  const lab = await ready(page, 'negatives');
  await lab.evaluate(async (e) => { e.pause(); await e.reset(); await e.step(3); });
  const share = async (words) => {
    const line = lab.locator('.p-shares span', { hasText: words });
    return parseFloat(await line.locator('xpath=following-sibling::output').first().textContent());
  };
  return { page, lab, share, done };
}

test('false negatives are counted, named and marked', async () => {
  const { lab, share, done } = await rested('#negatives?pairs=64');
  await lab.getByText(/as the anchor, among 126 held-out negatives. \d+ of them (is a|are) false/).waitFor();
  const inBatch = await share('batch');
  assert.ok(inBatch > 0 && inBatch < 10, `${inBatch} % of the batch`);
  assert.equal(await share('this method'), await share('SimCLR'));
  await done();
});

test('hardness moves the push while training rests', async () => {
  const { page, lab, share, done } = await rested('#negatives?pairs=64&method=hard&hardness=0&tau_plus=0');
  const even = await share('this method');
  assert.equal(even, await share('SimCLR'));
  await lab.evaluate((e) => e.setAttribute('hardness', '5'));
  await page.waitForFunction((was) => {
    const { shadowRoot } = document.querySelector('contrastive-lab[lab="negatives"]');
    return parseFloat(shadowRoot.querySelectorAll('.p-shares output')[1].textContent) !== was;
  }, even);
  assert.equal((await read(lab)).step, 3, 'no step was made');
  await done();
});

/** Counts the plot's pixels in the colour of pulled negatives; -1 before the plot is painted. */
function pulledPixels() {
  const { shadowRoot } = document.querySelector('contrastive-lab[lab="negatives"]');
  const canvas = shadowRoot.querySelector('.push-canvas canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let [painted, pulled] = [false, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b, a] = data.slice(i, i + 4);
    painted ||= a > 0;
    pulled += Number(a > 200 && g > r + 60 && g > b);
  }
  return painted ? pulled : -1;
}

// The false negatives alone are two squares of eleven pixels, too few to pass for spectral.
test('negatives that are pulled are drawn as pulled, and of SimCLR none is', async () => {
  for (const [method, drawn] of [['spectral', (n) => n > 250], ['simclr', (n) => n === 0]]) {
    const { page, lab, done } = await rested(`#negatives?pairs=64&method=${method}`);
    await lab.evaluate((e) => e.step(20)); // before, no two drawings are beyond a right angle
    await lab.locator('.push-canvas').scrollIntoViewIfNeeded(); // out of view it is not painted
    await page.waitForFunction(`(${drawn})((${pulledPixels})())`);
    await done();
  }
});

test('methods follow each other, each from the same start', async () => {
  const { page, lab, done } = await rested('#negatives?pairs=16');
  for (const [name, label] of [['bank', 'memory bank'], ['npair', 'N-pair'], ['spectral', 'spectral'],
    ['triplet', 'triplet'], ['supcon', 'SupCon (reads labels)']]) {
    await lab.getByLabel('Method').selectOption({ label });
    await page.waitForFunction((method) => {
      const { state, snapshot } = document.querySelector('contrastive-lab[lab="negatives"]');
      return state.params.method === method && snapshot?.step === 0;
    }, name);
    const { step, loss } = await lab.evaluate((e) => e.step(2));
    assert.equal(step, 2);
    assert.ok(Number.isFinite(loss), `${name}: ${loss}`);
    if (name === 'spectral') await lab.getByText(/The positive has cosine/).waitFor();
    if (name === 'npair') await lab.getByText('N-pair compares dot products').waitFor();
  }
  await lab.getByText('SupCon reads the labels').waitFor();
  await done();
});

for (const [name, options] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 } }]]) {
  test(`axe finds nothing to object to, and nothing scrolls sideways: ${name}`, async () => {
    const { page, done } = await rested('#negatives?pairs=64', options);
    const { violations } = await new AxeBuilder({ page }).include('#lab-negatives').analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await done();
  });
}
