// Builds dist/: the hosted article, the element for other pages, and the article in a single file.
// `node web/build.mjs [--data build/data] [--out dist] [--site https://example.org/lab/]` needs the
// wasm and the data (Makefile). `site` is where the page will be served; some programs that show
// previews of links want the picture's whole address, which a page cannot know by itself.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';
import sharp from 'sharp';
import { articleCss, preview, renderArticle } from './article/render.mjs';
import { elementFiles } from './build/element.mjs';
import { fileTable, formsOf, hashOf, linked, namesOf, sorted } from './build/names.mjs';
import { licences, unicodeNotice } from './data/licences.mjs';
import { embedFiles } from './package/embed.mjs';
import { writePackage } from './package/package.mjs';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const { data, out: dist, site } = parseArgs({ options: {
  data: { type: 'string', default: join(root, 'build', 'data') },
  out: { type: 'string', default: join(root, 'dist') },
  site: { type: 'string', default: '' },
} }).values;

const DATA = ['emoji.pack.gz', 'emoji.json', 'names.pack.gz', 'names.json', 'mnist.pack.gz',
  'mnist.json', 'cards.webp', 'cards-more.webp', 'cards.json'];
const WHEN_CHOSEN = /^(mnist|bench)[.-]/; // stored for offline use once a reader has used them
const NEVER_ASKED = /[.](d[.]ts|txt|png)$|^(bench-offline|embed)|^contrastive-lab[.]js$/; // by the article
/** So old that browsers which lack what labs need can still read the scripts, which then say so. */
const LIMIT = 'es2020';
const FIRST = /^contrastive-lab-[0-9a-f]+[.]js$/; // the script with all that the first lab needs
const PAGES = ['index.html', 'bench.html'];
/** The scripts of the pages. */
const SCRIPTS = { 'page.js': 'page/page.js', 'bench.js': 'bench/bench.js' };
/** Any browser can read it, under one name in all builds: it says what is wrong with the rest. */
const BOOT = 'contrastive-lab-boot.js';
const NOWHERE = { 'import.meta.url': '""' }; // a script that is not a module has no own address
const CREDITS = JSON.stringify(licences.map(
  ({ set, author, licence, link, source }) => ({ set, author, licence, link, source })));
/** Values for the build to fill in; element.mjs has others for the element's scripts. */
const filled = { CREDITS, FILES: '{}', BUILD: '""', LATER: '{}' };
const ICON = '<link rel="icon" href="icon.svg" type="image/svg+xml">';

/** @param {import('esbuild').BuildOptions} options */
const bundled = (options) => build({
  bundle: true, minify: true, target: LIMIT, legalComments: 'none', loader: { '.css': 'text' },
  logLevel: 'warning', charset: 'utf8', ...options, write: false, metafile: true,
  plugins: [...options.plugins ?? [], smallStyles, anyLanguage],
  define: { ...filled, ...options.define },
});

/** @param {string} entry @param {import('esbuild').BuildOptions} options */
async function bundle(entry, options) {
  const { outputFiles } = await bundled({ entryPoints: [join(web, entry)], ...options });
  return outputFiles[0].text;
}

const ROOT = 16; // px

/** Style sheets are texts inside the script: minified like the rest, and with pixels for "rem",
 *  which on a foreign page would be the size of that page's text.
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

/** When the charting library loads, it makes a formatter of numbers for the browser's language,
 *  which throws where that is not a language ("C", "en-US@posix"). No chart of ours uses it.
 *  @type {import('esbuild').Plugin} */
const anyLanguage = {
  name: 'any-language',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]uPlot[.]esm[.]js$/ }, ({ path }) => ({
      contents: replaced(readFileSync(path, 'utf8'), /domEnv \? nav[.]language : 'en-US'/, "'en-US'"),
    }));
  },
};

