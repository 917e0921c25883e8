// No function of the page's JavaScript is longer than a screen. A function's length counts all
// lines from its first to its last, with those of functions inside it. Tests are not counted.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from '../web/node_modules/typescript/lib/typescript.js';

const LONGEST = 60;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    if (name === 'node_modules') return [];
    if (statSync(path).isDirectory()) return sources(path);
    return /\.m?js$/.test(name) ? [path] : [];
  });
}

/** The name of a function, or of what it is assigned to. @param {ts.Node} node */
function nameOf(node) {
  const named = /** @type {any} */ (node).name ?? /** @type {any} */ (node.parent).name;
  return named ? named.getText() : 'a function without a name';
}

/** @param {string} path @returns {{ lines: number, where: string }[]} */
function functionsOf(path) {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const lineAt = place => file.getLineAndCharacterOfPosition(place).line + 1;
  const found = [];
  const walk = node => {
    if (ts.isFunctionLike(node) && node.body) {
      const first = lineAt(node.getStart(file));
      const where = `${relative(ROOT, path)}:${first} ${nameOf(node)}`;
      found.push({ lines: lineAt(node.getEnd()) - first + 1, where });
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

const all = sources(join(ROOT, 'web')).flatMap(functionsOf).sort((a, b) => b.lines - a.lines);
const over = all.filter(({ lines }) => lines > LONGEST);
for (const { lines, where } of over) console.error(`${where} has ${lines} lines`);
if (over.length) {
  console.error(`${over.length} functions have more than ${LONGEST} lines`);
  process.exit(1);
}
console.log(`${all.length} functions, the longest ${all[0].where} with ${all[0].lines} lines`);
