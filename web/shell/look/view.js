// The look of a lab: one figure card with its tools, controls, panels and caption.
import { createBoxes } from './boxes.js';
import { lay } from './card.js';
import { createControls } from './controls.js';
import { createGuide } from './guide.js';
import { fresh, h, say } from '../base/dom.js';
import { pageRenderer } from '../gl/page.js';
import { createNotice } from './notice.js';
import { createReadout } from './readout.js';
import { createSlowMotion } from './slow.js';
import { createSpeaker } from './speaker.js';
import { termButton } from './term.js';
import { createToolbar } from './toolbar.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').Items} Items */
/** @typedef {import('../types.d.ts').PanelHost} PanelHost */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../state/state.js').Change} Change */

/** What the reader can tell a lab to do. @typedef {{ play(): void, pause(): void,
 *   advance(): Promise<Snapshot>, reset(): Promise<Snapshot>, reseed(): void,
 *   save(): Promise<{ bytes: ArrayBuffer, name: string }>, load(bytes: ArrayBuffer): Promise<void>,
 *   link(): string, say(text: string): void, redraw(): Promise<void>,
 *   apply(params: Params, then: 'play' | 'pause' | 'runs'): void }} Command */

/** @typedef {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   panels: import('../panels/index.js').Panels, root: ShadowRoot,
 *   state: import('../state/state.js').State, act: PanelHost['act'],
 *   ask: PanelHost['ask'], defaults: Params, command: Command,
 *   inUrl: boolean, opening(): boolean, reducedMotion(): boolean, request(): void }} ViewGiven */

const BESIDE = 2; // panels beside the controls unless a lab names a number; the rest stand below

/** All that a panel is given. @param {ViewGiven} given @param {() => void} invalidate
 *  @param {() => Items} items @returns {PanelHost} */
const hostOf = ({ lab, schema, act, ask, state, reducedMotion }, invalidate, items) => ({
  lab, schema, act, ask, invalidate, reducedMotion,
  get items() { return items(); },
  state: state.get,
  renderer: pageRenderer(),
});

/** @param {ViewGiven} given @param {ReturnType<typeof lay>} laid @param {() => Items} items */
const boxesOf = (given, { grid, rest, heading }, items) => createBoxes({
  root: given.root, panels: given.panels, request: given.request,
  heading: (title, panel) => heading(given.lab.form?.compact ? title // which is there to be heard
    : termButton(given, { panel, title, place: '.panel-box' }, {}, title), fresh('panel'), 1),
  placeOf: (index) => (index < (given.lab.beside ?? BESIDE) ? grid : rest),
  hostOf: (invalidate) => hostOf(given, invalidate, items),
});

/** Texts are read out only while seen. @param {HTMLElement} card @param {boolean} seen */
function watch(card, seen) {
  for (const node of card.querySelectorAll('[aria-live]')) {
    node.setAttribute('aria-live', seen ? 'polite' : 'off');
  }
}

/** Creates everything around the panels. @param {ViewGiven} given */
function createParts(given) {
  const { state, command } = given;
  const toolbar = createToolbar(given);
  const controls = createControls(given);
  const readout = createReadout();
  const status = h('p', { class: 'status', role: 'status', 'aria-live': 'polite' });
  const why = h('p', { class: 'why', role: 'status', 'aria-live': 'polite' });
  const notice = createNotice({ reset: () => void command.reset().catch(() => {}),
    redraw: () => void command.redraw(), dismiss: () => state.patch({ problem: null }) });
  return { toolbar, controls, readout, notice, status, why };
}

/** @param {ViewGiven} given */
export function createView(given) {
  const { state } = given;
  /** @type {Items | null} */
  let items = null;
  const { toolbar, controls, readout, notice, status, why } = createParts(given);
  const guide = createGuide(given);
  const laid = lay(given,
    { toolbar, controls, readout, notice, lines: [why, status], guide });
  const { border, card, body } = laid;
  const boxes = boxesOf(given, laid, () => /** @type {Items} */ (items));

  const speaker = createSpeaker(status);
  const phases = createSlowMotion(given, body);

  /** @param {Snapshot | null} snapshot */
  function update(snapshot) {
    const now = state.get();
    const replaced = snapshot !== null && given.opening();
    card.classList.toggle('is-replaced', replaced);
    readout.show(snapshot, now.params.bug, replaced ? 'the run before: ' : '');
    phases.update(snapshot, now);
    boxes.update(snapshot, now);
    guide.update(snapshot);
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
      if (change.keys.includes('speed')) phases.again();
      say(why, now.why);
      if (change.keys.includes('playing')) {
        speaker.say(now.playing || now.waiting || now.why ? '' : 'Paused');
      }
    },
    draw: boxes.draw,
    say: speaker.say,
    /** @param {boolean} yes whether the lab can be seen */
    watch(yes) {
      watch(card, yes);
      if (yes) boxes.refresh();
    },
    refresh: boxes.refresh,
    destroy() {
      speaker.stop();
      boxes.destroy();
      border.remove();
    },
  };
}

/** @typedef {ReturnType<typeof createView>} View */
