// Around one anchor: how hard the loss pushes each of its negatives, and which of them are false.

import { h, say } from '../base/dom.js';
import { formatLoss, formatPercent, formatSimilarity } from '../base/format.js';
import { paintPush, sharesOf } from './push/plot.js';
import { methodOf, param, rolesOf } from './parts/roles.js';
import { readTheme } from './parts/theme.js';
import { createThumb } from './parts/thumbs.js';

export { default as css } from './push.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Negatives} Negatives */
/** @typedef {import('../types').Push} Push */

const TOP = 6;
const NEGATIVE = 3;
const FALSE = 4;

/** Of one kind with the anchor, by data set. */
const KINDS = { emoji: 'subgroup', mnist: 'digit', toy: 'class' };

/** @param {PanelHost} host @returns {Panel} */
export function push(host) {
  let roles = rolesOf(host);
  let items = host.items;
  /** @type {Negatives | null} */
  let shown = null;
  let dirty = false;
  let size = '';
  const empty = h('p', { class: 'p-blank' });
  const thumb = createThumb(host, 40);
  const who = h('span');
  const canvas = h('canvas', { role: 'img' });
  const box = h('div', { class: 'push-canvas' }, canvas);
  const shares = ['of the batch\u2019s negatives', 'of this method\u2019s push',
    'of SimCLR\u2019s push'].map((text) => {
    const [bar, value] = [h('i'), h('output')];
    const track = h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar);
    return { bar, value, row: [h('span', {}, text), track, value] };
  });
  const rows = Array.from({ length: TOP }, () => createRow(host));
  const note = h('p', { class: 'p-note' });
  const half = h('p', { class: 'p-half' });
  const keyPlain = h('span', { class: 'key-plain' }, 'the push by SimCLR');
  const keyFalse = h('span', { class: 'key-false' });
  const body = h('div', {},
    h('p', { class: 'p-who' }, thumb.element, who),
    h('p', { class: 'p-key' }, h('span', { class: 'key-negative' }, 'negative'), keyFalse,
      h('span', { class: 'key-positive' }, 'pulled'), keyPlain),
    box, half,
    h('p', { class: 'p-note' }, 'Share of false negatives, over many anchors:'),
    h('div', { class: 'p-shares', role: 'group', 'aria-label': 'Share of false negatives' },
      ...shares.flatMap(({ row }) => row)),
    h('ul', { class: 'p-bars', 'aria-label': 'Negatives pushed hardest' },
      ...rows.map(({ element }) => element)), note);
  body.hidden = true;
  const element = h('div', { class: 'panel panel-push' }, empty, body);
  const resized = new ResizeObserver(() => {
    const now = `${box.clientWidth} ${box.clientHeight}`;
    if (now === size) return;
    size = now;
    touch();
  });
  resized.observe(box);

  function touch() {
    dirty = true;
    host.invalidate();
  }

  const kind = () => KINDS[/** @type {keyof typeof KINDS} */ (param(host, 'data'))] ?? 'label';

  /** @param {Negatives & { own: Push }} now @param {number} hover */
  function show({ anchor, inBatch, own, plain }, hover) {
    const count = own.role.reduce((n, r) => n + Number(r >= NEGATIVE), 0);
    const wrong = own.role.reduce((n, r) => n + Number(r === FALSE), 0);
    thumb.show(anchor);
    say(who, `${roles.name(anchor)} as anchor among ${count} held-out negatives. `
      + `${wrong === 1 ? '1 is' : `${wrong} are`} false: of the same ${kind()}.`);
    say(keyFalse, `false: same ${kind()}`);
    const values = [inBatch, own.share, plain?.share ?? NaN];
    const most = Math.max(...values.filter(Number.isFinite), 0.05);
    shares.forEach(({ bar, value }, k) => {
      say(value, formatPercent(values[k]));
      bar.style.transform = `scaleX(${Number.isFinite(values[k]) ? values[k] / most : 0})`;
    });
    const share = sharesOf(own);
    const order = [...share.keys()].filter((i) => own.role[i] >= NEGATIVE && share[i] > 0)
      .sort((a, b) => share[b] - share[a]);
    say(half, describe(own, order.map((i) => share[i]), count));
    rows.forEach((row, k) => {
      const item = order[k] ?? -1;
      row.element.hidden = item < 0;
      if (item < 0) return;
      row.show(item, roles.name(item), own.role[item] === FALSE ? `false: same ${kind()}` : '',
        own.cosine[item], share[item], share[order[0]], item === hover);
    });
    canvas.setAttribute('aria-label', `Push on ${count} negatives by their cosine with the anchor; `
      + `${order.length} are pushed, ${wrong} are false.`);
    say(note, methodOf(host).falseNegatives
      ?? 'The loss does not know which are false: labels are read for this picture alone.');
  }

  return {
    title: 'How hard is each negative pushed, and which by mistake?',
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      if (host.items !== items) {
        items = host.items;
        roles = rolesOf(host);
      }
      const now = snapshot?.negatives ?? null;
      const own = now && now.anchor < roles.count ? now.own : null;
      const simclr = param(host, 'method') === 'simclr'; // there is nothing to compare it with
      for (const part of [keyPlain, ...shares[2].row]) part.hidden = simclr;
      body.hidden = !own;
      empty.hidden = Boolean(own);
      say(empty, (snapshot && methodOf(host).noPush) || 'The first measurement is under way.');
      if (!now || !own) return;
      shown = simclr ? { ...now, plain: null } : now;
      show({ ...now, own }, state.hover);
      touch();
    },
    draw() {
      if (dirty && shown?.own) paintPush(canvas, box, shown.own, shown.plain, readTheme(element));
      dirty = false;
      return false;
    },
    refresh() {
      for (const row of rows) row.refresh();
      touch();
    },
    destroy: () => resized.disconnect(),
  };
}

