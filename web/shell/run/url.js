// The labs that keep their state in the address, and the only code that writes the address, whose
// form is described in state/address.js.
import { parseAddress, partOf } from '../state/address.js';
import { LEAVE } from '../base/reload.js';

/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../state/address.js').Part} Part */

const DELAY = 250; // ms; browsers refuse more than about 100 address changes in 30 s

/** Labs that keep their state in the address: functions that give the values to be written there.
 *  @type {Map<string, () => Params>} */
const writers = new Map();
/** @type {ReturnType<typeof setTimeout> | number} */
let timer = 0;

const parse = () => parseAddress(location.hash);

/** The values the address asks for in a lab; null when it does not name it. @param {string} lab */
export const wishesOf = (lab) => parse().labs.get(lab) ?? null;

/** Whether the address names this lab alone: the reader comes for it. @param {string} lab */
export function isCalled(lab) {
  const { places, labs } = parse();
  return !places.length && labs.size === 1 && labs.has(lab);
}

/** The address of this page with one lab's settings. @param {string} lab @param {Params} params */
export function linkTo(lab, params) {
  const to = new URL(location.href);
  to.hash = partOf(lab, params);
  return to.href;
}

function write() {
  timer = 0;
  const { places: parts, labs } = parse();
  for (const [lab, params] of writers) {
    const differs = params();
    if (Object.keys(differs).length) parts.push(partOf(lab, differs));
    labs.delete(lab);
  }
  for (const { text } of labs.values()) parts.push(text); // labs that have not started yet
  const hash = parts.length ? `#${parts.join(';')}` : '';
  if (hash === location.hash) return;
  try {
    history.replaceState(history.state, '', location.pathname + location.search + hash);
  } catch { /* a sandboxed frame may not change it; the lab works all the same */ }
}

/** Brings the address up to date a moment later. */
export function touch() {
  if (!timer) timer = setTimeout(write, DELAY);
}

addEventListener(LEAVE, () => {
  if (!timer) return;
  clearTimeout(timer);
  write();
});

/** Lets a lab keep its state in the address, until the returned function is called.
 *  @param {string} lab @param {() => Params} differs its parameters that differ from its defaults
 *  @param {(part: Part) => void} apply takes the values that a new address asks for
 *  @returns {() => void} */
export function join(lab, differs, apply) {
  writers.set(lab, differs);
  const changed = () => {
    const part = wishesOf(lab);
    if (part) apply(part);
  };
  addEventListener('hashchange', changed);
  return () => {
    removeEventListener('hashchange', changed);
    writers.delete(lab);
  };
}
