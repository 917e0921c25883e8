// The worker of one lab: owns its engine and session, and exchanges the messages of types.d.ts.
// It is bundled as a classic script, so that it also runs from a Blob in the single-file page.
import english from '../words/en/worker.js';
import { EngineError } from '../base/error.js';
import { createHelpers } from './helpers.js';
import { help } from '../wasm/instance.js';
import { hold } from '../base/pulse.js';
import { createRunner, toError } from './runner.js';
import { createCamera, createHistory } from './snapshot.js';
import { workerAt } from '../load/spawn.js';
import { answerTo, createPrompts } from './texts.js';
import { createEngine } from '../wasm/engine.js';
import { speak, textsOf } from '../words/words.js';

const t = textsOf('worker', english);

/** @typedef {import('../types.d.ts').ToWorker} ToWorker */
/** @typedef {import('../types.d.ts').FromWorker} FromWorker */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').ToHelper} ToHelper */
/** @typedef {import('../types.d.ts').FromHelper} FromHelper */

/** @typedef {import('./runner.js').Runner} Runner */
/** @typedef {{ engine: import('../wasm/engine.js').Engine, runner: Runner,
 *   camera: import('./snapshot.js').Camera, params: Params, table: boolean }} Running */

/** @type {WebAssembly.Module} */
let module;
/** @type {import('../wasm/engine.js').Engine} */
let engine;
let sound = false; // false before the engine starts, or once it has failed and none replaces it
/** @type {Promise<boolean> | undefined} */
let pulse;
/** @type {import('./helpers.js').Helpers | null} */
let helpers = null;
/** @type {Uint8Array | null} */
let data = null;
/** @type {Running | null} */
let running = null;
/** @type {import('./snapshot.js').Select} */
let select = { anchor: 0, matrix: [], concepts: [], panels: [] };
const UNSEEN = 500; // least ms between two snapshots while the lab cannot be seen
let seen = true; // whether the lab can be seen
let shot = 0; // when the last snapshot was taken
let wanted = false;
let dirty = false;
/** Weights of a session that was to be replaced when an engine failed. @type {Uint8Array | null} */
let kept = null;
const history = createHistory();
const prompts = createPrompts();

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });

/** @param {unknown} error @param {number} [id]
 *  @param {{ name: string, value: number | string }} [refused] */
function report(error, id, refused) {
  const known = error instanceof EngineError;
  post({
    type: 'error', id, text: toError(error).message, refused,
    status: known ? error.status : 'trap',
    playing: running?.runner.training() ?? false,
  });
}

/** @param {number} [id] number of the request that it answers */
function shoot(id) {
  if (!running) return;
  const { runner, camera, table } = running;
  if (table || id !== undefined) runner.evaluateAll(); // all figures of an answer are of one step
  const { snapshot, transfer } = camera.take(select, runner.describe());
  dirty = false;
  shot = performance.now();
  if (id === undefined) wanted = false;
  post({ type: 'snapshot', snapshot, playing: runner.playing(), id }, transfer);
}

/** Sends a snapshot when there is something new, it is complete, and the page waits for one. */
function offer() {
  const due = seen || performance.now() - shot > UNSEEN;
  if (!wanted || !dirty || !due || !running) return;
  if (!running.runner.unseen() && !running.runner.open()) shoot();
}

function changed() {
  dirty = true;
  offer();
}

async function start() {
  sound = false;
  engine = await createEngine(module);
  sound = true;
  helpers = engine.threads && createHelpers(engine.threads, {
    cores: navigator.hardwareConcurrency,
    spawn: () => workerAt(self.location.href, { name: 'helper' }),
    busy: () => running?.runner.training() ?? false,
  });
}

/** Prepares a new session of the same engine. @param {Params} params @returns {Running} */
function set(params) {
  const table = params.encoder === 'table';
  const runner = createRunner(engine, table, {
    record: history.add,
    changed,
    failed: report,
    broke: (error) => inTurn(() => recover(error)),
  });
  runner.watch(seen);
  history.clear();
  prompts.renew(engine);
  return { engine, runner, camera: createCamera(engine, history, table), params, table };
}

/** Tells the engine what only some panels need. */
function askFor() {
  engine.ask(select.panels.includes('forgets'));
  engine.askMap(select.panels.includes('map'));
}

/** Restores the session that could not be replaced. @param {Running} before
 *  @param {Uint8Array} weights */
function putBack({ params, runner }, weights) {
  engine.open(params, data);
  engine.load(weights);
  askFor();
  runner.disturbed(true);
}

/** Replaces the present session by a new one, or by the one saved in a file, or leaves it as it is.
 *  @param {Params} params @param {Uint8Array | null} given the data of the new session
 *  @param {ArrayBuffer | null} from the file */
function replace(params, given, from) {
  try {
    engine.open(params, given, () => { kept = engine.save(); });
    if (from) engine.load(new Uint8Array(from));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // the next engine loads the kept weights
    if (running && kept) putBack(running, kept);
    kept = null;
    throw error;
  }
  kept = null;
}

/** @param {Extract<ToWorker, { type: 'open' }>} message */
function open({ params: asked, data: bytes, from, id }) {
  const params = { ...asked };
  const given = bytes ? new Uint8Array(bytes) : data;
  running?.runner.settle();
  replace(params, given, from);
  data = given;
  running?.runner.interrupt(t('replaced'));
  running?.runner.stop(new Error(t('ended')));
  running = set(params);
  select = { ...select, anchor: 0, matrix: [], concepts: [] };
  running.runner.begin();
  const items = engine.describe();
  post({ type: 'ready', items, id }, items.tiles ? [items.tiles.image.data.buffer] : []);
  dirty = true;
}

