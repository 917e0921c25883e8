// A window of 1280 x 1024 at 400 %, which leaves 320 x 256 CSS pixels: all can be read and used by
// scrolling down, nothing is cut off, and nothing that stays in place hides what has the focus.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../../web/shell/labs/index.js';
import { ready, site, visit } from './browser.mjs';
import { ZOOMED, covers, outOfReach, tabThrough } from './reach.mjs';

const address = await site();
const SMALL = '&encoder=mlp&pairs=16&hidden_units=16'; // where a step would take long

for (const lab of Object.keys(labs)) {
  test(`${lab} at 400 %: each tab, the guide and all controls are in reach`, async () => {
    const { page, done } = await visit(`${address}embed.html?lab=${lab}${
      lab === 'infonce' ? '' : SMALL}`, ZOOMED);
    const element = await ready(page, lab);
    await element.evaluate((e) => { e.pause(); });
    if (lab !== 'practice') await element.evaluate((e) => e.step(1)); // which has many runs
    const wrong = {};
    const check = async (state) => {
      await page.evaluate(() => new Promise((go) => {
        requestAnimationFrame(() => requestAnimationFrame(go));
      }));
      const bad = [...await outOfReach(page), ...await covers(page)];
      if (bad.length) wrong[state] = bad;
    };
    await check('first');
    for (const tab of await element.getByRole('tab').all()) {
      await tab.click();
      await check(await tab.innerText());
    }
    const { count, hidden } = await tabThrough(page, 20);
    assert.ok(count > 3, `${count} stops of the Tab key`);
    if (hidden.length) wrong.focus = hidden;
    const parts = { play: '.tool-play', control: '.controls > .control:not([hidden])',
      try: '.try' };
    for (const [name, part] of Object.entries(parts)) {
      if (!await element.locator(part).first().isVisible()) continue;
      await element.locator(part).last().click({ trial: true, position: { x: 4, y: 4 } })
        .catch((error) => { wrong[name] = error.message; });
    }
    const guide = element.getByRole('button', { name: 'Guided start' });
    if (await guide.count()) {
      await guide.click();
      await check('guide');
    }
    if (Object.keys(wrong).length) assert.fail(JSON.stringify(wrong, null, 1));
    await done();
  });
}
