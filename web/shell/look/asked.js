// What a page asks of a lab's look by attributes: all of it, or what look/form.js makes of it.
import { late } from '../load/late.js';

/** Attributes that change which parts a lab has: it starts anew with them. */
export const FORM = ['compact', 'panels', 'controls'];

/** @param {import('../types.d.ts').Lab} lab @param {Element} element
 *  @returns {Promise<import('../types.d.ts').Lab>} */
export async function asAsked(lab, element) {
  if (!FORM.some((name) => element.hasAttribute(name))) return lab;
  const { formOf } = await late('form', () => import('./form.js'));
  return formOf(lab, Object.fromEntries(FORM.map((name) => [name, element.getAttribute(name)])));
}
