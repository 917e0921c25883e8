// The list of things to try. The one whose settings are in use is marked.
import { h } from '../base/dom.js';
import { differing } from '../state/check.js';

/** @typedef {import('../types.d.ts').LabState} LabState */

const OWN = ['seed', 'tab']; // what a reader changes without leaving what was tried

/** @param {import('./view.js').ViewGiven} given @param {HTMLElement} first what the list begins with */
export function createTries({ lab, root, command, state, reducedMotion }, first) {
  /** @type {{ button: HTMLElement, params: LabState['params'] } | null} the one in use, and what it set */
  let used = null;

  /** @param {HTMLElement | null} button */
  function mark(button) {
    used?.button.removeAttribute('aria-current');
    button?.setAttribute('aria-current', 'true');
    used = button && { button, params: state.get().params };
  }

  /** Applies a "try this" and scrolls the card into view. @param {HTMLElement} button
   *  @param {import('../types.d.ts').Lab['tries'][number]} wish */
  function tryOut(button, { params, runs, paused }) {
    command.attempt(params, runs ? 'runs' : paused ? 'pause' : 'play');
    mark(button);
    if (root.host.getBoundingClientRect().top >= 0) return;
    root.host.scrollIntoView({ behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  const items = lab.tries.map((each) => {
    const button = h('button', { type: 'button', class: 'try' }, lab.words(`try_${each.id}`));
    button.addEventListener('click', () => tryOut(button, each));
    return h('li', {}, button);
  });
  return {
    element: h('ul', {}, h('li', {}, first), ...items),
    /** @param {LabState} now */
    update({ params }) {
      if (used && differing(used.params, params).some((name) => !OWN.includes(name))) mark(null);
    },
  };
}
