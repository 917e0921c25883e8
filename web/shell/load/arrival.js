// Whether a loaded file is the one that the build made, by its length and a checksum. The checksum
// is our own, because browsers offer their digests only to secure pages.

/** Length and checksum. @typedef {[number, number]} Form */

/** The checksum: 32-bit FNV-1a. @param {Uint8Array} bytes */
export function sumOf(bytes) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i], 0x01000193);
  return sum >>> 0;
}

/** @param {Uint8Array} bytes @param {Form[]} forms the right ones; a packed file has a second one,
 *  for hosts that unpack it on the way */
export const isWhole = (bytes, forms) => forms.some(([length]) => length === bytes.length)
  && forms.some(([length, sum]) => length === bytes.length && sum === sumOf(bytes));
