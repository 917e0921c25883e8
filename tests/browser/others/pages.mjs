// The pages that the other browsers are shown: dist/, with pages around a lab added, and the
// single file. Each page notes its own errors, because WebDriver does not report them.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = new URL('../../../dist/', import.meta.url).pathname;
const shell = new URL('../../../web/shell/', import.meta.url).pathname;
const wasm = new URL('../../../build/wasm/contrastive.wasm', import.meta.url).pathname;
const map = new URL('map.mjs', import.meta.url).pathname;

/** Runs in the page before anything else and notes in `amiss` whatever must not happen. */
const WATCH = `globalThis.amiss = [];
addEventListener('error', (e) => amiss.push(e.target === window ? 'exception: ' + e.message
  : 'not loaded: ' + (e.target.src ?? e.target.href)), true);
addEventListener('unhandledrejection', (e) => amiss.push('rejection: ' + e.reason));
addEventListener('securitypolicyviolation', (e) =>
  amiss.push(e.violatedDirective + ' forbids ' + e.blockedURI));
const { error } = console;
console.error = (...words) => { amiss.push('console: ' + words.join(' ')); error(...words); };
`;

const LAB = (/** @type {string} */ name) =>
  `<contrastive-lab lab="${name}" loading="eager">A lab that trains.</contrastive-lab>`;

/** @param {string} body @param {string} [attributes] of the root */
const page = (body, attributes = '') => `<!doctype html><html lang="en" ${attributes}>
<head><meta charset="utf-8"><title>A blog post</title><link rel="icon" href="icon.svg">
<script type="module" src="contrastive-lab.js"></script></head><body>${body}</body></html>`;

const PAGES = {
  strict: page(LAB('infonce') + LAB('simclr')),
  flex: page(`<div style="display:flex;width:900px">${LAB('infonce')}</div>`),
  rtl: page(LAB('infonce'), 'dir="rtl"'),
};

/** Puts a script behind the encoding, which must be in a page's first 1,024 bytes.
 *  @param {string} html @param {string} script */
function watched(html, script) {
  const [head, rest] = html.split(/(?<=<meta charset="utf-8">)/);
  return `${head}${script}${rest}`;
}

/** Makes a folder to be served, with the engine beside the pages for tests that call it themselves,
 *  and another that holds only the single file, so that it cannot depend on a file beside it. */
export function makePages() {
  const folder = mkdtempSync(join(tmpdir(), 'other-browsers-'));
  const [root, stick] = ['site', 'usb-stick'].map((name) => join(folder, name));
  mkdirSync(stick);
  cpSync(dist, root, { recursive: true });
  cpSync(shell, join(root, 'shell'), { recursive: true });
  cpSync(wasm, join(root, 'engine.wasm'));
  cpSync(map, join(root, 'map.js'));
  const script = '<script src="watch.js"></script>';
  writeFileSync(join(root, 'watch.js'), WATCH);
  const article = readFileSync(join(dist, 'index.html'), 'utf8');
  for (const [name, html] of Object.entries({ ...PAGES, index: article }))
    writeFileSync(join(root, `${name}.html`), watched(html, script));
  const single = join(stick, 'contrastive-lab.html');
  writeFileSync(single, watched(readFileSync(join(dist, 'contrastive-lab.html'), 'utf8'),
    `<script>${WATCH}</script>`));
  return {
    root: `${root}/`, single: pathToFileURL(single).href,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
