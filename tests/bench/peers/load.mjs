// Loads a contestant's file in Node, by its path under build/.
import { readFileSync } from 'node:fs';

export const build = new URL('../../../build/', import.meta.url).pathname;

/** @param {string} path @returns {Promise<ArrayBuffer>} */
export async function load(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(build + path);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
