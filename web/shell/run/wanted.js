// Sets many values at once, which no control shows changing: those of an address or a "try this".
import english from '../words/en/run.js';
import { byPresentNames, wishesFor, withBrought } from '../state/check.js';
import { formatNumber } from '../base/format.js';
import { newValues } from '../look/labels.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Params} Params */

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: import('../state/state.js').State, base: Params, step(): number,
 *   say(text: string): void }} given base: the element's values without an address; step: 0 where
 *   no training goes on */
export function createWanted({ lab, schema, state, base, step, say }) {
  /** Sets values; when training goes on with them, the status line names those that have changed.
   *  @param {() => boolean} set @param {() => void} then called where they were accepted */
  function adopt(set, then) {
    const { params: before } = state.get();
    if (!set()) return;
    const { params } = state.get();
    then();
    const names = Object.keys(params).filter((name) => params[name] !== before[name]);
    const at = step();
    if (names.length && at)
      say(t('from', { step: formatNumber(at), changes: newValues(lab, names, params) }));
  }

  return {
    adopt,
    /** The values an address must name, because the element without one has others. */
    differs: () => wishesFor(lab, state.get().params, base),
    /** @param {import('../state/address.js').Part} asked what a new address says of this lab
     *  @param {() => void} then called where it was accepted */
    follow(asked, then) {
      const { wishes, problems } = byPresentNames(schema, asked);
      const { tab } = state.get().params; // it stays open unless another is named
      const all = { ...base, tab, ...withBrought(lab, wishes, base) };
      adopt(() => state.set(all, 'address', problems), then);
    },
  };
}
