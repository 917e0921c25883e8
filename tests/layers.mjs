// The layers of the engine: each folder of src/ may include only what stands here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = new URL('../src/', import.meta.url).pathname;
const part = ['base', 'kernels'];
// Rooms that the folder method is being divided into.
const upper = ['config', 'train', 'method', 'eval', 'show', 'io'];
const lower = [...part, 'nn', 'loss', 'optim', 'augment', 'data', 'measure'];
const allowed = {
  base: ['base'],
  kernels: part,
  nn: [...part, 'nn'],
  loss: [...part, 'loss'],
  optim: [...part, 'optim'],
  augment: [...part, 'augment'],
  data: [...part, 'data'],
  measure: [...part, 'measure'],
  ...Object.fromEntries(upper.map((name) => [name, [...lower, ...upper]])),
  api: [...lower, ...upper, 'api'],
};
// What a freestanding wasm module can include: no stdio, no allocation, no libm.
const system = new Set(['stddef.h', 'stdint.h', 'string.h', 'assert.h']);

const problems = [];
let files = 0;
for (const layer of readdirSync(src)) {
  if (!allowed[layer]) problems.push(`src/${layer}: not a layer`);
  for (const file of readdirSync(join(src, layer))) {
    const text = readFileSync(join(src, layer, file), 'utf8');
    files++;
    for (const [, open, name] of text.matchAll(/^\s*#\s*include\s+([<"])([^>"]+)[>"]/gm)) {
      const own = open === '"';
      const fine = own ? allowed[layer]?.includes(name.split('/')[0])
        : system.has(name) && (name !== 'assert.h' || `${layer}/${file}` === 'base/assert.h');
      if (!fine) problems.push(`src/${layer}/${file}: must not include ${name}`);
    }
  }
}
// An export nobody reviewed, or a reviewed one that is gone.
let exported = 0;
for (const [header, pattern, list] of [
  ['api/session.h', /\b(ct_\w+)\(/g, 'api/exports.txt'],
  ['base/parallel.h', /\b(ct_parallel_(?!for)\w+)\(/g, 'api/exports_threads.txt'],
]) {
  const declared = [...readFileSync(join(src, header), 'utf8').matchAll(pattern)].map((m) => m[1]);
  const listed = readFileSync(join(src, list), 'utf8').trim().split('\n');
  for (const name of declared) if (!listed.includes(name)) problems.push(`${name}: not in ${list}`);
  for (const name of listed) if (!declared.includes(name)) problems.push(`${name}: not in ${header}`);
  exported += listed.length;
}

if (problems.length || files === 0) {
  console.error(problems.join('\n') || 'no source files found');
  process.exit(1);
}
console.log(`layers: ${files} files, ${exported} exports, no violation`);
