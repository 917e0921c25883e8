// One held-out item, and the items that are most similar to it in the encoder's embeddings.

import english from '../words/en/neighbours.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatSimilarity } from '../base/format.js';
import { followRoles } from './parts/roles.js';
import { createThumb } from './parts/thumbs.js';
import { textsOf } from '../words/words.js';

export { default as css } from './neighbours.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const t = textsOf('neighbours', english);

const CHOICES = 8;
const NEAREST = 6;

/** @typedef {import('./parts/roles.js').Roles} Roles */

/** An item that can be picked. @param {PanelHost} host */
function createChoice(host) {
  const thumb = createThumb(host, 36);
  const button = h('button', { type: 'button', class: 'p-pick' }, thumb.element);
  const choice = { item: -1, thumb, button };
  button.addEventListener('click', () => { if (choice.item >= 0) host.act.pick(choice.item); });
  return choice;
}

/** One of the nearest items. @param {PanelHost} host */
function createEntry(host) {
  const thumb = createThumb(host, 40);
  const [name, value, verdict] = [h('small'), h('b'), h('span', { class: 'p-verdict' })];
  const element = h('li', {}, thumb.element, name, value, verdict);
  const entry = { item: -1, thumb, name, value, verdict, element };
  element.addEventListener('pointerenter', () => host.act.hover(entry.item));
  element.addEventListener('pointerleave', () => host.act.hover(-1));
  element.addEventListener('click', () => { if (entry.item >= 0) host.act.pick(entry.item); });
  return entry;
}

/** @param {ReturnType<typeof createEntry>} entry @param {Roles} roles @param {number} item -1: none
 *  @param {number} picked the item that it is near to @param {number} cosine */
function showEntry(entry, roles, item, picked, cosine) {
  const right = item >= 0 && roles.alike(item, picked);
  entry.item = item;
  entry.element.hidden = item < 0;
  entry.thumb.show(item);
  say(entry.name, item < 0 ? '' : roles.name(item));
  entry.element.title = item < 0 ? '' : roles.name(item);
  say(entry.value, formatSimilarity(cosine));
  say(entry.verdict, t(right ? 'same' : 'another'));
  entry.element.classList.toggle('is-right', right);
}

/** Offers a few items spread over the held-out concepts, by each artist in turn.
 *  @param {ReturnType<typeof createChoice>[]} choices @param {Roles} roles
 *  @param {import('../types').Items} items */
function offer(choices, roles, items) {
  const drawings = roles.table ? 1 : Math.max(1, items.artists.length);
  const concepts = Math.floor(roles.count / drawings);
  choices.forEach((choice, k) => {
    const concept = Math.floor((k + 0.5) * concepts / CHOICES);
    choice.item = Math.min(roles.count - 1, concept * drawings + k % drawings);
    choice.button.hidden = k >= concepts;
    choice.thumb.show(choice.item);
    choice.button.setAttribute('aria-label', roles.name(choice.item));
    choice.button.title = roles.name(choice.item);
  });
}

/** Says at which ranks other renditions are. @param {Roles} roles @param {number} item
 *  @param {Int32Array} order */
function rank(roles, item, order) {
  const mates = roles.partners(item);
  if (!mates.length) {
    const found = [...order].filter((i) => roles.alike(i, item)).length;
    return t('alike', { found, count: order.length, thing: roles.thing(item) });
  }
  const found = mates.map((j) => order.indexOf(j) + 1).filter((p) => p > 0).sort((a, b) => a - b);
  const [n, count] = [mates.length, order.length];
  if (!found.length) return t('far', { n, count });
  const places = found.map(String).reduce((first, second) => t('and', { first, second }));
  return t(found.length < n ? 'some' : 'at',
    { n, count, places, all: formatNumber(roles.count - 1) });
}

/** @param {PanelHost} host @returns {Panel} */
export function neighbours(host) {
  const rolesNow = followRoles(host);
  let offered = rolesNow();
  const empty = h('p', { class: 'p-blank', textContent: t('empty') });
  const choices = Array.from({ length: CHOICES }, () => createChoice(host));
  const picked = h('p', { class: 'p-note' });
  const near = Array.from({ length: NEAREST }, () => createEntry(host));
  const list = h('ol', { class: 'p-near' }, ...near.map(({ element }) => element));
  const places = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-neighbours' },
    h('div', { class: 'p-grid', role: 'group', 'aria-label': t('choices') },
      ...choices.map(({ button }) => button)), picked, empty, list, places);

  offer(choices, offered, host.items);

  return {
    title: t('title'),
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      const roles = rolesNow();
      if (roles !== offered) offer(choices, roles, host.items);
      offered = roles;
      const found = snapshot?.neighbours;
      const ready = Boolean(found && found.item >= 0 && found.item < roles.count
        && found.items.length);
      for (const part of [picked, list, places]) part.hidden = !ready;
      empty.hidden = ready;
      for (const { item, button } of choices) {
        button.setAttribute('aria-pressed', String(item === state.anchor));
      }
      if (!ready || !found) return;
      say(picked, t('picked', { name: roles.name(found.item),
        count: formatNumber(roles.count - 1) }));
      near.forEach((entry, k) => {
        const item = k < found.items.length ? found.items[k] : -1;
        showEntry(entry, roles, item, found.item, found.cosines[k]);
      });
      say(places, rank(roles, found.item, found.items));
    },
    refresh() { // the colour of the ink may have changed
      for (const { thumb, item } of [...choices, ...near]) thumb.show(item);
    },
    destroy() {},
  };
}
