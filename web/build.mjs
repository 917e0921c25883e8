// Builds dist/: the hosted article, the element for other pages, and the article in a single file.
// `node web/build.mjs [--data build/data] [--out dist]`, after the wasm and the data (Makefile).
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';
import { articleCss, renderArticle } from './article/render.mjs';
import { licences } from './data/licences.mjs';
import { embedFiles } from './package/embed.mjs';
import { writePackage } from './package/package.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const { data, out: dist } = parseArgs({ options: {
  data: { type: 'string', default: join(root, 'build', 'data') },
  out: { type: 'string', default: join(root, 'dist') },
} }).values;

const DATA = ['emoji.pack.gz', 'emoji.json', 'mnist.pack.gz', 'mnist.json', 'cards.webp',
  'cards-more.webp', 'cards.json'];
const WHEN_CHOSEN = /^(mnist|bench)[.-]/; // kept for offline once a reader asked for it
const NEVER_ASKED = /[.](d[.]ts|txt)$|^bench-offline|^embed/; // by the article on a host
const LIMIT = 'es2022';
const FIRST = 'contrastive-lab.js';
const CREDITS = JSON.stringify(licences.map(
  ({ set, author, licence, link, source }) => ({ set, author, licence, link, source })));
const ICON = '<link rel="icon" href="icon.svg" type="image/svg+xml">';

/** @param {import('esbuild').BuildOptions} options */
const bundled = (options) => build({
  bundle: true, minify: true, target: LIMIT, legalComments: 'none', loader: { '.css': 'text' },
  logLevel: 'warning', charset: 'utf8', ...options, write: false, metafile: true,
  plugins: [...options.plugins ?? [], smallStyles],
  define: { CREDITS, ...options.define },
});

/** @param {string} entry @param {import('esbuild').BuildOptions} options */
async function bundle(entry, options) {
  const { outputFiles } = await bundled({ entryPoints: [join(web, entry)], ...options });
  return outputFiles[0].text;
}

const ROOT = 16; // px

/** Style sheets travel as texts inside the script: minified like the rest, and with pixels for
 *  "rem", which on a foreign page is the size of that page's text.
 *  @type {import('esbuild').Plugin} */
const smallStyles = {
  name: 'small-styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
      const inPixels = (/** @type {string} */ _, /** @type {string} */ n) => `${ROOT * Number(n)}px`;
      const contents = code.trim().replace(/(\d*[.]?\d+)rem\b/g, inPixels);
      return { contents, loader: 'text' };
    });
  },
};

/** The element: contrastive-lab.js with all that the first lab needs, and a file for each module it
 *  imports only when that is needed. Those take what they share with it from it: nothing is loaded
 *  twice, and the first lab waits for one script. */
async function elementFiles() {
  const element = join(web, 'shell', 'element.js');
  const options = /** @type {const} */ ({ format: 'esm', absWorkingDir: web,
    banner: { js: '/* libraries inside: licences.txt */' } });
  const { plugin, later } = apart();
  const { metafile } = await bundled({ ...options, entryPoints: [element], plugins: [plugin] });
  const inside = new Set(Object.keys(metafile.inputs).map((path) => join(web, path)));
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const shared = new Set([element]);
  for (const [name, path] of later) { // those found on the way as well
    if (inside.has(path)) throw new Error(`${path} is in the element already`);
    const { outputFiles } = await bundled({ ...options, entryPoints: [path],
      plugins: [plugin, fromFirst(inside, shared)] });
    files.set(name, Buffer.from(outputFiles[0].contents));
  }
  const contents = [...shared].map((path) => `export * from ${JSON.stringify(path)};`).join('');
  const { outputFiles } = await bundled({ ...options, plugins: [plugin],
    stdin: { contents, resolveDir: web } });
  return new Map([[FIRST, Buffer.from(outputFiles[0].contents)], ...files]);
}

/** Leaves out what is imported inside a function, and remembers it by its file's name. */
function apart() {
  /** @type {Map<string, string>} */
  const later = new Map();
  /** @type {import('esbuild').Plugin} */
  const plugin = { name: 'apart', setup({ onResolve }) {
    onResolve({ filter: /^[.]/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return null;
      const name = `contrastive-lab-${basename(path)}`;
      const known = later.get(name) ?? join(resolveDir, path);
      if (known !== join(resolveDir, path)) throw new Error(`two modules of the name ${name}`);
      later.set(name, known);
      return { path: `./${name}`, external: true };
    });
  } };
  return { plugin, later };
}

/** Imports what is inside the first file from there. @param {Set<string>} inside
 *  @param {Set<string>} shared to hold what is asked for
 *  @returns {import('esbuild').Plugin} */
const fromFirst = (inside, shared) => ({ name: 'from-first', setup({ onResolve, resolve }) {
  onResolve({ filter: /./ }, async ({ kind, path, resolveDir, pluginData }) => {
    if (kind !== 'import-statement' || pluginData === fromFirst) return null;
    const found = await resolve(path, { kind, resolveDir, pluginData: fromFirst });
    if (!inside.has(found.path)) return null;
    shared.add(found.path);
    return { path: `./${FIRST}`, external: true };
  });
} });

