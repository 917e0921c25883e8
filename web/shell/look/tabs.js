// The tabs of a card: which of its panels stands beside the main picture. Where the card is narrow,
// the main picture is the first tab, and the others take its place. Its Settings keep it in view.
import { fresh, h, mirrored, takesRoom } from '../base/dom.js';
import { ABOUT, ALL, SETTINGS } from '../state/tabs.js';
import { keepTab } from './kept.js';
import { markMore } from './more.js';
import english from '../words/en/card.js';
import { textsOf } from '../words/words.js';

const t = textsOf('card', english);

/** @typedef {{ name: string, element: HTMLElement }} Sheet what a tab opens */

/** Which tab each key leads to. @type {Record<string, (at: number, count: number) => number>} */
const KEYS = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** @param {string} name of a panel */
export const tabName = (name) => {
  const key = `tab_${name}`;
  if (name === SETTINGS) return t('settings');
  return name === ABOUT ? t('about') : t.has(key) ? t(key) : name;
};

/** @param {string} name @param {string} panel the id of what it opens @param {() => void} open */
const tabOf = (name, panel, open) => h('button', { type: 'button', role: 'tab', id: fresh('tab'),
  class: `tab tab-${name}`, 'aria-controls': panel, onclick: open }, tabName(name));

/** @typedef {Sheet & { button: HTMLButtonElement }} Tab */

/** What is in sight, and how. @typedef {{ whole: boolean, wide: boolean, open: Tab,
 *   sight: Tab[] }} Sight whole: all panels at once; wide: the main picture is no tab */

/** @param {Tab[]} tabs the main picture first @param {string} tab the one asked for; '': none
 *  @param {boolean} wide @returns {Sight} */
function sightOf(tabs, tab, wide) {
  const [main] = tabs;
  const whole = tab === ALL;
  const asked = tabs.find(({ name }) => name === tab);
  const open = asked && !(wide && asked === main) ? asked : tabs[wide ? 1 : 0];
  const beside = wide || open.name === SETTINGS; // on narrow cards too, Settings leave it in view
  return { whole, wide, open,
    sight: tabs.filter((each) => whole || each === open || (beside && each === main)) };
}

/** Shows what is in sight, and tells assistive technology what is a tab's panel.
 *  @param {Tab[]} tabs @param {Sight} sight */
function mark(tabs, { whole, wide, open, sight }) {
  for (const each of tabs) {
    const { button, element } = each;
    button.setAttribute('aria-selected', String(each === open));
    button.tabIndex = each === open ? 0 : -1;
    element.hidden = !sight.includes(each);
    const isTab = !whole && !(wide && each === tabs[0]);
    for (const [name, value] of Object.entries({ role: 'tabpanel', tabindex: '0',
      'aria-labelledby': button.id })) {
      if (isTab) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }
}

/** The tab that a key leads to. @param {Tab[]} tabs @param {string} key @returns {Tab | null} */
function ledTo(tabs, key) {
  const go = KEYS[key];
  if (!go) return null;
  const shown = tabs.filter(({ button }) => takesRoom(button));
  const at = shown.findIndex(({ button }) => button.getAttribute('aria-selected') === 'true');
  return shown[go(at, shown.length)];
}

/** @param {HTMLElement} card @param {() => void} act called when its width has changed */
function onWidth(card, act) {
  let width = 0;
  const resized = new ResizeObserver(() => {
    if (card.clientWidth !== width) act();
    width = card.clientWidth;
  });
  resized.observe(card);
  return resized;
}

/** @param {import('./view.js').ViewGiven} given
 *  @param {{ card: HTMLElement, place: HTMLElement, sheets: Sheet[],
 *   seen(names: string[]): void }} parts place: where the tabs are put; sheets: the main picture
 *   first; seen: told which are in sight */
export function createTabs({ lab, state }, { card, place, sheets, seen }) {
  let before = ''; // the tab that was open before all panels were
  const now = () => String(state.get().params.tab);

  /** @param {string} tab */
  function choose(tab) {
    state.set({ tab }, 'control');
    keepTab(lab.id, tab);
  }

  const tabs = sheets.map(({ name, element }) => {
    element.id ||= fresh('sheet');
    return { name, element, button: tabOf(name, element.id, () => choose(name)) };
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tabs'),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const next = ledTo(tabs, mirrored(list, event.key));
      if (!next) return;
      event.preventDefault();
      choose(next.name);
      next.button.focus();
    } }, ...tabs.map(({ button }) => button));
  const all = h('button', { type: 'button', class: 'all',
    'aria-label': t('allName'), onclick: () => choose(now() === ALL ? before : ALL) }, t('all'));
  place.append(list, all);

  function update() {
    if (now() !== ALL) before = now();
    card.classList.toggle('whole', now() === ALL);
    list.hidden = now() === ALL;
    // The style sheet says where the main picture needs no tab, because it is always in sight.
    const wide = getComputedStyle(tabs[0].button).display === 'none' && !list.hidden;
    const sight = sightOf(tabs, now(), wide);
    mark(tabs, sight);
    all.setAttribute('aria-pressed', String(sight.whole));
    card.classList.toggle('sets', !sight.whole && !wide && sight.open.name === SETTINGS);
    card.classList.toggle('pictured', !sight.whole && sight.sight.includes(tabs[0]));
    seen(sight.sight.map(({ name }) => name));
    const { button } = sight.open;
    if (list.scrollWidth <= list.clientWidth) return;
    const middle = button.offsetLeft - list.offsetLeft + button.clientWidth / 2;
    list.scrollLeft = middle - list.clientWidth / 2;
  }

  const resized = onWidth(card, update);
  const more = markMore(tabs.map(({ element }) => element));
  return { update, open: choose, destroy() {
    resized.disconnect();
    more.destroy();
  } };
}
