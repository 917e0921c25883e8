// Loads files of the build and checks each of them. The messages about a wrong file are in
// amiss.js, which is loaded only when they are needed.
import { fileAt } from './where.js';
import { why } from './late.js';
import { isWhole } from './arrival.js';
import { begin } from './loads.js';

/** Files whose last load failed: the next one does not use the browser's cache.
 *  @type {Set<string>} */
const failed = new Set();

/** @param {string} name a file of the build, without its hash */
export const nameOf = (name) => FILES[name].name;

/** @param {Response} answer @param {(got: number) => void} progress @param {Uint8Array[]} parts
 *  receives what has been loaded, even when the connection breaks */
async function read(answer, progress, parts) {
  const reader = answer.body?.getReader();
  let got = 0;
  for (let part; reader && !(part = await reader.read()).done;) {
    parts.push(part.value);
    got += part.value.length;
    progress(got);
  }
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {string} plain its name without the hash @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function fetchFile(plain) {
  const { name, forms } = FILES[plain];
  const [[packed], [size] = [packed]] = forms;
  const load = begin(name, packed);
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Response | null} */
  let answer = null;
  let broken = false;
  try {
    answer = await fetch(fileAt(name), { cache: failed.has(name) ? 'reload' : 'default' });
    if (answer.ok) await read(answer, (got) => load.progress(got, got > packed ? size : packed), parts);
  } catch {
    broken = true;
  } finally {
    load.end();
  }
  const bytes = joined(parts);
  if (!broken && answer?.ok && isWhole(bytes, forms)) {
    failed.delete(name);
    return bytes;
  }
  failed.add(name);
  const status = answer?.status ?? 0;
  throw await why(name, (words) => words.wrongFile(name, { status, broken, bytes, forms }));
}
