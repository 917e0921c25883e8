// Browsers that are too old: the list says what the code needs, with the versions that have it.
// Where any of it is missing, the reader gets words instead of a dead poster.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { NEEDS, VERSIONS } from '../../web/shell/base/needs.js';
import { dist, visit } from './browser.mjs';
import { crookedHost } from './crooked.mjs';

const root = new URL('../../', import.meta.url).pathname;

/** For each need, a script that removes it from the page before the page's own scripts run. */
const WITHOUT = {
  WebAssembly: 'delete self.WebAssembly',
  'SIMD in WebAssembly': `WebAssembly.validate = () => false;
    WebAssembly.compile = async () => { throw new WebAssembly.CompileError('invalid opcode 0xfd'); }`,
  workers: 'delete self.Worker',
  'custom elements': 'Object.defineProperty(self, "customElements", { value: undefined })',
  'shadow trees': 'delete Element.prototype.attachShadow',
  'style sheets made by scripts (adoptedStyleSheets)': `delete Document.prototype.adoptedStyleSheets;
    delete ShadowRoot.prototype.adoptedStyleSheets; delete CSSStyleSheet.prototype.replaceSync`,
  IntersectionObserver: 'delete self.IntersectionObserver',
  ResizeObserver: 'delete self.ResizeObserver',
  createImageBitmap: 'delete self.createImageBitmap',
  DecompressionStream: 'delete self.DecompressionStream',
  'streams of a Blob': 'delete Blob.prototype.stream',
  'AbortSignal.throwIfAborted': 'delete AbortSignal.prototype.throwIfAborted',
  'Object.hasOwn': 'delete Object.hasOwn',
  'String.replaceAll': 'delete String.prototype.replaceAll',
  'Element.replaceChildren': 'for (const of of [Element, DocumentFragment, Document]) delete of.prototype.replaceChildren',
  'round corners on a canvas (roundRect)': 'delete CanvasRenderingContext2D.prototype.roundRect',
  'container queries in styles': 'CSS.supports = (text) => !text.includes("container")',
  'color-mix in styles': 'CSS.supports = (text) => !text.includes("color-mix")',
};

const host = await crookedHost();
host.put('/post.html', `<!doctype html><html lang="en"><title>A post</title>
<link rel="icon" href="data:,"><script type="module" src="contrastive-lab.js"></script>
<contrastive-lab lab="simclr">A poster.</contrastive-lab></html>`);

test('each of them is taken away here', () =>
  assert.deepEqual(Object.keys(WITHOUT), NEEDS.map(([name]) => name)));

for (const [where, path] of [['the article', ''], ['another page', 'post.html'],
  ['a frame', 'embed.html']]) {
  test(`without any of it there are words: ${where}`, async (t) => {
    const { page, context } = await visit('about:blank');
    await page.addInitScript((scripts) => {
      const without = new URLSearchParams(location.search).get('without');
      if (without) (0, eval)(scripts[without]);
    }, WITHOUT);
    for (const name of Object.keys(WITHOUT)) {
      await t.test(name, async () => {
        await page.goto(`${host.address}${path}?without=${encodeURIComponent(name)}`);
        const words = `this browser lacks ${name}. Labs need ${VERSIONS}.`;
        await page.getByText(words).first().waitFor();
      });
    }
    await context.close();
  });
}

test('a browser that has all of it is told nothing', async () => {
  const { page, context } = await visit(`${host.address}post.html`);
  await page.waitForFunction(() => document.querySelector('contrastive-lab').snapshot);
  assert.equal(await page.getByText('this browser lacks').count(), 0);
  await context.close();
});

test('README.md names the same versions, and no others', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  assert.ok(text.includes(VERSIONS), VERSIONS);
  assert.equal(text.match(/Safari \d/g).length, 1);
});

