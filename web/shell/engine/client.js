// The only module that talks to a lab's worker: requests become promises, the rest events.

/** @typedef {import('../types.d.ts').ToWorker} ToWorker */
/** @typedef {import('../types.d.ts').FromWorker} FromWorker */
/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').EngineItems} EngineItems */
/** @typedef {import('../types.d.ts').Schema} Schema */

/** @typedef {{ status: string, text: string,
 *   refused?: { name: string, value: number | string } }} Failure */
/** @typedef {{ snapshot(snapshot: Snapshot, playing: boolean): void,
 *   failed(error: Failure, playing: boolean): void,
 *   crashed(text: string): void }} ClientEvents */

/** @param {Worker} worker @param {ClientEvents} on */
export function createClient(worker, on) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (e: Error) => void }>} */
  const waiting = new Map();
  let next = 0;
  let asked = false;
  let alive = true;

  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  const send = (message, transfer = []) => {
    if (alive) worker.postMessage(message, transfer);
  };

  /** @param {number} id @returns {Promise<any>} */
  const answer = (id) => new Promise((resolve, reject) => {
    if (alive) waiting.set(id, { resolve, reject });
    else reject(new Error('this lab has ended'));
  });

  /** @param {number | undefined} id */
  function take(id) {
    const request = id === undefined ? undefined : waiting.get(id);
    if (id !== undefined) waiting.delete(id);
    return request;
  }

  /** @param {FromWorker} message */
  function receive(message) {
    switch (message.type) {
      case 'schema':
        return take(message.id)?.resolve(message.schema);
      case 'ready':
        return take(message.id)?.resolve(message.items);
      case 'saved':
        return take(message.id)?.resolve(message.bytes);
      case 'snapshot':
        if (message.id === undefined) asked = false;
        on.snapshot(message.snapshot, message.playing);
        return take(message.id)?.resolve(message.snapshot);
      case 'error': {
        const error = Object.assign(new Error(message.text), { status: message.status });
        const request = take(message.id);
        if (request) request.reject(error);
        else on.failed(message, message.playing);
      }
    }
  }

  /** @param {string} text */
  function crash(text) {
    if (!alive) return;
    end(text);
    on.crashed(text);
  }

  /** @param {string} text */
  function end(text) {
    alive = false;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Error(text));
    waiting.clear();
  }

  worker.onmessage = (event) => receive(event.data);
  worker.onmessageerror = () => crash('a message of the engine could not be read');
  worker.onerror = (event) => {
    event.preventDefault();
    crash(event.message || 'the engine\u2019s worker could not start');
  };

  return {
    /** @param {WebAssembly.Module} module @returns {Promise<Schema>} */
    boot(module) {
      send({ type: 'boot', module, id: next });
      return answer(next++);
    },
    /** @param {Params} params @param {ArrayBuffer | null} data null: as before, or none
     *  @returns {Promise<EngineItems>} */
    open(params, data) {
      send({ type: 'open', params, data, id: next });
      return answer(next++);
    },
    /** @param {'phase' | number} speed */
    play: (speed) => send({ type: 'play', speed }),
    pause: () => send({ type: 'pause' }),
    /** @param {boolean} seen */
    watch: (seen) => send({ type: 'watch', seen }),
    /** @param {number} n @returns {Promise<Snapshot>} */
    step(n) {
      send({ type: 'step', n, id: next });
      return answer(next++);
    },
    /** @returns {Promise<Snapshot>} */
    phase() {
      send({ type: 'phase', id: next });
      return answer(next++);
    },
    /** @returns {Promise<Snapshot>} */
    reset() {
      send({ type: 'reset', id: next });
      return answer(next++);
    },
    /** @param {string} name @param {number | string} value */
    set: (name, value) => send({ type: 'set', name, value }),
    /** @param {number} anchor @param {number[]} matrix @param {string[]} panels */
    select: (anchor, matrix, panels) => send({ type: 'select', anchor, matrix, panels }),
    /** @param {number} item @param {number} x @param {number} y @param {number} z */
    move: (item, x, y, z) => send({ type: 'move', item, x, y, z }),
    /** Asks for the next snapshot, once; hands back buffers of old ones.
     *  @param {ArrayBuffer[]} old */
    want(old) {
      if (asked) return;
      asked = true;
      send({ type: 'want', recycle: old }, old);
      old.length = 0;
    },
    /** @returns {Promise<ArrayBuffer>} */
    save() {
      send({ type: 'save', id: next });
      return answer(next++);
    },
    /** @param {ArrayBuffer} bytes @returns {Promise<Snapshot>} */
    load(bytes) {
      send({ type: 'load', bytes, id: next }, [bytes]);
      return answer(next++);
    },
    end: () => end('this lab has ended'),
  };
}

/** @typedef {ReturnType<typeof createClient>} Client */
