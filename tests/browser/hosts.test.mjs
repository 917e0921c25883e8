// Hosts that send something else than the requested file, or nothing: the reader is told which
// file it is and what is wrong with it, and another try works once the host is mended.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ISOLATED } from '../../web/serve.mjs';
import { dist, ready, visit } from './browser.mjs';
import { POINTER, PORTAL, crookedHost } from './crooked.mjs';
import { rebuilt } from './rebuilt.mjs';

const direct = { reducedMotion: 'reduce' };

const host = await crookedHost();
const guest = (lab, more = '') => `<!doctype html><html lang="en"><title>A post</title>
<link rel="icon" href="data:,">${more}<script type="module" src="contrastive-lab.js"></script>
<contrastive-lab lab="${lab}" loading="eager">A poster.</contrastive-lab></html>`;
for (const lab of ['infonce', 'simclr']) host.put(`/${lab}.html`, guest(lab));

/** A rule that bends the answers for files whose names match the pattern. */
const only = (pattern, bent) => (name) => (pattern.test(name) ? bent : null);

const WASM = /^contrastive-lab(-table)?[.]wasm$/; // both, because either one alone is enough
const CASES = [
  ['infonce', WASM, PORTAL, /contrastive-lab-\w+[.]wasm did not come: an HTML page/],
  ['infonce', WASM, { ...PORTAL, type: 'application/wasm' }, /wasm did not come: an HTML page/],
  ['infonce', WASM, POINTER, /wasm did not come: a Git LFS pointer came in its place/],
  ['infonce', WASM, { half: true }, /wasm was cut: the line broke after [\d,]+ of [\d,]+ bytes/],
  ['infonce', WASM, { body: '\0asm\x01\0\0\0' }, /wasm was cut: 8 of [\d,]+ bytes came/],
  ['infonce', WASM, { status: 404 }, /wasm could not be loaded: the server answered 404/],
  ['infonce', WASM, { status: 503 }, /wasm could not be loaded: the server answered 503/],
  ['infonce', WASM, { body: '' }, /wasm came empty/],
  ['infonce', /^cards[.]json$/, PORTAL, /cards-\w+[.]json did not come: an HTML page/],
  ['infonce', /^cards[.]json$/, { body: '{}' }, /cards-\w+[.]json was cut: 2 of/],
  ['simclr', /^emoji[.]pack/, { body: 'ab' }, /emoji-\w+[.]pack[.]gz was cut: 2 of [\d,]+ bytes came/],
  ['simclr', /^emoji[.]pack/, { half: true }, /emoji-\w+[.]pack[.]gz was cut: the line broke/],
  ['simclr', /^emoji[.]pack/, { body: Buffer.alloc(4e6) }, /came in another version: 4,000,000 bytes/],
  ['simclr', /^emoji[.]pack/, { to: '/infonce.html' }, /emoji-\w+[.]pack[.]gz did not come: an HTML/],
  ['simclr', /^emoji[.]json/, PORTAL, /emoji-\w+[.]json did not come: an HTML page/],
  ['simclr', /^contrastive-lab-simclr[.]js$/, PORTAL, /-simclr-\w+[.]js did not come: an HTML page/],
  ['simclr', /^contrastive-lab-simclr[.]js$/, { type: 'text/plain' },
    /-simclr-\w+[.]js does not run: its host says that it is of the type text\/plain, not a script/],
  ['simclr', /^contrastive-lab-exam[.]js$/, { half: true }, /-exam-\w+[.]js was cut: the line broke/],
  ['infonce', /-worker[.]js$/, { status: 404 }, /the engine’s worker, contrastive-lab-worker-\w+[.]js, did not start: .* the server answered 404/],
  ['infonce', /-worker[.]js$/, PORTAL, /worker-\w+[.]js, did not start: .* an HTML page/],
  ['infonce', /-worker[.]js$/, { body: 'onmessage = (' }, /worker-\w+[.]js, did not start: .* was cut: 13 of/],
  ['infonce', /-worker[.]js$/, { type: 'text/plain' }, /worker-\w+[.]js, did not start: its host says that it is of the type text\/plain/],
];

