// Splits the element into files: one script with what the first lab needs, and a file for each
// module that is imported only when it is needed.
import { basename, join } from 'node:path';
import { UNKNOWN, hashOf, named, sorted } from './names.mjs';

const ENTRY = 'contrastive-lab.js';
const FIRST = named(ENTRY, UNKNOWN);
const SIZES = 'the bytes of later scripts';

/** @typedef {(options: import('esbuild').BuildOptions) =>
 *   Promise<import('esbuild').BuildResult<{ write: false, metafile: true }>>} Bundled */

/** Other pages name contrastive-lab.js, which only names the present script with all that the first
 *  lab needs. The later scripts import what they share with that script from it, so that nothing is
 *  loaded twice. All their names hold one hash, made from all of them.
 *  @param {Bundled} bundled @param {string} web the folder web/
 *  @returns {Promise<Map<string, Buffer>>} by their names in dist/ */
export async function elementFiles(bundled, web) {
  const element = join(web, 'shell', 'element.js');
  const options = /** @type {const} */ ({ format: 'esm', absWorkingDir: web,
    banner: { js: '/* libraries inside: licences.txt */' } });
  const build = JSON.stringify(UNKNOWN);
  const LATER = JSON.stringify(SIZES); // replaced last, when the other sizes are known
  const { plugin, later } = apart();
  const { metafile } = await bundled({ ...options, entryPoints: [element], plugins: [plugin] });
  const inside = new Set(Object.keys(metafile.inputs).map((path) => join(web, path)));
  /** @type {Map<string, string>} */
  const texts = new Map();
  const shared = new Set([element]);
  for (let todo; (todo = [...later].filter(([name]) => !texts.has(name)).sort()).length;) {
    for (const [name, path] of todo) { // modules found meanwhile are bundled in the next round
      if (inside.has(path)) throw new Error(`${path} is in the element already`);
      const { outputFiles } = await bundled({ ...options, entryPoints: [path],
        define: { BUILD: build, LATER }, plugins: [plugin, fromFirst(inside, shared)] });
      texts.set(name, outputFiles[0].text);
    }
  }
  const sizes = JSON.stringify(Object.fromEntries([...texts].sort()
    .filter(([, text]) => !text.includes(LATER))
    .map(([name, text]) => [name, Buffer.byteLength(text)])));
  for (const [name, text] of texts) texts.set(name, text.replace(LATER, () => sizes));
  const contents = [...shared].sort().map((path) => `export * from ${JSON.stringify(path)};`).join('');
  const { outputFiles } = await bundled({ ...options, plugins: [plugin],
    define: { BUILD: build }, stdin: { contents, resolveDir: web } });
  texts.set(FIRST, outputFiles[0].text);
  const hash = hashOf([...texts].sort().map(([, text]) => text));
  const known = (/** @type {string} */ text) => text.replaceAll(UNKNOWN, hash);
  const files = [...texts].map(([name, text]) =>
    /** @type {[string, Buffer]} */ ([known(name), Buffer.from(known(text))]));
  return sorted(new Map([...files,
    [ENTRY, Buffer.from(`export*from"./${known(FIRST)}";\n`)]]));
}

/** Leaves out modules that are imported inside a function, and lists them by the names of their
 *  files. */
function apart() {
  /** @type {Map<string, string>} */
  const later = new Map();
  /** @type {import('esbuild').Plugin} */
  const plugin = { name: 'apart', setup({ onResolve }) {
    onResolve({ filter: /^[.]/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return null;
      const name = named(`contrastive-lab-${basename(path)}`, UNKNOWN);
      const known = later.get(name) ?? join(resolveDir, path);
      if (known !== join(resolveDir, path)) throw new Error(`two modules of the name ${name}`);
      later.set(name, known);
      return { path: `./${name}`, external: true };
    });
  } };
  return { plugin, later };
}

/** Modules of texts, each a default export, of which a file that imports others can pass on one
 *  only: a later script has its own copy, which is small. */
const TEXTS = /[/]words[/]en[/]/;

/** Imports from the first file what that file already contains. @param {Set<string>} inside
 *  @param {Set<string>} shared receives the modules that are imported so
 *  @returns {import('esbuild').Plugin} */
const fromFirst = (inside, shared) => ({ name: 'from-first', setup({ onResolve, resolve }) {
  onResolve({ filter: /./ }, async ({ kind, path, resolveDir, pluginData }) => {
    if (kind !== 'import-statement' || pluginData === fromFirst) return null;
    const found = await resolve(path, { kind, resolveDir, pluginData: fromFirst });
    if (!inside.has(found.path) || TEXTS.test(found.path)) return null;
    shared.add(found.path);
    return { path: `./${FIRST}`, external: true };
  });
} });
