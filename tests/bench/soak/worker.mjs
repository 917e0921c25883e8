// The resources that a lab's worker uses: processor time, as Linux counts it for each thread, its
// heap, its linear memory, and its calls of the engine.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100; // ticks per second of Linux's clock of processes
const THREAD = 'DedicatedWorker'; // how the name of a worker's thread begins in Chromium

/** This is put before the worker's script; it counts and times the
 *  worker's calls of the engine. */
const WATCH = `(() => {
  const { instantiate } = WebAssembly;
  const watched = self.watched = { steps: 0, stepping: 0, measured: 0, measuring: 0, bytes: null };
  const around = (call, count, time) => (...given) => {
    const start = performance.now();
    const answer = call(...given);
    watched[time] += performance.now() - start;
    watched[count]++;
    return answer;
  };
  WebAssembly.instantiate = async (...given) => {
    const { exports } = await instantiate(...given);
    const calls = { ...exports };
    const watch = (name, count, time) => {
      if (calls[name]) calls[name] = around(calls[name], count, time);
    };
    watch('ct_session_step', 'steps', 'stepping');
    for (const part of ['evaluate', 'examine', 'examine_pixels', 'measure_pixels'])
      watch('ct_session_' + part, 'measured', 'measuring');
    watched.bytes = () => calls.memory.buffer.byteLength;
    return { exports: calls };
  };
})();`;

/** @param {import('playwright-core').Page} page which has not yet opened the lab */
export const watchEngine = (page) =>
  page.route(/contrastive-lab-worker[^/]*[.]js/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: WATCH + await answer.text() });
  });

/** Processor seconds of a thread: fields 14 and 15 of proc(5), counted from behind its name. */
function secondsOf(folder) {
  const text = readFileSync(`${folder}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Processor seconds of all worker threads of a process; a thread that has
 *  ended no longer counts. */
const workersOf = (process) => readdirSync(`/proc/${process}/task`)
  .map((task) => `/proc/${process}/task/${task}`)
  .filter((folder) => readFileSync(`${folder}/comm`, 'utf8').startsWith(THREAD))
  .reduce((sum, folder) => sum + secondsOf(folder), 0);

/** Bytes of the heap of the page's one worker after garbage collection. Playwright gives no
 *  session of a worker, so the page's session passes the messages on. */
async function heapOf(cdp) {
  let sessionId;
  const answers = new Map();
  const attached = (event) => { sessionId ??= event.sessionId; };
  const received = ({ message }) => {
    const { id, result } = JSON.parse(message);
    answers.get(id)?.(result);
  };
  cdp.on('Target.attachedToTarget', attached);
  cdp.on('Target.receivedMessageFromTarget', received);
  const attach = (autoAttach) => cdp.send('Target.setAutoAttach',
    { autoAttach, waitForDebuggerOnStart: false, flatten: false });
  await attach(true);
  const ask = (id, method) => new Promise((answer, fail) => {
    answers.set(id, answer);
    const message = JSON.stringify({ id, method });
    cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(fail);
  });
  for (const id of [1, 2, 3]) await ask(id, 'HeapProfiler.collectGarbage');
  const { usedSize } = await ask(4, 'Runtime.getHeapUsage');
  await attach(false);
  cdp.off('Target.attachedToTarget', attached);
  cdp.off('Target.receivedMessageFromTarget', received);
  return usedSize;
}

/** @param {import('playwright-core').Browser} browser which has this one page
 *  @param {import('playwright-core').Page} page
 *  @param {import('playwright-core').CDPSession} cdp of the page */
export async function createWatch(browser, page, cdp) {
  const whole = await browser.newBrowserCDPSession();
  const only = () => {
    const workers = page.workers();
    if (workers.length !== 1) throw new Error(`${workers.length} workers, not 1`);
    return workers[0];
  };
  return {
    /** Processor seconds of the workers of all pages. */
    async seconds() {
      const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer')
        .reduce((sum, { id }) => sum + workersOf(id), 0);
    },
    /** Steps and measuring calls so far, the milliseconds of both, and bytes of linear memory. */
    engine: () => only().evaluate(() => ({ ...self.watched, bytes: self.watched.bytes() })),
    heap: () => heapOf(cdp),
  };
}
