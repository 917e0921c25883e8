// Names of parameters and of their choices, and what the schema says of them, as a reader sees
// them. The schema's own texts are English; another language has its own in the part `help`.
import english from './en/params.js';
import { spokenText, textsOf } from './words.js';

/** @typedef {import('../types.d.ts').Param} Param */

const t = textsOf('params', english);

/** What names the choices of a parameter whose names come with a later file (methods.js).
 *  @type {Record<string, (choice: string) => string>} */
const later = {};

/** @param {string} param @param {(choice: string) => string} nameOf */
export function nameChoices(param, nameOf) {
  later[param] = nameOf;
}

const plain = (/** @type {string | number} */ name) => String(name).replaceAll('_', ' ');

/** @param {string} name */
export const labelOf = (name) => (t.has(name) ? t(name) : plain(name));

/** @param {string} name of the parameter @param {string | number} choice */
export function choiceOf(name, choice) {
  const key = `${name}=${choice}`;
  return t.has(key) ? t(key) : later[name]?.(String(choice)) ?? plain(choice);
}

/** What a parameter does, or what one of its choices means. @param {Param} param
 *  @param {string} [choice] its name in the schema */
export function helpOf({ name, help, choices = [] }, choice) {
  const chosen = choices.find((each) => each.name === choice);
  return chosen ? spokenText('help', `${name}=${choice}`, chosen.help)
    : spokenText('help', name, help);
}

/** The unit of a parameter; "": it has none. @param {Param} param */
export const unitOf = ({ name, unit = '' }) => unit && spokenText('help', `${name} unit`, unit);

/** Replaces the schema's names, which the engine's messages put between backticks, by what the
 *  reader knows: `name` is a parameter and `name=choice` one of its choices.
 *  @param {string} text */
export const withLabels = (text) => text.replace(/`([a-z0-9_]+)(?:=([^`]+))?`/g,
  (_, name, choice) => `\u201c${choice === undefined ? labelOf(name) : choiceOf(name, choice)}\u201d`);
