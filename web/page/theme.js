// The choice of light, dark or projector colours, for all pages of this folder.
import { h } from '../shell/base/dom.js';
import { keyOf } from '../shell/base/scope.js';

const KEY = keyOf('theme');
const THEMES = [['auto', 'As the system'], ['light', 'Light'], ['dark', 'Dark'],
  ['projector', 'Projector']];

function remembered() {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    return 'auto'; // storage is switched off
  }
}

/** @param {string} theme */
function apply(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const lab of document.querySelectorAll('contrastive-lab')) lab.setAttribute('theme', theme);
}

/** @param {string} theme */
function remember(theme) {
  apply(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch { /* storage is switched off: the choice lasts for this visit */ }
}

/** Adds the choice of colours to the head of the page; it is remembered between visits. What a
 *  teacher looks for has a button of its own. */
export function addThemes() {
  const first = THEMES.some(([name]) => name === remembered()) ? remembered() : 'auto';
  const projector = h('button', { type: 'button', id: 'projector',
    onclick: () => choose(select.value === 'projector' ? 'auto' : 'projector') }, 'Projector');
  const select = h('select', { id: 'theme', onchange: () => choose(select.value) },
    ...THEMES.map(([value, text]) => h('option', { value, selected: value === first }, text)));
  const show = () => projector.setAttribute('aria-pressed', String(select.value === 'projector'));
  const choose = (/** @type {string} */ theme) => {
    select.value = theme;
    show();
    remember(theme);
  };
  document.getElementById('page-tools')?.append(h('div', { class: 'theme' }, projector,
    h('label', { for: 'theme' }, h('span', {}, 'Colours'), select)));
  show();
  apply(first);
}