test('what came in the place of a file is named, and fetched anew on another try', async (t) => {
  const { page, context } = await visit('about:blank', direct);
  for (const [lab, pattern, bent, words] of CASES) {
    await t.test(`${lab}, ${pattern}: ${JSON.stringify(bent).slice(0, 60)}`, async () => {
      host.bend(only(pattern, bent));
      await page.goto(`${host.address}${lab}.html`);
      const element = page.locator('contrastive-lab');
      const failure = element.locator('.failure:visible');
      await failure.waitFor();
      assert.match(await failure.textContent(), words);
      host.mend();
      host.asked.length = 0;
      await failure.getByRole('button', { name: 'Try again' }).click();
      await ready(page, lab);
      assert.ok(host.asked.length > 0);
      assert.equal(await element.locator('.failure:visible').count(), 0);
    });
  }
  await context.close();
});

test('a type with a parameter, or a wrong one, is no obstacle to the engine', async () => {
  const { page, context } = await visit('about:blank', direct);
  for (const type of ['application/wasm; charset=utf-8', 'application/octet-stream', 'text/plain']) {
    host.bend((name) => (/wasm|json|gz|webp/.test(name) ? { type } : null));
    await page.goto(`${host.address}infonce.html`);
    const lab = await ready(page);
    assert.equal((await lab.evaluate((e) => e.step(1))).step, 1, type);
    assert.equal(await lab.evaluate((e) => e.state.problem), null, type);
  }
  host.mend();
  await context.close();
});

test('a host that unpacks what it sends is no obstacle', async () => {
  host.bend((name) => (name === 'emoji.pack.gz' ? { headers: { 'content-encoding': 'gzip' } } : null));
  const { page, context } = await visit(`${host.address}simclr.html`, direct);
  await ready(page, 'simclr');
  host.mend();
  await context.close();
});

test('drawings that do not come are named, and come on another try', async () => {
  host.bend(only(/^cards[.]webp$/, POINTER));
  const { page, context } = await visit(`${host.address}infonce.html`, direct);
  const lab = await ready(page);
  assert.equal((await lab.evaluate((e) => e.step(1))).step, 1, 'the lab works with shapes');
  const notice = lab.getByRole('alert').filter({ hasText: 'Shapes stand for the drawings' });
  assert.match(await notice.textContent(), /cards-\w+[.]webp did not come: a Git LFS pointer/);
  host.mend();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await notice.waitFor({ state: 'hidden' });
  await context.close();
});

for (const [where, headers, words] of [
  ['a policy forbids it', { 'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" },
    /worker-\w+[.]js, did not start: the page’s content security policy refuses it \(worker-src\)/],
  ['the host isolates the page and not the worker', ISOLATED,
    /did not start: this page is isolated from other origins, and its host sends the worker without the header Cross-Origin-Embedder-Policy/],
  ['a policy forbids WebAssembly', { 'content-security-policy': "script-src 'self'" },
    /its content security policy lacks 'wasm-unsafe-eval' in script-src/],
]) {
  test(`why nothing starts where ${where}, however late the engine comes`, async () => {
    const policed = await crookedHost();
    policed.put('/infonce.html', guest('infonce'));
    policed.bend((name) => {
      if (name === 'infonce.html') return { headers };
      return /[.]wasm$/.test(name) && !/WebAssembly/.test(where) ? { hangs: true } : null;
    });
    const { page, context } = await visit(`${policed.address}infonce.html`, direct);
    const failure = page.locator('contrastive-lab .failure:visible');
    await failure.waitFor();
    assert.match(await failure.textContent(), words);
    await context.close();
  });
}

const BOOT = [
  ['', /^contrastive-lab[.]js$/, PORTAL, /contrastive-lab-\w+[.]js did not come: an HTML page/],
  ['', /^contrastive-lab[.]js$/, POINTER, /contrastive-lab-\w+[.]js did not come: a Git LFS pointer/],
  ['', /^contrastive-lab[.]js$/, { status: 404 }, /contrastive-lab-\w+[.]js could not be loaded: the server answered 404/],
  ['', /^contrastive-lab[.]js$/, { body: 'export const a = {' }, /contrastive-lab-\w+[.]js was cut: 18 of \d+ characters/],
  ['', /^contrastive-lab[.]js$/, { type: 'text/plain' }, /does not run: its host says that it is of the type text\/plain/],
  ['embed.html?lab=infonce', /^embed[.]js$/, PORTAL, /embed-\w+[.]js did not come: an HTML page/],
  ['bench.html', /^bench[.]js$/, { status: 500 }, /bench-\w+[.]js could not be loaded: the server answered 500/],
];

test('where the first script does not come, the page says why', async (t) => {
  const { page, context } = await visit('about:blank', direct);
  for (const [path, pattern, bent, words] of BOOT) {
    await t.test(`${path || 'the article'}: ${JSON.stringify(bent).slice(0, 60)}`, async () => {
      host.bend(only(pattern, bent));
      await page.goto(host.address + path);
      const told = page.locator('[data-told]').first();
      await told.waitFor();
      await page.waitForFunction((text) => new RegExp(text).test(
        document.querySelector('[data-told]')?.textContent), words.source);
    });
  }
  host.mend();
  await context.close();
});

test('a page that names the script and the one that says why is told of what that one lacks', async () => {
  host.put('/told.html', guest('infonce', '<script async src="contrastive-lab-boot.js"></script>'));
  host.bend((name, path) => (/contrastive-lab-[0-9a-f]{10}[.]js$/.test(path) ? { status: 404 } : null));
  const { page, context } = await visit(`${host.address}told.html`, direct);
  await page.getByText(/contrastive-lab-\w+[.]js could not be loaded: the server answered 404/).waitFor();
  host.mend();
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('[data-told]').count(), 0);
  await context.close();
});

