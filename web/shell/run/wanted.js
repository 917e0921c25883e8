// Many values at once, which no control was seen to change: of an address, or of a "try this".
import { byPresentNames, wishesFor, withBrought } from '../state/check.js';
import { formatNumber } from '../base/format.js';
import { newValues } from '../look/labels.js';

/** @typedef {import('../types.d.ts').Params} Params */

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: import('../state/state.js').State, base: Params, step(): number,
 *   say(text: string): void }} given base: what the element has without an address; step: 0 where no run goes on */
export function createWanted({ lab, schema, state, base, step, say }) {
  /** A run that goes on says which values are others.
   *  @param {() => boolean} set @param {() => void} then where they were taken */
  function adopt(set, then) {
    const { params: before } = state.get();
    if (!set()) return;
    const { params } = state.get();
    then();
    const names = Object.keys(params).filter((name) => params[name] !== before[name]);
    const at = step();
    if (names.length && at)
      say(`From step ${formatNumber(at)} on: ${newValues(lab, names, params)}`);
  }

  return {
    adopt,
    /** What an address has to say, beside what this element has without one. */
    differs: () => wishesFor(lab, state.get().params, base),
    /** @param {import('../state/address.js').Part} asked of this lab by a new address
     *  @param {() => void} then where it was taken */
    follow(asked, then) {
      const { wishes, problems } = byPresentNames(schema, asked);
      const all = { ...base, ...withBrought(lab, wishes, base) };
      adopt(() => state.set(all, 'address', problems), then);
    },
  };
}
