// The layers of the engine: what each folder of src/ may include, that no files include each other
// in a circle, how long a file may be, and that wasm exports exactly what the headers declare.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = new URL('../src/', import.meta.url).pathname;
const part = ['base', 'kernels'];
// Lowest floor first, and no arrow runs up. A folder sees itself, the folders in its row, and
// whatever those see. Where a row names a file, only that file is seen,
// and it must include nothing.
const sees = {
  base: [],
  kernels: ['base'],
  data: part,
  optim: part,
  augment: part,
  loss: part,
  text: ['base'],
  nn: part,
  measure: part,
  config: ['base', 'nn/choices.h', 'loss/choices.h', 'optim/choices.h'],
  train: ['config', 'measure', 'nn', 'loss', 'augment', 'optim', 'data', 'text', ...part],
  method: ['train', 'loss'],
  eval: ['train', 'measure'],
  show: ['eval', 'train', 'loss'],
  io: ['train'],
  api: ['io', 'show', 'eval', 'train', 'config', 'measure', 'nn', 'loss', 'augment', 'optim', 'data',
    ...part],
};
const floors = Object.keys(sees);
// Nobody includes the files of these folders, not even their own files.
const alone = new Set(['method']);
// The headers that a freestanding wasm module can include: no stdio, no allocation, no libm.
const system = new Set(['stddef.h', 'stdint.h', 'string.h', 'assert.h']);
const LINES = { c: 450, h: 120 };

const problems = [];
const read = (name) => readFileSync(join(src, name), 'utf8');

/** @type {{ name: string, folder: string, text: string, own: string[], given: string[] }[]} */
const files = [];
for (const folder of readdirSync(src)) {
  if (!sees[folder]) problems.push(`src/${folder}: not a layer`);
  for (const file of readdirSync(join(src, folder))) {
    const name = `${folder}/${file}`, text = read(name);
    const found = [...text.matchAll(/^\s*#\s*include\s+([<"])([^>"]+)[>"]/gm)];
    const of = (open) => found.filter((m) => m[1] === open).map((m) => m[2]);
    files.push({ name, folder, text, own: of('"'), given: of('<') });
  }
}

// ---- arrows

for (const [folder, list] of Object.entries(sees))
  for (const other of list)
    if (floors.indexOf(other.split('/')[0]) >= floors.indexOf(folder))
      problems.push(`${folder} stands below ${other} and must not see it`);

/** Everything that a folder sees, directly or through others. */
function reach(folder, into = new Set()) {
  for (const other of sees[folder] ?? []) {
    if (into.has(other)) continue;
    into.add(other);
    reach(other, into);
  }
  return into;
}

const single = new Set(Object.values(sees).flat().filter((name) => name.includes('/')));

for (const { name, folder, own, given } of files) {
  if (single.has(name) && own.length)
    problems.push(`src/${name}: who sees it alone would see ${own.join(', ')}`);
  const visible = reach(folder);
  if (!alone.has(folder)) visible.add(folder);
  for (const other of own)
    if (!visible.has(other) && !visible.has(other.split('/')[0]))
      problems.push(`src/${name}: must not include ${other}`);
  for (const other of given)
    if (!system.has(other) || (other === 'assert.h' && name !== 'base/assert.h'))
      problems.push(`src/${name}: must not include ${other}`);
}

// ---- circles: a .c file and its header count as one, so neither may need what needs the other

const stem = (name) => name.replace(/\.\w+$/, '');
/** @type {Map<string, Set<string>>} */
const needs = new Map();
for (const { name, own } of files) {
  const set = needs.get(stem(name)) ?? new Set();
  for (const other of own) if (stem(other) !== stem(name)) set.add(stem(other));
  needs.set(stem(name), set);
}
const over = new Set();
function follow(name, path) {
  if (path.includes(name)) {
    problems.push(`a circle: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
    return;
  }
  if (over.has(name)) return;
  for (const other of needs.get(name) ?? []) follow(other, [...path, name]);
  over.add(name);
}
for (const name of needs.keys()) follow(name, []);

// ---- sizes

for (const { name, text } of files) {
  const most = LINES[name.split('.')[1]], lines = text.split('\n').length - 1;
  if (lines > most) problems.push(`src/${name}: ${lines} lines, more than ${most}`);
}

// ---- exports: finds one that nobody has reviewed, and a reviewed one that is gone

/** Names that match the pattern in a header and in those of its folder that it includes. */
function declared(header, pattern) {
  const { folder, own, text } = files.find(({ name }) => name === header);
  const parts = own.filter((name) => name.startsWith(`${folder}/`)).map(read);
  return [text, ...parts].flatMap((all) => [...all.matchAll(pattern)].map((m) => m[1]));
}

let exported = 0;
for (const [header, pattern, list] of [
  ['api/session.h', /\b(ct_\w+)\(/g, 'api/exports.txt'],
  ['base/parallel.h', /\b(ct_parallel_(?!for)\w+)\(/g, 'api/exports_threads.txt'],
]) {
  const names = declared(header, pattern);
  const listed = read(list).trim().split('\n');
  for (const name of names) if (!listed.includes(name)) problems.push(`${name}: not in ${list}`);
  for (const name of listed) if (!names.includes(name)) problems.push(`${name}: not in ${header}`);
  exported += listed.length;
}

if (problems.length || files.length === 0) {
  console.error(problems.join('\n') || 'no source files found');
  process.exit(1);
}
console.log(`layers: ${files.length} files, ${exported} exports, no violation`);
