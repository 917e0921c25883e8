// The tabs of a card: which of its panels stands beside the main picture. Where the card is narrow,
// the main picture is the first tab, and the others take its place. Its Settings keep it in view.
import { fresh, h } from '../base/dom.js';
import { ABOUT, ALL, SETTINGS } from '../state/tabs.js';
import { keepTab } from './kept.js';
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
const tabName = (name) => {
  const key = `tab_${name}`;
  return name === SETTINGS ? t('settings') : name === ABOUT ? t('about') : t.has(key) ? t(key) : name;
};

/** @param {string} name @param {string} panel the id of what it opens @param {() => void} open */
const tabOf = (name, panel, open) => h('button', { type: 'button', role: 'tab', id: fresh('tab'),
  class: `tab tab-${name}`, 'aria-controls': panel, onclick: open }, tabName(name));

/** @param {import('./view.js').ViewGiven} given
 *  @param {{ card: HTMLElement, place: HTMLElement, sheets: Sheet[],
 *   seen(names: string[]): void }} parts place: where the tabs are put; sheets: the main picture
 *   first; seen: told which are in sight */
export function createTabs({ lab, state }, { card, place, sheets, seen }) {
  let before = ''; // the tab that was open before all panels were
  const [main] = sheets;
  const tabs = sheets.map(({ name, element }) => {
    element.id ||= fresh('sheet');
    return { name, element, button: tabOf(name, element.id, () => choose(name)) };
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tabs') },
    ...tabs.map(({ button }) => button));
  const all = h('button', { type: 'button', class: 'all', title: t('allHelp'),
    'aria-label': t('allName'),
    onclick: () => choose(state.get().params.tab === ALL ? before : ALL) }, t('all'));
  place.append(list, all);

  /** @param {string} tab */
  function choose(tab) {
    if (tab) state.set({ tab }, 'control');
    else state.restore({ ...state.get().params, tab }, state.get().problem);
    keepTab(lab.id, tab);
  }

  /** Whether the main picture always stands beside the tabs. */
  const isWide = () => getComputedStyle(tabs[0].button).display === 'none';

  list.addEventListener('keydown', (event) => {
    const go = KEYS[event.key];
    if (!go) return;
    event.preventDefault();
    const shown = tabs.filter(({ button }) => button.checkVisibility());
    const at = shown.findIndex(({ button }) => button.getAttribute('aria-selected') === 'true');
    const next = shown[go(at, shown.length)];
    choose(next.name);
    next.button.focus();
  });

  function update() {
    const tab = String(state.get().params.tab);
    const whole = tab === ALL;
    if (!whole) before = tab;
    card.classList.toggle('whole', whole);
    all.setAttribute('aria-pressed', String(whole));
    list.hidden = whole;
    const wide = !whole && isWide();
    const first = wide ? tabs[1] : tabs[0];
    const open = tabs.find(({ name }) => name === tab && !(wide && name === main.name)) ?? first;
    const beside = (/** @type {string} */ name) => name === main.name
      && (wide || open.name === SETTINGS);
    const sight = tabs.filter((each) => whole || each === open || beside(each.name));
    for (const each of tabs) {
      const { button, element, name } = each;
      const isTab = !whole && !(wide && name === main.name);
      button.setAttribute('aria-selected', String(each === open));
      button.tabIndex = each === open ? 0 : -1;
      element.hidden = !sight.includes(each);
      for (const [key, value] of Object.entries({ role: 'tabpanel', 'aria-labelledby': button.id,
        tabindex: '0' })) {
        if (isTab) element.setAttribute(key, value);
        else element.removeAttribute(key);
      }
    }
    card.classList.toggle('sets', !wide && open.name === SETTINGS);
    card.classList.toggle('pictured', !whole && sight.includes(tabs[0]));
    seen(sight.map(({ name }) => name));
    return open.button;
  }

  let width = 0;
  const resized = new ResizeObserver(() => {
    const now = card.clientWidth;
    if (now !== width) update();
    width = now;
  });
  resized.observe(card);
  return {
    update() {
      const button = update();
      if (list.scrollWidth > list.clientWidth) button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    open: choose,
    destroy: () => resized.disconnect(),
  };
}
