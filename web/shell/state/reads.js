// What reads a parameter: the conditions that the schema gives it, which src/config/params.def
// explains.

/** @typedef {import('../types.d.ts').Params} Params */

/** Lists of conditions of which one must hold whole; of each its parameter, sign and choices.
 *  @param {string} when */
export const conditionsOf = (when) => when.split(' or ').map((all) => all.split(' ').map((one) => {
  const [, name, sign, wish] = /^(\w+)(!?=|>)(.+)$/.exec(one) ?? [];
  return { name, sign, choices: wish.split('|') };
}));

/** @param {{ name: string, sign: string, choices: string[] }} condition @param {Params} values */
export const holds = ({ name, sign, choices }, values) =>
  (sign === '>' ? Number(values[name]) > Number(choices[0])
    : choices.includes(String(values[name])) === (sign === '='));

/** Whether another value of a parameter can be and makes a difference, beside these of the others.
 *  @param {{ when?: string }} param @param {Params} values of all parameters */
export const isRead = ({ when }, values) => !when
  || conditionsOf(when).some((all) => all.every((one) => holds(one, values)));
