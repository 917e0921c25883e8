// The worker of one lab: owns its engine and session, and talks in the messages of types.d.ts.
// Bundled as a classic script, so that it also runs from a Blob in the single-file page.
import { EngineError } from './error.js';
import { createHelpers } from './helpers.js';
import { help } from './instance.js';
import { createRunner } from './runner.js';
import { createCamera, createHistory } from './snapshot.js';
import { createEngine } from './wasm.js';

/** @typedef {import('../types.d.ts').ToWorker} ToWorker */
/** @typedef {import('../types.d.ts').FromWorker} FromWorker */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').ToHelper} ToHelper */
/** @typedef {import('../types.d.ts').FromHelper} FromHelper */

/** @typedef {{ engine: import('./wasm.js').Engine, runner: import('./runner.js').Runner,
 *   camera: import('./snapshot.js').Camera, params: Params, table: boolean }} Running */

/** @type {WebAssembly.Module} */
let module;
/** @type {import('./wasm.js').Engine} */
let engine;
/** @type {import('./helpers.js').Helpers | null} */
let helpers = null;
/** @type {Uint8Array | null} */
let data = null;
/** @type {Running | null} */
let running = null;
let select = { anchor: 0, matrix: /** @type {number[]} */ ([]),
  panels: /** @type {string[]} */ ([]) };
const UNSEEN = 500; // ms at least between two snapshots that nobody looks at
let seen = true; // whether anybody looks at the lab
let shot = 0; // when the last snapshot was taken
let wanted = false;
let dirty = false;
const history = createHistory();

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });

/** @param {unknown} error @param {number} [id]
 *  @param {{ name: string, value: number | string }} [refused] */
function report(error, id, refused) {
  const known = error instanceof EngineError;
  const text = error instanceof Error ? error.message : String(error);
  post({
    type: 'error', id, text, refused,
    status: known ? error.status : 'trap',
    playing: running?.runner.training() ?? false,
  });
}

/** @param {number} [id] of the request it answers */
function shoot(id) {
  if (!running) return;
  const { runner, camera, table } = running;
  if (table || id !== undefined) runner.evaluateAll();
  const { snapshot, transfer } = camera.take(select, runner.describe());
  dirty = false;
  shot = performance.now();
  if (id === undefined) wanted = false;
  post({ type: 'snapshot', snapshot, playing: runner.playing(), id }, transfer);
}

/** Sends a snapshot when something is new, all of it is there, and the page waits for one. */
function offer() {
  const due = seen || performance.now() - shot > UNSEEN;
  if (wanted && dirty && due && !running?.runner.unseen()) shoot();
}

function changed() {
  dirty = true;
  offer();
}

async function start() {
  engine = await createEngine(module);
  helpers = engine.threads && createHelpers(engine.threads, {
    cores: navigator.hardwareConcurrency,
    spawn: () => new Worker(self.location.href, { name: 'helper' }),
    busy: () => running?.runner.playing() ?? false,
  });
}

/** What a new session of the same engine runs with. @param {Params} params @returns {Running} */
function set(params) {
  const table = params.encoder === 'table';
  const runner = createRunner(engine, table, {
    record: history.add,
    changed,
    failed: (status) => report(engine.failure(status)),
    arrived: (id) => shoot(id),
    seen: () => seen,
    broke: (error) => void recover(error),
  });
  history.clear();
  return { engine, runner, camera: createCamera(engine, history, table), params, table };
}

/** @param {Params} params @param {ArrayBuffer | null} bytes @param {number} id */
function open(params, bytes, id) {
  const given = bytes ? new Uint8Array(bytes) : data;
  engine.open(params, given);
  data = given;
  running?.runner.stop();
  running = set(params);
  select = { ...select, anchor: 0, matrix: [] };
  running.runner.begin();
  const items = engine.describe();
  post({ type: 'ready', items, id }, items.tiles ? [items.tiles.image.data.buffer] : []);
  dirty = true;
}

/** After a trap the instance is not to be trusted: a new one takes over, with the weights of the
 *  old if they can still be read. @param {unknown} error */
async function recover(error) {
  if (!running) return;
  const { params } = running;
  running.runner.stop();
  helpers?.end();
  let weights = null;
  try {
    weights = engine.save();
  } catch { /* the run then starts over */ }
  try {
    await start();
    engine.open(params, data);
    if (weights) engine.load(weights);
    running = set(params);
    running.runner.begin();
    running.runner.ask(select.panels.includes('forgets'));
    changed();
  } catch { /* reported below, together with its cause */ }
  report(error);
}

/** @param {Running} r @param {ToWorker} message */
function command({ runner, camera, params }, message) {
  switch (message.type) {
    case 'play':
      helpers?.call();
      return runner.play(message.speed);
    case 'pause': return runner.pause();
    case 'watch':
      seen = message.seen;
      if (seen) runner.begin(); // with what is left to find out
      return offer();
    case 'step':
      helpers?.call();
      return runner.step(message.n, message.id);
    case 'phase':
      runner.phase();
      return shoot(message.id);
    case 'reset':
      runner.reset();
      history.clear();
      return shoot(message.id);
    case 'set':
      engine.set(message.name, message.value);
      params[message.name] = message.value;
      if (runner.unseen()) runner.begin(); // the change began it anew
      return changed();
    case 'select':
      select = { anchor: message.anchor, matrix: message.matrix, panels: message.panels };
      runner.ask(select.panels.includes('forgets'));
      return changed();
    case 'move':
      engine.move(message.item, message.x, message.y, message.z);
      runner.disturbed();
      return changed();
    case 'want':
      camera.recycle(message.recycle ?? []);
      wanted = true;
      return offer();
    case 'save': {
      const bytes = engine.save();
      return post({ type: 'saved', bytes: bytes.buffer, id: message.id }, [bytes.buffer]);
    }
    case 'load':
      engine.load(new Uint8Array(message.bytes));
      history.clear();
      runner.disturbed();
      return shoot(message.id);
  }
}

/** @param {ToWorker} message */
async function receive(message) {
  const id = 'id' in message ? message.id : undefined;
  try {
    if (message.type === 'boot') {
      module = message.module;
      await start();
      post({ type: 'schema', schema: engine.schema, id: message.id });
    } else if (message.type === 'open') {
      open({ ...message.params }, message.data, message.id);
    } else if (running) {
      command(running, message);
    }
  } catch (error) {
    const known = error instanceof EngineError;
    report(error, id, known && message.type === 'set' && running
      ? { name: message.name, value: running.params[message.name] } : undefined);
    if (!known) await recover(error);
  }
}

/** A helper's whole life. @param {ToHelper} place */
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
  void (message.type === 'help' ? assist(message) : receive(message));
