// A place that the address names is where the reader stays while the labs around it start and grow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site, visit } from './browser.mjs';

const address = await site();

const topOf = (page, id) => page.evaluate((place) =>
  document.getElementById(place).getBoundingClientRect().top, id);

/** Once some labs above have started, of those that are there. */
async function grow(page, names) {
  await page.evaluate(async (list) => {
    await customElements.whenDefined('contrastive-lab');
    await Promise.all(list.map((name) => document.querySelector(`[lab="${name}"]`).pause()));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, names);
}

for (const reducedMotion of ['no-preference', 'reduce']) {
  test(`it is held until the reader goes on, ${reducedMotion}`, async () => {
    const { page, done } = await visit(`${address}#pitfalls`, { reducedMotion });
    await page.waitForFunction(() => scrollY > 1000);
    await grow(page, ['temperature', 'byol', 'moco']);
    const first = await topOf(page, 'pitfalls');
    assert.ok(first >= 0 && first < 100, `${first}`);
    await page.getByRole('link', { name: 'Advanced techniques' }).first().click();
    await grow(page, ['augment', 'negatives']);
    await page.waitForFunction(() => {
      const { top } = document.getElementById('advanced-techniques').getBoundingClientRect();
      return top >= 0 && top < 100;
    });
    await page.mouse.wheel(0, 3000);
    await page.waitForFunction(() =>
      document.getElementById('advanced-techniques').getBoundingClientRect().top < -1000);
    await page.evaluate(() => { document.body.append(document.createElement('hr')); });
    await grow(page, []);
    assert.ok(await topOf(page, 'advanced-techniques') < -1000, 'and no longer');
    await done();
  });
}
