// What a reader or the page tells a running lab to do.
import english from '../words/en/run.js';
import { formatNumber } from '../base/format.js';
import { choiceOf, labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../contrastive-lab.d.ts').ErrorStatus} ErrorStatus */
/** say: writes into the status line.
 *  @typedef {{ lab: import('../types.d.ts').Lab, client: import('../client/client.js').Client,
 *   state: import('../state/state.js').State, training: import('./training.js').Training,
 *   session: import('./session.js').Session, say(text: string): void, signal: AbortSignal }} Lab */

/** @param {Lab} lab */
export function createPlayback({ client, state, training, say }) {
  /** An engine's problem is over once training goes on; one in the address remains to be read. */
  function recovered() {
    const { problem } = state.get();
    return problem?.where === 'engine' ? null : problem;
  }

  /** @param {number} n */
  function step(n) {
    training.pause();
    return client.step(n);
  }

  return {
    step,
    play() {
      state.patch({ problem: recovered() });
      training.play();
    },
    /** The reader or the page wants a pause: this also ends steps that were asked for. */
    pause() {
      training.pause();
      client.pause(true);
    },
    /** The Step button: in slow motion it does one phase of a step, else a whole step. */
    advance() {
      if (state.get().speed !== 'phase') return step(1);
      training.pause();
      return client.phase();
    },
    reset() {
      state.patch({ problem: recovered(), why: '' });
      say(t('reset'));
      return client.reset();
    },
  };
}

/** @param {Lab} lab @param {{ play(): void, runGrid(): void,
 *   adopt(set: () => boolean, then: () => void, anew: boolean): void,
 *   asOpened(wishes: Params): Params }} then both of run/wanted.js */
export function createChanges({ state, training }, { play, runGrid, adopt, asOpened }) {
  /** @param {Params} params @param {'play' | 'pause' | 'runs'} next @param {boolean} anew */
  function change(params, next, anew) {
    adopt(() => state.set(params, 'control'), () => {
      if (next === 'play') play();
      else training.pause();
      if (next === 'runs') runGrid();
    }, anew);
  }

  return {
    /** @param {Params} params @param {'play' | 'pause' | 'runs'} next */
    apply(params, next) { change(params, next, false); },
    /** A "try this": training starts anew, with the settings that the lab opened with but for these
     *  and the seed, so that what comes of them is theirs alone.
     *  @param {Params} params @param {'play' | 'pause' | 'runs'} next */
    attempt(params, next) {
      const { seed } = state.get().params;
      change({ ...asOpened(params), seed }, next, next !== 'runs');
    },
    reseed() {
      const [random] = crypto.getRandomValues(new Uint32Array(1));
      state.set({ seed: 1 + (random % 9999) }, 'control');
    },
  };
}

/** Checkpoints. @param {Lab} given @param {() => number} stepNow */
export const createCheckpoints = ({ lab, client, state, training, session, say, signal },
  stepNow) => ({
  async save() {
    const bytes = await client.save();
    return { bytes, name: `${lab.id}-step-${stepNow()}.safetensors` };
  },
  /** @param {ArrayBuffer} bytes */
  async load(bytes) {
    training.pause();
    try {
      const { step: at, brought } = await session.load(bytes);
      const came = Object.entries(brought)
        .map(([n, v]) => t('setting', { label: labelOf(n), value: choiceOf(n, v) }));
      const step = formatNumber(at);
      say(came.length ? t('loadedWith', { step,
        settings: came.reduce((first, second) => t('list', { first, second })) })
        : t('loaded', { step }));
    } catch (error) {
      if (signal.aborted) return;
      const { message, status } = /** @type {Error & { status?: ErrorStatus }} */ (error);
      const text = t('notLoaded', { problem: message });
      state.patch({ problem: { where: 'file', text, status: status ?? 'start' } });
    }
  },
});
