// The look of a lab: one figure card with its tools, controls, panels and caption.
import { ABOUT, ALL, SETTINGS } from '../state/tabs.js';
import { createBoxes } from './boxes.js';
import { lay } from './card.js';
import { createControls } from './controls.js';
import { createGuide } from './guide.js';
import { fresh, h, say } from '../base/dom.js';
import { pageRenderer } from '../gl/page.js';
import { createLit } from './lit.js';
import { createNotice } from './notice.js';
import { createReadout } from './readout.js';
import { createSlowMotion } from './slow.js';
import { createSpeaker } from './speaker.js';
import { createTabs } from './tabs.js';
import { termButton } from './term.js';
import { createToolbar } from './toolbar.js';
import { createTries } from './tries.js';
import english from '../words/en/card.js';
import { spoken, textsOf } from '../words/words.js';

const t = textsOf('card', english);

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').Items} Items */
/** @typedef {import('../types.d.ts').PanelHost} PanelHost */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../state/state.js').Change} Change */

/** What the reader can tell a lab to do. @typedef {{ play(): void, pause(): void,
 *   advance(): Promise<Snapshot>, reset(): Promise<Snapshot>, reseed(): void,
 *   save(): Promise<{ bytes: ArrayBuffer, name: string }>, load(bytes: ArrayBuffer): Promise<void>,
 *   link(): string, say(text: string): void, redraw(): Promise<void>,
 *   apply(params: Params, then: 'play' | 'pause' | 'runs'): void,
 *   attempt(params: Params, then: 'play' | 'pause' | 'runs'): void }} Command */

/** @typedef {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   panels: import('../panels/index.js').Panels, root: ShadowRoot,
 *   state: import('../state/state.js').State, act: PanelHost['act'],
 *   course: ReturnType<typeof import('../run/course.js').createCourse>,
 *   ask: PanelHost['ask'], base: Params, command: Command,
 *   inUrl: boolean, opening(): boolean, reducedMotion(): boolean, request(): void }} ViewGiven */

/** All that a panel is given. @param {ViewGiven} given @param {() => void} invalidate
 *  @param {() => Items} items @returns {PanelHost} */
const hostOf = ({ lab, schema, act, ask, state, course, reducedMotion }, invalidate, items) => ({
  lab, schema, act, ask, invalidate, reducedMotion,
  course: () => course.get(state.get().params),
  get items() { return items(); },
  state: state.get,
  renderer: pageRenderer(),
});

/** @param {ViewGiven} given @param {ReturnType<typeof lay>} laid @param {() => Items} items */
const boxesOf = (given, { stage, screen, heading }, items) => createBoxes({
  root: given.root, panels: given.panels, request: given.request,
  heading: (title, panel) => heading(given.lab.form?.compact ? title // which is there to be heard
    : termButton(given, { panel, title, place: '.panel-box' }, {}, title), fresh('panel'), 1),
  placeOf: (index) => (index ? screen?.sheets ?? stage : stage),
  hostOf: (invalidate) => hostOf(given, invalidate, items),
});

/** Texts are read out only while seen. @param {HTMLElement} card @param {boolean} seen */
function watch(card, seen) {
  for (const node of card.querySelectorAll('[aria-live]')) {
    node.setAttribute('aria-live', seen ? 'polite' : 'off');
  }
}

/** What the tabs open besides panels. @param {ViewGiven} given @param {ReturnType<typeof lay>} laid
 *  @param {HTMLElement} settings @returns {import('./tabs.js').Sheet[]} */
function moreSheets(given, { heading, credits, screen }, settings) {
  const { lab } = given;
  const sheet = (/** @type {string} */ name, /** @type {string | Node} */ title,
    /** @type {(HTMLElement | false)[]} */ ...parts) => ({ name, element: h('section',
    { class: `sheet sheet-${name}` }, heading(title, fresh('panel'), 1), ...parts) });
  const sheets = [sheet(SETTINGS, termButton(given,
    { place: '.sheet-settings', title: t('settingsTitle') }, {}, t('settingsTitle')), settings), sheet(ABOUT, t('aboutTitle'),
    h('p', { class: 'caption' }, lab.words('caption'), credits),
    spoken().code !== 'en' && h('p', { class: 'caption' }, t('unreviewed')))];
  screen?.sheets.append(...sheets.map(({ element }) => element));
  return sheets;
}

/** Creates everything around the panels. @param {ViewGiven} given
 *  @param {(name: string) => void} lead brings the reader to a control under Settings */
