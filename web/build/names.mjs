// File names that hold a hash of the file's content. Files are always loaded by such a name, so
// that a page gets the very files it was built with or none, and caches may keep them for ever.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { sumOf } from '../shell/load/arrival.js';

/** @typedef {import('../shell/load/arrival.js').Form} Form */
/** @typedef {{ name: string, forms: Form[] }} BuiltFile */

const DIGITS = 10;
/** Stands for the hash in scripts that name each other, because it is made from all of them. */
export const UNKNOWN = 'Z'.repeat(DIGITS);

/** @param {Iterable<string | Uint8Array>} parts */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, DIGITS);
}

/** @param {string} name @param {string} hash */
export function named(name, hash) {
  const dot = name.indexOf('.');
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

/** @param {Map<string, Buffer>} files by their plain names, without a hash
 *  @returns {Map<string, string>} their names with a hash */
export const namesOf = (files) =>
  new Map([...files].map(([name, bytes]) => [name, named(name, hashOf([bytes]))]));

/** The forms in which a file may arrive: as it is, or, if packed, as a host may unpack it on the
 *  way.
 *  @param {string} name @param {Uint8Array} bytes @returns {Form[]} */
export function formsOf(name, bytes) {
  const forms = name.endsWith('.gz') ? [bytes, gunzipSync(bytes)] : [bytes];
  return forms.map((form) => [form.length, sumOf(form)]);
}

/** What scripts know of the files they load. @param {Map<string, Buffer>} files by plain names
 *  @param {Map<string, string>} names @returns {Record<string, BuiltFile>} */
export const fileTable = (files, names) => Object.fromEntries([...files].map(([name, bytes]) =>
  [name, { name: names.get(name) ?? name, forms: formsOf(name, bytes) }]));

/** A page that names files by their names in dist/, and gives the lengths of its scripts, because a
 *  browser that runs or refuses an incomplete script does not say so.
 *  @param {string} html @param {Map<string, string>} names
 *  @param {Map<string, Buffer>} files by their names in dist/ */
export const linked = (html, names, files) => html.replace(/\b(href|src)="([^"]+)"/g,
  (all, attribute, plain) => {
    const name = names.get(plain);
    if (!name) return all;
    const length = attribute === 'src' ? ` data-length="${String(files.get(name)).length}"` : '';
    return `${attribute}="${name}"${length}`;
  });

/** @param {Map<string, Buffer>} files */
export const sorted = (files) =>
  new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
