// A helper thread for tests/wasm/threads.mjs and the bench,
// as a lab's worker has them in the page.
import { parentPort, workerData } from 'node:worker_threads';
import { help } from '../../web/shell/wasm/instance.js';

help(workerData).then(() => parentPort.postMessage('left'),
  (error) => parentPort.postMessage(String(error)));
