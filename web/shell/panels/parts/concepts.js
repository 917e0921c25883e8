// What the figures of drawings and names know of the concepts: what each is called, which of the
// page's items is its drawing, and what a run holds out to ask about.

import english from '../../words/en/parts.js';
import { formatNumber } from '../../base/format.js';
import { param } from './roles.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('parts', english);

/** @typedef {import('../../types').PanelHost} PanelHost */

/**
 * @typedef {object} Concepts
 * @property {number} artist index of the artist whose drawings are shown beside the names
 * @property {string} by that artist's name
 * @property {(concept: number) => string} name
 * @property {(concept: number) => number} item the item that is its drawing by that artist; -1:
 *   none of the items
 * @property {(item: number) => number} of the concept of an item; -1: of none
 */

/** @param {PanelHost} host @returns {Concepts} */
function conceptsOf(host) {
  const { items } = host;
  const drawings = Math.max(1, items.artists.length);
  const artist = Math.max(0, heldOutArtist(host));
  /** @type {Map<number, number>} */
  const itemAt = new Map();
  items.ids.forEach((id, item) => itemAt.set(id, item));
  const item = (/** @type {number} */ concept) => itemAt.get(concept * drawings + artist) ?? -1;
  return {
    artist, by: items.artists[artist] ?? '', item,
    name: (concept) => items.concepts[concept] ?? t('concept', { k: concept }),
    of: (i) => (i >= 0 && i < items.count ? Math.floor(items.ids[i] / drawings) : -1),
  };
}

/** Follows the host's items. @param {PanelHost} host @returns {() => Concepts} */
export function followConcepts(host) {
  let { items } = host;
  let concepts = conceptsOf(host);
  return () => {
    if (host.items !== items) {
      items = host.items;
      concepts = conceptsOf(host);
    }
    return concepts;
  };
}

/** Index of the artist that training never sees; -1 where it is concepts that it never sees.
 *  @param {PanelHost} host */
function heldOutArtist(host) {
  const held = String(param(host, 'held_out'));
  return host.items.artists.findIndex((artist) => artist.toLowerCase() === held);
}

/** What is asked of a run. @typedef {{ artist: string, among: number, words: string }} Question
 *  artist: that training never sees, or ''; among: the number of names, or drawings, that the right
 *  one is looked for among */

/** @param {PanelHost} host @returns {Question} */
export function questionOf(host) {
  const { items } = host;
  const artist = items.artists[heldOutArtist(host)] ?? '';
  const drawings = Math.max(1, items.artists.length);
  const among = artist ? items.concepts.length : items.count / drawings;
  return { artist, among, words: t(artist ? 'artist' : 'concepts',
    { count: formatNumber(among), artist, artists: listed(items.artists) }) };
}

/** @param {string[]} names */
export const listed = (names) => (names.length < 2 ? names.join('') : t('and', {
  first: names.slice(0, -1).reduce((first, second) => t('list', { first, second })),
  last: names[names.length - 1] }));