/** All source files that a browser reads. */
function* sources(folder) {
  for (const { name, parentPath } of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (/[.](js|css)$/.test(name) && !parentPath.includes('node_modules')) {
      yield [name, readFileSync(join(parentPath, name), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '')];
    }
  }
}
const own = ['shell', 'page', 'embed', 'bench', 'article'].flatMap((name) =>
  [...sources(join(root, 'web', name))]);

/** Features younger than one of the named versions, by patterns that reveal them. Code must not
 *  use them, unless the page works without. */
const YOUNGER = [/Promise\.(withResolvers|try)\b/, /AbortSignal\.any\b/, /\bArray\.fromAsync\b/,
  /[.](toSorted|toSpliced|toReversed|isWellFormed|toWellFormed)\(/, /\b(Object|Map)\.groupBy\b/,
  /\bnew Set\([^)]*\)\.(union|intersection|difference|isSubsetOf)\b/, /\bIterator\.(from|prototype)\b/,
  /\bURL\.(canParse|parse)\(/, /Atomics\.waitAsync/, /\bnavigator\.scheduling|scheduler\.(yield|postTask)/,
  /requestIdleCallback/, /[.](checkVisibility|showPopover|startViewTransition|bytes)\(/,
  /setHTMLUnsafe|sanitizer/i, /(?<![\w-])light-dark\(/, /@(scope|property|starting-style|layer)\b/,
  /:(popover-open|user-invalid|open)\b/, /\b(anchor-name|position-anchor|field-sizing|interpolate-size)\s*:/,
  /\bsubgrid\b/, /\bnavigator\.gpu\b/, /^\s*&[^&]/m, /with \{ type: '/];

test('nothing is used that is younger than the versions that are named', () => {
  assert.ok(own.length > 60);
  for (const [name, text] of own) {
    for (const pattern of YOUNGER) assert.doesNotMatch(text, pattern, name);
  }
});

/** For each need, a pattern that shows its use: a need that no code has any more is dropped. */
const USED = {
  WebAssembly: /WebAssembly\.compile/, 'SIMD in WebAssembly': /WebAssembly\.compile/, workers: /new Worker\(/,
  'custom elements': /customElements\.define/, 'shadow trees': /attachShadow/,
  'style sheets made by scripts (adoptedStyleSheets)': /replaceSync/,
  IntersectionObserver: /new IntersectionObserver/, ResizeObserver: /new ResizeObserver/,
  createImageBitmap: /createImageBitmap\(/, DecompressionStream: /new DecompressionStream/,
  'streams of a Blob': /new Blob\([^)]*\)\.stream\(/, 'AbortSignal.throwIfAborted': /throwIfAborted\(/,
  'Object.hasOwn': /Object\.hasOwn\(/, 'String.replaceAll': /[.]replaceAll\(/,
  'Element.replaceChildren': /[.]replaceChildren\(/,
  'round corners on a canvas (roundRect)': /[.]roundRect\(/,
  'container queries in styles': /@container/, 'color-mix in styles': /color-mix\(/,
};

test('all that is listed is used', () => {
  assert.deepEqual(Object.keys(USED), Object.keys(WITHOUT));
  const texts = own.filter(([name]) => name !== 'needs.js').map(([, text]) => text);
  for (const [name, pattern] of Object.entries(USED)) {
    assert.ok(texts.some((text) => pattern.test(text)), name);
  }
});

test('scripts are in syntax that the older browsers read which are to be told', () => {
  // A browser without private names, or what came with them, would refuse the script unread.
  for (const name of readdirSync(dist).filter((n) => /^contrastive-lab.*[.]js$/.test(n))) {
    const text = readFileSync(join(dist, name), 'utf8');
    assert.doesNotMatch(text, /this\.#\w|\bstatic\s*\{|\?\?=|\|\|=|&&=/, name);
  }
  assert.doesNotMatch(readFileSync(join(dist, 'contrastive-lab-boot.js'), 'utf8'), /=>|\b(let|const|class)\b|`/);
});
