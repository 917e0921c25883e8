// Whether a parameter is read: evaluates the conditions of the schema, which are explained in
// src/config/params.def.

/** @typedef {import('../types.d.ts').Params} Params */

/** Alternative lists of conditions; in one list all must hold. Each has a parameter, a sign and
 *  choices.
 *  @param {string} when */
export const conditionsOf = (when) => when.split(' or ').map((all) => all.split(' ').map((one) => {
  const [, name, sign, wish] = /^(\w+)(!?=|>)(.+)$/.exec(one) ?? [];
  return { name, sign, choices: wish.split('|') };
}));

/** @param {{ name: string, sign: string, choices: string[] }} condition @param {Params} values */
export const holds = ({ name, sign, choices }, values) =>
  (sign === '>' ? Number(values[name]) > Number(choices[0])
    : choices.includes(String(values[name])) === (sign === '='));

/** Whether a parameter is read, so that another value of it would make a difference.
 *  @param {{ when?: string }} param @param {Params} values of all parameters */
export const isRead = ({ when }, values) => !when
  || conditionsOf(when).some((all) => all.every((one) => holds(one, values)));
