// The guide of a lab: a few steps, each of which sets the lab up, asks for a prediction, trains and
// compares; then challenges. It never stops the reader: every step can be passed over or left.
import css from './guide.css';
import english from '../words/en/guide.js';
import { dress, h, levelAt, say } from '../base/dom.js';
import { formatNumber } from '../base/format.js';
import { createChallenges } from './challenges.js';
import { defaultsOf } from '../state/check.js';
import { createFlow } from './flow.js';
import { challengesPage, comparisonOf, stepPage } from './pages.js';
import { createProgress } from './progress.js';
import { tours } from './tours.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('./flow.js').Given & { root: ShadowRoot }} Given */

const t = textsOf('guide', english);

/** @param {string} text @param {() => void} onclick */
const link = (text, onclick) => h('button', { type: 'button', class: 'guide-link', onclick }, text);

/** The parts that stay while pages change, so that focus stays too. @param {{ leave(): void,
 *   over(): void, back(): void, next(): void, main(): void, clear(): void, settings(): void }} act
 *  @param {number} level of its heading */
function createParts(act, level) {
  const title = h('p', { class: 'guide-title', role: 'heading', 'aria-level': level, tabIndex: -1 });
  const page = h('div', { class: 'guide' });
  const says = h('p', { class: 'guide-says', role: 'status', 'aria-live': 'polite' });
  const back = h('button', { type: 'button', onclick: act.back }, t('back'));
  const main = h('button', { type: 'button', class: 'primary', onclick: act.main });
  const next = h('button', { type: 'button', onclick: act.next }, t('next'));
  const over = link(t('over'), act.over);
  const clear = link(t('clear'), act.clear);
  const settings = link(t('settings'), act.settings);
  return { title, page, says, back, main, next, clear, settings, all: [
    h('div', { class: 'guide-head' }, title, link(t('leave'), act.leave)), page, says,
    h('div', { class: 'guide-foot' }, back, main, next),
    h('div', { class: 'guide-foot' }, over, clear, settings)] };
}

/** What the main button says and does, and a note beside it. @param {ReturnType<typeof createFlow>} flow
 *  @param {import('../types.d.ts').LabState} state @param {number} at the step of training
 *  @returns {{ text: string, act?(): void, busy?: boolean, note?: string }} */
function mainOf(flow, { playing, waiting, trials }, at) {
  const { phase, target, changed } = flow.now();
  const { steps = 0, grid } = flow.step();
  if (phase === 'done') return { text: t('next') };
  if (changed) return { text: t('again'), act: () => void flow.setUp(), note: t('changed') };
  if (phase === 'ask') {
    return { text: grid ? t('runs') : t('run', { n: steps }), act: () => void flow.run() };
  }
  const busy = true;
  if (grid) {
    const { done, total } = trials ?? { done: 0, total: 0 };
    return { text: t('training', { done, total }), busy };
  }
  const step = formatNumber(at);
  if (at >= target) return { text: t('measuring', { step }), busy };
  if (playing || waiting) return { text: t('running', { step, target: formatNumber(target) }), busy };
  return { text: t('paused', { step }), busy, note: t('resting') };
}

/** Keeps the reader's settings, to which they can go back; those that a lab opens with after a reload
 *  are not theirs. @param {Given} given @param {import('./progress.js').Store} store */
function keep({ state, lab, schema }, store) {
  const { params } = state.get();
  const opening = defaultsOf(lab, schema);
  const own = schema.params.some(({ name, page }) => !page && params[name] !== opening[name]);
  if (own || !store.now().before) store.set({ before: params });
}

/** An open guide. w: the words of its tour; drawn: what its page shows, as a key.
 *  @typedef {{ given: Given, tour: import('./tours.js').Tour, w: import('./pages.js').Words,
 *   store: import('./progress.js').Store, flow: import('./flow.js').Flow,
 *   parts: ReturnType<typeof createParts>, snapshot: Snapshot | null, drawn: string,
 *   challenges: ReturnType<typeof createChallenges> }} Guide */

/** The page itself, made anew only where something else is to be shown. @param {Guide} guide
 *  @param {boolean} anew */
