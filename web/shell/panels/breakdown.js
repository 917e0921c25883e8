// The loss of one anchor, taken apart: its formula with the numbers in it, each term's share of the
// sum, and the value that each of five common readings of the formula gives for the same points.

import english from '../words/en/breakdown.js';
import { fresh, h, say } from '../base/dom.js';
import { formatLoss, formatPercent, formatSimilarity } from '../base/format.js';
import { createFormula } from './breakdown/formula.js';
import { createVariants } from './breakdown/variants.js';
import { followRoles, param } from './parts/roles.js';
import { createThumb } from './parts/thumbs.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Breakdown} Breakdown */

const t = textsOf('breakdown', english);
const TOP = 12;   // negatives that have their own row

/** @typedef {ReturnType<typeof createRows>} Rows */

/** Creates a row for each term that has its own. @param {PanelHost} host */
const createRows = (host) => ({
  self: createRow(host, 'is-self'),
  positive: createRow(host, 'is-positive'),
  negatives: Array.from({ length: TOP }, () => createRow(host, 'is-negative')),
  rest: createRow(host, 'is-rest p-rest'),
});

/** @param {Rows} rows */
const listOf = ({ self, positive, negatives, rest }) =>
  h('ul', { class: 'p-bars', 'aria-label': t('list') },
    h('li', { class: 'p-barhead', 'aria-hidden': 'true' }, h('span'),
      h('span', { textContent: t('term') }), h('span'),
      h('span', { class: 'p-num', textContent: t('cosine') }),
      h('span', { class: 'p-num', textContent: t('share') })),
    ...[self, positive, ...negatives, rest].map((row) => row.element));

/** Fills the rows and returns the number of negatives. @param {Rows} rows
 *  @param {import('./parts/roles.js').Roles} roles @param {Breakdown} parts @param {string} bug
 *  @param {number} hover */
function showTerms(rows, roles, { anchor, cosine, weight }, bug, hover) {
  const { self, positive, negatives, rest } = rows;
  /** @type {number[]} */
  const order = [];
  for (let i = 0; i < cosine.length; i++) if (!roles.same(i, anchor)) order.push(i);
  order.sort((a, b) => cosine[b] - cosine[a]);
  self.element.hidden = bug !== 'self';
  self.show(anchor, t('itself'), cosine[anchor], weight[anchor], hover);
  const [mate] = roles.partners(anchor);
  positive.show(mate, roles.name(mate), cosine[mate], weight[mate], hover,
    bug === 'left_out' ? t('leftOut') : '');
  negatives.forEach((row, k) => {
    row.element.hidden = k >= order.length;
    const i = order[k];
    if (k < order.length) row.show(i, roles.name(i), cosine[i], weight[i], hover);
  });
  const others = order.slice(TOP);
  rest.element.hidden = others.length === 0;
  const share = others.reduce((sum, i) => sum + weight[i], 0);
  rest.show(-1, t('rest', { n: others.length }), NaN, share, -1);
  return order.length;
}

/** @param {PanelHost} host @returns {Panel} */
export function breakdown(host) {
  const rolesNow = followRoles(host);
  const empty = h('p', { class: 'p-blank', textContent: t('empty') });
  const formula = createFormula();
  const rows = createRows(host);
  const variants = createVariants(fresh('loss'), (bug) => host.act.set('bug', bug));
  const total = h('p', { class: 'p-note' });
  const body = h('div', {}, formula.element, listOf(rows), total, variants.element);
  body.hidden = true;
  const element = h('div', { class: 'panel panel-breakdown' }, empty, body);

  return {
    title: t('title'),
    element,
    update(snapshot, state) {
      const roles = rolesNow();
      const parts = snapshot?.breakdown;
      const ready = Boolean(parts && parts.cosine.length === roles.count
        && parts.anchor >= 0 && parts.anchor < roles.count && roles.table);
      body.hidden = !ready;
      empty.hidden = ready;
      if (!ready || !parts) return;
      const bug = String(param(host, 'bug'));
      const tau = snapshot?.tau ?? NaN; // the temperature of these numbers, not the control's
      const count = showTerms(rows, roles, parts, bug, state.hover);
      const mate = roles.partners(parts.anchor)[0];
      formula.show({ bug, tau, loss: parts.loss, cosine: parts.cosine[mate], negatives: count,
        name: roles.name(parts.anchor) });
      const mean = snapshot?.bugs?.[bug] ?? NaN;
      say(total, t('total', { name: roles.name(parts.anchor), loss: formatLoss(parts.loss),
        count: roles.count, mean: formatLoss(mean) }));
      variants.show({ bug, tau, losses: snapshot?.bugs ?? {}, negatives: count });
    },
    destroy() {},
  };
}

/** One term: thumbnail, name, bar, cosine, share. @param {PanelHost} host @param {string} kind */
function createRow(host, kind) {
  const thumb = createThumb(host, 24);
  const name = h('span', { class: 'p-name p-shape' });
  const bar = h('i');
  const cosine = h('span', { class: 'p-num p-soft' });
  const share = h('span', { class: 'p-num' });
  const element = h('li', { class: kind }, thumb.element, name,
    h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar), cosine, share);
  let shown = -1;
  element.addEventListener('pointerenter', () => { if (shown >= 0) host.act.hover(shown); });
  element.addEventListener('pointerleave', () => { if (shown >= 0) host.act.hover(-1); });
  element.addEventListener('click', () => { if (shown >= 0) host.act.pick(shown); });
  return {
    element,
    /** @param {number} item @param {string} text @param {number} c @param {number} weight
     *  @param {number} hover @param {string} [instead] a text in place of the share */
    show(item, text, c, weight, hover, instead = '') {
      shown = item;
      thumb.show(item);
      say(name, text);
      bar.style.transform = `scaleX(${Math.max(0, Math.min(1, weight || 0))})`;
      say(cosine, item < 0 ? '' : formatSimilarity(c));
      say(share, instead || formatPercent(weight));
      element.classList.toggle('is-hover', item >= 0 && item === hover);
    },
  };
}
