// What each prototype stands for: the items that have their largest share in it.

import english from '../words/en/collections.js';
import { h, say } from '../base/dom.js';
import { formatNumber } from '../base/format.js';
import { followRoles } from './parts/roles.js';
import { createThumb } from './parts/thumbs.js';
import { textsOf } from '../words/words.js';

export { default as css } from './collections.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Prototypes} Prototypes */

const t = textsOf('collections', english);
const MOST = 32; // most prototypes shown, the fullest first

/** @typedef {ReturnType<typeof createBox>} Box */

/** The box of a prototype. @param {PanelHost} host @param {number} most thumbnails */
function createBox(host, most) {
  const name = h('small');
  const pictures = Array.from({ length: most }, () => {
    const thumb = createThumb(host, 28);
    const button = h('button', { type: 'button', class: 'p-pick' }, thumb.element);
    const picture = { item: -1, thumb, button };
    button.addEventListener('click', () => host.act.pick(picture.item));
    button.addEventListener('pointerenter', () => host.act.hover(picture.item));
    button.addEventListener('pointerleave', () => host.act.hover(-1));
    return picture;
  });
  const element = h('li', {}, name, ...pictures.map(({ button }) => button));
  return { name, pictures, element };
}

/** The prototypes that are the first choice of the most items, at most MOST.
 *  @param {Prototypes} prototypes */
const fullest = ({ count, collected: { counts } }) => Array.from({ length: count }, (_, k) => k)
  .sort((a, b) => counts[b] - counts[a]).slice(0, MOST);

/** @param {Box[]} boxes @param {number[]} order prototypes @param {Prototypes['collected']} from
 *  @param {import('./parts/roles.js').Roles} roles @param {number} anchor */
function fill(boxes, order, { most, counts, items: members }, roles, anchor) {
  boxes.forEach(({ name, pictures, element: box }, place) => {
    const k = order[place];
    box.hidden = place >= order.length || counts[k] === 0;
    if (box.hidden) return;
    say(name, t('count', { k: k + 1, n: counts[k] }));
    pictures.forEach((picture, m) => {
      picture.item = members[k * most + m];
      const { item, button, thumb } = picture;
      button.hidden = item < 0;
      if (item < 0) return;
      thumb.show(item);
      button.title = roles.name(item);
      button.setAttribute('aria-label', roles.name(item));
      button.setAttribute('aria-pressed', String(item === anchor));
    });
  });
}

/** @param {Prototypes} prototypes */
function noteOf({ count, collected: { counts } }) {
  const used = counts.filter((n) => n > 0).length;
  const note = t('note', { used: formatNumber(used), count: formatNumber(count) });
  return used > MOST ? t('some', { note, most: MOST }) : note;
}

/** @param {PanelHost} host @returns {Panel} */
export function collections(host) {
  const rolesNow = followRoles(host);
  /** @type {Prototypes | null} */
  let shown = null;
  const note = h('p', { class: 'p-note' });
  const list = h('ul', { class: 'p-collected', 'aria-label': t('list') });
  const element = h('div', { class: 'panel panel-collections' }, note, list);
  /** @type {Box[]} */
  const boxes = [];

  let anchor = -1;
  return {
    title: t('title'),
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      const roles = rolesNow();
      const next = snapshot?.prototypes ?? null;
      const same = next?.collected.items === shown?.collected.items && state.anchor === anchor;
      shown = next;
      anchor = state.anchor;
      if (!shown) {
        say(note, t('soon'));
        for (const { element: box } of boxes) box.hidden = true;
      } else if (!same) {
        const order = fullest(shown);
        while (boxes.length < order.length) {
          const box = createBox(host, shown.collected.most);
          boxes.push(box);
          list.append(box.element);
        }
        fill(boxes, order, shown.collected, roles, anchor);
        say(note, noteOf(shown));
      }
    },
    refresh() { // the colour of the ink may have changed
      for (const { pictures } of boxes) for (const p of pictures) p.thumb.show(p.item);
    },
    destroy() {},
  };
}
