// Where the files beside this script are. A bundler moves the script away from them: then the page
// says where they are before its first lab starts.

let base = new URL('.', import.meta.url || document.baseURI);

/** @param {string} name of a file of the build */
export const fileAt = (name) => new URL(name, base);

/** @param {{ base: string | URL }} options base: the address of the folder that holds a copy of the
 *  package's files, relative to the page's own */
export function configure(options) {
  const folder = String(options?.base ?? '');
  if (!folder) throw new TypeError('configure: base is the address of the folder with the files');
  base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
}
