// For one anchor: how hard the loss pushes each of its negatives, and which of them are false.

import english from '../words/en/push.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatPercent, formatSimilarity } from '../base/format.js';
import { paintPush, sharesOf } from './push/plot.js';
import { followRoles, methodOf, param } from './parts/roles.js';
import { keepTheme } from './parts/theme.js';
import { createThumb } from './parts/thumbs.js';
import { textsOf } from '../words/words.js';

export { default as css } from './push.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Negatives} Negatives */
/** @typedef {import('../types').Push} Push */

const t = textsOf('push', english);

const TOP = 6;
const NEGATIVE = 3;
const FALSE = 4;

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
  const rows = [t('batchShare'), t('ownShare'), t('plainShare')].map((text) => {
    const [bar, value] = [h('i'), h('output')];
    const track = h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar);
    return { bar, value, row: [h('span', {}, text), track, value] };
  });
  return {
    element: h('div', { class: 'p-shares', role: 'group',
      'aria-label': t('shares') }, ...rows.flatMap(({ row }) => row)),
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
    element: h('ul', { class: 'p-bars', 'aria-label': t('hardest') },
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
  const keyPlain = h('span', { class: 'key-plain' }, t('plainKey'));
  const keyFalse = h('span', { class: 'key-false' });
  const keyPulled = h('span', { class: 'key-positive' }, t('pulled'));
  /** What a false negative shares with the anchor depends on the data. */
  const why = () => t(`false_${/** @type {'emoji' | 'mnist' | 'toy'} */ (param(host, 'data'))}`);

  return {
    canvas, box, destroy,
    refresh: hardest.refresh,
    /** The elements that compare with SimCLR's push. */
    plain: [keyPlain, ...shares.plain],
    element: h('div', {},
      h('p', { class: 'p-who' }, thumb.element, who),
      h('p', { class: 'p-key' }, h('span', { class: 'key-negative' }, t('negative')), keyFalse,
        keyPulled, keyPlain),
      box, half,
      h('p', { class: 'p-note' }, t('sharesNote')),
      shares.element, hardest.element, note),
    /** @param {Negatives & { own: Push }} now @param {(item: number) => string} nameOf
     *  @param {number} hover */
    show({ anchor, inBatch, own, plain }, nameOf, hover) {
      const count = own.role.reduce((n, r) => n + Number(r >= NEGATIVE), 0);
      const wrong = own.role.reduce((n, r) => n + Number(r === FALSE), 0);
      thumb.show(anchor);
      say(who, t('who', { name: nameOf(anchor), count: formatNumber(count), n: wrong }));
      say(keyFalse, why());
      shares.show([inBatch, own.share, plain?.share ?? NaN]);
      const pushed = pushedBy(own);
      keyPulled.hidden = !sharesOf(own).some((share, i) => share < 0 && own.role[i] >= NEGATIVE);
      say(half, describe(own, pushed.map(({ share }) => share), count));
      hardest.show(pushed.slice(0, TOP).map(({ item, share }) => ({ item, share,
        name: nameOf(item), why: own.role[item] === FALSE ? why() : '',
        cosine: own.cosine[item] })), hover);
      canvas.setAttribute('aria-label', t('label', { count, pushed: pushed.length, wrong }));
      say(note, methodOf(host).falseNegatives ?? t('note'));
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
  const theme = keepTheme(element);

  return {
    title: t('title'),
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
      say(empty, (snapshot && methodOf(host).noPush) || t('first'));
      if (!now || !own) return;
      shown = simclr ? { ...now, plain: null } : now;
      body.show({ ...now, own }, roles.name, state.hover);
      touch();
    },
    draw() {
      if (dirty && shown?.own) {
        paintPush(body.canvas, body.box, shown.own, shown.plain, theme.now());
      }
      dirty = false;
      return false;
    },
    refresh() {
      theme.forget();
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

/** Says how few negatives get half of the push, and how near the positive is. @param {Push} own
 *  @param {number[]} shares their shares of the push, falling @param {number} count negatives */
function describe({ cosine, role }, shares, count) {
  let [some, first] = [0, 0];
  while (some < 0.5 && first < shares.length) some += shares[first++];
  const positive = role.indexOf(2);
  const half = t('half', { n: first, count: formatNumber(count) });
  return positive < 0 ? half : t('pull', { half, cosine: formatSimilarity(cosine[positive]) });
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
