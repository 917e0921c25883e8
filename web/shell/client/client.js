// The only module that talks to a lab's worker: requests become promises, other messages events.
// The worker answers requests in the order in which they are made. A new session, a reset, a
// checkpoint or a pause ends the requests that still wait: they are rejected with that as the
// cause.

import english from '../words/en/client.js';
import { watch } from '../base/pulse.js';
import workerTexts from '../words/en/worker.js';
import { withLabels } from '../words/labels.js';
import { carried, textsOf } from '../words/words.js';

const t = textsOf('client', english);

/** @typedef {import('../types.d.ts').ToWorker} ToWorker */
/** @typedef {import('../types.d.ts').FromWorker} FromWorker */
/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').EngineItems} EngineItems */
/** @typedef {import('../types.d.ts').Schema} Schema */

/** @typedef {import('../contrastive-lab.d.ts').ErrorStatus} ErrorStatus */
/** @typedef {{ status: ErrorStatus, text: string,
 *   refused?: { name: string, value: number | string } }} Failure */
/** @typedef {{ snapshot(snapshot: Snapshot, playing: boolean): void,
 *   failed(error: Failure, playing: boolean): void,
 *   crashed(text: string): void }} ClientEvents */

/** The requests that wait for their answers. */
function createRequests() {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (e: Error) => void }>} */
  const waiting = new Map();
  return {
    /** @param {number} id @param {(value: any) => void} resolve
     *  @param {(e: Error) => void} reject */
    wait: (id, resolve, reject) => void waiting.set(id, { resolve, reject }),
    /** Settles the request that a message answers. @param {FromWorker} message
     *  @returns {boolean} whether a request waited for it */
    settle(message) {
      const { id = -1 } = message; // a message that answers no request has no number
      const request = waiting.get(id);
      if (!request) return false;
      waiting.delete(id);
      if (message.type !== 'error') request.resolve(answerOf(message));
      else request.reject(Object.assign(new Error(message.text), { status: message.status }));
      return true;
    },
    /** @param {string} text why no request is answered any more */
    rejectAll(text) {
      for (const { reject } of waiting.values()) reject(new Error(text));
      waiting.clear();
    },
  };
}

/** The content of an answer. @param {Exclude<FromWorker, { type: 'error' }>} message */
function answerOf(message) {
  switch (message.type) {
    case 'schema': return message.schema;
    case 'ready': return message.items;
    case 'settings': return message.params;
    case 'saved': return message.bytes;
    case 'snapshot': return message.snapshot;
    case 'found': return message.found;
    case 'words': return message.words;
    case 'prompts': return undefined;
  }
}

/** Sends messages to a worker and receives its messages, until it ends.
 *  @param {Worker} worker @param {ClientEvents} on */
