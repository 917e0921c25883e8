// The address as the save file: #infonce?tau=0.2&pairs=16;simclr?seed=3
// Parts are set apart by ";", each a lab with the parameters that differ from its defaults. A part
// without "?" is a place on the page, as in any other address.

/** @typedef {import('./types.d.ts').Params} Params */

const DELAY = 250; // ms; browsers refuse more than about 100 address changes in 30 s

/** Labs that keep their state in the address: writers of their present part.
 *  @type {Map<string, () => Params>} */
const writers = new Map();
/** @type {ReturnType<typeof setTimeout> | number} */
let timer = 0;

/** @returns {{ place: string, labs: Map<string, Record<string, string>> }} */
function parse() {
  /** @type {Map<string, Record<string, string>>} */
  const labs = new Map();
  let place = '';
  for (const part of location.hash.slice(1).split(';')) {
    const at = part.indexOf('?');
    if (at < 0) place = part;
    else labs.set(part.slice(0, at), Object.fromEntries(new URLSearchParams(part.slice(at + 1))));
  }
  return { place, labs };
}

/** What the address wishes of a lab; null when it does not name it. @param {string} lab */
export const wishesOf = (lab) => parse().labs.get(lab) ?? null;

/** Whether the address is of this lab alone: the reader has come for it. @param {string} lab */
export function isCalled(lab) {
  const { place, labs } = parse();
  return !place && labs.size === 1 && labs.has(lab);
}

/** @param {string} lab @param {Params} params */
function partOf(lab, params) {
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
  return `${lab}?${new URLSearchParams(texts)}`;
}

/** This page with one lab as it stands. @param {string} lab @param {Params} params */
export function linkTo(lab, params) {
  const to = new URL(location.href);
  to.hash = partOf(lab, params);
  return to.href;
}

function write() {
  timer = 0;
  const { place, labs } = parse();
  const parts = place ? [place] : [];
  for (const [lab, params] of writers) {
    const differs = params();
    if (Object.keys(differs).length) parts.push(partOf(lab, differs));
    labs.delete(lab);
  }
  for (const [lab, wishes] of labs) parts.push(partOf(lab, wishes)); // not started yet
  const hash = parts.length ? `#${parts.join(';')}` : '';
  if (hash === location.hash) return;
  try {
    history.replaceState(history.state, '', location.pathname + location.search + hash);
  } catch { /* a sandboxed frame may not; the lab works all the same */ }
}

/** Brings the address up to date a moment later. */
export function touch() {
  if (!timer) timer = setTimeout(write, DELAY);
}

/** Joins a lab to the address; the answer leaves it again.
 *  @param {string} lab @param {() => Params} differs its parameters that are not its defaults
 *  @param {(wishes: Record<string, string>) => void} apply what a new address wishes
 *  @returns {() => void} */
export function join(lab, differs, apply) {
  writers.set(lab, differs);
  const changed = () => {
    const wishes = wishesOf(lab);
    if (wishes) apply(wishes);
  };
  addEventListener('hashchange', changed);
  return () => {
    removeEventListener('hashchange', changed);
    writers.delete(lab);
  };
}
