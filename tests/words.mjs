// The catalogue of the page's texts (web/shell/words/): no module of the shell holds a text for
// readers itself, every text is used, every hole of a text is filled, and every other language has
// exactly the texts and holes of English.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const web = new URL('../web/', import.meta.url).pathname;
const shell = join(web, 'shell');
const ts = createRequire(join(web, 'package.json'))('typescript');

/** Files whose English is none of the catalogue's, each with the reason. */
const ALLOWED = [
  [/^words\//, 'the catalogue itself'],
  [/^base\/needs[.]js$/, 'runs in browsers too old for modules, before any language is known'],
  [/^load\/came[.]js$/, 'likewise, as a part of page/boot.js'],
  [/^load\/configure[.]js$/, 'for the programmer of a page'],
  [/^wasm\/(instance|readings)[.]js$/, 'for the programmer of the engine'],
  [/^panels\/code\/\w+[.]js$/, 'a program in PyTorch, whose comments are English'],
  [/^gl\/programs?[.]js$/, 'programs of the graphics card'],
];
/** Texts that no reader sees, each with the reason. */
const UNSEEN = [
  [/^(attributes|address)( together)?$/, 'where a value was given, a key of look/notice.js'],
  [/ has to do: /, 'written to the console'],
  [/^(there is no 0|0\n<(script|iframe))/, 'for the programmer of a guide; code to be copied'],
  [/^drawing \d*, language /, 'the key of a question'],
];
/** Constants that hold English for the engine to read. */
const READ = new Set(['EXAMPLES', 'PLAIN', 'FAMILIAR']);
/** Properties of data that hold names: of sets of drawings, and of choices. */
const DATA = new Set(['sets', 'params', 'axes', 'across', 'down', 'set']);
/** Properties of an element whose values are for readers, and functions that show a text. */
const SHOWN = new Set(['textContent', 'title', 'placeholder', 'alt', 'aria-label',
  'aria-roledescription', 'aria-description', 'aria-valuetext']);
const SHOWING = new Map([['say', 1], ['fillText', 0], ['strokeText', 0], ['toggle', 0],
  ['createProgress', 0]]);
const NAMING = new Set(['class', 'className', 'd', 'viewBox', 'font', 'cursor', 'id']);
const LETTER = /\p{L}{2}/u;
const SENTENCE = /\p{L}[,:;]? \p{L}/u;

const problems = [];

function* scripts(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* scripts(path);
    else if (entry.name.endsWith('.js')) yield path;
  }
}

const isText = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
/** The words of a literal; what is filled in counts as a digit. */
const wordsOf = (node) => (ts.isTemplateExpression(node)
  ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('0') : node.text);
const nameOf = (node) => node?.name?.text ?? node?.escapedText ?? node?.text ?? '';

/** Whether a literal is where only code reads it: names of classes, styles and the like. */
function isCode(node) {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
    if (ts.isVariableDeclaration(parent) && READ.has(nameOf(parent.name))) return true;
    if (ts.isPropertyAssignment(parent) && NAMING.has(nameOf(parent.name))) return true;
    if (ts.isPropertyAssignment(parent) && DATA.has(nameOf(parent.name))) return true;
    if (ts.isBinaryExpression(parent) && parent.left !== at
      && (NAMING.has(nameOf(parent.left)) || /\.style\./.test(parent.left.getText()))) return true;
    if (ts.isCallExpression(parent) && parent.expression !== at) {
      const called = parent.expression.getText();
      if (/(closest|querySelector(All)?|matches|matchMedia|supports|createSurface|createRow)$/
        .test(called)) return true;
    }
    if (ts.isStatement(parent) || ts.isFunctionLike(parent)) return false;
  }
  return false;
}

/** Whether readers see the value of this expression directly. */
function isShown(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node && SHOWN.has(nameOf(parent.name));
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isShown(parent);
  if (ts.isNewExpression(parent)) {
    const at = parent.expression.getText() === 'EngineError' ? 1 : 0; // after its status
    return /(Error|DOMException)$/.test(parent.expression.getText())
      && parent.arguments.indexOf(node) === at;
  }
  if (!ts.isCallExpression(parent)) return false;
  const at = parent.arguments.indexOf(node);
  if (/classList/.test(parent.expression.getText())) return false;
  const called = nameOf(parent.expression);
  if (called === 'h') return at > 1;
  if (called === 'setAttribute') return at === 1 && SHOWN.has(parent.arguments[0].text);
  return SHOWING.get(called) === at;
}

// ---- no text outside the catalogue

/** @type {{ path: string, file: any, text: string }[]} */
const files = [...scripts(shell)].map((path) => {
  const text = readFileSync(path, 'utf8');
  return { path: relative(shell, path), text,
    file: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS) };
});

function each(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

for (const { path, file } of files) {
  if (ALLOWED.some(([pattern]) => pattern.test(path))) continue;
  each(file, (node) => {
    if (!isText(node)) return;
    const words = wordsOf(node);
    const suspect = SENTENCE.test(words) ? !isCode(node) : LETTER.test(words) && isShown(node);
    if (!suspect || UNSEEN.some(([pattern]) => pattern.test(words))) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`web/shell/${path}:${line + 1}: a text outside the catalogue: "${words}"`);
  });
}

// ---- every text is used, and its holes are filled

const holesOf = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))];
const formsOf = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
/** The holes of an entry; where a number picks its form, that number is one of them. */
const needsOf = (entry) => [...new Set([...formsOf(entry).flatMap(holesOf),
  ...(typeof entry === 'string' ? [] : ['n'])])];

