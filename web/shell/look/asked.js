// The lab that a page asks for by attributes: the whole lab, or the form look/form.js makes of it.
import { late } from '../load/late.js';

/** Attributes that decide which parts a lab has: a change of them starts the lab anew. */
export const FORM = ['compact', 'panels', 'controls'];

/** @param {import('../types.d.ts').Lab} lab @param {Element} element
 *  @returns {Promise<import('../types.d.ts').Lab>} */
export async function asAsked(lab, element) {
  if (!FORM.some((name) => element.hasAttribute(name))) return lab;
  const { formOf } = await late('form', () => import('./form.js'));
  return formOf(lab, Object.fromEntries(FORM.map((name) => [name, element.getAttribute(name)])));
}
