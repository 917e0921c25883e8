// What a lab looks like: one figure card with its tools, controls, panels and caption.
import { createBoxes } from './boxes.js';
import { createControls } from './controls.js';
import { dress, fresh, h, levelAt, say } from '../base/dom.js';
import { pageRenderer } from '../gl/page.js';
import { failed, late } from '../load/late.js';
import { createNotice } from './notice.js';
import { createReadout } from './readout.js';
import { createToolbar } from './toolbar.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').Items} Items */
/** @typedef {import('../types.d.ts').PanelHost} PanelHost */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../state/state.js').Change} Change */

/** What the reader can ask of a lab. @typedef {{ play(): void, pause(): void,
 *   advance(): Promise<Snapshot>, reset(): Promise<Snapshot>, reseed(): void,
 *   save(): Promise<{ bytes: ArrayBuffer, name: string }>, load(bytes: ArrayBuffer): Promise<void>,
 *   link(): string, say(text: string): void, redraw(): Promise<void>,
 *   apply(params: Params, then: 'play' | 'pause' | 'runs'): void }} Command */

/** @typedef {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   panels: import('../panels/index.js').Panels, root: ShadowRoot,
 *   state: import('../state/state.js').State, act: PanelHost['act'], defaults: Params,
 *   command: Command, inUrl: boolean, opening(): boolean, reducedMotion(): boolean,
 *   request(): void }} ViewGiven */

const BESIDE = 2; // panels beside the controls where a lab names no number; the others stand below
const QUIET = 1500; // ms at least between two texts read out

/** Whose work the reader sees, on what terms. @param {string[]} sets */
function creditsOf(sets) {
  const link = (/** @type {string} */ text, /** @type {string} */ href) =>
    h('a', { href, rel: 'noopener' }, text);
  const parts = sets.flatMap((name) => {
    const known = CREDITS.find((c) => c.set === name);
    if (!known) throw new Error(`no licence is known for "${name}"`);
    return [' ', link(known.set, known.source), ` by ${known.author}, `,
      link(known.licence, known.link), '.'];
  });
  return h('small', { class: 'credits' }, ...parts);
}

