// The element on a foreign page, under the strict policy of a careful host.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { dist, plainOf, read, ready, site, visit } from './browser.mjs';

const LIMIT = 115000;
const root = mkdtempSync(join(tmpdir(), 'foreign-'));
after(() => rmSync(root, { recursive: true }));
cpSync(dist, join(root, 'lab'), { recursive: true });

const post = (lab, script = 'contrastive-lab.js') => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>A blog post</title><link rel="stylesheet" href="blog.css"><link rel="icon" href="lab/icon.svg">
<script type="module" src="lab/${script}"></script><script src="blog.js"></script>
<h1>A blog post</h1><p>Words before.</p>
<contrastive-lab ${lab}>A lab that trains.</contrastive-lab>
<p>Words after.</p></html>`;
writeFileSync(join(root, 'index.html'), post('lab="infonce" tau="0.2" pairs="5" seed="4"'));
writeFileSync(join(root, 'simclr.html'), post('lab="simclr"'));
writeFileSync(join(root, 'versioned.html'), post('lab="simclr"', 'contrastive-lab.js?ver=2'));
writeFileSync(join(root, 'blog.css'), 'p { color: rgb(1, 2, 3) } * { letter-spacing: 0 }');
writeFileSync(join(root, 'blog.js'), `globalThis.heard = [];
for (const type of ['ready', 'snapshot', 'error'])
  addEventListener(type, (e) => e.target.localName === 'contrastive-lab' && heard.push(type), true);`);

const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "img-src 'self'; connect-src 'self'; worker-src 'self'";
const address = await site({ root: `${root}/`, headers: { 'content-security-policy': policy } });

test('it runs, reads its attributes, and answers to its methods and events', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  const { state } = await read(lab);
  assert.deepEqual([state.params.tau, state.params.pairs, state.params.seed], [0.2, 5, 4]);
  const steps = await lab.evaluate(async (e) => {
    e.pause();
    const zero = await e.reset();
    const three = await e.step(3);
    return [zero.step, three.step];
  });
  assert.deepEqual(steps, [0, 3]);
  assert.deepEqual(await page.evaluate(() => [...new Set(globalThis.heard)].sort()),
    ['ready', 'snapshot']);
  assert.equal(await page.evaluate(() => location.hash), '', 'a guest leaves the address alone');
  await lab.evaluate((e) => e.finalize());
  assert.equal(await lab.evaluate((e) => e.snapshot), null);
  await done();
});

test('a bad attribute is named', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  await lab.evaluate((e) => e.setAttribute('tau', '99'));
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.problem);
  assert.match((await read(lab)).state.problem.text, /Temperature \u03c4 must be between 0.005 and 10, not 99/);
  assert.equal((await read(lab)).state.params.tau, 0.2);
  await done();
});

test('the page keeps its looks and the lab keeps its own', async () => {
  const { page, done } = await visit(address);
  await ready(page);
  const colours = await page.evaluate(() => {
    const lab = document.querySelector('contrastive-lab');
    const inside = lab.shadowRoot.querySelector('p') ?? lab.shadowRoot.querySelector('h2, h3');
    return [getComputedStyle(document.querySelector('p')).color, getComputedStyle(inside).color];
  });
  assert.equal(colours[0], 'rgb(1, 2, 3)');
  assert.notEqual(colours[1], 'rgb(1, 2, 3)');
  await done();
});

/** The files of the element's folder that a page requests until a lab is ready and idle. */
async function loadsOf(lab, path = '', options = {}) {
  const loads = new Set();
  const { page, context, done } = await visit('about:blank', options);
  context.on('request', (r) => loads.add(new URL(r.url()).pathname));
  await page.goto(address + path);
  await ready(page, lab);
  await page.waitForLoadState('networkidle');
  await done();
  return [...loads].filter((name) => name.startsWith('/lab/')).map((name) => name.slice(5));
}

/** The size with brotli of the code among these files. */
function codeSize(t, names) {
  let code = 0;
  let pictures = 0;
  for (const name of names) {
    const size = brotliCompressSync(readFileSync(join(root, 'lab', name))).length;
    t.diagnostic(`${name} ${size}`);
    if (/\.(js|wasm|css)$/.test(name)) code += size;
    else pictures += size;
  }
  t.diagnostic(`code ${code} bytes, data ${pictures} bytes`);
  return code;
}

test(`what opens for a new reader is at most ${LIMIT} bytes of code with brotli`, async (t) => {
  const names = await loadsOf('infonce', '', { tabs: true });
  const code = codeSize(t, names);
  assert.ok(code > 30000, 'nothing was loaded');
  assert.ok(code <= LIMIT, `${code} bytes`);
  assert.deepEqual(names.filter((name) => name.endsWith('.js')).map(plainOf).sort(),
    ['contrastive-lab-worker.js', 'contrastive-lab.js', 'contrastive-lab.js'],
    'the first lab loads no other lab\'s code');
  assert.deepEqual(names.filter((name) => name.endsWith('.wasm')).map(plainOf),
    ['contrastive-lab-table.wasm']);
});

test('the article fetches beforehand what its first lab loads, and nothing else', async () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const early = [...html.matchAll(/rel="preload" href="([^"]+)"/g)].map(([, name]) => name);
  assert.ok(early.length > 0);
  const names = await loadsOf('infonce');
  assert.deepEqual(early.filter((name) => !names.includes(name)), []);
});

test('another lab brings its own files', async (t) => {
  const names = await loadsOf('simclr', 'simclr.html');
  assert.ok(names.map(plainOf).includes('contrastive-lab-simclr.js'), `${names}`);
  codeSize(t, names);
  assert.equal(names.map(plainOf).includes('contrastive-lab-pytorch.js'), false, 'not before it is asked for');
});

test('what writes the code comes when the code is opened', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  await lab.getByText('These settings in PyTorch').click();
  await lab.getByText('import torch').waitFor();
  await lab.evaluate((e) => e.setAttribute('tau', '0.3'));
  await lab.getByText('TAU = 0.3').waitFor();
  await done();
});

test('a chart whose library is late comes by itself', async () => {
  const { page, done } = await visit('about:blank');
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/contrastive-lab-plot-[^/]*[.]js/, (route) => held.then(() => route.continue()));
  await page.goto(address);
  const lab = await ready(page);
  assert.equal((await lab.evaluate((e) => e.step(2))).step, 2, 'nothing waits for it');
  assert.equal(await lab.locator('.panel-loss canvas').count(), 0);
  go();
  await lab.locator('.panel-loss canvas').waitFor();
  await done();
});

test('a script whose address carries a version runs later labs as well', async () => {
  const { page, done } = await visit(`${address}versioned.html`);
  const lab = await ready(page, 'simclr');
  assert.equal(await lab.evaluate(async (e) => { await e.reset(); return (await e.step(1)).step; }), 1);
  await done();
});

for (const part of ['simclr', 'exam', 'plot']) {
  test(`a file that cannot be loaded is named, and can be asked for again: ${part}`, async () => {
    const { page, done, wrong } = await visit('about:blank');
    const pattern = new RegExp(`contrastive-lab-${part}-[^/]*[.]js`);
    await page.route(pattern, (route) => route.abort());
    await page.goto(`${address}simclr.html`);
    const lab = page.locator('contrastive-lab');
    await lab.getByText(new RegExp(`contrastive-lab-${part}-\\w+[.]js could not be loaded`)).first().waitFor();
    await page.unroute(pattern);
    assert.ok(wrong.splice(0).every((line) => line.includes('Failed to load resource')));
    const again = lab.getByRole('button', { name: 'Try again' });
    while (await again.count()) await again.first().click();
    await ready(page, 'simclr');
    await lab.locator('.panel-loss canvas').waitFor();
    await done();
  });
}
