// Finds the files beside this script. A bundler moves the script away from them: the page then has
// to say where they are before its first lab starts.

let base = new URL('.', import.meta.url || document.baseURI);

/** @param {string} name a file of the build */
export const fileAt = (name) => new URL(name, base);

/** @param {{ base: string | URL }} options base: the address of the folder with a copy of the
 *  package's files, relative to that of the page */
export function configure(options) {
  const folder = String(options?.base ?? '');
  if (!folder) throw new TypeError('configure: base is the address of the folder with the files');
  base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
}