for (const [path, pattern, words] of [
  ['', /^contrastive-lab[.]js$/, /^Waiting for contrastive-lab-\w+[.]js…/],
  ['embed.html?lab=infonce', /^embed[.]js$/, /^Waiting for embed-\w+[.]js…/],
  ['bench.html', /^bench[.]js$/, /^Waiting for bench-\w+[.]js…/],
]) {
  test(`a first script that hangs is named: ${path || 'the article'}`, async () => {
    // A script that runs only at the end of the page must not hold these words back.
    host.bend((name) => (pattern.test(name) || name === 'page.js' ? { hangs: true } : null));
    const { page, context } = await visit('about:blank', direct);
    await page.goto(host.address + path, { waitUntil: 'commit' });
    await page.getByText(words).first().waitFor();
    host.mend();
    await context.close();
  });
}

for (const [lab, pattern, bent, words] of [
  ['infonce', WASM, { hangs: true }, /Waiting for contrastive-lab-table-\w+[.]wasm, 0 of \d+ kB…/],
  ['infonce', WASM, { stops: true }, /Waiting for contrastive-lab-table-\w+[.]wasm, [1-9]\d* of \d+ kB…/],
  ['infonce', /-worker[.]js$/, { hangs: true }, /Waiting for contrastive-lab-worker-\w+[.]js…/],
  ['simclr', /-simclr[.]js$/, { hangs: true }, /Waiting for contrastive-lab-simclr-\w+[.]js…/],
  ['simclr', /^emoji[.]pack/, { rate: 50000 }, /Waiting for emoji-\w+[.]pack[.]gz, [1-9]\d* of 1,?\d+ kB…/],
]) {
  test(`what a lab waits for is said: ${lab}, ${pattern}: ${JSON.stringify(bent)}`, async () => {
    host.bend(only(pattern, bent));
    const { page, context } = await visit('about:blank', direct);
    await page.goto(`${host.address}${lab}.html`, { waitUntil: 'commit' });
    await page.locator('contrastive-lab').getByText(words).waitFor();
    host.mend();
    await context.close();
  });
}

/** Another build, in which all scripts of the element have other names. */
const newer = rebuilt({
  'shell/words/en/lab_infonce.js': ["title: 'InfoNCE, live'", "title: 'InfoNCE, anew'"],
  'article/article.css': ['.wordmark', '.wordmark, .anew'],
  'bench/worker.js': ['// ', '// Anew. '],
});

