// The helper threads of a lab: workers started by its worker, which exist only while the lab
// trains.

/** @typedef {import('../types.d.ts').FromHelper} FromHelper */

const MOST = 7; // helpers: CT_THREADS_MAX of base/parallel.h, less the lab's own thread
const STAY = 10000; // ms without training after which helpers leave

/** @param {import('../wasm/instance.js').Threads} threads
 *  @param {{ cores: number, spawn(): Worker, busy(): boolean }} given busy: does it still train? */
export function createHelpers(threads, { cores, spawn, busy }) {
  const count = Math.min(cores - 1, MOST);
  /** @type {Map<number, Worker>} */
  const workers = new Map();
  let able = true; // false once a helper failed: no more are started, those here go on
  let wanted = false;
  let timer = 0;

  /** @param {number} thread */
  function start(thread) {
    const worker = spawn();
    workers.set(thread, worker);
    const lost = () => {
      able = false;
      worker.terminate();
      workers.delete(thread);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      lost();
    };
    worker.onmessage = (/** @type {MessageEvent<FromHelper>} */ { data }) => {
      if (!data.left) return lost();
      workers.delete(thread); // its number can be used again
      if (wanted) startMissing();
    };
    worker.postMessage({ type: 'help', module: threads.module, memory: threads.memory, thread });
  }

  function startMissing() {
    try {
      for (let thread = 1; able && thread <= count; thread++) {
        if (!workers.has(thread)) start(thread);
      }
    } catch {
      able = false; // this browser has no workers within workers: one thread does the work
    }
  }

  /** @param {boolean} kept */
  function want(kept) {
    clearTimeout(timer);
    wanted = kept;
    threads.keep(kept);
    if (!kept) return;
    startMissing();
    timer = self.setTimeout(() => want(busy()), STAY);
  }

  return {
    /** Called when there is work: starts the missing helpers, which join as they are ready. */
    call: () => want(true),
    /** Ends the helpers at once; the engine must not be used afterwards. */
    end() {
      clearTimeout(timer);
      for (const worker of workers.values()) worker.terminate();
      workers.clear();
    },
  };
}

/** @typedef {ReturnType<typeof createHelpers>} Helpers */
