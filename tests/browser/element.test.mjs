// The element on a foreign page, under the strict policy of a careful host.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { dist, read, ready, site, visit } from './browser.mjs';

const LIMIT = 120 * 1024;
const root = mkdtempSync(join(tmpdir(), 'foreign-'));
after(() => rmSync(root, { recursive: true }));
cpSync(dist, join(root, 'lab'), { recursive: true });
writeFileSync(join(root, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8">
<title>A blog post</title><link rel="stylesheet" href="blog.css"><link rel="icon" href="lab/icon.svg">
<script type="module" src="lab/contrastive-lab.js"></script><script src="blog.js"></script>
<h1>A blog post</h1><p>Words before.</p>
<contrastive-lab lab="infonce" tau="0.2" pairs="5" seed="4">A lab that trains.</contrastive-lab>
<p>Words after.</p></html>`);
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
  assert.match((await read(lab)).state.problem.text, /tau: 99 is outside/);
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

test(`script, wasm, styles and worker are at most ${LIMIT} bytes with brotli`, async (t) => {
  const loads = new Set();
  const { page, context, done } = await visit(address);
  context.on('requestfinished', (r) => loads.add(new URL(r.url()).pathname));
  await page.reload();
  await ready(page);
  let code = 0;
  let pictures = 0;
  for (const name of loads) {
    if (!name.startsWith('/lab/')) continue;
    const size = brotliCompressSync(readFileSync(join(root, name))).length;
    t.diagnostic(`${name} ${size}`);
    if (/\.(js|wasm|css)$/.test(name)) code += size;
    else pictures += size;
  }
  t.diagnostic(`code ${code} bytes, data ${pictures} bytes`);
  assert.ok(code > 30000, 'nothing was loaded');
  assert.ok(code <= LIMIT, `${code} bytes`);
  await done();
});
