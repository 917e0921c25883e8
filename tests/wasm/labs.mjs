// Every lab's definition by its name, and what a choice makes of its values.
import { withBrought } from '../../web/shell/state/check.js';
import { gridParams } from '../../web/shell/runs/grid.js';
import { labs as load } from '../../web/shell/labs/index.js';

// The build's own name, which late files carry and the sources lack.
globalThis.BUILD = '';

const entries = Object.entries(load).map(async ([name, lab]) => [name, await lab()]);

export const labs = Object.fromEntries(await Promise.all(entries));

/** What the engine is to know of a lab's values. */
const engines = (params) => Object.fromEntries(Object.entries(params)
  .filter(([name]) => !gridParams.some((own) => own.name === name)));

/** A lab's own values with these choices and what they bring along, as the engine takes them. */
export const brought = (name, wishes) => engines({
  ...labs[name].params, ...withBrought(labs[name], wishes, labs[name].params),
});
