// The definition of every lab, by its name, and the values that a choice brings along.
import { rangeOf, withBrought } from '../../web/shell/state/check.js';
import { gridParams } from '../../web/shell/runs/grid.js';
import { labs as load } from '../../web/shell/labs/index.js';
import { conditionsOf, holds, isRead } from '../../web/shell/state/reads.js';

// Files that load late carry the build's own name, which the sources lack.
globalThis.BUILD = '';

const entries = Object.entries(load).map(async ([name, lab]) => [name, await lab()]);

export const labs = Object.fromEntries(await Promise.all(entries));

/** The values of a lab that the engine takes. */
const engines = (params) => Object.fromEntries(Object.entries(params)
  .filter(([name]) => !gridParams.some((own) => own.name === name)));

/** A lab's own values, with these choices and what they bring along, as the engine takes them. */
export const brought = (name, wishes) => engines({
  ...labs[name].params, ...withBrought(labs[name], wishes, labs[name].params),
});

/** The fewest choices of a lab, in addition to those it has, under which a parameter is read; null
 *  where the lab allows none. */
export function needsOf(schema, lab, { when }, values) {
  if (isRead({ when }, values)) return {};
  const wish = (condition) => {
    const { name } = condition;
    const param = schema.params.find((p) => p.name === name);
    const { min, max, choices } = rangeOf(lab, param);
    const all = param.type === 'enum' ? choices.map((c) => c.name)
      : Array.from({ length: Math.min(max - min, 9) + 1 }, (_, i) => min + i);
    return [name, [values[name], ...all].find((value) => holds(condition, { [name]: value }))];
  };
  const ways = conditionsOf(when).map((all) => all.map(wish)
    .filter(([name, value]) => value !== values[name]))
    .filter((wishes) => wishes.every(([, value]) => value !== undefined));
  return ways.length ? Object.fromEntries(ways.sort((a, b) => a.length - b.length)[0]) : null;
}