/** The keys that an expression can be, as patterns; null: not seen from here. */
function keysOf(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    const both = [keysOf(node.whenTrue), keysOf(node.whenFalse)];
    return both.includes(null) ? null : both.flat();
  }
  return null;
}

/** Parts whose keys come from elsewhere (parameters, places of problems, terms, steps of a guide);
 *  tests/wasm/{labels,terms,tours}.mjs compare them. */
const BY_SCHEMA = /^(params|notice|terms|panels_help|tour_\w+)$/;
const english = new Map();
for (const name of readdirSync(join(shell, 'words', 'en'))) {
  const part = name.slice(0, -'.js'.length);
  english.set(part, (await import(pathToFileURL(join(shell, 'words', 'en', name)))).default);
}

/** The keys of a lab's texts, which the card reads by their names in the lab. */
const labKeys = (text) => ['title', 'look', 'caption',
  ...[...text.matchAll(/\bid: '(\w+)'/g)].map(([, id]) => `try_${id}`)];

/** Checks the calls of one module for one part. */
function checkCalls({ path, file, text }, part, texts, used) {
  for (const key of Object.keys(texts)) if (text.includes(`'${key}'`)) used.add(key);
  each(file, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text in texts) used.add(node.name.text);
    if (ts.isPropertyAssignment(node) && nameOf(node.name) in texts) used.add(nameOf(node.name));
    if (ts.isTemplateExpression(node)) {
      const fixed = [node.head.text, ...node.templateSpans.map((s) => s.literal.text)];
      const pattern = new RegExp(`^${fixed.map((text) =>
        text.replace(/\W/g, '[$&]')).join('.+')}$`);
      if (/\w/.test(pattern.source.replace(/[.+^$]/g, '')))
        for (const key of Object.keys(texts)) if (pattern.test(key)) used.add(key);
    }
    if (!ts.isCallExpression(node) || !/^t([.]pieces)?$/.test(node.expression.getText())) return;
    const [key, given] = node.arguments;
    if (given && !ts.isObjectLiteralExpression(given)) return; // filled elsewhere
    const has = (given?.properties ?? []).map((p) => nameOf(p.name));
    for (const name of keysOf(key) ?? []) {
      if (!(name in texts)) continue; // the types refuse it
      for (const hole of needsOf(texts[name]))
        if (!has.includes(hole)) problems.push(`web/shell/${path}: ${part}.${name} lacks {${hole}}`);
    }
  });
}

for (const [part, texts] of english) {
  const used = new Set();
  const readers = files.filter(({ path, text }) => !path.startsWith('words/en/')
    && text.includes(`words/en/${part}.js'`));
  if (!readers.length && part !== 'params') problems.push(`words/en/${part}.js: nobody reads it`);
  for (const reader of readers) {
    checkCalls(reader, part, texts, used);
    if (reader.path.startsWith('labs/')) for (const key of labKeys(reader.text)) used.add(key);
  }
  for (const [key, entry] of Object.entries(texts)) {
    if (!used.has(key) && !BY_SCHEMA.test(part))
      problems.push(`words/en/${part}.js: nobody uses ${key}`);
    if (formsOf(entry).some((text) => text !== text.trim() && !/: $/.test(text)))
      problems.push(`words/en/${part}.js: ${key} begins or ends with a space`);
    if (typeof entry !== 'string' && !('other' in entry))
      problems.push(`words/en/${part}.js: ${key} has no form for "other"`);
  }
}

// ---- other languages

/** Parts of texts that the engine's schema has in English, by the schema's names. */
const OF_ENGINE = new Set(['help']);
const TOOLS = new Set(['labels.js', 'pseudo.js', 'words.js']);
let languages = 0;
for (const name of readdirSync(join(shell, 'words')).filter((n) => n.endsWith('.js'))) {
  if (TOOLS.has(name)) continue;
  languages++;
  const parts = (await import(pathToFileURL(join(shell, 'words', name)))).default;
  const wrong = (what) => problems.push(`words/${name}: ${what}`);
  for (const part of Object.keys(parts))
    if (!english.has(part) && !OF_ENGINE.has(part)) wrong(`English has no part ${part}`);
  for (const [part, texts] of english) {
    const own = parts[part] ?? {};
    for (const key of Object.keys(own)) if (!(key in texts)) wrong(`${part}.${key} is not in English`);
    for (const [key, entry] of Object.entries(texts)) {
      if (!(key in own)) wrong(`${part}.${key} is missing`);
      else if (String(needsOf(own[key]).sort()) !== String(needsOf(entry).sort()))
        wrong(`${part}.${key} has other holes than English`);
    }
  }
}

// ---- names that the engine puts between backticks

const { withLabels } = await import(pathToFileURL(join(shell, 'words', 'labels.js')));
const labelled = withLabels('`lr` must be between 0 and 10, so `encoder` must be `encoder=mlp`');
if (labelled !== '\u201cLearning rate\u201d must be between 0 and 10, so \u201cEncoder\u201d must be '
  + '\u201cdense layers (MLP)\u201d') problems.push(`a message keeps names of the schema: ${labelled}`);

if (problems.length || english.size === 0) {
  console.error(problems.join('\n') || 'no catalogue found');
  process.exit(1);
}
const count = [...english.values()].reduce((sum, texts) => sum + Object.keys(texts).length, 0);
console.log(`words: ${count} texts in ${english.size} parts, ${languages} other languages, `
  + `none outside of them`);
