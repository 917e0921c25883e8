// Languages and encodings that a browser may report and that a page must cope with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist, ready, site, visit } from './browser.mjs';

const address = await site();

for (const language of ['C', 'en-US@posix']) {
  test(`charts are drawn where the browser's language is "${language}", which is none`, async () => {
    const { page, done } = await visit('about:blank');
    await page.addInitScript((name) => {
      Object.defineProperty(Navigator.prototype, 'language', { get: () => name });
    }, language);
    await page.goto(address);
    const lab = await ready(page);
    await lab.locator('.p-chart .uplot').first().waitFor();
    await done();
  });
}

test('the encoding of the single file stands where every browser looks for it', () => {
  const head = readFileSync(join(dist, 'contrastive-lab.html')).subarray(0, 1024);
  assert.match(head.toString(), /<meta charset="utf-8">/);
});
