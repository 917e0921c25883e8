// The reader stays at the section that the address names while the labs around it start and grow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, site, visit } from './browser.mjs';

const address = await site();

const topOf = (page, id) => page.evaluate((place) =>
  document.getElementById(place).getBoundingClientRect().top, id);

/** Resolves when this section is at the top of the window. */
const at = (page, id) => page.waitForFunction((place) => {
  const { top } = document.getElementById(place).getBoundingClientRect();
  return top >= 0 && top < 100;
}, id);

/** Resolves when these labs have started, and so have grown. */
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
    await at(page, 'pitfalls');
    await page.getByRole('link', { name: 'Advanced techniques' }).first().click();
    await grow(page, ['augment', 'negatives']);
    await at(page, 'advanced-techniques');
    await page.mouse.move(640, 450); // over the text: the contents scroll by themselves
    await page.mouse.wheel(0, 3000);
    await page.waitForFunction(() =>
      document.getElementById('advanced-techniques').getBoundingClientRect().top < -1000);
    await page.evaluate(() => { document.body.append(document.createElement('hr')); });
    await grow(page, []);
    assert.ok(await topOf(page, 'advanced-techniques') < -1000, 'and no longer');
    await done();
  });
}

test('so is the lab that the chip leads back to', async () => {
  const { page, done } = await visit(`${address}#pitfalls`);
  const lab = await ready(page, 'swav');
  await lab.evaluate((e) => e.play());
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.getByRole('complementary', { name: 'Labs in training' })
    .getByRole('button', { name: /^SwAV/ }).click();
  await grow(page, ['temperature', 'byol', 'moco']);
  await at(page, 'lab-swav');
  await done();
});

test('the bar of the window lets it go', async () => {
  const { page, done } = await visit(`${address}#pitfalls`);
  await grow(page, ['temperature', 'byol']);
  await at(page, 'pitfalls');
  await page.evaluate(() => scrollBy({ top: -2000, behavior: 'instant' })); // like the bar
  await grow(page, []);
  await page.evaluate(() => { document.body.append(document.createElement('hr')); });
  await grow(page, ['moco']);
  assert.ok(await topOf(page, 'pitfalls') > 500, 'it is brought back');
  await done();
});

test('a reader who loads the page once more is where they were', async () => {
  const { page, done } = await visit(address);
  await grow(page, ['infonce', 'temperature', 'byol']);
  await page.evaluate(() => {
    const { top } = document.getElementById('pitfalls').getBoundingClientRect();
    scrollBy({ top: top + 150, behavior: 'instant' });
  });
  for (const query of ['', '#simclr?pairs=16']) {
    await page.evaluate((q) => {
      history.replaceState(null, '', q || location.pathname);
      addEventListener('pagehide', () => sessionStorage.setItem('before', // labs may still grow
        `${document.getElementById('pitfalls').getBoundingClientRect().top}`));
    }, query);
    await page.reload();
    await grow(page, ['temperature', 'byol']);
    await page.waitForFunction(() => Math.abs(document.getElementById('pitfalls')
      .getBoundingClientRect().top - Number(sessionStorage.getItem('before'))) < 3);
  }
  await done();
});
