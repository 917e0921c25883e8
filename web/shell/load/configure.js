// What a page can say of all its labs, before the first of them starts.
import { settle } from './language.js';
import { setBase } from './where.js';

/** @param {{ base?: string | URL, language?: string }} options base: the address of the folder with
 *  a copy of the package's files; language: its code, such as "en" */
export function configure({ base, language } = {}) {
  if (!base && !language) {
    throw new TypeError('configure: give base, the address of the folder with the files, or '
      + 'language, or both');
  }
  if (base) setBase(String(base));
  if (language) settle(language);
}
