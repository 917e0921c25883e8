// What the encoder is given: the first pairs of views of the batch, after augmentation.

import english from '../words/en/views.js';
import { h } from '../base/dom.js';
import { drawableOf } from '../gl/flat.js';
import { methodOf, param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

export { default as css } from './views.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

const t = textsOf('views', english);

const SIDE = 34;   // CSS pixels of a view
const LARGE = 60;  // the same where this is the lab's first panel
const SMALL = 24;  // the same for a smaller crop, which has as many pixels of its own

/** @param {HTMLCanvasElement} canvas @param {NonNullable<Snapshot['views']>} from
 *  @param {number} k */
function drawTile(canvas, { image, tile, columns }, k) {
  canvas.width = canvas.height = tile;   // CSS enlarges it without smoothing
  const ctx = canvas.getContext('2d');
  const [x, y] = [(k % columns) * tile, Math.floor(k / columns) * tile];
  ctx?.drawImage(drawableOf(image), x, y, tile, tile, 0, 0, tile, tile);
}

/** Says what the views are, and what else the batch holds.
 *  @param {PanelHost} host @param {boolean} smaller whether there are smaller crops */
function noteOf(host, smaller) {
  const how = param(host, 'data') === 'toy' ? 'toy'
    : param(host, 'positives') === 'augment' ? 'augment' : 'artists';
  const note = t(how, { rest: methodOf(host).views ?? '' }).trim();
  return smaller ? t('small', { note }) : note;
}

/** @param {PanelHost} host @returns {Panel} */
export function views(host) {
  const side = host.lab.panels[0] === 'views' ? LARGE : SIDE;
  const list = h('ul', { class: `p-views${side > SIDE ? ' is-large' : ''}` });
  const picture = h('div', { role: 'img', 'aria-label': t('list'), hidden: true }, list);
  /** @type {HTMLCanvasElement[]} */
  let tiles = [];
  const note = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-views' }, picture, note);
  /** @type {Snapshot['views']} */
  let shown = null;
  let dirty = false;

  /** Makes tiles for so many views of each pair. @param {number} count @param {number} each */
  function lay(count, each) {
    tiles = Array.from({ length: count }, (_, k) => {
      const canvas = h('canvas');
      canvas.style.width = canvas.style.height = `${k % each < 2 ? side : SMALL}px`;
      return canvas;
    });
    list.replaceChildren(...Array.from({ length: count / each }, (_, p) => {
      const [first, ...others] = tiles.slice(p * each, (p + 1) * each);
      return h('li', {}, first, h('i', { 'aria-hidden': 'true' }), ...others);
    }));
    list.classList.toggle('has-more', each > 2);
  }

  return {
    title: t('title'),
    element,
    update(snapshot) {
      if (!snapshot) shown = null;
      if (snapshot?.views && snapshot.views !== shown) {
        shown = snapshot.views;
        dirty = true;
        host.invalidate();
      }
      picture.hidden = !shown;
      note.textContent = noteOf(host, (shown?.each ?? 0) > 2);
    },
    draw() {
      if (!dirty || !shown) return false;
      dirty = false;
      const { items: { length }, each } = shown;
      const rows = length / each;
      if (tiles.length !== length || list.childElementCount !== rows) lay(length, each);
      for (let k = 0; k < length; k++) drawTile(tiles[k], shown, k);
      return false;
    },
    destroy() {},
  };
}
