// The reader's bench: it waits for the button, measures in a worker, uses threads where it may,
// and works from a file too. The tests check that its figures are numbers, whatever their size.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, dist, site, visit } from './browser.mjs';

const address = `${await site()}bench.html`;

/** Measures briefly and returns the cells of every row, by the row's first words. */
async function measured(page) {
  await page.getByLabel('A quick look').check();
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByText('Done: every line is measured.').waitFor();
  return page.evaluate(() => Object.fromEntries(
    [...document.querySelectorAll('tbody tr')].map((row) =>
      [row.querySelector('th span').textContent,
        [...row.cells].slice(1).map((cell) => cell.textContent)])));
}

const isNumber = (text) => Number(text.replaceAll(',', '').replace(' %', '')) > 0;

test('nothing is measured before the button is pressed, then every line is', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const { page, done } = await visit(address, { permissions });
  assert.equal(await page.locator('td', { hasText: /\d/ }).count(), 0);
  const rows = await measured(page);
  assert.ok(Object.keys(rows).length > 15);
  for (const [name, cells] of Object.entries(rows)) {
    for (const cell of cells) assert.ok(isNumber(cell), `${name}: ${cell}`);
  }
  const threads = Object.keys(rows).filter((name) => /, \d+ threads?$/.test(name));
  assert.equal(threads.length, 2, Object.keys(rows).join('; '));
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByText('Copied.').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /Convolutional network, one thread: [\d.,]+; [\d.,]+/);
  assert.match(text, /Peak of a core: [\d.]+ GFLOP\/s/);
  await done();
});

test('from a file it measures one thread and says why', async () => {
  const { page, done } = await visit(`file://${dist}bench.html`);
  await page.getByText('Opened from a file').waitFor();
  const rows = await measured(page);
  assert.deepEqual(rows['Dense network, all threads'], ['not here', '\u2013']);
  assert.ok(isNumber(rows['Dense network, one thread'][0]));
  await done();
});

for (const [name, options, theme] of [
  ['light', { colorScheme: 'light' }, 'auto'], ['dark', { colorScheme: 'dark' }, 'auto'],
  ['projector', {}, 'projector'], ['phone', { viewport: { width: 360, height: 740 } }, 'auto'],
]) {
  test(`axe finds nothing to object to, and nothing scrolls sideways: ${name}`, async () => {
    const { page, done } = await visit(address, { reducedMotion: 'reduce', ...options });
    await page.locator('#theme').selectOption(theme);
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.locator('td', { hasText: /\d/ }).first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped.').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => [...document.querySelectorAll('html, .table')].map(
      (e) => e.scrollWidth - e.clientWidth));
    assert.deepEqual(over.filter((px) => px > 0), []);
    await done();
  });
}