function createParts(given, lead) {
  const { state, command } = given;
  const toolbar = createToolbar(given);
  const controls = createControls(given);
  const readout = createReadout();
  const lit = createLit(given.lab, given.base, lead);
  const status = h('p', { class: 'status', role: 'status', 'aria-live': 'polite' });
  const why = h('p', { class: 'why', role: 'status', 'aria-live': 'polite' });
  const notice = createNotice({ reset: () => void command.reset().catch(() => {}),
    redraw: () => void command.redraw(), dismiss: () => state.patch({ problem: null }) });
  const guide = createGuide(given);
  return { toolbar, controls, readout, notice, lit, status, why, lines: [why, status],
    guide, tries: createTries(given, guide.button) };
}

/** The commands of a view, of which those that set several values also light what they change.
 *  @param {ViewGiven} given @param {(before: Params, now: Params) => void} light
 *  @returns {ViewGiven} */
function lighting(given, light) {
  const lit = (/** @type {'apply' | 'attempt'} */ name) =>
    (/** @type {Params} */ params, /** @type {'play' | 'pause' | 'runs'} */ then) => {
      const before = given.state.get().params;
      given.command[name](params, then);
      light(before, given.state.get().params);
    };
  return { ...given, command: { ...given.command, apply: lit('apply'), attempt: lit('attempt') } };
}

/** The tabs of a card whose panels have been made. @param {ViewGiven} given
 *  @param {ReturnType<typeof lay>} laid @param {ReturnType<typeof createBoxes>} boxes
 *  @param {HTMLElement} settings */
function tabsOf(given, laid, boxes, settings) {
  const { card, screen } = laid;
  const sheets = [...boxes.list(), ...moreSheets(given, laid, settings)];
  const place = /** @type {import('./card.js').Screen} */ (screen).tabs;
  const tabs = createTabs(given, { card, place, sheets, seen: boxes.seen });
  tabs.update();
  return tabs;
}

/** Brings the reader to a control under Settings. @param {ReturnType<typeof createParts>} parts
 *  @param {string} name of its parameter */
function leadTo({ controls, lit }, name) {
  const control = controls.of(name);
  if (!control) return;
  control.scrollIntoView({ block: 'nearest' });
  /** @type {HTMLElement | null} */ (control.querySelector('input, select'))?.focus();
  lit.light(control);
}

/** Shows a change of the state around the panels. @param {ReturnType<typeof createParts>} parts
 *  @param {import('../types.d.ts').LabState} now @param {string[]} keys what has changed
 *  @param {(text: string) => void} speak */
function tell({ toolbar, controls, tries, notice, why }, now, keys, speak) {
  toolbar.update(now);
  if (keys.includes('params') || keys.includes('problem')) controls.update(now);
  if (keys.includes('params')) tries.update(now);
  notice.update(now.problem);
  say(why, now.why);
  if (keys.includes('playing'))
    speak(now.playing || now.waiting || now.why ? '' : t('paused'));
}

/** The commands of a view, and its parts around the panels. @param {ViewGiven} bare
 *  @param {() => ReturnType<typeof createTabs> | null} tabs */
function prepare(bare, tabs) {
  const given = lighting(bare, (before, now) => parts.lit.show(before, now, parts.controls.of));
  const parts = createParts(given, (name) => {
    if (given.state.get().params.tab !== ALL) tabs()?.open(SETTINGS);
    leadTo(parts, name);
  });
  return { given, parts };
}

/** @param {ViewGiven} bare */
export function createView(bare) {
  const { state } = bare;
  /** @type {Items | null} */
  let items = null;
  /** @type {ReturnType<typeof createTabs> | null} */
  let tabs = null;
  const { given, parts } = prepare(bare, () => tabs);
  const { readout, status, guide } = parts;
  const laid = lay(given, parts);
  const { border, card, body, screen } = laid;
  const boxes = boxesOf(given, laid, () => /** @type {Items} */ (items));

  const speaker = createSpeaker(status);
  const phases = createSlowMotion(given, body);

  /** @param {Snapshot | null} snapshot */
  function update(snapshot) {
    const now = state.get();
    const replaced = snapshot !== null && given.opening();
    if (!replaced) given.course.take(snapshot, now.params);
    card.classList.toggle('is-replaced', replaced);
    readout.show(snapshot, now.params.bug, replaced);
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
      if (screen) tabs ??= tabsOf(given, laid, boxes, parts.controls.settings);
      update(null);
    },
    /** @param {Change} change */
    state({ keys }) {
      tell(parts, state.get(), keys, speaker.say);
      if (keys.includes('params')) tabs?.update();
      if (keys.includes('speed')) phases.again();
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
      parts.lit.stop();
      tabs?.destroy();
      boxes.destroy();
      border.remove();
    },
  };
}

/** @typedef {ReturnType<typeof createView>} View */