/** How few negatives get most of the push, and what the positive gets. @param {Push} own
 *  @param {number[]} shares of the push, falling @param {number} count negatives */
function describe({ cosine, push, role }, shares, count) {
  let [some, first] = [0, 0];
  while (some < 0.5 && first < shares.length) some += shares[first++];
  const positive = role.indexOf(2);
  const pull = positive < 0 ? '' : ` Its positive, at cosine ${
    formatSimilarity(cosine[positive])}, is pulled with ${formatLoss(-push[positive])}.`;
  return `Half of the push falls on ${first === 1 ? 'a single one' : `the first ${first}`} of ${
    count} negatives.${pull}`;
}

/** One negative: picture, name, bar, cosine, share of the push. @param {PanelHost} host */
function createRow(host) {
  const thumb = createThumb(host, 26);
  const [name, verdict] = [h('span', { class: 'p-shape' }), h('small')];
  const bar = h('i');
  const [cosine, value] = [h('span', { class: 'p-num p-soft' }), h('span', { class: 'p-num' })];
  const element = h('li', { class: 'is-negative' }, thumb.element,
    h('span', { class: 'p-name' }, name, verdict),
    h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar), cosine, value);
  let item = -1;
  element.addEventListener('pointerenter', () => { if (item >= 0) host.act.hover(item); });
  element.addEventListener('pointerleave', () => host.act.hover(-1));
  element.addEventListener('click', () => { if (item >= 0) host.act.pick(item); });
  return {
    element,
    refresh: () => thumb.show(item),
    /** @param {number} next @param {string} text @param {string} why @param {number} c
     *  @param {number} share @param {number} most @param {boolean} over */
    show(next, text, why, c, share, most, over) {
      item = next;
      thumb.show(item);
      say(name, text);
      say(verdict, why);
      element.className = `${why ? 'is-false' : 'is-negative'}${over ? ' is-hover' : ''}`;
      bar.style.transform = `scaleX(${share / most})`;
      say(cosine, formatSimilarity(c));
      say(value, formatPercent(share));
    },
  };
}
