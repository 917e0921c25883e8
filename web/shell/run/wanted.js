// Sets many values at once, which no control shows changing: those of an address or a "try this".
import english from '../words/en/run.js';
import { byPresentNames, differing, wishesFor, withBrought } from '../state/check.js';
import { formatNumber } from '../base/format.js';
import { newValues } from '../look/labels.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Params} Params */

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: import('../state/state.js').State, base: Params, step(): number, reset(): void,
 *   say(text: string): void }} given base: the element's values without an address; step: 0 where
 *   no training goes on, or another begins */
export function createWanted({ lab, schema, state, base, step, reset, say }) {
  /** Sets values, and says in the status line which have changed, and from which step on.
   *  @param {() => boolean} set @param {() => void} then called where they were accepted
   *  @param {boolean} [anew] whether training starts anew with them, so that what comes of them is
   *   theirs alone */
  function adopt(set, then, anew = false) {
    const { params: before } = state.get();
    if (!set()) return;
    const { params } = state.get();
    const at = step();
    if (anew && at) reset();
    then();
    const names = differing(before, params);
    if (!at) return;
    if (names.length) {
      const changes = newValues(lab, names, params, base);
      say(anew ? t('restarted', { changes }) : t('from', { step: formatNumber(at), changes }));
    } else if (anew) say(t('reset'));
  }

  /** All values: those that are not wished for are as the lab opened, but for the tab.
   *  @param {Params} wishes */
  const asOpened = (wishes) =>
    ({ ...base, tab: state.get().params.tab, ...withBrought(lab, wishes, base) });

  return {
    adopt, asOpened,
    /** The values an address must name, because the element without one has others. */
    differs: () => wishesFor(lab, state.get().params, base),
    /** @param {import('../state/address.js').Part} asked what a new address says of this lab
     *  @param {() => void} then called where it was accepted */
    follow(asked, then) {
      const { wishes, problems } = byPresentNames(schema, asked);
      adopt(() => state.set(asOpened(wishes), 'address', problems), then);
    },
  };
}