test('an open page whose later files are gone says so, and loads the new build with its settings', async () => {
  const site = await crookedHost();
  const { page, context } = await visit(site.address, direct);
  const first = await ready(page);
  await first.evaluate((e) => e.setAttribute('tau', '0.3'));
  site.deploy('/', newer);
  // First a lab whose script is loaded when the reader scrolls to it,
  // then files loaded on a press.
  const lab = page.locator('contrastive-lab[lab="moco"]');
  await lab.scrollIntoViewIfNeeded();
  const failure = lab.locator('.failure:visible');
  await failure.waitFor();
  assert.match(await failure.textContent(), /-(?:moco|methods)-\w+[.]js is gone: this page is older than what the server has now/);
  await first.getByText('These settings in PyTorch').click();
  await first.getByText(/-pytorch-\w+[.]js is gone/).waitFor();
  await first.locator('.panel-code').getByRole('button', { name: 'Reload the page' }).waitFor();
  await first.getByRole('button', { name: 'Code to embed' }).click();
  const notice = first.getByRole('alert').filter({ hasText: /-share-\w+[.]js is gone/ });
  await notice.getByRole('button', { name: 'Reload the page' }).waitFor();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('A newer version of this page is on the server.').waitFor();
  await failure.getByRole('button', { name: 'Reload the page' }).click();
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="infonce"]')
    ?.shadowRoot?.textContent.includes('InfoNCE, anew'));
  const again = await ready(page);
  assert.equal(await again.evaluate((e) => e.state.params.tau), 0.3);
  await ready(page, 'moco');
  await context.close();
});

test('a page of an old build whose first script is gone offers the new one', async () => {
  const site = await crookedHost({ '/': newer });
  const { page, context } = await visit('about:blank', direct);
  for (const path of ['', 'bench.html']) {
    let old = true;
    site.bend((name) => {
      const page = path || 'index.html';
      if (name !== page || !old) return null;
      old = false; // as a cache between page and host may do for a while
      return { body: readFileSync(join(dist, page)) };
    });
    await page.goto(site.address + path);
    await page.getByText('This page is older than what the server has now, and').first().waitFor();
    await page.getByRole('button', { name: 'Reload the page' }).first().click();
    if (path) await page.getByRole('button', { name: 'Measure' }).waitFor();
    else await ready(page);
  }
  await context.close();
});

test('only an answer that names another build is one', async () => {
  const { page, context } = await visit(host.address, direct);
  await page.waitForLoadState();
  const look = async (bent) => {
    host.bend(only(/^version[.]json$/, bent));
    const done = page.waitForEvent('requestfinished', (r) => r.url().endsWith('version.json'));
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await done;
    await page.evaluate(() => fetch('icon.svg')); // after this answer, version.json has been read
    return page.getByText('A newer version').isVisible();
  };
  for (const bent of [{ status: 404, type: 'application/json', body: '{"error":"not found"}' },
    { body: '{}' }, { body: 'null' }, PORTAL, { status: 500, body: '{"version":"0123456789"}' }]) {
    assert.equal(await look(bent), false, JSON.stringify(bent));
  }
  assert.equal(await look({ body: '{"version":"0123456789"}' }), true);
  host.mend();
  await context.close();
});

test('the bench says what is wrong with its files', async () => {
  const site = await crookedHost();
  const { page, context } = await visit(`${site.address}bench.html`, direct);
  const measure = page.getByRole('button', { name: 'Measure' });
  for (const [pattern, bent, words] of [
    [/^bench-worker[.]js$/, { status: 404 }, /bench-worker-\w+[.]js, did not start: .*answered 404/],
    [/^bench[.]wasm$/, POINTER, /bench-\w+[.]wasm did not come: a Git LFS pointer/],
    [/^bench[.]wasm$/, { half: true }, /bench-\w+[.]wasm was cut/]]) {
    site.bend(only(pattern, bent));
    await measure.click();
    await page.getByRole('status').getByText(words).waitFor();
  }
  site.mend();
  await measure.click();
  await page.getByText('Measuring').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  site.deploy('/', newer);
  site.bend(only(/^bench[.]wasm$/, { status: 404 }));
  await measure.click();
  await page.getByRole('status').getByText(/bench-\w+[.]\w+(, did not start: .*)? is gone: this page is older/).waitFor();
  await context.close();
});
