// One running lab: state -> engine client -> worker -> snapshot -> view, in one direction.
import { itemsOf, matrixItems, redrawn } from './items/items.js';
import { byPresentNames, wishesFor, withBrought } from './state/check.js';
import { createChanges, createCheckpoints, createPlayback } from './run/commands.js';
import { formatNumber } from './base/format.js';
import { goTo } from './base/goto.js';
import { newValues } from './look/labels.js';
import { explain } from './look/notice.js';
import { openLab } from './run/open.js';
import { pageRenderer } from './gl/page.js';
import { createScreen } from './run/screen.js';
import { createSession } from './run/session.js';
import { createShortRuns } from './runs/shortruns.js';
import { createState } from './state/state.js';
import { createTraining, reducedMotion } from './run/training.js';
import { join, linkTo, touch, wishesOf } from './run/url.js';
import { createView } from './look/view.js';

/** @typedef {import('./types.d.ts').Lab} Lab */
/** @typedef {import('./types.d.ts').Params} Params */
/** @typedef {import('./types.d.ts').Snapshot} Snapshot */
/** @typedef {import('./contrastive-lab.d.ts').ErrorStatus} ErrorStatus */

/** @typedef {{ ready(): void, snapshot(snapshot: Snapshot): void,
 *   training(now: import('./types.d.ts').TrainingNow): void,
 *   error(error: { status: ErrorStatus, text: string }): void,
 *   crashed(text: string): void }} LabEvents */

/** @param {{ lab: Lab, root: ShadowRoot, attributes: Params, inUrl: boolean, autoplay: boolean,
 *   on: LabEvents, signal: AbortSignal }} given signal: ends it, also while it starts */
