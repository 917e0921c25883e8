// One running lab. Data flows one way: state -> engine client -> worker -> snapshot -> view.
import english from './words/en/run.js';
import { createChanges, createCheckpoints, createPlayback } from './run/commands.js';
import { createCourse } from './run/course.js';
import { goTo } from './base/goto.js';
import { openLab } from './run/open.js';
import { fail, pauseAtEnd, tellOpening } from './run/outcome.js';
import { react, run } from './run/react.js';
import { pageRenderer } from './gl/page.js';
import { createScreen } from './run/screen.js';
import { createSession } from './run/session.js';
import { createShortRuns } from './runs/shortruns.js';
import { createShown } from './items/shown.js';
import { firstAnchor } from './items/items.js';
import { createState } from './state/state.js';
import { createTraining, reducedMotion } from './run/training.js';
import { join, linkTo, wishesOf } from './run/url.js';
import { createView } from './look/view.js';
import { createWanted } from './run/wanted.js';
import { textsOf } from './words/words.js';

const t = textsOf('run', english);

/** @typedef {import('./types.d.ts').Lab} Lab */
/** @typedef {import('./types.d.ts').Params} Params */

/** @typedef {{ lab: Lab, root: ShadowRoot, attributes: Params, inUrl: boolean, autoplay: boolean,
 *   on: import('./run/react.js').LabEvents, signal: AbortSignal }} Given
 *  signal: aborting it ends the lab, even while the lab starts */
/** @typedef {import('./run/react.js').Parts} Parts */

/** What panels can make a lab do for the reader. @param {Parts} parts
 *  @returns {import('./types.d.ts').PanelHost['act']} */
const actOn = ({ client, state, session, training, runs, course, screen }) => ({
  pick: (item) => state.patch({ anchor: item }),
  hover: (item) => state.patch({ hover: item }),
  move(item, x, y, z) { if (!session.opening()) client.move(item, x, y, z); },
  set: (name, value) => void state.set({ [name]: value }, 'control'),
  apply: (params) => void state.set(params, 'control'),
  runGrid() {
    training.pause(); // the short runs need the whole machine
    runs.run();
  },
  cancelGrid: runs.cancel,
  forgetCourse() {
    course.forget();
    screen.update();
  },
});

/** The questions that panels can ask the engine. @param {Parts} parts
 *  @returns {import('./types.d.ts').PanelHost['ask']} */
const askOf = ({ client, session }) => {
  /** @template T @param {() => Promise<T>} question @returns {Promise<T>} */
  const unless = async (question) => {
    if (session.opening()) throw new Error(t('opening'));
    return question();
  };
  return {
    search: (text, most) => unless(() => client.search(text, most)),
    words: (drawing, language, most) => unless(() => client.words(drawing, language, most)),
    prompts: (text, kind) => unless(() => client.prompts(text, kind)),
  };
};

/** Creates all parts of a running lab but the view, which shows them.
 *  @param {Given} given @param {Awaited<ReturnType<typeof openLab>>} opened */
function connect({ lab, inUrl, on, signal }, { client, schema, params, base, items }) {
  const say = (/** @type {string} */ text) => parts.view.say(text);
  const state = createState(lab, schema, params, (change) => react(parts, change),
    firstAnchor(items));
  const session = createSession({ lab, client, schema, state, params, base, say,
    opened: (next, values) => parts.shown.show(next, values).then(() => run(state, client)),
    settled: () => parts.screen.update() });
  const screen = createScreen({ client, opening: session.opening, signal, view: () => parts.view,
    taken(snapshot, before) {
      on.snapshot(snapshot);
      pauseAtEnd(state, parts.training, snapshot, before);
    } });
  const runs = createShortRuns({ lab, schema, state, say, signal });
  const parts = /** @type {Parts} */ ({ lab, inUrl, on, client, state, session, runs, screen,
    course: createCourse(),
    training: createTraining({ lab, state, stopRuns: runs.cancel }),
    shown: createShown({ lab, client, state, first: items, forget: screen.forget,
      draw: (next) => parts.view.items(next) }) });
  return { parts, say };
}

/** @param {Given} given */
export async function createLab(given) {
  const { lab, root, attributes, inUrl, autoplay, on, signal } = given;
  const part = inUrl ? wishesOf(lab.id) : null;
  const opening = openLab({ lab, attributes, part, signal, events: { crashed: on.crashed,
    failed: (failure) => fail(parts.state, parts.session, failure),
    snapshot: (snapshot) => parts.screen.receive(snapshot) } });
  pageRenderer(); // its shaders compile while the worker starts
  const opened = await opening;
  signal.throwIfAborted();
  const { schema, base, panels, failures } = opened;
  const { parts, say } = connect(given, opened);
  const { client, state, session, screen, shown, runs, training } = parts;
  const stepNow = () => screen.shown()?.step ?? 0;
  const wanted = createWanted({ lab, schema, state, base, say,
    reset: () => void client.reset().catch(() => {}), // errors are shown by the lab itself
    step: () => (session.opening() ? 0 : stepNow()) });
  /** A lab whose figures are its short runs waits until these are asked for. */
  const begin = () => { if (lab.panels[0] !== 'runs') training.begin(true); };
  const follow = (/** @type {import('./state/address.js').Part} */ asked) => {
    wanted.follow(asked, begin);
    goTo(root.host);
  };
  const running = { lab, client, state, training, session, signal, say };
  const playback = createPlayback(running);
  const act = actOn(parts);
  const { adopt, asOpened, differs } = wanted;
  parts.view = createView({ lab, schema, panels, root, state, act, course: parts.course,
    ask: askOf(parts), inUrl,
    base, reducedMotion, opening: session.opening, request: screen.draw,
    command: { ...playback, ...createCheckpoints(running, stepNow),
      ...createChanges(running, { play: playback.play, runGrid: act.runGrid, adopt, asOpened }),
      link: () => linkTo(lab.id, differs()), redraw: shown.redraw, say } });
  parts.view.items(opened.items);
  const leave = inUrl ? join(lab.id, differs, follow) : () => {};
  signal.addEventListener('abort', () => {
    training.end();
    leave();
    for (const part of [screen, session, runs]) part.end();
    parts.view.destroy();
  }, { once: true });
  shown.select();
  tellOpening(state, opened.problems);
  for (const failure of failures) fail(state, session, failure);
  if (autoplay && !failures.length) training.begin();
  const meanwhile = inUrl ? wishesOf(lab.id) : null;
  if (meanwhile && meanwhile.text !== part?.text) follow(meanwhile);
  screen.draw();
  on.ready();
  return { ...playback,
    /** An address asks for this lab. */
    call: begin,
    state: state.get, snapshot: screen.shown, set: state.set,
    /** Tells where the lab is on the page. @param {import('./run/training.js').Place} place */
    show(place) {
      training.at(place);
      screen.watch(place.onScreen && place.pageSeen);
    },
    refresh: () => parts.view.refresh(),
  };
}

/** @typedef {Awaited<ReturnType<typeof createLab>>} RunningLab */