/** The licences of the libraries and names inside, which they ask to include. */
function noticesInside() {
  const packages = ['uplot'];
  const texts = packages.map((name) => {
    const folder = join(web, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return `Libraries inside contrastive-lab*.js and contrastive-lab.html\n\n${
    texts.join('\n----\n\n')}\nNames and keywords of emoji, from Unicode CLDR\n\n${
    unicodeNotice.trim()}\n`;
}

/** A script inside HTML must not contain its own end tag. @param {string} code */
const inline = (code) => code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

const small = async (/** @type {string} */ css) =>
  (await transform(css, { loader: 'css', minify: true })).code;

/** @param {string} name */
const wasm = (name) => readFileSync(join(root, 'build', 'wasm', name));

/** @param {string} html @param {RegExp} pattern @param {string} text */
function replaced(html, pattern, text) {
  if (!pattern.test(html)) throw new Error(`the page lacks ${pattern}`);
  return html.replace(pattern, () => text);
}

/** The article in one file, to be opened from a disk: it uses no module and no fetch.
 *  @param {string} html @param {string} css @param {Buffer} icon
 *  @param {Map<string, Buffer>} assets */
async function singleFile(html, css, icon, assets) {
  const options = /** @type {const} */ ({ format: 'iife', define: NOWHERE });
  const scripts = [];
  for (const [entry, more] of /** @type {const} */ ([['page/boot.js', { target: 'es5' }],
    ['shell/element.js', {}], ['page/page.js', {}]])) {
    scripts.push(`<script>${inline(await bundle(entry, { ...options, ...more }))}</script>`);
  }
  const texts = [...assets].map(([name, bytes]) =>
    `<script type="text/plain" id="asset-${name}">${bytes.toString('base64')}</script>`);
  const image = `data:image/svg+xml;base64,${icon.toString('base64')}`;
  let page = replaced(html, /href="icon.svg"/, `href="${image}"`);
  page = replaced(page, /<link rel="stylesheet" href="article.css">/, `<style>${css}</style>`);
  page = replaced(page, /(<link rel="preload"[^>]*>\s*)*<script type="module" async src="contrastive-lab.js"><\/script>\s*/, '');
  page = replaced(page, /(<meta (property="og:image|name="twitter)[^>]*>\s*)+/, ''); // no file beside it
  page = replaced(page, / <a href="bench.html">[^<]*<\/a>/, '');
  page = replaced(page, /<script type="module" src="page.js"><\/script>\s*/, '');
  page = replaced(page, /<script async src="contrastive-lab-boot.js"><\/script>\s*/, '');
  const encoding = '<meta charset="utf-8">'; // has to stay in the first 1,024 bytes
  page = replaced(page, new RegExp(encoding), `${encoding}\n<!--\n${noticesInside()}-->`);
  return replaced(page, /<\/body>/, `${[...texts, ...scripts].join('\n')}\n</body>`);
}

/** bench.html and the files that only it needs. A page opened from a disk may read no file but
 *  scripts, so one script holds its worker and modules once more. @param {Buffer} engine
 *  @returns {Promise<Map<string, Buffer>>} by their plain names, without a hash */
async function benchPage(engine) {
  const read = (/** @type {string} */ name) => readFileSync(join(web, 'bench', name), 'utf8');
  const worker = await bundle('bench/worker.js', { format: 'iife' });
  const kernels = readFileSync(join(root, 'build', 'wasm', 'bench.wasm'));
  const texts = { 'bench-worker.js': worker, 'bench.wasm': kernels.toString('base64'),
    'contrastive-lab.wasm': engine.toString('base64') };
  return new Map([
    ['bench.html', Buffer.from(replaced(read('page.html'), /<\/head>/, `${ICON}\n</head>`))],
    ['bench.css', Buffer.from(await small(read('bench.css')))],
    ['bench-worker.js', Buffer.from(worker)],
    ['bench-offline.js', Buffer.from(`globalThis.benchFiles=${JSON.stringify(texts)};\n`)],
    ['bench.wasm', kernels],
  ]);
}

/** Marks pages with their build, which the service worker and the page itself compare.
 *  @param {Map<string, Buffer>} files */
function mark(files) {
  const version = hashOf([...sorted(files)].flat());
  for (const name of PAGES) {
    const html = String(files.get(name));
    files.set(name, Buffer.from(replaced(html, /<meta charset="utf-8">/,
      `<meta charset="utf-8">\n<meta name="contrastive-lab" content="${version}">`)));
  }
  files.set('version.json', Buffer.from(`${JSON.stringify({ version })}\n`));
  return version;
}

/** @param {Map<string, Buffer>} files by their names in dist/ @param {string} version */
async function serviceWorker(files, version) {
  const names = [...files.keys()].filter((name) => !NEVER_ASKED.test(name)).sort();
  const value = { version, pages: PAGES, later: names.filter((name) => WHEN_CHOSEN.test(name)),
    files: Object.fromEntries(names.filter((name) => !/[.]html$|^version/.test(name)).map((name) =>
      [name, formsOf(name, /** @type {Buffer} */ (files.get(name)))])) };
  return bundle('page/sw.js', { format: 'iife', define: { PRECACHE: JSON.stringify(value) } });
}

/** The element's files: engine, worker, data. @returns {Promise<Map<string, Buffer>>} */
async function assetFiles() {
  const worker = await bundle('shell/worker/worker.js', { format: 'iife' });
  return new Map([
    ['contrastive-lab.wasm', wasm('contrastive.wasm')],
    ['contrastive-lab-worker.js', Buffer.from(worker)],
    ...DATA.map((name) => /** @type {const} */ ([name, readFileSync(join(data, name))])),
  ]);
}

/** @param {Map<string, Buffer>} files by their names in dist/ */
async function write(files) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
  const size = (/** @type {number} */ n) => `${(n / 1000).toFixed(1).padStart(8)} kB`;
  for (const [name, { length }] of files) console.log(`${size(length)}  dist/${name}`);
  const packed = await writePackage({ files, notices: noticesInside(), dist, licences,
    engine: wasm('contrastive.wasm') });
  const total = [...packed.values()].reduce((sum, { length }) => sum + length, 0);
  console.log(`${size(total)}  dist/package/, ${packed.size} files`);
}

async function main() {
  const assets = await assetFiles();
  const bench = await benchPage(/** @type {Buffer} */ (assets.get('contrastive-lab.wasm')));
  const pages = new Map([['index.html', replaced(renderArticle({ site }), /<\/head>/, `${ICON}\n</head>`)],
    ['bench.html', String(bench.get('bench.html'))]]);
  bench.delete('bench.html');
  const engines = new Map([...assets,
    ['contrastive-lab-table.wasm', wasm('contrastive-table.wasm')],
    ['contrastive-lab-threads.wasm', wasm('contrastive-threads.wasm')]]);
  const loaded = new Map([...engines, ...bench]);
  const table = (/** @type {Map<string, Buffer>} */ of) => JSON.stringify(fileTable(of, namesOf(of)));
  filled.FILES = table(engines);
  const css = await small(articleCss());
  const icon = readFileSync(join(web, 'page', 'icon.svg'));
  const single = await singleFile(/** @type {string} */ (pages.get('index.html')), css, icon, assets);
  const plain = new Map([...loaded, ['article.css', Buffer.from(css)]]);
  const element = await elementFiles(bundled, web);
  const first = /** @type {string} */ ([...element.keys()].find((name) => FIRST.test(name)));
  const define = { ...NOWHERE, FILES: table(loaded),
    BUILD: JSON.stringify(first.replace(/^.*-|[.]js$/g, '')) };
  for (const [name, entry] of Object.entries(SCRIPTS))
    plain.set(name, Buffer.from(await bundle(entry, { format: 'iife', define })));
  const boot = Buffer.from(await bundle('page/boot.js', { format: 'iife', target: 'es5' }));
  for (const [name, bytes] of await embedFiles(bundle, small, assets)) {
    if (name.endsWith('.html')) pages.set(name, String(bytes));
    else plain.set(name, bytes);
  }
  const names = namesOf(plain);
  names.set('contrastive-lab.js', first);
  const named = new Map([
    ...element,
    ...[...plain].map(([name, bytes]) =>
      /** @type {const} */ ([/** @type {string} */ (names.get(name)), bytes])),
  ]);
  const files = new Map([
    ...[...pages].map(([name, html]) =>
      /** @type {const} */ ([name, Buffer.from(linked(html, names, named))])),
    ...named,
    [BOOT, boot],
    ['icon.svg', icon],
    ['preview.png', await sharp(Buffer.from(preview())).png().toBuffer()],
    ['licences.txt', Buffer.from(noticesInside())],
    ['contrastive-lab.d.ts', readFileSync(join(web, 'shell', 'contrastive-lab.d.ts'))],
  ]);
  files.set('sw.js', Buffer.from(await serviceWorker(files, mark(files))));
  files.set('contrastive-lab.html', Buffer.from(single));
  await write(files);
}

await main();
