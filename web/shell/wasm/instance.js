// Instances of the engine: the plain build with its own memory, or the build for threads, with one
// memory that is shared by one instance per thread.

/** @typedef {Record<string, (...a: number[]) => number>} Calls */
/** @typedef {{ module: WebAssembly.Module, memory: WebAssembly.Memory, thread: number }} Place */

const PAGE = 65536;
const FIRST = 256; // initial pages of the memory for threads: THREADS_INITIAL of the Makefile
// Most pages it may grow to: 2 GB, or less where a browser is short of address space.
const MOST = [32768, 16384, 8192, 4096];
// Emscripten's memory reports its growth; nothing needs the report, because room.js grows it.
const PLAIN = { env: { emscripten_notify_memory_growth() {} } };

/** @param {WebAssembly.Module} module */
const isForThreads = (module) =>
  WebAssembly.Module.imports(module).some(({ kind }) => kind === 'memory');

function sharedMemory() {
  for (const maximum of MOST) {
    try {
      return new WebAssembly.Memory({ initial: FIRST, maximum, shared: true });
    } catch { /* a smaller maximum is tried next */ }
  }
  throw new Error(`there are not ${Math.round((FIRST * PAGE) / 1e6)} MB of memory to share`);
}

/** Creates a thread's own instance over the shared memory. Its stack and its locals are set first,
 *  because the linker gives every instance those of thread 0. @param {Place} place */
async function enter({ module, memory, thread }) {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const c = /** @type {Calls} */ (/** @type {unknown} */ (exports));
  const top = /** @type {WebAssembly.Global} */ (exports.__stack_pointer);
  if (thread) top.value = c.ct_parallel_stack(thread);
  c.__wasm_init_tls(c.ct_parallel_locals(thread));
  return { exports, c };
}

/** The instance a session lives in. threads: null, or the calls that concern its helpers.
 *  @param {WebAssembly.Module} module */
export async function instantiate(module) {
  if (!isForThreads(module)) {
    const { exports } = await WebAssembly.instantiate(module, PLAIN);
    const c = /** @type {Calls} */ (/** @type {unknown} */ (exports));
    c._initialize?.();
    const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
    return { exports, c, memory, threads: null };
  }
  const memory = sharedMemory();
  const { exports, c } = await enter({ module, memory, thread: 0 });
  const threads = {
    module, memory,
    /** @param {boolean} kept whether arriving helpers stay */
    keep: (kept) => { c.ct_parallel_keep(kept ? 1 : 0); },
    count: () => c.ct_parallel_threads(),
    /** How many bytes of its stack a helper has used. @param {number} thread */
    stackUsed: (thread) => c.ct_parallel_stack_used(thread),
  };
  return { exports, c, memory, threads };
}

/** @typedef {NonNullable<Awaited<ReturnType<typeof instantiate>>['threads']>} Threads */

/** Helps thread 0 of an engine until helpers have to leave. A trap is reported to thread 0, which
 *  would otherwise wait for the task for ever. @param {Place} place */
export async function help(place) {
  const { c } = await enter(place);
  try {
    c.ct_parallel_help(place.thread);
  } catch (error) {
    c.ct_parallel_broke();
    throw error;
  }
}
