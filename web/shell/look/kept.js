// The tab that a reader has last opened in a lab, kept in the browser between visits. Where storage
// is switched off, nothing is kept.

const keyOf = (/** @type {string} */ lab) => `contrastive-lab:tab:${lab}`;

/** @param {string} lab @returns {string} "": none */
export function keptTab(lab) {
  try {
    return localStorage.getItem(keyOf(lab)) ?? '';
  } catch {
    return ''; // storage is switched off
  }
}

/** @param {string} lab @param {string} tab */
export function keepTab(lab, tab) {
  try {
    localStorage.setItem(keyOf(lab), tab);
  } catch { /* storage is switched off: the choice lasts for this visit */ }
}