/** @param {ViewGiven} given */
export function createView(given) {
  const { lab, schema, root, state, act, command } = given;
  /** @type {Items | null} */
  let items = null;
  /** @type {ReturnType<typeof import('./phases.js').createPhases> | null} */
  let strip = null; // of the phases, in slow motion
  let asked = false;
  let spoken = '';
  let speaking = 0;

  const toolbar = createToolbar(given);
  const controls = createControls(given);
  const readout = createReadout();
  const status = h('p', { class: 'status', role: 'status', 'aria-live': 'polite' });
  const why = h('p', { class: 'why', role: 'status', 'aria-live': 'polite' });
  const notice = createNotice({ reset: () => void command.reset().catch(() => {}),
    redraw: () => void command.redraw(), dismiss: () => state.patch({ problem: null }) });
  const title = fresh('lab');
  const level = levelAt(root.host);

  /** @param {string} text @param {string} id @param {number} depth below the lab's own */
  const heading = (text, id, depth) => h('p', {
    id, class: depth ? 'subtitle' : 'title', role: 'heading', 'aria-level': level + depth,
  }, text);

  const grid = h('div', { class: 'panels' });
  const rest = h('div', { class: 'rest' });
  const body = h('div', { class: 'body' }, controls.element, grid, controls.more, rest);
  const tries = lab.tries.map((t) => h('li', {}, h('button',
    { type: 'button', class: 'try', onclick: () => tryOut(t) }, t.text)));
  const { compact = false, css = null } = lab.form ?? {};
  const credits = creditsOf(lab.sets);
  const whose = compact && h('details', { class: 'whose' }, h('summary', {}, 'Credits'), credits);
  const foot = !compact && h('div', { class: 'foot' },
    h('p', { class: 'caption' }, lab.caption, credits),
    h('div', { class: 'tries' }, heading('Try this', fresh('tries'), 1), h('ul', {}, ...tries)));
  const card = h('div', { class: `card lab-${lab.id}${compact ? ' compact' : ''}`, role: 'group',
    'aria-labelledby': title },
  h('div', { class: 'bar' }, heading(lab.title, title, 0), toolbar.element),
  h('div', { class: 'line' }, readout.element, why, status, whose), notice.element, body, foot);
  if (css) dress(root, css);
  // The strut says how wide a lab would like to be, the frame is what its parts adapt to: shell.css.
  const strut = h('div', { class: 'strut' }, ...Array.from({ length: 4 }, () => h('i')));
  const fills = compact ? ' fills' : '';
  const border = h('div', { class: `border${fills}`, lang: 'en', dir: 'ltr' }, strut,
    h('div', { class: `frame${fills}` }, card));
  root.append(border);

  /** Does what a "try this" says, and brings what comes of it into sight.
   *  @param {import('../types.d.ts').Lab['tries'][number]} wish */
  function tryOut({ params, runs, paused }) {
    command.apply(params, runs ? 'runs' : paused ? 'pause' : 'play');
    if (card.getBoundingClientRect().top >= 0) return;
    root.host.scrollIntoView({ behavior: given.reducedMotion() ? 'auto' : 'smooth' });
  }

  const boxes = createBoxes({ root, panels: given.panels, request: given.request,
    heading: (text) => heading(text, fresh('panel'), 1),
    placeOf: (index) => (index < (lab.beside ?? BESIDE) ? grid : rest),
    hostOf: (invalidate) => ({
      lab, schema, act, invalidate,
      get items() { return /** @type {Items} */ (items); },
      state: state.get,
      renderer: pageRenderer(),
      reducedMotion: given.reducedMotion,
    }) });

  /** Texts for the ear: the last of a burst, not each. @param {string} text */
  function announce(text) {
    spoken = text;
    speaking ||= window.setTimeout(() => {
      speaking = 0;
      say(status, spoken);
    }, status.textContent ? QUIET / 10 : 0);
  }

  /** Brings the strip of phases; it is asked for once each time the reader slows down. */
  async function slowDown(/** @type {Snapshot | null} */ snapshot) {
    if (asked || strip) return;
    asked = true;
    try {
      const { createPhases, css } = await late('phases', () => import('./phases.js'));
      dress(root, css);
      strip = createPhases(given);
      body.before(strip.element);
      strip.update(snapshot, state.get());
    } catch (error) {
      state.patch({ problem: failed('control', error) });
    }
  }

  /** @param {Snapshot | null} snapshot */
  function update(snapshot) {
    const now = state.get();
    const replaced = snapshot !== null && given.opening();
    card.classList.toggle('is-replaced', replaced);
    readout.show(snapshot, now.params.bug, replaced ? 'the run before: ' : '');
    if (now.speed === 'phase') void slowDown(snapshot);
    strip?.update(snapshot, now);
    boxes.update(snapshot, now);
  }

  return {
    update,
    /** @param {Items} next */
    items(next) {
      items = next;
      boxes.renew();
      update(null);
    },
    /** @param {Change} change */
    state(change) {
      const now = state.get();
      toolbar.update(now);
      if (change.keys.includes('params') || change.keys.includes('problem')) controls.update(now);
      notice.update(now.problem);
      if (change.keys.includes('speed')) asked = false;
      say(why, now.why);
      if (change.keys.includes('playing')) {
        announce(now.playing || now.waiting || now.why ? '' : 'Paused');
      }
    },
    draw: boxes.draw,
    say: announce,
    /** Whether somebody can see it: what is out of sight is not read out either. @param {boolean} yes */
    watch(yes) {
      for (const node of card.querySelectorAll('[aria-live]')) {
        node.setAttribute('aria-live', yes ? 'polite' : 'off');
      }
      if (yes) boxes.refresh();
    },
    refresh: boxes.refresh,
    destroy() {
      clearTimeout(speaking);
      boxes.destroy();
      border.remove();
    },
  };
}

/** @typedef {ReturnType<typeof createView>} View */
