// Renders the article as one HTML document: sections joined, formulas as MathML, listings coloured,
// numbers computed. `node render.mjs OUTDIR` writes index.html and article.css (with the tokens).
//
// What a section may use beside HTML:
//   <tex>...</tex>, <tex display>...</tex>     a formula in TeX
//   <listing src="nt_xent.py">caption</listing>  a file of code/, with its check folded away
//   <snippet lang="xml" label="what it is">...</snippet>  a few lines of code
//   <lab-figure lab="infonce" more>caption</lab-figure>   `more`: further attributes of the element
//   <correction about="topic">...</correction>  a common mistake, and its correction
//   <deeper id="place" about="what is inside">...</deeper>  a part that the ten-minute path skips
//   <bars about="caption" max="100" unit=" %" mark="36">rows</bars>  a small chart (bars.mjs)
//   [[key]]  a citation, [[(key)]] in parentheses
//   {{name arguments}}  a number (numbers.mjs);  {{references}}, {{licences}}, {{methods}},
//   {{glossary}}, {{printed-table}}, {{trio}}, {{seeds}}
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import hljs from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';
import xml from 'highlight.js/lib/languages/xml';
import { licences } from '../data/licences.mjs';
import { bars } from './bars.mjs';
import { contentsOf } from './contents.mjs';
import { glossary } from './glossary.mjs';
import { methodTables, seedsSaid } from './methods.mjs';
import { numbers, printedTable } from './numbers.mjs';
import { paceOf } from './pace.mjs';
import { poster, trio } from './poster.mjs';
import { referenceList, references } from './references.mjs';

export { preview } from './poster.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const read = (...parts) => readFileSync(join(here, ...parts), 'utf8');
hljs.registerLanguage('python', python);
hljs.registerLanguage('xml', xml);

const SECTIONS = ['figure', 'loss', 'key-concepts', 'core-principles', 'components', 'simclr',
  'clip', 'advanced', 'applications', 'best-practices', 'pitfalls', 'performance', 'future',
  'challenges', 'conclusion', 'glossary', 'data', 'about', 'references'];

const TITLE = 'Contrastive learning, live';
const DESCRIPTION = 'An interactive article on contrastive learning in which every model trains '
  + 'in your browser while you read: InfoNCE, temperature, SimCLR, CLIP, MoCo, SwAV and BYOL.';

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const unescape = (text) =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

function formula(display, source) {
  const math = katex.renderToString(unescape(source.trim()), {
    output: 'mathml', displayMode: Boolean(display), throwOnError: true, strict: 'error',
  });
  const mathml = math.replace(/^<span class="katex">|<\/span>$/g, '');
  return display ? `<div class="formula" tabindex="0" role="group" aria-label="Formula">${mathml}`
    + '</div>' : mathml;
}

function code(language, text) {
  return hljs.highlight(text.trimEnd(), { language }).value;
}

/** A file of code/: the part a reader needs, and behind a disclosure the check that it passes. */
function listing(src, caption) {
  const [body, check] = read('code', src).split(/\n\nif __name__ == '__main__':\n/);
  const label = `${src}, Python`;
  const shown = check.split('\n').map((line) => line.replace(/^ {4}/, '')).join('\n');
  return `<figure class="listing"><figcaption><span class="file">${src}</span> ${caption}`
    + `</figcaption><pre tabindex="0" role="region" aria-label="${label}"><code>`
    + `${code('python', body)}</code></pre>`
    + '<details><summary>The check this listing passes</summary>'
    + `<pre tabindex="0" role="region" aria-label="Check of ${label}"><code>`
    + `${code('python', shown)}</code></pre></details></figure>`;
}

function snippet(language, label, text) {
  return `<pre class="snippet" tabindex="0" role="region" aria-label="${label}"><code>`
    + `${code(language, unescape(text).trim())}</code></pre>`;
}

function labFigure(lab, more, caption) {
  return `<div class="breakout" id="lab-${lab}">
<contrastive-lab lab="${lab}" url-state${more}>
<figure class="fallback">${poster(lab)}<figcaption>${caption}
<noscript><p>With scripts on, this figure trains here, live.</p></noscript></figcaption></figure>
</contrastive-lab></div>`;
}

function citation(key, cited) {
  const reference = references[key];
  if (!reference) throw new Error(`no reference "${key}"`);
  cited.add(key);
  return `<a class="cite" href="#ref-${key}">${reference[0]}</a>`;
}

