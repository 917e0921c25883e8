// The surroundings of the picture of the space: legend, toggles for what it shows, and a hint.

import { h, say } from '../../base/dom.js';
import { formatNumber } from '../../base/format.js';
import { toggle } from '../parts/dom.js';

/** @typedef {{ links: boolean, trails: boolean, forces: boolean, names: boolean }} Shows */

/** What is drawn of so many dimensions. @param {number} dim
 *  @param {import('../../types').Snapshot | null} snapshot */
function pictured(dim, snapshot) {
  if (dim <= 3) return '';
  if (!snapshot?.picture) return `${dim} dimensions, seen along the three principal ones. `;
  return `${dim} dimensions, about their middle, along the three in which they differ most. The frame `
    + `is ${formatNumber(Number(snapshot.magnified.toPrecision(2)))} times smaller than their sphere. `;
}

/** @param {Shows} shows the toggles change it @param {() => void} changed */
export function createLegend(shows, changed) {
  const of = (/** @type {keyof Shows} */ what, /** @type {string} */ text,
    /** @type {string} */ help) => toggle(text, help, shows[what], (on) => {
    shows[what] = on;
    changed();
  });
  const toggles = {
    links: of('links', 'Links', 'Lines between the views of a positive pair'),
    trails: of('trails', 'Trails', 'Where each point has just been'),
    forces: of('forces', 'Forces', 'Minus the gradient: where the loss pushes each point'),
    names: of('names', 'Names', 'Names beside the points'),
  };
  const keyOthers = h('span', { class: 'key-negative' });
  const keyPrototypes = h('span', { class: 'key-prototype', textContent: 'prototypes' });
  const hint = h('p', { class: 'p-hint' });
  const row = h('div', { class: 'p-row' },
    h('p', { class: 'p-key' },
      h('span', { class: 'key-anchor', textContent: 'anchor' }),
      h('span', { class: 'key-positive', textContent: 'its positive' }),
      keyOthers, keyPrototypes),
    h('div', { class: 'p-toggles', role: 'group', 'aria-label': 'What the picture shows' },
      ...Object.values(toggles)));
  return {
    row, hint,
    /** @param {{ others: string, dim: number, flat: boolean, table: boolean, few: boolean,
     *    snapshot: import('../../types').Snapshot | null }} now others: the word for all items but
     *  the anchor and its positive; few: whether there are so few points that names fit */
    update({ others, dim, flat, table, few, snapshot }) {
      toggles.forces.hidden = !snapshot?.forces;
      toggles.names.hidden = !few;
      keyPrototypes.hidden = !snapshot?.prototypes;
      say(keyOthers, others);
      say(hint, `${pictured(dim, snapshot)}${
        table ? 'Drag a point; click' : 'Click'} one to pick it as the anchor.`
        + `${flat ? '' : ' Drag beside the points to turn the sphere.'}`);
    },
  };
}
