// A helping thread of tests/wasm/threads.mjs and of the bench: what a lab's worker is in the page.
import { parentPort, workerData } from 'node:worker_threads';
import { help } from '../../web/shell/wasm/instance.js';

help(workerData).then(() => parentPort.postMessage('left'),
  (error) => parentPort.postMessage(String(error)));
