// When a lab trains. The reader starts it and pauses it; a lab that started by itself rests while
// it cannot be seen; none trains in a hidden tab unless the page asks for it; and of all labs of a
// page one with an encoder trains at a time, because they would share the machine.
import english from '../words/en/run.js';
import { createShare } from './machine.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Lab} Lab */
/** @typedef {import('../types.d.ts').LabState} LabState */

/** Where a lab is. @typedef {{ onScreen: boolean, pageSeen: boolean, background: boolean }} Place
 *  background: whether it may train in a hidden tab as well */

const REDUCED = matchMedia('(prefers-reduced-motion: reduce)');
const SAVING = matchMedia('(prefers-reduced-data: reduce)');

export const reducedMotion = () => REDUCED.matches;

/** In words, why a lab must not start by itself here; "" where it may. */
function stillness() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  if (REDUCED.matches) return t('motion');
  if (connection?.saveData || SAVING.matches) return t('data');
  return '';
}

/** @param {{ lab: Lab, state: import('../state/state.js').State, stopRuns(): void }} given
 *  stopRuns: ends the short runs beside the lab, if there are any */
export function createTraining({ lab, state, stopRuns }) {
  /** @type {Place} */
  let place = { onScreen: true, pageSeen: true, background: false };
  let asked = false; // true once a reader or a page asked for training; else it began by itself
  const share = createShare(lab.words('title'), (to) => {
    pause(t('paused', { other: to }));
    stopRuns();
  }, () => {
    if (state.get().waiting) go();
  });
  const isLight = () => state.get().params.encoder === 'table'; // free points never wait for others

  function go() {
    const seen = place.background || place.pageSeen;
    const other = isLight() || asked ? null : share.other(); // the lab that it has to wait for
    const playing = seen && (asked || place.onScreen) && other === null;
    const why = seen && place.onScreen && other !== null ? t('waits', { other }) : '';
    state.patch({ playing, waiting: !playing, why });
  }

  /** @param {string} [why] in words, where the reader has not paused it */
  function pause(why = '') {
    state.patch({ playing: false, waiting: false, why });
  }

  return {
    pause,
    play() {
      asked = true;
      go();
    },
    /** Starts by itself, or because an address asks for it. @param {boolean} [called] */
    begin(called = false) {
      const why = stillness();
      asked ||= called && !why;
      if (why) state.patch({ why });
      else go();
    },
    /** @param {Place} now */
    at(now) {
      place = now;
      const { playing, waiting } = state.get();
      if (playing || waiting) go();
    },
    /** Takes the machine or leaves it to other labs, depending on the state. */
    settle() {
      const { playing, trials } = state.get();
      const runs = Object.keys(trials?.running ?? {}).length > 0;
      if (runs || (playing && !isLight())) share.take();
      else share.leave();
    },
    end: share.end,
  };
}

/** @typedef {ReturnType<typeof createTraining>} Training */
