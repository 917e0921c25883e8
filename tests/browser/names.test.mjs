// The names in nine languages are in every build of the article, and are not requested by labs that
// read none.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist, ready, site, visit } from './browser.mjs';

const address = await site();
const built = new URL('../../build/data/', import.meta.url);

test('a lab that reads no texts requests the drawings and not the names', async () => {
  const { page, done } = await visit('about:blank');
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').pop()));
  await page.goto(`${address}embed.html?lab=simclr&encoder=mlp&pairs=8&hidden_units=32&feature=16&dim=8`);
  await ready(page, 'simclr');
  assert.equal(asked.filter((name) => name.startsWith('emoji-')).length, 2, String(asked));
  assert.deepEqual(asked.filter((name) => name.startsWith('names')), []);
  await done();
});

test('every build has them: hosted and stored for offline use, package, frame, single file', () => {
  const [json, pack] = readdirSync(dist).filter((name) => /^names-/.test(name)).sort()
    .sort((a, b) => a.length - b.length);
  const text = readFileSync(new URL('names.pack.gz', built));
  assert.ok(readFileSync(join(dist, pack)).equals(text));
  assert.ok(readFileSync(join(dist, json)).equals(readFileSync(new URL('names.json', built))));
  const stored = readFileSync(join(dist, 'sw.js'), 'utf8');
  const [later] = stored.match(/later:\[[^\]]*\]/);
  for (const name of [json, pack]) {
    assert.ok(stored.includes(`"${name}"`) && !later.includes(name), name);
    assert.ok(readFileSync(join(dist, 'package', name)).length, name);
  }
  const [offline] = readdirSync(dist).filter((name) => /^embed-offline-.*js$/.test(name));
  for (const name of [offline, 'contrastive-lab.html'])
    assert.ok(readFileSync(join(dist, name), 'utf8').includes(text.toString('base64')), name);
});
