// Checks the values asked for against the schema and a lab's limits, and names every problem.
import english from '../words/en/check.js';
import { formatNumber } from '../base/format.js';
import { choiceOf, labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').Schema} Schema */
/** @typedef {import('../types.d.ts').Param} Param */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Lab} Lab */

const t = textsOf('check', english);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^([+-]?\d*),(\d+(e[+-]?\d+)?)$/i; // half the world writes 0.2 with a comma
const TWO_WAYS = /^[+-]?[1-9]\d{0,2},\d{3}$/; // 1,234 is more than a thousand to the other half

/** A number in JavaScript's notation, or why the text is not a number. @param {string} name
 *  @param {string} given @returns {{ number: string } | { text: string }} */
function asNumber(name, given) {
  const text = given.replace('\u2212', '-'); // the minus sign that this page prints
  if (TWO_WAYS.test(text)) {
    const [plain, decimal] = [text.replace(',', ''), text.replace(',', '.')];
    return { text: t('twoWays', { label: labelOf(name), given, decimal, plain }) };
  }
  const number = text.replace(DECIMAL_COMMA, '$1.$2');
  if (NUMBER.test(number)) return { number };
  const parted = /[,'\s]/.test(text) && /^[\d.,'\s+-]+$/.test(text);
  return { text: t(parted ? 'thousands' : 'notNumber', { label: labelOf(name), given }) };
}

/** The values that a lab allows for one parameter. @param {Lab} lab @param {Param} param */
export function rangeOf(lab, param) {
  const limit = lab.limits?.[param.name] ?? {};
  return {
    min: limit.min ?? param.min ?? -Infinity,
    max: limit.max ?? param.max ?? Infinity,
    choices: (param.choices ?? []).filter((c) => limit.choices?.includes(c.name) ?? true),
  };
}

/** @param {number} x written exactly, unlike the rounded values of the panels */
const plain = (x) => (Number.isInteger(x) ? formatNumber(x) : String(x));

/** @param {Lab} lab @param {Param} param @param {number | string} wish
 *  @returns {import('../types.d.ts').Checked} */
export function checkValue(lab, param, wish) {
  const { min, max, choices } = rangeOf(lab, param);
  const { name } = param;
  const label = labelOf(name);
  if (param.type === 'enum') {
    if (choices.some((c) => c.name === wish)) return { value: wish };
    return { text: choices.length > 1
      ? t('notChoice', { label, given: wish, names: choices.map((c) => c.name).join(', ') })
      : t('only', { label, choice: choiceOf(name, choices[0].name) }) };
  }
  const read = asNumber(name, String(wish).trim());
  if ('text' in read) return read;
  const text = read.number;
  const value = Number(text);
  if (param.type === 'int' && !Number.isInteger(value)) {
    return { text: t('notWhole', { label, given: text }) };
  }
  if (value >= min && value <= max) return { value };
  return { text: t('range', { label, given: text, min: plain(min), max: plain(max) }) };
}

/** Says that no parameter has this name, and suggests a similar one. @param {Schema} schema
 *  @param {string} name */
function unknown({ params }, name) {
  const near = params.find((p) => p.name === name.trim().toLowerCase());
  return near ? t('unknownNear', { name, near: near.name }) : t('unknown', { name });
}

/** The valid values by name, and in words the problems of the others.
 *  @param {Lab} lab @param {Schema} schema @param {Params} wishes
 *  @returns {{ values: Params, problems: string[] }} */
export function checkParams(lab, schema, wishes) {
  /** @type {Params} */
  const values = {};
  const problems = [];
  for (const [name, wish] of Object.entries(wishes)) {
    const param = schema.params.find((p) => p.name === name);
    const result = param?.check ? param.check(lab, schema, wish)
      : param ? checkValue(lab, param, wish) : { text: unknown(schema, name) };
    if ('text' in result) problems.push(result.text);
    else values[name] = result.value;
  }
  return { values, problems };
}

/** Several problems as one text. @param {string[]} problems */
export const together = (problems) =>
  problems.reduce((first, second) => t('both', { first, second }));

/** An address's wishes by the present names of their parameters, some of which had other names.
 *  @param {Schema} schema @param {Pick<import('./address.js').Part, 'wishes' | 'problems'>} part
 *  @returns {{ wishes: Record<string, string>, problems: string[] }} */
export function byPresentNames({ params }, part) {
  const wishes = { ...part.wishes };
  const problems = [...part.problems];
  for (const { name, former } of params) {
    if (!former || !Object.hasOwn(wishes, former)) continue;
    if (Object.hasOwn(wishes, name)) problems.push(t('twice', { name, former }));
    wishes[name] = wishes[former];
    delete wishes[former];
  }
  return { wishes, problems };
}

/** The names of what has another value now. @param {Params} before @param {Params} now */
export const differing = (before, now) =>
  Object.keys(now).filter((name) => now[name] !== before[name]);

/** Wishes with the values that their choices bring along, which an explicit wish overrides.
 *  @param {Lab} lab @param {Params} wishes @param {Params} now the values they are to change
 *  @returns {Params} */
export function withBrought(lab, wishes, now) {
  const then = { ...now, ...wishes };
  const brought = (lab.recipes ?? []).filter(({ when }) => {
    const names = Object.keys(when);
    return names.some((n) => Object.hasOwn(wishes, n))
      && names.every((n) => String(then[n]) === when[n]);
  });
  return [...brought.map((recipe) => recipe.params), wishes]
    .reduce((all, some) => ({ ...all, ...some }), {}); // unlike assign, it keeps a name __proto__
}

/** The fewest wishes that turn the values `from` into `params`, for an address or attributes.
 *  @param {Lab} lab @param {Params} params @param {Params} from @returns {Params} */
export function wishesFor(lab, params, from) {
  const names = Object.keys(params);
  const choices = differing(from, params).filter((n) => lab.recipes?.some(({ when }) => n in when));
  const pick = (/** @type {string[]} */ some) =>
    Object.fromEntries(some.map((n) => [n, params[n]]));
  const brought = { ...from, ...withBrought(lab, pick(choices), from) };
  return pick(names.filter((n) => choices.includes(n) || params[n] !== brought[n]));
}

/** Every parameter's value where nothing is asked for. @param {Lab} lab @param {Schema} schema
 *  @returns {Params} */
export function defaultsOf(lab, schema) {
  const values = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
  return { ...values, ...lab.params };
}

/** The values without those of the page alone. @param {Schema} schema @param {Params} params
 *  @returns {Params} */
export function engineParams(schema, params) {
  const own = schema.params.filter((p) => p.page).map((p) => p.name);
  return Object.fromEntries(Object.entries(params).filter(([name]) => !own.includes(name)));
}
