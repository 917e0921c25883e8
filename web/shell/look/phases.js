// Slow motion: a strip with the phases of one step. The phase just done is marked, and the panels
// that show it are highlighted; pressing a phase goes on to it.
import { h, say } from '../base/dom.js';
import english from '../words/en/phases.js';
import { textsOf } from '../words/words.js';

export { default as css } from './phases.css';

const t = textsOf('phases', english);

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').LabState} LabState */

/** The panels in which each phase can be seen, by name; a lab shows some of them.
 *  @type {Record<string, string[]>} */
const PLACES = {
  augment: ['views'],
  encode: ['space', 'spectrum', 'clouds'],
  text: ['search', 'clouds'],
  momentum: ['queue'],
  predict: ['space'],
  assign: ['assignments', 'space'],
  loss: ['loss', 'matrix', 'match', 'breakdown', 'push'],
  gradient: ['breakdown', 'push', 'space', 'clouds'],
  update: ['space', 'clouds'],
  follow: ['queue'],
};

/** The panels for a lab without any of those: free points are the batch itself; what a momentum
 *  encoder computes, and its update, show in the points; the slots of a bank are pushed away.
 *  @type {Record<string, string[]>} */
const OTHERWISE = {
  augment: ['space'],
  momentum: ['space'],
  follow: ['push', 'space'],
};

/** Highlights the panels of a phase, or none. @param {ShadowRoot} root @param {string[]} panels
 *  @param {string | null} phase */
function light(root, panels, phase) {
  const known = phase ? PLACES[phase] ?? [] : [];
  const places = known.some((name) => panels.includes(name)) || !phase ? known
    : OTHERWISE[phase] ?? [];
  for (const box of root.querySelectorAll('.panel-box')) {
    box.classList.toggle('is-lit', places.some((name) => box.classList.contains(`box-${name}`)));
  }
}

/** @param {import('./view.js').ViewGiven} given */
export function createPhases({ lab, schema, root, command }) {
  const helps = Object.fromEntries(schema.phases.map(({ name, help }) => [name, help]));
  const list = h('ol');
  const help = h('p');
  const element = h('div', { class: 'phases', role: 'group', 'aria-label': t('group') },
    list, help);
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  let going = false;

  /** Goes on phase by phase until this one is done, for one step at most. @param {string} name */
  async function go(name) {
    if (going) return;
    going = true;
    try {
      for (let left = buttons.size; left > 0; left--) {
        if ((await command.advance()).phase === name) break;
      }
    } catch { /* the lab has ended, or itself shows what went wrong */ }
    going = false;
  }

  /** @param {string[]} names */
  function setNames(names) {
    if (names.join() === [...buttons.keys()].join()) return;
    buttons.clear();
    for (const name of names) {
      buttons.set(name, h('button', { type: 'button', title: helps[name], onclick: () => go(name) },
        name));
    }
    list.replaceChildren(...[...buttons.values()].map((button) => h('li', {}, button)));
  }

  return {
    element,
    /** @param {Snapshot | null} snapshot @param {LabState} now */
    update(snapshot, now) {
      element.hidden = now.speed !== 'phase' || !snapshot;
      const phase = element.hidden ? null : snapshot?.phase ?? null;
      if (snapshot) setNames(snapshot.phases);
      for (const [name, button] of buttons) {
        if (name === phase) button.setAttribute('aria-current', 'step');
        else button.removeAttribute('aria-current');
      }
      light(root, lab.panels, phase);
      help.setAttribute('aria-live', now.playing ? 'off' : 'polite');
      say(help, phase ? t('done', { help: helps[phase] }) : t('hint'));
    },
  };
}
