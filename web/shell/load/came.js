// Recognises what is sometimes sent in place of a file, by its beginning. It must run in any
// browser, like base/needs.js, because page/boot.js contains it too.

/** @param {string} head the beginning as text @returns {string} in words; empty: nothing known */
export function stranger(head) {
  if (/^\s*<[!?a-z]/i.test(head)) {
    return 'an HTML page came in its place, perhaps of a network that wants a sign-in';
  }
  if (/^\s*version https:\/\/git-lfs/.test(head)) {
    return 'a Git LFS pointer came in its place (the host has a copy of the repository without its '
      + 'large files)';
  }
  return '';
}
