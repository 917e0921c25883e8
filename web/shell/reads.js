// What reads a parameter: the conditions that the schema gives it, as src/method/params.def has them.

/** @typedef {import('./types.d.ts').Params} Params */

/** @param {string} condition @param {Params} values */
function holds(condition, values) {
  const [, name, sign, wish] = /^(\w+)(!?=|>)(.+)$/.exec(condition) ?? [];
  if (sign === '>') return Number(values[name]) > Number(wish);
  return wish.split('|').includes(String(values[name])) === (sign === '=');
}

/** Whether another value of a parameter can be and makes a difference, beside these of the others.
 *  @param {import('./types.d.ts').Param} param @param {Params} values of all parameters */
export const isRead = ({ when }, values) => !when || when.split(' or ').some((all) =>
  all.split(' ').every((one) => holds(one, values)));
