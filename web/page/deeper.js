// What the ten-minute path skips is folded away. A reader opens one part, or all of them, by the
// switch at the top; a link to a place inside opens what it is in; print has everything.
import { h } from '../shell/base/dom.js';
import { keyOf } from '../shell/base/scope.js';

const KEY = keyOf('deeper');
const parts = () => [...document.querySelectorAll('details')].filter((part) => part.closest('main'));
const folded = () => parts().filter((part) => part.classList.contains('deeper'));

function remembered() {
  try {
    return localStorage.getItem(KEY) === 'open';
  } catch {
    return false; // storage is switched off
  }
}

/** @param {boolean} open */
function remember(open) {
  try {
    if (open) localStorage.setItem(KEY, 'open');
    else localStorage.removeItem(KEY);
  } catch { /* storage is switched off: the choice lasts for this visit */ }
}

/** Opens whatever a place is folded into, so that it can be shown. @param {Element} place */
export function unfold(place) {
  for (let part = place.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
    part.open = true;
}

/** @param {boolean} open */
function turnAll(open) {
  for (const part of folded()) part.open = open;
}

/** On paper nothing can be opened, so all is open there, code and settings too. */
function openForPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = parts().filter((part) => !part.open);
    for (const part of opened) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of opened) part.open = false;
    opened = [];
  });
}

/** Adds the switch; what it was set to is remembered between visits. */
export function addDeeper() {
  const all = h('input', { type: 'checkbox', id: 'everything', checked: remembered() });
  all.addEventListener('change', () => {
    turnAll(all.checked);
    remember(all.checked);
  });
  document.getElementById('pace')?.append(h('label', { for: 'everything' }, all, 'Open everything'));
  if (all.checked) turnAll(true);
  openForPrint();
}
