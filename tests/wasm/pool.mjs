// Runs the engine on several threads in Node.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { createEngine } from '../../web/shell/wasm/engine.js';

const file = new URL('../../build/wasm/contrastive-threads.wasm', import.meta.url);
export const module = new WebAssembly.Module(readFileSync(file));

/** A helper thread: its worker, and its last message. */
export function helper(memory, thread) {
  const worker = new Worker(new URL('helper.mjs', import.meta.url),
    { workerData: { module, memory, thread } });
  return { worker, word: new Promise((said) => { worker.once('message', said); }) };
}

/** An engine with `count` threads, itself included, once all have started.
 *  `leave` ends the others. */
export async function enginePool(count) {
  const engine = await createEngine(module);
  const { threads } = engine;
  const helpers = Array.from({ length: count - 1 }, (_, i) => helper(threads.memory, i + 1));
  while (threads.count() < count) await sleep(1);
  async function leave() {
    threads.keep(false);
    return Promise.all(helpers.map((h) => h.word));
  }
  return { engine, leave };
}
