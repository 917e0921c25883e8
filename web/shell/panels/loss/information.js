// What a loss that picks the positive among N candidates says of the information that two views
// share: at least ln N minus the loss, in nats (van den Oord et al. 2018, arXiv:1807.03748, section
// 2.3). A batch can therefore never show more than ln N.

import english from '../../words/en/loss.js';
import { h } from '../../base/dom.js';
import { formatLoss, formatNumber } from '../../base/format.js';
import { textsOf } from '../../words/words.js';
import { toggle } from '../parts/dom.js';

const t = textsOf('loss', english);

/** The bound for one loss. Information is never negative. @param {number} chance ln N
 *  @param {number} loss */
const bound = (chance, loss) => Math.max(0, chance - loss);

/** @param {() => void} changed */
export function createInformation(changed) {
  let on = false;
  let known = false;
  const button = toggle(t('information'), t('informationHelp'), false, (yes) => {
    on = yes;
    changed();
  });
  const key = h('span', { class: 'line-information', textContent: t('informationLine') });
  const shown = () => on && known;
  return {
    button, key,
    /** @param {boolean} yes whether the loss has such a bound now */
    update(yes) {
      known = yes;
      button.hidden = !yes;
      key.hidden = !shown();
    },
    /** @param {number[][]} columns steps and losses @param {number} chance
     *  @returns {(number | null)[][]} with the bound of each */
    columns: ([steps, losses], chance) =>
      [steps, losses, losses.map((loss) => (shown() ? bound(chance, loss) : null))],
    /** The bound in words, or null where it is not shown. @param {number} chance
     *  @param {number} loss the last one @param {number} count of candidates */
    words: (chance, loss, count) => (shown() && Number.isFinite(loss)
      ? t('informationNote', { bound: formatLoss(bound(chance, loss)), most: formatLoss(chance),
        count: formatNumber(count) }) : null),
  };
}
