// For one anchor: how hard the loss pushes each of its negatives, and which of them are false.

import { h, say } from '../base/dom.js';
import { formatLoss, formatPercent, formatSimilarity } from '../base/format.js';
import { paintPush, sharesOf } from './push/plot.js';
import { followRoles, methodOf, param } from './parts/roles.js';
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

/** The word for what the anchor and a false negative share, by data set. */
const KINDS = { emoji: 'subgroup', mnist: 'digit', toy: 'class' };

/** A canvas that is painted anew when its size changes. @param {() => void} changed */
function createPicture(changed) {
  const canvas = h('canvas', { role: 'img' });
  const box = h('div', { class: 'push-canvas' }, canvas);
  let size = '';
  const resized = new ResizeObserver(() => {
    const now = `${box.clientWidth} ${box.clientHeight}`;
    if (now === size) return;
    size = now;
    changed();
  });
  resized.observe(box);
  return { canvas, box, destroy: () => resized.disconnect() };
}

/** Shares of false ones: of the negatives, of the method's push, and of SimCLR's push. */
function createShares() {
  const rows = ['of the batch\u2019s negatives', 'of this method\u2019s push',
    'of SimCLR\u2019s push'].map((text) => {
    const [bar, value] = [h('i'), h('output')];
    const track = h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar);
    return { bar, value, row: [h('span', {}, text), track, value] };
  });
  return {
    element: h('div', { class: 'p-shares', role: 'group',
      'aria-label': 'Share of false negatives' }, ...rows.flatMap(({ row }) => row)),
    /** The row of SimCLR's push. */
    plain: rows[2].row,
    /** @param {number[]} values in the order of the rows; NaN: not known */
    show(values) {
      const most = Math.max(...values.filter(Number.isFinite), 0.05);
      rows.forEach(({ bar, value }, k) => {
        say(value, formatPercent(values[k]));
        bar.style.transform = `scaleX(${Number.isFinite(values[k]) ? values[k] / most : 0})`;
      });
    },
  };
}

/** The list of the negatives pushed hardest. @param {PanelHost} host */
function createHardest(host) {
  const rows = Array.from({ length: TOP }, () => createRow(host));
  return {
    element: h('ul', { class: 'p-bars', 'aria-label': 'Negatives pushed hardest' },
      ...rows.map(({ element }) => element)),
    refresh() { for (const row of rows) row.refresh(); },
    /** @param {{ item: number, name: string, why: string, cosine: number, share: number }[]} given
     *  in falling order @param {number} hover the item under the pointer */
    show(given, hover) {
      rows.forEach((row, k) => {
        row.element.hidden = k >= given.length;
        if (k >= given.length) return;
        const { item, name, why, cosine, share } = given[k];
        row.show(item, name, why, cosine, share, given[0].share, item === hover);
      });
    },
  };
}

