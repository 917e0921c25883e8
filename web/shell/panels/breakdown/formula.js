// One anchor's loss as MathML with the present numbers, in the variant that is chosen.

import english from '../../words/en/breakdown.js';
import { h, say } from '../../base/dom.js';
import { formatLoss, formatNumber, formatSimilarity } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('breakdown', english);
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** @param {string} tag @param {...(Element | string)} children @returns {Element} */
function m(tag, ...children) {
  const node = document.createElementNS(MATHML, tag);
  node.append(...children);
  return node;
}

const op = (/** @type {string} */ text) => m('mo', text);
const id = (/** @type {string} */ text) => m('mi', text);
const frac = (/** @type {Element} */ over, /** @type {Element} */ under) => m('mfrac', over, under);

/** exp of a similarity over the temperature. @param {Element} similarity @param {boolean} wrong
 *  @param {Element} tau */
function term(similarity, wrong, tau) {
  const scaled = wrong
    ? m('mrow', similarity, op('\u22c5'), m('msup', id('e'), tau))
    : m('mrow', similarity, op('/'), tau);
  return m('msup', id('e'), scaled);
}

/**
 * @typedef {object} Numbers
 * @property {string} bug
 * @property {number} tau
 * @property {number} loss the anchor's loss
 * @property {number} cosine the cosine of its positive
 * @property {number} negatives their number
 * @property {string} name the anchor's name
 */

export function createFormula() {
  const positive = [0, 1].map(() => m('mn', '0'));   // its cosine, above and below the line
  const tau = [0, 1, 2, 3].map(() => m('mn', '0'));
  const ratio = m('mn', '0');
  const result = m('mn', '0');
  const line = h('div', { class: 'p-formula' });
  let built = '';

  /** @param {string} bug @param {number} negatives */
  function build(bug, negatives) {
    const wrong = bug === 'wrong_scale';
    const similarity = m('msub', id('s'), id('n'));
    const sum = m('mrow', m('munder', op('\u2211'), m('mrow', m('mn', String(negatives)),
      m('mtext', `\u00a0${t('negatives')}`))), term(similarity, wrong, tau[2]));
    const below = m('mrow');
    if (bug === 'self') below.append(term(m('mn', '1'), wrong, tau[3]), op('+'));
    if (bug === 'twice') below.append(m('mn', '2'), op('\u22c5'));
    if (bug !== 'left_out') below.append(term(positive[1], wrong, tau[1]), op('+'));
    below.append(sum);
    const first = m('math', m('mrow', id('\u2113'), op('='), op('\u2212'), id('ln'),
      frac(term(positive[0], wrong, tau[0]), below)));
    const second = m('math', m('mrow', op('='), op('\u2212'), id('ln'), m('mo', '('), ratio,
      m('mo', ')'), op('='), result));
    first.setAttribute('display', 'block');
    second.setAttribute('display', 'block');
    line.replaceChildren(first, second);
  }

  return {
    element: line,
    /** @param {Numbers} numbers */
    show({ bug, tau: temperature, loss, cosine, negatives }) {
      const kind = `${bug} ${negatives}`;
      if (kind !== built) build(bug, negatives);
      built = kind;
      for (const node of positive) say(node, formatSimilarity(cosine));
      for (const node of tau) say(node, formatNumber(temperature));
      const share = Math.exp(-loss);
      const gap = 1 - share;
      say(ratio, gap > 0 && gap < 0.0005 ? `1 \u2212 ${formatLoss(gap)}`
        : share < 1000 ? formatLoss(share) : formatNumber(Math.round(share)));
      say(result, formatLoss(loss));
    },
  };
}
