// The button that opens a lab's guided start, and the place where that stands; the guide itself is
// loaded with the first press.
import english from '../words/en/openers.js';
import { h, say } from '../base/dom.js';
import { failed, late } from '../load/late.js';
import { textsOf } from '../words/words.js';

const t = textsOf('openers', english);

/** @param {import('./view.js').ViewGiven} given */
export function createGuide(given) {
  /** @type {Awaited<ReturnType<typeof import('../tour/guide.js').openGuide>> | null} */
  let guide = null;
  /** @type {import('../types.d.ts').Snapshot | null} */
  let last = null;
  let open = false;
  const place = h('div', { class: 'guide', role: 'group', 'aria-label': t('guide'), hidden: true });
  const button = h('button', { type: 'button', class: 'try', onclick: () => void start() },
    t('guide'));

  /** @param {boolean} yes */
  function toggle(yes) {
    open = yes;
    place.hidden = !yes;
    place.parentElement?.classList.toggle('is-guided', yes);
  }

  async function start() {
    try {
      const { openGuide } = await late('guide', () => import('../tour/guide.js'));
      guide ??= await openGuide(given, place, () => {
        toggle(false);
        say(button, t('resume'));
        button.focus();
      });
      toggle(true);
      guide.update(last);
      await guide.show();
    } catch (error) {
      given.state.patch({ problem: failed('guide', error) });
    }
  }

  return {
    place, button,
    /** @param {import('../types.d.ts').Snapshot | null} snapshot */
    update(snapshot) {
      last = snapshot;
      if (open) guide?.update(snapshot);
    },
  };
}
