// Which of a lab's items belong together, and what each is called.

import english from '../../words/en/parts.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('parts', english);

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../types').Items} Items */

/**
 * @typedef {object} Roles
 * @property {boolean} table whether they are free points: items i and i + count / 2 are positives
 * @property {number} count
 * @property {(item: number) => number[]} partners the other items of the same concept
 * @property {(a: number, b: number) => boolean} same whether they are of the same concept
 * @property {(a: number, b: number) => boolean} alike the same; where each concept has only one
 *   rendition, whether they have the same name
 * @property {(item: number) => string} name as in "Cat+" or "hot beverage (Noto)"
 * @property {(item: number) => string} thing the name of its concept, without the rendition
 */

/** The present value of a parameter, wherever it was set. @param {PanelHost} host
 *  @param {string} name */
export function param(host, name) {
  const given = host.state().params[name] ?? host.lab.params[name];
  return given ?? host.schema.params.find((p) => p.name === name)?.default ?? '';
}

/** What the page says of the present method. @param {PanelHost} host
 *  @returns {Partial<import('../../methods.js').Method>} */
export const methodOf = (host) => host.lab.methods?.[param(host, 'method')] ?? {};

/** Number of dimensions shown: of z, of h before the head, or of both. @param {PanelHost} host */
export function widthOf(host) {
  const read = param(host, 'encoder') === 'table' ? 'after' : param(host, 'read');
  const [z, h] = [Number(param(host, 'dim')), Number(param(host, 'feature'))];
  return { after: z, before: h, both: z + h }[String(read)] ?? z;
}

/** Returns the roles of a host's items, kept until the items change. @param {PanelHost} host
 *  @returns {() => Roles} */
export function followRoles(host) {
  let { items } = host;
  let roles = rolesOf(host);
  return () => {
    if (host.items !== items) {
      items = host.items;
      roles = rolesOf(host);
    }
    return roles;
  };
}

/** @param {PanelHost} host @returns {Roles} */
export function rolesOf(host) {
  const { items } = host;
  const table = param(host, 'encoder') === 'table';
  const half = Math.floor(items.count / 2);
  const drawings = Math.max(1, items.artists.length);
  const thing = (/** @type {number} */ i) =>
    items.names[i]?.replace(/\+$/, '') ?? t('item', { k: i });
  if (table) {
    const mates = Array.from({ length: items.count }, (_, i) => [(i + half) % items.count]);
    return {
      table, count: items.count, thing,
      partners: (i) => mates[i] ?? [],
      same: (a, b) => a % half === b % half,
      alike: (a, b) => a % half === b % half,
      name: (i) => thing(i) + (i >= half ? '+' : ''),
    };
  }
  const concept = (/** @type {number} */ i) => Math.floor(items.ids[i] / drawings);
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (let i = 0; i < items.count; i++) {
    const group = groups.get(concept(i));
    if (group) group.push(i);
    else groups.set(concept(i), [i]);
  }
  const mates = Array.from({ length: items.count }, (_, i) =>
    (groups.get(concept(i)) ?? []).filter((j) => j !== i));
  return {
    table, count: items.count, thing,
    partners: (i) => mates[i] ?? [],
    same: (a, b) => concept(a) === concept(b),
    alike: (a, b) => (drawings > 1 ? concept(a) === concept(b) : thing(a) === thing(b)),
    name(i) {
      const artist = items.artists[items.artist[i]];
      return artist ? t('rendition', { thing: thing(i), artist }) : thing(i);
    },
  };
}