/** The licences of the libraries inside the bundles, as their terms ask. */
function librariesInside() {
  const packages = ['uplot'];
  const texts = packages.map((name) => {
    const folder = join(web, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return `Libraries inside contrastive-lab*.js and contrastive-lab.html\n\n${
    texts.join('\n----\n\n')}`;
}

/** A script inside HTML must not hold its own end tag. @param {string} code */
const inline = (code) => code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

/** @param {string} html @param {RegExp} pattern @param {string} text */
function replaced(html, pattern, text) {
  if (!pattern.test(html)) throw new Error(`the page lacks ${pattern}`);
  return html.replace(pattern, () => text);
}

/** The article with everything in it, for a double-click: no module, no fetch.
 *  @param {string} html @param {string} css @param {Buffer} icon
 *  @param {Map<string, Buffer>} assets */
async function singleFile(html, css, icon, assets) {
  const options = /** @type {const} */ ({ format: 'iife', define: { 'import.meta.url': '""' } });
  const scripts = [];
  for (const entry of ['shell/element.js', 'page/page.js']) {
    scripts.push(`<script>${inline(await bundle(entry, options))}</script>`);
  }
  const texts = [...assets].map(([name, bytes]) =>
    `<script type="text/plain" id="asset-${name}">${bytes.toString('base64')}</script>`);
  const image = `data:image/svg+xml;base64,${icon.toString('base64')}`;
  let page = replaced(html, /href="icon.svg"/, `href="${image}"`);
  page = replaced(page, /<link rel="stylesheet" href="article.css">/, `<style>${css}</style>`);
  page = replaced(page, /(<link rel="preload"[^>]*>\s*)*<script type="module" async src="contrastive-lab.js"><\/script>\s*/, '');
  page = replaced(page, / <a href="bench.html">[^<]*<\/a>/, '');
  page = replaced(page, /<script type="module" src="page.js"><\/script>\s*/, '');
  page = replaced(page, /<head>/, `<head>\n<!--\n${librariesInside()}-->`);
  return replaced(page, /<\/body>/, `${[...texts, ...scripts].join('\n')}\n</body>`);
}

/** bench.html and what only it needs. A page opened from a disk may read no file but scripts, so
 *  its worker and modules are there once more inside one. @param {Map<string, Buffer>} assets */
async function benchPage(assets) {
  const read = (/** @type {string} */ name) => readFileSync(join(web, 'bench', name), 'utf8');
  const worker = await bundle('bench/worker.js', { format: 'iife' });
  const kernels = readFileSync(join(root, 'build', 'wasm', 'bench.wasm'));
  const { code: css } = await transform(read('bench.css'), { loader: 'css', minify: true });
  const engine = /** @type {Buffer} */ (assets.get('contrastive-lab.wasm'));
  const texts = { 'bench-worker.js': worker, 'bench.wasm': kernels.toString('base64'),
    'contrastive-lab.wasm': engine.toString('base64') };
  return new Map([
    ['bench.html', Buffer.from(replaced(read('page.html'), /<\/head>/, `${ICON}\n</head>`))],
    ['bench.css', Buffer.from(css)],
    ['bench.js', Buffer.from(await bundle('bench/bench.js', { format: 'iife' }))],
    ['bench-worker.js', Buffer.from(worker)],
    ['bench-offline.js', Buffer.from(`globalThis.benchFiles=${JSON.stringify(texts)};\n`)],
    ['bench.wasm', kernels],
  ]);
}

/** @param {Map<string, Buffer>} files */
async function serviceWorker(files) {
  const hash = createHash('sha256');
  for (const bytes of files.values()) hash.update(bytes);
  const names = [...files.keys()].filter((name) => !NEVER_ASKED.test(name));
  const value = { version: hash.digest('hex').slice(0, 16),
    later: names.filter((name) => WHEN_CHOSEN.test(name)),
    files: ['./', ...names.filter((name) => !WHEN_CHOSEN.test(name))] };
  return bundle('page/sw.js', { format: 'iife', define: { PRECACHE: JSON.stringify(value) } });
}

async function main() {
  /** @param {string} name */
  const wasm = (name) => readFileSync(join(root, 'build', 'wasm', name));
  const icon = readFileSync(join(web, 'page', 'icon.svg'));
  const html = replaced(renderArticle(), /<\/head>/, `${ICON}\n</head>`);
  const { code: css } = await transform(articleCss(), { loader: 'css', minify: true });
  const worker = await bundle('shell/engine/worker.js', { format: 'iife' });
  /** @type {Map<string, Buffer>} */
  const assets = new Map([
    ['contrastive-lab.wasm', wasm('contrastive.wasm')],
    ['contrastive-lab-worker.js', Buffer.from(worker)],
  ]);
  for (const name of DATA) assets.set(name, readFileSync(join(data, name)));
  const files = new Map([
    ['index.html', Buffer.from(html)],
    ['article.css', Buffer.from(css)],
    ['icon.svg', icon],
    ...await elementFiles(),
    ['page.js', Buffer.from(await bundle('page/page.js', { format: 'esm' }))],
    ['licences.txt', Buffer.from(librariesInside())],
    ['contrastive-lab.d.ts', readFileSync(join(web, 'shell', 'contrastive-lab.d.ts'))],
    ['contrastive-lab-table.wasm', wasm('contrastive-table.wasm')],
    ['contrastive-lab-threads.wasm', wasm('contrastive-threads.wasm')],
    ...assets,
    ...await benchPage(assets),
  ]);
  const small = async (/** @type {string} */ text) =>
    (await transform(text, { loader: 'css', minify: true })).code;
  for (const [name, bytes] of await embedFiles(bundle, small, assets)) files.set(name, bytes);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  files.set('sw.js', Buffer.from(await serviceWorker(files)));
  files.set('contrastive-lab.html', Buffer.from(await singleFile(html, css, icon, assets)));
  for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
  const size = (/** @type {number} */ n) => `${(n / 1000).toFixed(1).padStart(8)} kB`;
  for (const [name, { length }] of files) console.log(`${size(length)}  dist/${name}`);
  const packed = await writePackage({ files, libraries: librariesInside(), dist, licences,
    engine: wasm('contrastive.wasm') });
  const total = [...packed.values()].reduce((sum, { length }) => sum + length, 0);
  console.log(`${size(total)}  dist/package/, ${packed.size} files`);
}

await main();
