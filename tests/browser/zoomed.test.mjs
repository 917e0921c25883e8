// The article in a window of 1280 x 1024 at 400 %, 320 x 256 CSS pixels: all can be read by scrolling
// down, and nothing that stays in place hides what has the focus.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, site, visit } from './browser.mjs';
import { ZOOMED, covers, outOfReach, tabThrough } from './reach.mjs';

const address = await site();

test('the article at 400 %: all text is in reach, and no focus is hidden', async () => {
  const { page, done } = await visit(address, ZOOMED);
  assert.deepEqual([...await outOfReach(page), ...await covers(page)], []);
  await page.getByLabel('Open everything').check();
  assert.deepEqual(await outOfReach(page), []);
  await page.getByLabel('Open everything').uncheck();
  await page.evaluate(() => scrollTo({ top: 0 }));
  const { count, hidden } = await tabThrough(page, 120);
  assert.ok(count > 60, `${count} stops of the Tab key`);
  assert.deepEqual(hidden, []);
  await done();
});

test('labs that train out of sight: what says so leaves more than half of the window', async () => {
  const { page, done } = await visit(address, ZOOMED);
  for (const lab of ['infonce', 'temperature', 'negatives']) {
    const element = await ready(page, lab);
    await element.evaluate((e) => e.play());
  }
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.locator('.chip-box').waitFor();
  assert.deepEqual(await covers(page), []);
  assert.deepEqual((await outOfReach(page)).filter((words) => words.includes('chip')), []);
  const { hidden } = await tabThrough(page, 25);
  assert.deepEqual(hidden, [], 'under the chip');
  await done();
});