function drawPage(guide, anew) {
  const { given, tour, w, store, flow, parts } = guide;
  const { at, met } = store.now();
  const step = flow.step();
  const done = flow.now().phase === 'done';
  const held = step ? '' : tour.challenges.map(({ id }) => guide.challenges.already(id)).join();
  const key = `${at} ${step ? done : held}`;
  if (key === guide.drawn && !anew) return;
  guide.drawn = key;
  parts.page.replaceChildren(...(step ? stepPage(step, w, store, done)
    : challengesPage(tour, w, store, guide.challenges.already)));
  say(parts.title, step ? t('step', { at: at + 1, count: tour.steps.length })
    : t('challenges', { met: Object.keys(met).length, count: tour.challenges.length }));
  parts.says.replaceChildren(...(step && done
    ? comparisonOf(tour, step, w, store, given.schema) : []));
}

const mainNow = (/** @type {Guide} */ { flow, given, snapshot }) =>
  mainOf(flow, given.state.get(), snapshot?.step ?? 0);

/** @param {Guide} guide @param {boolean} [anew] */
function draw(guide, anew = false) {
  const { given, store, flow, parts } = guide;
  drawPage(guide, anew);
  const step = flow.step();
  const { at, before, met } = store.now();
  const done = flow.now().phase === 'done';
  const mine = given.state.get().params;
  parts.back.hidden = at === 0;
  parts.main.hidden = !step;
  parts.next.hidden = !step || done;
  parts.clear.hidden = Boolean(step) || !Object.keys(met).length;
  parts.settings.hidden = !before || Object.keys(before).every((n) => before[n] === mine[n]);
  if (!step) return;
  const { text, busy, note = '' } = mainNow(guide);
  say(parts.main, text);
  parts.main.setAttribute('aria-disabled', String(Boolean(busy)));
  if (!done) say(parts.says, note);
}

/** Lets the challenges see what the lab shows, while they are open. @param {Guide} guide */
function look({ flow, challenges, snapshot }) {
  if (flow.step()) challenges.leave();
  else challenges.update(snapshot);
}

/** @param {Guide} guide @param {number} at */
async function go(guide, at) {
  const { tour, flow, parts } = guide;
  await flow.go(Math.min(tour.steps.length, Math.max(0, at)));
  look(guide);
  draw(guide);
  parts.title.focus({ preventScroll: true });
}

/** What the buttons do. @param {() => Guide} guide @param {() => void} leave */
const actsOf = (guide, leave) => ({
  leave() {
    guide().flow.leave();
    leave();
  },
  back: () => go(guide(), guide().store.now().at - 1),
  next: () => go(guide(), guide().store.now().at + 1),
  main: () => (guide().flow.now().phase === 'done' ? go(guide(), guide().store.now().at + 1)
    : mainNow(guide()).act?.()),
  over() {
    guide().store.set({ results: {}, choices: {} });
    void go(guide(), 0);
  },
  clear() {
    guide().store.set({ met: {} });
    guide().challenges.leave(); // what holds now has to be reached anew
    look(guide());
    draw(guide(), true);
  },
  settings() {
    const { before } = guide().store.now();
    if (before) guide().given.command.apply(before, 'pause');
  },
});

/** @param {Given} given @param {HTMLElement} place @param {() => void} left called when the reader
 *   leaves */
export async function openGuide(given, place, left) {
  const { tour } = await tours[given.lab.id]();
  const w = textsOf(`tour_${tour.lab}`, tour.words);
  const store = createProgress(tour.lab, tour.steps.length);
  dress(given.root, css);
  const parts = createParts(actsOf(() => guide, left), levelAt(given.root.host) + 1);
  /** @type {Guide} */
  const guide = { given, tour, w, store, parts, snapshot: null, drawn: '',
    challenges: createChallenges(given, tour, store, (id) => {
      given.command.say(t('ticked', { what: w(id) }));
      draw(guide, true);
    }),
    flow: createFlow(given, tour, store, () => draw(guide)) };
  place.append(...parts.all);

  return {
    /** Shows the guide where the reader left it. */
    async show() {
      const step = guide.flow.step();
      if (step && !store.now().results[step.id] && !guide.flow.fits())
        keep(given, store); // they change now
      guide.drawn = '';
      await go(guide, store.now().at);
    },
    /** @param {Snapshot | null} next */
    update(next) {
      if (!given.opening()) {
        guide.snapshot = next;
        guide.flow.update(next);
        look(guide);
      }
      draw(guide);
    },
  };
}
