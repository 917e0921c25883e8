// A field that finds a drawing by its name.
import { fresh, h } from '../../base/dom.js';

/** @param {{ find: string, help: string }} words @param {(name: string) => void} go */
export function createFinder(words, go) {
  const list = fresh('names');
  const options = h('datalist', { id: list });
  const field = h('input', { type: 'search', title: words.help, autocomplete: 'off' });
  field.setAttribute('list', list);
  const label = h('label', { class: 'p-find' }, h('span', { textContent: words.find }), field);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && field.value.trim()) go(field.value.trim());
  });
  /** @type {Set<string>} */
  let known = new Set();
  field.addEventListener('input', () => {
    if (known.has(field.value)) go(field.value); // chosen from the list, or typed whole
  });
  return {
    element: h('div', {}, label, options),
    /** @param {string[]} names */
    offer(names) {
      known = new Set(names);
      options.replaceChildren(...[...known].sort().map((name) => h('option', { value: name })));
    },
  };
}

/** @typedef {ReturnType<typeof createFinder>} Finder */

/** The first item of a name: the whole name or else one that begins with it or has a word that
 *  does; -1: none. @param {string[]} names @param {string} wanted */
export function itemNamed(names, wanted) {
  const asked = wanted.toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  const whole = lower.indexOf(asked);
  if (whole >= 0) return whole;
  const start = lower.findIndex((name) => name.startsWith(asked));
  return start >= 0 ? start : lower.findIndex((name) => name.includes(` ${asked}`));
}
