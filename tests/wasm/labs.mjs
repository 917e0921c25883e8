// Every lab's definition by its name, and what a choice makes of its values.
import { withBrought } from '../../web/shell/check.js';
import { labs as load } from '../../web/shell/labs/index.js';

const entries = Object.entries(load).map(async ([name, lab]) => [name, await lab()]);

export const labs = Object.fromEntries(await Promise.all(entries));

/** A lab's own values with these choices and what they bring along. */
export const brought = (name, wishes) => ({
  ...labs[name].params, ...withBrought(labs[name], wishes, labs[name].params),
});
