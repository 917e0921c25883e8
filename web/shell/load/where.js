// Finds the files beside this script. A bundler moves the script away from them: the page then has
// to say where they are before its first lab starts.

let base = new URL('.', import.meta.url || document.baseURI);

/** @param {string} name a file of the build */
export const fileAt = (name) => new URL(name, base);

/** @param {string} folder its address, relative to that of the page */
export function setBase(folder) {
  base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
}
