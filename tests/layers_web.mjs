// The layers of the page's code: what each folder of web/ may import, lowest floor first. Each
// sees itself and the folders in its row, and a row names only rows above it, so all arrows go
// down. No module imports itself by way of others. Imports of types are free:
// they vanish before anything runs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const web = new URL('../web/', import.meta.url).pathname;
/** A file that belongs to no floor has a row of its own. @type {[name: string, sees: string][]} */
const floors = [
  ['shell/words', ''],
  ['shell/base', 'shell/words'],
  ['shell/load', 'shell/words shell/base'],
  ['shell/wasm', 'shell/words shell/base'],
  ['shell/worker', 'shell/words shell/base shell/load shell/wasm'],
  ['shell/client', 'shell/words shell/base shell/load'],
  ['shell/gl', ''],
  ['shell/state', 'shell/words shell/base'],
  ['shell/items', 'shell/words shell/load shell/client shell/state'],
  ['shell/runs', 'shell/words shell/load shell/client shell/state shell/items'],
  ['shell/tour', 'shell/words shell/base shell/load shell/state shell/runs'],
  ['shell/terms', 'shell/words shell/base'],
  ['shell/look', 'shell/words shell/base shell/load shell/gl shell/state shell/tour shell/terms'],
  ['shell/methods.js', 'shell/words'],
  ['shell/labs', 'shell/words shell/load shell/methods.js'],
  ['shell/panels', 'shell/words shell/base shell/load shell/gl shell/look shell/state shell/runs'],
  ['shell/run', 'shell/words shell/base shell/load shell/client shell/state shell/look '
    + 'shell/items shell/runs shell/panels'],
  ['shell/lab.js', 'shell/words shell/base shell/gl shell/state shell/look shell/items '
    + 'shell/runs shell/run'],
  ['shell/element.js', 'shell/words shell/base shell/load shell/look shell/labs shell/panels '
    + 'shell/run shell/lab.js'],
  ['page', 'shell/base shell/load shell/state'],
  ['embed', ''],
  ['data', ''],
  ['bench', 'shell/base shell/load shell/wasm shell/worker shell/client page data'],
  ['article', 'shell/base shell/methods.js shell/terms shell/words data'],
  ['build', 'shell/load'],
  ['package', 'shell/state shell/runs'],
  ['build.mjs', 'data article build package'],
  ['serve.mjs', ''],
];

const problems = [];
const allowed = new Map();
for (const [name, sees] of floors) {
  const row = sees.split(' ').filter(Boolean);
  for (const other of row)
    if (!allowed.has(other)) problems.push(`${name}: ${other} is on no lower floor`);
  allowed.set(name, row);
}
const floorOf = (path) => (allowed.has(path) ? path : dirname(path).split('/')
  .map((_, i, names) => names.slice(0, i + 1).join('/')).find((folder) => allowed.has(folder)));

function* scripts(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* scripts(path);
    else if (/[.]m?js$/.test(entry.name)) yield relative(web, path);
  }
}

/** The files that a script imports: at once, and later when they are needed. */
function importsOf(path) {
  const text = readFileSync(join(web, path), 'utf8');
  const code = text.replace(/\/[*]{2}[^]*?[*]\/|^\s*\/\/.*$/gm, ''); // drops types and comments
  const found = (pattern) => [...code.matchAll(pattern)].map(([, name]) => name)
    .filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name));
  return { now: found(/^(?:import|export)\b(?:[^;']*?\bfrom)?\s*'([^']+)'/gm),
    later: found(/\bimport\(\s*'([^']+)'/g) };
}

/** Follows imports as they are loaded.
 *  @returns {string[] | null} a path from a module to itself */
function circleFrom(path, graph, done, way = []) {
  if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
  if (done.has(path)) return null;
  let circle = null;
  for (const next of graph.get(path) ?? []) circle ??= circleFrom(next, graph, done, [...way, path]);
  done.add(path);
  return circle;
}

const graph = new Map();
const used = new Set();
for (const path of scripts(web)) {
  const from = floorOf(path);
  const { now, later } = importsOf(path);
  graph.set(path, now);
  if (!from) problems.push(`web/${path}: in no folder that has a floor`);
  for (const other of [...now, ...later]) {
    const to = floorOf(other);
    used.add(`${from} ${to}`);
    if (!existsSync(join(web, other))) problems.push(`web/${path}: there is no web/${other}`);
    else if (from && to !== from && !allowed.get(from).includes(to))
      problems.push(`web/${path}: must not import web/${other}`);
  }
}
for (const [name, row] of allowed) {
  if (![...graph.keys()].some((path) => floorOf(path) === name))
    problems.push(`${name}: has no script`);
  for (const other of row)
    if (!used.has(`${name} ${other}`)) problems.push(`${name}: imports nothing of ${other}`);
}
const done = new Set();
for (const path of graph.keys()) {
  const circle = circleFrom(path, graph, done);
  if (circle) problems.push(`a circle: ${circle.join(' -> ')}`);
}

if (problems.length || graph.size === 0) {
  console.error(problems.join('\n') || 'no scripts found');
  process.exit(1);
}
console.log(`layers of the page: ${graph.size} scripts, ${floors.length} floors, no violation`);
