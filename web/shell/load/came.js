// What may come in the place of a file, by how it begins. Written for any browser, like
// base/needs.js: page/boot.js has it too.

/** @param {string} head of a text @returns {string} in words; empty: nothing that is known */
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