/** The authors of the data and their licences. */
function licenceTable() {
  const rows = licences.map((l) => '<tr><th scope="row">'
    + `<a href="${l.source}" rel="noopener">${escape(l.set)}</a></th><td>${escape(l.author)}</td>`
    + `<td><a href="${l.link}" rel="noopener">${escape(l.licence)}</a></td>`
    + `<td><code>${escape(l.package)}</code> ${escape(l.version)}</td></tr>`);
  return '<div class="table" tabindex="0" role="region" aria-label="Licences of the data">'
    + '<table><thead><tr><th scope="col">Set</th><th scope="col">Author</th>'
    + '<th scope="col">Licence</th><th scope="col">Package</th></tr></thead>'
    + `<tbody>${rows.join('')}</tbody></table></div>`;
}

/** Names in {{...}} that stand for more than a number. */
const MADE = {
  licences: licenceTable, glossary, methods: methodTables, seeds: seedsSaid, 'printed-table': printedTable, trio,
};

function number(text, cited) {
  const [name, ...args] = text.trim().split(/\s+/);
  if (name === 'references') return referenceList(cited);
  if (MADE[name]) return MADE[name]();
  if (!numbers[name]) throw new Error(`no number "${name}"`);
  return numbers[name](...args);
}

/** A part that the path skips. Its end is marked for pace.mjs. */
const deeper = (id, about, text) => `<details class="deeper" id="${id}"><summary><span>Deeper</span> `
  + `${about}</summary><div class="inside">${text.trim()}</div></details><!-- folded -->`;

const attributesOf = (text) =>
  Object.fromEntries([...text.matchAll(/(\w+)="(.*?)"/g)].map(([, name, value]) => [name, value]));

function expand(html, cited) {
  return html
    .replace(/<tex( display)?>([\s\S]*?)<\/tex>/g, (_, display, tex) => formula(display, tex))
    .replace(/<listing src="(.*?)">([\s\S]*?)<\/listing>/g, (_, src, text) => listing(src, text))
    .replace(/<snippet lang="(.*?)" label="(.*?)">([\s\S]*?)<\/snippet>/g,
      (_, lang, label, text) => snippet(lang, label, text))
    .replace(/<lab-figure lab="(\w+)"(.*?)>([\s\S]*?)<\/lab-figure>/g,
      (_, lab, more, text) => labFigure(lab, more, text.trim()))
    .replace(/<correction about="(.*?)">([\s\S]*?)<\/correction>/g, (_, about, text) =>
      `<div class="correction" role="note" aria-label="Often wrong: ${about}">`
      + `<p class="label">Often wrong</p>${text}</div>`)
    .replace(/<deeper id="([\w-]+)" about="(.*?)">([\s\S]*?)<\/deeper>/g,
      (_, id, about, text) => deeper(id, about, text))
    .replace(/<bars ([^>]*)>([\s\S]*?)<\/bars>/g, (_, more, text) => bars(attributesOf(more), text))
    .replaceAll('<ul class="tries">', '<ul class="tries" aria-label="Try this">')
    .replace(/\[\[\((\w+)\)\]\]/g, '([[$1]])')
    .replace(/\[\[(\w+)\]\]/g, (_, key) => citation(key, cited))
    .replace(/\{\{(.*?)\}\}/g, (_, text) => number(text, cited));
}

/** Refuses HTML that a strict content security policy, or a promise of this page, forbids. */
function refuse(html) {
  const rules = [[/ style=/, 'an inline style'], [/<style/, 'a style element'],
    [/ on\w+="/, 'an inline handler'], [/<script(?![^>]* src=)/, 'an inline script'],
    [/(src|srcset)="(https?:)?\/\//, 'a request to another origin'],
    [/\{\{|\[\[|<tex( display)?>|<(listing|snippet|lab-figure|correction|deeper|bars)\b/,
      'an unknown shorthand']];
  for (const [pattern, what] of rules) {
    const at = html.search(pattern);
    if (at >= 0) throw new Error(`the article holds ${what}: ${html.slice(at, at + 60)}`);
  }
  return html;
}

/** The page as one HTML text; styles and scripts are files beside it. `site` is where it will be
 *  served, "https://example.org/lab/"; without it the picture for previews has a relative address.
 *  @param {{ site?: string }} [options] */
export function renderArticle({ site = '' } = {}) {
  const cited = new Set();
  const body = SECTIONS.map((name) => expand(read('sections', `${name}.html`), cited)).join('\n');
  const page = read('page.html');
  const { minutes } = paceOf(body);
  const slots = { title: TITLE, description: DESCRIPTION, contents: contentsOf(body, SECTIONS.length),
    body: body.replaceAll('<!-- folded -->', ''), site, path: minutes.path, all: minutes.all };
  return refuse(page.replace(/<!-- (\w+) -->|%(\w+)%/g, (_, a, b) => String(slots[a ?? b])));
}

/** The whole style sheet of the page: tokens, then the article. */
export function articleCss() {
  return `${read('..', 'shell', 'look', 'tokens.css')}\n${read('article.css')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = process.argv[2] ?? '.';
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.html'), renderArticle());
  writeFileSync(join(out, 'article.css'), articleCss());
}