/** Texts and picture about one anchor. @param {PanelHost} host @param {() => void} resized */
function createBody(host, resized) {
  const thumb = createThumb(host, 40);
  const who = h('span');
  const { canvas, box, destroy } = createPicture(resized);
  const shares = createShares();
  const hardest = createHardest(host);
  const note = h('p', { class: 'p-note' });
  const half = h('p', { class: 'p-half' });
  const keyPlain = h('span', { class: 'key-plain' }, 'the push by SimCLR');
  const keyFalse = h('span', { class: 'key-false' });
  const kind = () => KINDS[/** @type {keyof typeof KINDS} */ (param(host, 'data'))] ?? 'label';

  return {
    canvas, box, destroy,
    refresh: hardest.refresh,
    /** The elements that compare with SimCLR's push. */
    plain: [keyPlain, ...shares.plain],
    element: h('div', {},
      h('p', { class: 'p-who' }, thumb.element, who),
      h('p', { class: 'p-key' }, h('span', { class: 'key-negative' }, 'negative'), keyFalse,
        h('span', { class: 'key-positive' }, 'pulled'), keyPlain),
      box, half,
      h('p', { class: 'p-note' }, 'Share of false negatives, over many anchors:'),
      shares.element, hardest.element, note),
    /** @param {Negatives & { own: Push }} now @param {(item: number) => string} nameOf
     *  @param {number} hover */
    show({ anchor, inBatch, own, plain }, nameOf, hover) {
      const count = own.role.reduce((n, r) => n + Number(r >= NEGATIVE), 0);
      const wrong = own.role.reduce((n, r) => n + Number(r === FALSE), 0);
      thumb.show(anchor);
      say(who, `${nameOf(anchor)} as anchor among ${count} held-out negatives. `
        + `${wrong === 1 ? '1 is' : `${wrong} are`} false: of the same ${kind()}.`);
      say(keyFalse, `false: same ${kind()}`);
      shares.show([inBatch, own.share, plain?.share ?? NaN]);
      const pushed = pushedBy(own);
      say(half, describe(own, pushed.map(({ share }) => share), count));
      hardest.show(pushed.slice(0, TOP).map(({ item, share }) => ({ item, share,
        name: nameOf(item), why: own.role[item] === FALSE ? `false: same ${kind()}` : '',
        cosine: own.cosine[item] })), hover);
      canvas.setAttribute('aria-label', `Push on ${count} negatives by their cosine with the `
        + `anchor; ${pushed.length} are pushed, ${wrong} are false.`);
      say(note, methodOf(host).falseNegatives
        ?? 'The loss does not know which are false: labels are read for this picture alone.');
    },
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function push(host) {
  const rolesNow = followRoles(host);
  /** @type {Negatives | null} */
  let shown = null;
  let dirty = false;
  const touch = () => {
    dirty = true;
    host.invalidate();
  };
  const empty = h('p', { class: 'p-blank' });
  const body = createBody(host, touch);
  body.element.hidden = true;
  const element = h('div', { class: 'panel panel-push' }, empty, body.element);

  return {
    title: 'How hard is each negative pushed, and which by mistake?',
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      const roles = rolesNow();
      const now = snapshot?.negatives ?? null;
      const own = now && now.anchor < roles.count ? now.own : null;
      const simclr = param(host, 'method') === 'simclr'; // no comparison with itself
      for (const part of body.plain) part.hidden = simclr;
      body.element.hidden = !own;
      empty.hidden = Boolean(own);
      say(empty, (snapshot && methodOf(host).noPush) || 'The first measurement is under way.');
      if (!now || !own) return;
      shown = simclr ? { ...now, plain: null } : now;
      body.show({ ...now, own }, roles.name, state.hover);
      touch();
    },
    draw() {
      if (dirty && shown?.own) {
        paintPush(body.canvas, body.box, shown.own, shown.plain, readTheme(element));
      }
      dirty = false;
      return false;
    },
    refresh() {
      body.refresh();
      touch();
    },
    destroy: body.destroy,
  };
}

/** The negatives that are pushed, the hardest first. @param {Push} push */
function pushedBy(push) {
  const share = sharesOf(push);
  return [...share.keys()].filter((item) => push.role[item] >= NEGATIVE && share[item] > 0)
    .sort((a, b) => share[b] - share[a]).map((item) => ({ item, share: share[item] }));
}

/** Says how few negatives get half of the push, and how the positive is pulled. @param {Push} own
 *  @param {number[]} shares their shares of the push, falling @param {number} count negatives */
function describe({ cosine, push, role }, shares, count) {
  let [some, first] = [0, 0];
  while (some < 0.5 && first < shares.length) some += shares[first++];
  const positive = role.indexOf(2);
  const pull = positive < 0 ? '' : ` Its positive, at cosine ${
    formatSimilarity(cosine[positive])}, is pulled with ${formatLoss(-push[positive])}.`;
  return `Half of the push falls on ${first === 1 ? 'a single one' : `the first ${first}`} of ${
    count} negatives.${pull}`;
}

/** One negative: thumbnail, name, bar, cosine, share of the push. @param {PanelHost} host */
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
