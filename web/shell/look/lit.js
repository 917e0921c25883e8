// What has just been changed for the reader, by a "try this", is lit up for a moment: its controls,
// or, where they stand under Settings, its values in words, which lead there.
import { h } from '../base/dom.js';
import { differing } from '../state/check.js';
import { andAllElse, choiceOf, labelOf, newsOf } from './labels.js';
import english from '../words/en/lit.js';
import { textsOf } from '../words/words.js';

const t = textsOf('lit', english);
const MOMENT = 2000; // ms
const NAMED = 2; // settings that are named where a change brings more

/** @typedef {import('../types.d.ts').Params} Params */

/** @param {import('../types.d.ts').Lab} lab @param {Params} base the lab's values as it opened
 *  @param {(name: string) => void} lead brings the reader to a control under Settings */
export function createLit(lab, base, lead) {
  const element = h('p', { class: 'changed', role: 'status', 'aria-live': 'polite', hidden: true });
  /** @type {Map<Element, number>} */
  const lights = new Map();

  /** @param {Element} control */
  function light(control) {
    clearTimeout(lights.get(control));
    control.classList.remove('is-changed');
    void control.clientWidth; // so that the light begins anew
    control.classList.add('is-changed');
    lights.set(control, window.setTimeout(() => {
      control.classList.remove('is-changed');
      lights.delete(control);
    }, MOMENT));
  }

  /** @param {string} name @param {Params} before @param {Params} now */
  const wordsOf = (name, before, now) => t('change', { setting: labelOf(name),
    before: choiceOf(name, before[name]), after: choiceOf(name, now[name]) });

  /** @param {string} name @param {string} text */
  const chip = (name, text) => h('button', { type: 'button', onclick: () => lead(name) }, text);

  return {
    element, light,
    /** Shows what a change has changed. @param {Params} before @param {Params} now
     *  @param {(name: string) => Element | null} controlOf the control of a parameter; null: none,
     *  or it is not read now */
    show(before, now, controlOf) {
      const names = differing(before, now);
      const known = [...lab.controls, ...lab.more].filter((name) => names.includes(name));
      const lit = known.filter((name) => controlOf(name));
      for (const name of lit) light(/** @type {Element} */ (controlOf(name)));
      const news = newsOf(lit, now, base);
      const away = news.filter((name) => !lab.first.includes(name));
      element.hidden = names.length > 0 && !away.length;
      const named = away.slice(0, away.length > NAMED + 1 ? NAMED : away.length);
      const more = away[named.length];
      const told = h('span', {}, names.length ? t('changed') : t('same'),
        ...named.map((name) => chip(name, wordsOf(name, before, now))),
        more ? chip(more, t('more', { n: away.length - named.length })) : '');
      element.replaceChildren(...away.length && news.length < lit.length ? andAllElse(told) : [told]);
    },
    stop() {
      for (const timer of lights.values()) clearTimeout(timer);
    },
  };
}