function createLine(worker, on) {
  const { wait, settle, rejectAll } = createRequests();
  const pulse = `contrastive-lab-worker-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  let alive = true;
  let asked = false;
  let unwatch = () => {};

  /** @param {FromWorker} message */
  function receive(message) {
    if (message.type === 'schema') {
      unwatch();
      if (message.pulse) unwatch = watch(pulse, () => crash(t('died')));
    }
    if (message.type === 'snapshot') {
      if (message.id === undefined) asked = false;
      on.snapshot(message.snapshot, message.playing);
    }
    if (!settle(message) && message.type === 'error') on.failed(message, message.playing);
  }

  /** @param {string} text why it ends @returns {boolean} false when it had ended before */
  function end(text) {
    if (!alive) return false;
    alive = false;
    unwatch();
    worker.terminate();
    rejectAll(text);
    return true;
  }

  const crash = (/** @type {string} */ text) => { if (end(text)) on.crashed(text); };

  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  function send(message, transfer = []) {
    if (alive) worker.postMessage(message, transfer);
  }

  listen(worker, receive, crash);
  return {
    pulse, send,
    /** Sends a request. Its promise resolves with the answer of the same number; it is rejected
     *  when the request fails or is interrupted, or the worker ends.
     *  @param {ToWorker & { id: number }} message @param {Transferable[]} [transfer]
     *  @returns {Promise<any>} */
    ask: (message, transfer) => new Promise((resolve, reject) => {
      if (!alive) throw new Error(t('ended'));
      worker.postMessage(message, transfer ?? []);
      wait(message.id, resolve, reject);
    }),
    /** Asks for the next snapshot, once; gives back the buffers of old ones.
     *  @param {ArrayBuffer[]} old */
    want(old) {
      if (asked) return;
      asked = true;
      send({ type: 'want', recycle: old }, old);
      old.length = 0;
    },
    end: () => void end(t('ended')),
  };
}

/** A message whose text has the names that readers know. @param {FromWorker} message
 *  @returns {FromWorker} */
const labelled = (message) => (message.type === 'error'
  ? { ...message, text: withLabels(message.text) } : message);

/** @param {Worker} worker @param {(message: FromWorker) => void} receive
 *  @param {(text: string) => void} crash */
function listen(worker, receive, crash) {
  worker.onmessage = (event) => receive(labelled(event.data));
  worker.onmessageerror = () => crash(t('unreadable'));
  worker.onerror = (event) => {
    event.preventDefault();
    crash(event.message || t('start'));
  };
}

/** @param {Worker} worker @param {ClientEvents} on */
export function createClient(worker, on) {
  const { pulse, send, ask, want, end } = createLine(worker, on);
  let next = 0;
  /** The number of the next request. */
  const number = () => next++;

  return {
    /** @param {WebAssembly.Module} module @returns {Promise<Schema>} */
    boot: (module) =>
      ask({ type: 'boot', module, pulse, words: carried('worker', workerTexts), id: number() }),
    /** @param {Params} params @param {ArrayBuffer | null} data null: the data of before, or none
     *  @param {ArrayBuffer | null} [from] a file whose training it continues
     *  @returns {Promise<EngineItems>} */
    open: (params, data, from = null) => ask({ type: 'open', params, data, from, id: number() }),
    /** @param {'phase' | number} speed @param {number} goal the step at which it rests */
    play: (speed, goal) => send({ type: 'play', speed, goal }),
    /** @param {boolean} seen whether the lab can be seen */
    watch: (seen) => send({ type: 'watch', seen }),
    /** Ends playing. @param {boolean} [all] also refuses the requests that wait */
    pause: (all = false) => send({ type: 'pause', all }),
    /** Resolves once exactly n more steps are done, after all earlier requests.
     *  @param {number} n @returns {Promise<Snapshot>} */
    async step(n) {
      if (!Number.isSafeInteger(n) || n < 0) {
        throw new RangeError(t('steps', { n }));
      }
      return ask({ type: 'step', n, id: number() });
    },
    /** @returns {Promise<Snapshot>} */
    phase: () => ask({ type: 'phase', id: number() }),
    /** @returns {Promise<Snapshot>} */
    reset: () => ask({ type: 'reset', id: number() }),
    /** @param {string} name @param {number | string} value */
    set: (name, value) => send({ type: 'set', name, value }),
    /** @param {number} anchor @param {number[]} matrix @param {number[]} concepts
     *  @param {string[]} panels */
    select: (anchor, matrix, concepts, panels) =>
      send({ type: 'select', anchor, matrix, concepts, panels }),
    /** @param {string} text @param {number} most
     *  @returns {Promise<import('../types.d.ts').Found>} */
    search: (text, most) => ask({ type: 'search', text, most, id: number() }),
    /** @param {number} drawing its id @param {number} language @param {number} most
     *  @returns {Promise<import('../types.d.ts').Words>} */
    words: (drawing, language, most) =>
      ask({ type: 'words', drawing, language, most, id: number() }),
    /** @param {string} text one prompt a line @param {number} kind @returns {Promise<void>} */
    prompts: (text, kind) => ask({ type: 'prompts', text, kind, id: number() }),
    /** @param {number} item @param {number} x @param {number} y @param {number} z */
    move: (item, x, y, z) => send({ type: 'move', item, x, y, z }),
    want,
    /** @returns {Promise<ArrayBuffer>} */
    save: () => ask({ type: 'save', id: number() }),
    /** The values that a file was saved with. @param {ArrayBuffer} bytes the file's beginning
     *  @returns {Promise<Params>} */
    settings: (bytes) => ask({ type: 'settings', bytes, id: number() }, [bytes]),
    end,
  };
}

/** @typedef {ReturnType<typeof createClient>} Client */
