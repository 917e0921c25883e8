// Writes dist/package/: the files that bloggers copy to a site, and that `npm pack` packs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifest } from './manifest.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const web = dirname(here);
const read = (/** @type {string[]} */ ...parts) => readFileSync(join(web, ...parts), 'utf8');

/** The files of dist/ that a lab on another page needs. */
const NEEDED = /^(contrastive-lab\b.*[.](js|wasm|d[.]ts)|(cards|emoji|mnist|names)\b.*|embed\b.*|icon[.]svg)$/;

/** The licences also ask to say what was changed. */
const TERMS = `Drawings, names and digits inside

The drawings are rendered small, in few colours; of the digits a fifth is kept, in 16 greys;
keywords that repeat the name are left out.
`;

/** @typedef {typeof import('../data/licences.mjs').licences} Licences */

/** The authors of the data inside, and their licences. @param {Licences} of */
function dataInside(of) {
  const rows = of.map(({ set, author, licence, link, source, package: from, version }) =>
    `${set}, by ${author}: ${licence}, ${link}\n  from ${source}, by way of ${from} ${version}`);
  const apache = read('node_modules', 'typescript', 'LICENSE.txt'); // the licence asks for its text
  return `${TERMS}\n${rows.join('\n')}\n\n----\n\n${apache.trim()}\n`;
}

/** All licences together, in SPDX notation. @param {Licences} of */
const spdx = (of) => [...new Set(['MIT', ...of.map(({ licence }) => licence.replaceAll(' ', '-'))])]
  .join(' AND ');

/** @param {string[]} names @param {Licences} licences */
function packageJson(names, licences) {
  const { name, version, homepage } = JSON.parse(read('package.json'));
  return `${JSON.stringify({
    name, version, homepage,
    description: 'Contrastive learning that trains live in the reader\u2019s tab: a custom element',
    keywords: ['contrastive-learning', 'custom-element', 'web-component', 'wasm', 'simclr'],
    license: spdx(licences),
    type: 'module',
    exports: {
      '.': { types: './contrastive-lab.d.ts', default: './contrastive-lab.js' },
      './*': './*',
    },
    types: './contrastive-lab.d.ts',
    customElements: 'custom-elements.json',
    sideEffects: ['./contrastive-lab*.js'], // one of them defines the element
    files: names,
  }, null, 2)}\n`;
}

/** @param {{ files: Map<string, Buffer>, notices: string, engine: Buffer, dist: string,
 *   licences: Licences }} given files: those of dist/;
 *  notices: the licences of libraries and names; engine: its wasm, which holds the schema of the
 *  parameters */
export async function writePackage({ files, notices, engine, dist, licences }) {
  const declared = read('shell', 'contrastive-lab.d.ts');
  const all = new Map([...files].filter(([name]) => NEEDED.test(name)));
  const texts = {
    'README.md': readFileSync(join(here, 'README.md'), 'utf8'),
    LICENSE: read('..', 'LICENSE'),
    'licences.txt': `${notices}\n----\n\n${dataInside(licences)}`,
    'custom-elements.json': `${JSON.stringify(await manifest(declared, engine), null, 1)}\n`,
  };
  for (const [name, text] of Object.entries(texts)) all.set(name, Buffer.from(text));
  all.set('package.json', Buffer.from(packageJson([...all.keys()], licences)));
  mkdirSync(join(dist, 'package'), { recursive: true });
  for (const [name, bytes] of all) writeFileSync(join(dist, 'package', name), bytes);
  return all;
}
