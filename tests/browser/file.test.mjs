// The single file, opened by double-click: no server, no network.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, ready, visit } from './browser.mjs';

// The file is alone in its folder, so that it cannot depend on a file beside it.
const folder = mkdtempSync(join(tmpdir(), 'usb-stick-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'contrastive-lab.html');
copyFileSync(join(dist, 'contrastive-lab.html'), file);

test('both labs train from file://, and nothing is requested', async () => {
  const { page, context, done } = await visit(pathToFileURL(file).href);
  const requests = [];
  context.on('request', (r) => requests.push(r.url()));
  const first = await ready(page);
  await first.evaluate((e) => e.pause());
  const run = await first.evaluate(async (e) => { await e.reset(); return (await e.step(50)).loss; });
  assert.ok(run < 2);
  const second = await ready(page, 'simclr');
  await second.evaluate((e) => e.pause());
  assert.equal(await second.evaluate(async (e) => { await e.reset(); return (await e.step(2)).step; }),
    2);
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="simclr"]')
    .snapshot?.metrics.raw_recall1 > 0.3);
  assert.deepEqual(requests.filter((url) => !/^(blob|data):/.test(url)), []);
  await done();
});

test('short runs train there too', async () => {
  const wishes = 'data=toy&pairs=16&run=20&across=tau:0.1,1&down=none';
  const { page, done } = await visit(`${pathToFileURL(file).href}#practice?${wishes}`);
  const lab = await ready(page, 'practice');
  await lab.getByRole('button', { name: 'Train 2 runs' }).click();
  await lab.getByText('all runs are trained').waitFor();
  await done();
});
