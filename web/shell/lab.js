// One running lab: state -> engine client -> worker -> snapshot -> view, in one direction.
import { itemsOf, matrixItems, redrawn } from './items.js';
import { byPresentNames, wishesFor, withBrought } from './check.js';
import { choiceOf, labelOf } from './labels.js';
import { failed, late } from './late.js';
import { cancel, request } from './loop.js';
import { explain } from './notice.js';
import { openLab } from './open.js';
import { pageRenderer } from './renderer.js';
import { createSession } from './session.js';
import { createState } from './state.js';
import { createTraining, reducedMotion } from './training.js';
import { join, linkTo, touch, wishesOf } from './url.js';
import { createView } from './view.js';

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
  const events = { snapshot: receive, failed: fail, crashed: crash };
  const part = inUrl ? wishesOf(lab.id) : null;
  const opening = openLab({ lab, attributes, part, events, signal });
  pageRenderer(); // its shaders compile while the worker starts
  const opened = await opening;
  signal.throwIfAborted();
  const { client, schema, base, panels, problems } = opened;
  let { items } = opened;
  let visible = true;
  /** @type {Snapshot | null} */
  let shown = null;
  /** @type {Snapshot | null} */
  let before = null;
  /** @type {ArrayBuffer[]} */
  const old = [];
  const state = createState(lab, schema, opened.params, changed);
  const session = createSession({ lab, client, schema, state, params: opened.params,
    say: (text) => view.say(text), opened: show, settled });

  /** Another session is open, or the present one goes on. */
  function settled() {
    view.update(shown);
    request(frame);
  }

  /** The engine's problem is over once it goes on; one with an address stays to be read. */
  function recovered() {
    const { problem } = state.get();
    return problem?.where === 'engine' ? null : problem;
  }

  function play() {
    state.patch({ problem: recovered() });
    training.play();
  }

  const pause = () => training.pause();

  /** The reader's or the page's own wish: ends also the steps that were asked for. */
  function halt() {
    pause();
    client.pause(true);
  }

  /** @type {import('./trials.js').Runs | null} */
  let runs = null;
  const training = createTraining({ lab, state, stopRuns: () => runs?.cancel() });

  /** What trains short runs beside the lab: it comes with the first. */
  async function grid() {
    const { createTrials } = await late('trials', () => import('./trials.js'));
    runs ??= createTrials({ lab, schema, state, say: (text) => view.say(text) });
    return runs;
  }

  const cannotRun = (/** @type {Error} */ error) => state.patch({ problem: failed('runs', error) });

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
      pause(); // the short runs are to have the machine
      void grid().then((g) => { if (!signal.aborted) g.run(); }).catch(cannotRun);
    },
    cancelGrid: () => runs?.cancel(),
  };
  const view = createView({ lab, schema, panels, root, state, act, inUrl, defaults: base,
    reducedMotion, opening: session.opening,
    request: () => request(frame),
    command: { play, pause: halt, advance, reset, reseed, save, load, link, apply, redraw,
      say: (t) => view.say(t) } });
  view.items(items);
  const leave = inUrl ? join(lab.id, differs, follow) : () => {};
  signal.addEventListener('abort', () => {
    training.end();
    leave();
    cancel(frame);
    session.end();
    runs?.end();
    view.destroy();
  }, { once: true });
  select();

  /** What an address has to say, beside what this element has without one. */
  function differs() {
    return wishesFor(lab, state.get().params, base);
  }

  /** @param {import('./address.js').Part} asked of this lab by a new address */
  function follow(asked) {
    const { wishes, problems: known } = byPresentNames(schema, asked);
    const all = { ...base, ...withBrought(lab, wishes, base) };
    if (state.set(all, 'address', known)) training.begin(true);
    root.host.scrollIntoView({ block: 'start', behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  /** @param {import('./state.js').Change} change */
  function changed(change) {
    const now = state.get();
    if (change.restart) void session.reopen(change.params);
    else for (const name of change.params) session.adopt(name, now.params[name]);
    if (change.keys.includes('anchor') && !session.opening()) select();
    if (change.keys.includes('playing') || change.keys.includes('speed')) run();
    training.settle();
    if (['playing', 'waiting', 'why'].some((key) => change.keys.includes(key))) {
      const { playing, waiting, why } = now;
      on.training({ lab: lab.id, title: lab.title, playing, waiting, why });
    }
    if (change.keys.includes('problem') && now.problem) tell(now.problem);
    if (change.keys.includes('params')) runs?.follow();
    if (change.keys.includes('params') && inUrl) touch();
    view.state(change);
    view.update(shown);
    request(frame);
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
    shown = null;
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

  /** @param {Snapshot} snapshot */
  function receive(snapshot) {
    if (before) old.push(/** @type {ArrayBuffer} */ (before.positions.buffer));
    before = shown;
    shown = snapshot;
    if (session.opening()) return; // of the one that is being replaced
    view.update(snapshot);
    on.snapshot(snapshot);
    rest();
    if (visible) request(frame);
    else client.want(old); // texts and curves go on out of sight, without a frame
  }

  /** Pauses where a schedule has come to its end: from there on the learning rate is 0. */
  function rest() {
    const { playing, params } = state.get();
    const end = Number(params.steps);
    if (!playing || params.schedule !== 'cosine' || !shown || shown.step < end) return;
    if (!before || before.step >= end) return; // played on from there
    training.pause(`Paused at the end of the schedule, after ${shown.step} steps: from here on the `
      + 'learning rate is 0. A longer one is under “More settings”.');
  }

  /** @param {number} now */
  function frame(now) {
    if (signal.aborted || !visible) return false;
    client.want(old);
    return view.draw(now);
  }

  /** @param {import('./engine/client.js').Failure} error */
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

  /** @param {string} text */
  function crash(text) {
    on.crashed(text);
  }

  /** @param {number} n */
  function step(n) {
    pause();
    return client.step(n);
  }

  /** What the Step button does: in slow motion, one phase of a step. */
  function advance() {
    if (state.get().speed !== 'phase') return step(1);
    pause();
    return client.phase();
  }

  function reset() {
    state.patch({ problem: recovered(), why: '' });
    view.say('Reset: the same starting weights');
    return client.reset();
  }

  /** A "try this". @param {Params} params @param {'play' | 'pause' | 'runs'} then */
  function apply(params, then) {
    if (!state.set(params, 'control')) return;
    if (then === 'play') play();
    else pause();
    if (then === 'runs') act.runGrid();
  }

  function reseed() {
    const [random] = crypto.getRandomValues(new Uint32Array(1));
    state.set({ seed: 1 + (random % 9999) }, 'control');
  }

  async function save() {
    const bytes = await client.save();
    return { bytes, name: `${lab.id}-step-${shown?.step ?? 0}.safetensors` };
  }

  /** @param {ArrayBuffer} bytes */
  async function load(bytes) {
    pause();
    try {
      const { step: at, brought } = await session.load(bytes);
      const came = Object.entries(brought).map(([n, v]) => `${labelOf(n)} ${choiceOf(n, v)}`);
      const also = came.length ? `; these settings came with it: ${came.join(', ')}` : '';
      view.say(`Loaded: step ${at}${also}`);
    } catch (error) {
      if (signal.aborted) return;
      const { message, status } = /** @type {Error & { status?: ErrorStatus }} */ (error);
      const text = `not loaded: ${message}`;
      state.patch({ problem: { where: 'file', text, status: status ?? 'start' } });
    }
  }

  if (problems.length === 1) state.patch({ problem: problems[0] });
  if (problems.length > 1) {
    state.patch({ problem: { where: 'opening', text: problems.map(explain).join(' ') } });
  }
  for (const failure of opened.failures) fail(failure);
  if (autoplay && !opened.failures.length) training.begin();
  const meanwhile = inUrl ? wishesOf(lab.id) : null;
  if (meanwhile && meanwhile.text !== part?.text) follow(meanwhile);
  request(frame);
  on.ready();

  return {
    play, pause: halt, step, reset,
    /** An address has called for it. */
    call: () => training.begin(true),
    state: () => state.get(),
    snapshot: () => shown,
    /** @param {Params} params @param {string} where */
    set: (params, where) => state.set(params, where),
    /** Where it is now. @param {import('./training.js').Place} place */
    show(place) {
      training.at(place);
      const yes = place.onScreen && place.pageSeen;
      if (yes === visible) return;
      visible = yes;
      client.watch(visible);
      view.watch(visible);
      if (visible) request(frame);
      else client.want(old);
    },
    refresh: () => view.refresh(),
  };
}

/** @typedef {Awaited<ReturnType<typeof createLab>>} RunningLab */
