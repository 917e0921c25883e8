// The surroundings of the picture of the space: legend, toggles for what it shows, and a hint.

import english from '../../words/en/space.js';
import { h, say } from '../../base/dom.js';
import { formatNumber } from '../../base/format.js';
import { textsOf } from '../../words/words.js';
import { toggle } from '../parts/dom.js';

const t = textsOf('space', english);

/** @typedef {{ links: boolean, trails: boolean, forces: boolean, names: boolean }} Shows */

/** What is drawn of so many dimensions. @param {number} dim
 *  @param {import('../../types').Snapshot | null} snapshot */
function pictured(dim, snapshot) {
  if (dim <= 3) return '';
  if (!snapshot?.picture) return t('principal', { dim });
  const times = Number(snapshot.magnified.toPrecision(2));
  return times > 1.1 ? t('magnified', { dim, times: formatNumber(times) }) : t('centred', { dim });
}

/** @param {Shows} shows the toggles change it @param {() => void} changed */
export function createLegend(shows, changed) {
  const of = (/** @type {keyof Shows} */ what) => toggle(t(what), t(`${what}Help`), shows[what],
    (on) => {
      shows[what] = on;
      changed();
    });
  const toggles = { links: of('links'), trails: of('trails'), forces: of('forces'),
    names: of('names') };
  const keyOthers = h('span', { class: 'key-negative' });
  const keyPrototypes = h('span', { class: 'key-prototype', textContent: t('prototypes') });
  const hint = h('p', { class: 'p-hint' });
  const row = h('div', { class: 'p-row' },
    h('p', { class: 'p-key' },
      h('span', { class: 'key-anchor', textContent: t('anchor') }),
      h('span', { class: 'key-positive', textContent: t('positive') }),
      keyOthers, keyPrototypes),
    h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('shows') },
      ...Object.values(toggles)));
  return {
    row, hint,
    /** @param {{ others: string, dim: number, flat: boolean, table: boolean, few: boolean,
     *    marked: boolean, snapshot: import('../../types').Snapshot | null }} now others: the word for all items but
     *  the anchor and its positive; few: whether there are so few points that names fit; marked:
     *  whether the others are framed */
    update({ others, dim, flat, table, few, marked, snapshot }) {
      toggles.forces.hidden = !snapshot?.forces;
      toggles.names.hidden = !few;
      keyPrototypes.hidden = !snapshot?.prototypes;
      keyOthers.hidden = !marked;
      say(keyOthers, others);
      say(hint, [pictured(dim, snapshot), t(table ? 'drag' : 'click'), flat ? '' : t('turn')]
        .filter(Boolean).join(' '));
    },
  };
}
