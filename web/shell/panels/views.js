// What the engine is given: the batch's first pairs of views, after augmentation.

import { h } from '../dom.js';
import { drawableOf } from '../gl/flat.js';
import { param } from './parts/roles.js';

export { default as css } from './views.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

const PAIRS = 8;
const SIDE = 34;   // CSS pixels
const LARGE = 60;  // where it is a lab's first panel
const ALONE = ['byol', 'simsiam', 'vicreg', 'barlow_twins']; // methods without negatives

/** @param {PanelHost} host @returns {Panel} */
export function views(host) {
  const side = host.lab.panels[0] === 'views' ? LARGE : SIDE;
  const pairs = Array.from({ length: PAIRS }, () => {
    const [a, b] = [h('canvas'), h('canvas')];
    for (const canvas of [a, b]) canvas.style.width = canvas.style.height = `${side}px`;
    return { a, b, row: h('li', {}, a, h('i', { 'aria-hidden': 'true' }), b) };
  });
  const list = h('ul', { class: `p-views${side > SIDE ? ' is-large' : ''}`, 'aria-label': 'Pairs of views' },
    ...pairs.map(({ row }) => row));
  const empty = h('p', { class: 'p-blank',
    textContent: 'The first batch is drawn with the first step.' });
  const note = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-views' }, empty, list, note);
  list.hidden = true;
  /** @type {Snapshot['views']} */
  let shown = null;
  let dirty = false;

  /** @param {HTMLCanvasElement} canvas @param {NonNullable<Snapshot['views']>} from
   *  @param {number} k */
  function draw(canvas, { image, tile, columns }, k) {
    canvas.width = canvas.height = tile;   // shown larger with its pixels as they are
    const ctx = canvas.getContext('2d');
    const [x, y] = [(k % columns) * tile, Math.floor(k / columns) * tile];
    ctx?.drawImage(drawableOf(image), x, y, tile, tile, 0, 0, tile, tile);
  }

  return {
    title: 'What the encoder is shown: pairs of views',
    element,
    update(snapshot) {
      if (snapshot?.views && snapshot.views !== shown) {
        shown = snapshot.views;
        dirty = true;
        host.invalidate();
      }
      list.hidden = !shown;
      empty.hidden = shown !== null;
      const how = param(host, 'data') === 'toy'
        ? 'Each pair is one thing: 8 numbers of content above, 8 of style below'
        : param(host, 'positives') === 'augment'
          ? 'Each pair is one drawing, changed at random twice'
          : 'Each pair is one concept by two artists, changed at random';
      const method = String(param(host, 'method'));
      const what = method === 'moco' ? '; the negatives are in the queue'
        : ALONE.includes(method) ? '' : '; everything else in the batch is a negative';
      note.textContent = `${how}${what}.`;
    },
    draw() {
      if (!dirty || !shown) return false;
      dirty = false;
      const count = Math.floor(shown.items.length / 2);
      pairs.forEach(({ a, b, row }, k) => {
        row.hidden = k >= count;
        if (row.hidden || !shown) return;
        draw(a, shown, 2 * k);
        draw(b, shown, 2 * k + 1);
      });
      return false;
    },
    destroy() {},
  };
}