/** The weights of an engine that has failed, if they can still be read. */
function rescue() {
  try {
    return engine.save();
  } catch {
    return null;
  }
}

/** After a trap the instance cannot be trusted: a new one replaces it, with the weights of the old
 *  one if these can be read and loaded; else the training starts over.
 *  @param {unknown} error @param {boolean} [told] whether the page knows of the failure: then a
 *   session that was restored completely goes on training, if it did, without further notice */
async function recover(error, told = false) {
  if (!running) {
    sound = false; // the next session starts another engine
    if (!told) report(error);
    return;
  }
  const { params, runner } = running;
  const pacing = runner.pacing();
  let whole = false;
  runner.stop(toError(error));
  running = null;
  helpers?.end();
  helpers = null;
  const weights = kept ?? rescue();
  kept = null;
  try {
    await start();
    engine.open(params, data);
    try {
      if (weights) engine.load(weights);
      whole = weights !== null;
    } catch {
      engine.open(params, data);
    }
    running = set(params);
    running.runner.begin();
    askFor();
    if (told && whole && pacing !== null) running.runner.play(pacing.speed, pacing.goal);
    changed();
  } catch {
    whole = false; // the failure is reported below; later requests are refused
  }
  if (!told || !whole) report(error);
}

/** Queues a request. @param {Runner} runner @param {number} n @param {number} id
 *  @param {() => void} answer */
const request = (runner, n, id, answer) =>
  runner.request(n, answer, (error) => report(error, id));

function save(/** @type {number} */ id) {
  const bytes = engine.save();
  post({ type: 'saved', bytes: bytes.buffer, id }, [bytes.buffer]);
}

/** @param {Running} r @param {ToWorker} message */
function command({ runner, params }, message) {
  const said = answerTo(engine, prompts, message);
  if (said) {
    if (message.type === 'prompts') changed();
    return post(said.answer, said.transfer);
  }
  switch (message.type) {
    case 'play':
      helpers?.call();
      return runner.play(message.speed, message.goal);
    case 'pause':
      if (message.all) runner.interrupt(t('paused'));
      return runner.pause();
    case 'step':
      helpers?.call();
      return request(runner, message.n, message.id, () => shoot(message.id));
    case 'phase':
      return request(runner, 0, message.id, () => { if (runner.phase()) shoot(message.id); });
    case 'save':
      return request(runner, 0, message.id, () => save(message.id));
    case 'reset':
      runner.interrupt(t('reset'));
      runner.reset();
      history.clear();
      return shoot(message.id);
    case 'set':
      runner.settle();
      engine.set(message.name, message.value);
      params[message.name] = message.value;
      if (runner.unseen()) runner.begin(); // the change made the first look start over
      return changed();
    case 'select':
      select = { anchor: message.anchor, matrix: message.matrix, concepts: message.concepts,
        panels: message.panels };
      askFor();
      runner.wake();
      return changed();
    case 'move':
      runner.settle();
      engine.move(message.item, message.x, message.y, message.z);
      runner.disturbed(false);
      return changed();
    case 'settings': {
      const saved = engine.settings(new Uint8Array(message.bytes));
      return post({ type: 'settings', params: saved, id: message.id });
    }
  }
}

/** What the page sees and waits for, which counts for a session that is yet to come, too: a page that
 *  has asked for a snapshot does not ask again before it has one.
 *  @param {Extract<ToWorker, { type: 'want' | 'watch' }>} message */
function attend(message) {
  if (message.type === 'watch') {
    seen = message.seen;
    running?.runner.watch(seen);
  } else {
    running?.camera.recycle(message.recycle ?? []);
    wanted = true;
  }
  offer();
}

/** @param {ToWorker} message */
async function receive(message) {
  const id = 'id' in message ? message.id : undefined;
  try {
    if (message.type === 'boot') {
      speak(message.words);
      module = message.module;
      await start();
      pulse ??= hold(message.pulse);
      post({ type: 'schema', schema: engine.schema, pulse: await pulse, id: message.id });
    } else if (message.type === 'open') {
      if (!sound) await start();
      open(message);
    } else if (message.type === 'want' || message.type === 'watch') {
      attend(message);
    } else if (running) {
      command(running, message);
    } else if (id !== undefined) {
      throw new EngineError('state', t('ended'));
    }
  } catch (error) {
    const known = error instanceof EngineError;
    report(error, id, known && message.type === 'set' && running
      ? { name: message.name, value: running.params[message.name] } : undefined);
    if (!known) await recover(error, message.type === 'open');
  }
}

let turn = Promise.resolve();

/** Does one thing after another: messages that arrive while an engine starts wait for it.
 *  @param {() => void | Promise<void>} work */
function inTurn(work) {
  turn = turn.then(work);
}

// An error that nobody catches would be lost silently: as an error of the worker it reaches the
// page.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault(); // otherwise it would be reported twice
  setTimeout(() => { throw event.reason; });
});

/** The whole life of a helper. @param {ToHelper} place */
async function assist(place) {
  /** @type {FromHelper} */
  let message = { left: true };
  try {
    await help(place);
  } catch {
    message = { left: false };
  }
  self.postMessage(message);
  self.close();
}

/** @param {MessageEvent<ToWorker | ToHelper>} event */
self.onmessage = ({ data: message }) =>
  message.type === 'help' ? void assist(message) : inTurn(() => receive(message));
