// Whether a file that arrives is the one that the build made: its length, and a sum over its bytes.
// A sum of our own, because browsers offer their digests to secure pages only.

/** Length and sum. @typedef {[number, number]} Form */

/** 32-bit FNV-1a. @param {Uint8Array} bytes */
export function sumOf(bytes) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i], 0x01000193);
  return sum >>> 0;
}

/** @param {Uint8Array} bytes @param {Form[]} forms of a packed file also the one that it has when
 *  the host has unpacked it on the way */
export const isWhole = (bytes, forms) => forms.some(([length]) => length === bytes.length)
  && forms.some(([length, sum]) => length === bytes.length && sum === sumOf(bytes));
