// The tab that a reader has last opened in a lab, kept in the browser between visits. Where storage
// is switched off, nothing is kept.
import { keyOf } from '../base/scope.js';

const nameOf = (/** @type {string} */ lab) => `tab:${lab}`;

/** @param {string} lab @returns {string} "": none */
export function keptTab(lab) {
  try {
    return localStorage.getItem(keyOf(nameOf(lab))) ?? '';
  } catch {
    return ''; // storage is switched off
  }
}

/** @param {string} lab @param {string} tab */
export function keepTab(lab, tab) {
  try {
    localStorage.setItem(keyOf(nameOf(lab)), tab);
  } catch { /* storage is switched off: the choice lasts for this visit */ }
}