export async function createLab({ lab, root, attributes, inUrl, autoplay, on, signal }) {
  const say = (/** @type {string} */ text) => view.say(text);
  const events = { failed: fail, crashed: on.crashed,
    snapshot: (/** @type {Snapshot} */ snapshot) => screen.receive(snapshot) };
  const part = inUrl ? wishesOf(lab.id) : null;
  const opening = openLab({ lab, attributes, part, events, signal });
  pageRenderer(); // its shaders compile while the worker starts
  const opened = await opening;
  signal.throwIfAborted();
  const { client, schema, base, panels, problems } = opened;
  let { items } = opened;
  const state = createState(lab, schema, opened.params, changed);
  const session = createSession({ lab, client, schema, state, params: opened.params,
    say, opened: show, settled: () => screen.update() });
  const screen = createScreen({ client, opening: session.opening, signal, view: () => view, taken });
  const runs = createShortRuns({ lab, schema, state, say, signal });
  const training = createTraining({ lab, state, stopRuns: runs.cancel });
  const running = { lab, client, state, training, session, signal, say };
  const playback = createPlayback(running);

  const link = () => linkTo(lab.id, differs());
  const act = {
    pick: (/** @type {number} */ item) => state.patch({ anchor: item }),
    hover: (/** @type {number} */ item) => state.patch({ hover: item }),
    /** @type {(item: number, x: number, y: number, z: number) => void} */
    move: (item, x, y, z) => { if (!session.opening()) client.move(item, x, y, z); },
    /** @type {(name: string, value: number | string) => void} */
    set: (name, value) => void state.set({ [name]: value }, 'control'),
    /** @param {Params} params */
    apply: (params) => void state.set(params, 'control'),
    runGrid() {
      training.pause(); // the short runs are to have the machine
      runs.run();
    },
    cancelGrid: runs.cancel,
  };
  const view = createView({ lab, schema, panels, root, state, act, inUrl, defaults: base,
    reducedMotion, opening: session.opening,
    request: screen.draw,
    command: { ...playback, ...createCheckpoints(running, () => screen.shown()?.step ?? 0),
      ...createChanges(running, { play: playback.play, runGrid: act.runGrid, adopt }), link, redraw, say } });
  view.items(items);
  const leave = inUrl ? join(lab.id, differs, follow) : () => {};
  signal.addEventListener('abort', () => {
    training.end();
    leave();
    screen.end();
    session.end();
    runs.end();
    view.destroy();
  }, { once: true });
  select();

  /** What an address has to say, beside what this element has without one. */
  function differs() {
    return wishesFor(lab, state.get().params, base);
  }

  /** @param {import('./state/address.js').Part} asked of this lab by a new address */
  function follow(asked) {
    const { wishes, problems: known } = byPresentNames(schema, asked);
    const all = { ...base, ...withBrought(lab, wishes, base) };
    adopt(() => state.set(all, 'address', known), () => training.begin(true));
    goTo(root.host);
  }

  /** Many values at once, which no control was seen to change: a run that goes on says which.
   *  @param {() => boolean} set @param {() => void} then where they were taken */
  function adopt(set, then) {
    const { params: before } = state.get();
    if (!set()) return;
    const { params } = state.get();
    then();
    const names = Object.keys(params).filter((name) => params[name] !== before[name]);
    const step = screen.shown()?.step;
    if (names.length && step && !session.opening())
      say(`From step ${formatNumber(step)} on: ${newValues(lab, names, params)}`);
  }

  /** @param {import('./state/state.js').Change} change */
  function changed(change) {
    const now = state.get();
    if (change.restart) {
      void session.reopen(change.params);
    } else {
      for (const name of change.params) session.adopt(name, now.params[name]);
      if (change.params.length) say(''); // what is said is of values before
    }
    if (change.keys.includes('anchor') && !session.opening()) select();
    if (change.keys.includes('playing') || change.keys.includes('speed')) run();
    training.settle();
    if (['playing', 'waiting', 'why'].some((key) => change.keys.includes(key))) {
      const { playing, waiting, why } = now;
      on.training({ lab: lab.id, title: lab.title, playing, waiting, why });
    }
    if (change.keys.includes('problem') && now.problem) tell(now.problem);
    if (change.keys.includes('params')) runs.follow();
    if (change.keys.includes('params') && inUrl) touch();
    view.state(change);
    screen.update();
  }

  /** What is refused or fails the page hears too. @param {import('./types.d.ts').Problem} problem */
  function tell({ text, status = 'config' }) {
    on.error({ text, status });
  }

  /** Another session's items. @param {import('./types.d.ts').EngineItems} engineItems
   *  @param {Params} params */
  async function show(engineItems, params) {
    items = await itemsOf(engineItems, params);
    state.patch({ anchor: Math.min(state.get().anchor, items.count - 1), hover: -1 });
    screen.forget();
    view.items(items);
    if (items.lack) state.patch({ problem: items.lack });
    select();
    run();
  }

  /** Asks once more for drawings that did not come. */
  async function redraw() {
    items = await redrawn(items, state.get().params);
    state.patch({ problem: items.lack ?? null });
    view.items(items);
  }

  function select() {
    const { anchor, params } = state.get();
    client.select(anchor, matrixItems(items, params, anchor), lab.panels);
  }

  function run() {
    const { playing, speed } = state.get();
    if (playing) client.play(speed);
    else client.pause();
  }

  /** Training pauses where a schedule has come to its end: from there on the learning rate is 0.
   *  @param {Snapshot} snapshot @param {Snapshot | null} before */
  function taken(snapshot, before) {
    on.snapshot(snapshot);
    const { playing, params } = state.get();
    const end = Number(params.steps);
    if (!playing || params.schedule !== 'cosine' || snapshot.step < end) return;
    if (!before || before.step >= end) return; // played on from there
    training.pause(`Paused at the end of the schedule, after ${snapshot.step} steps: from here on `
      + 'the learning rate is 0. A longer one is under “More settings”.');
  }

  /** @param {import('./client/client.js').Failure} error */
  function fail(error) {
    const { refused, text, status } = error;
    if (refused) {
      const { params } = state.get();
      session.note(refused.name, refused.value);
      const problem = { where: 'control', text, status };
      return state.restore({ ...params, [refused.name]: refused.value }, problem);
    }
    state.patch({ playing: false, waiting: false, why: '',
      problem: { where: 'engine', text, status } });
  }

  if (problems.length === 1) state.patch({ problem: problems[0] });
  if (problems.length > 1) {
    state.patch({ problem: { where: 'opening', text: problems.map(explain).join(' ') } });
  }
  for (const failure of opened.failures) fail(failure);
  if (autoplay && !opened.failures.length) training.begin();
  const meanwhile = inUrl ? wishesOf(lab.id) : null;
  if (meanwhile && meanwhile.text !== part?.text) follow(meanwhile);
  screen.draw();
  on.ready();

  return {
    ...playback,
    /** An address has called for it. */
    call: () => training.begin(true),
    state: () => state.get(),
    snapshot: screen.shown,
    /** @param {Params} params @param {string} where */
    set: (params, where) => state.set(params, where),
    /** Where it is now. @param {import('./run/training.js').Place} place */
    show(place) {
      training.at(place);
      screen.watch(place.onScreen && place.pageSeen);
    },
    refresh: () => view.refresh(),
  };
}

/** @typedef {Awaited<ReturnType<typeof createLab>>} RunningLab */
