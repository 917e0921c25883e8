// bench.html: times the engine on the reader's machine, in a worker, when the reader asks for it.
import { addThemes } from '../page/theme.js';
import { h, say } from '../shell/base/dom.js';
import { whyNoWorker } from '../shell/client/assets.js';
import { WORKER, canShare, module, worker } from './files.js';
import { createTables } from './table.js';

/** @typedef {import('./worker.js').Tell} Tell */

const place = /** @type {HTMLElement} */ (document.getElementById('run'));
const tables = createTables(/** @type {HTMLElement} */ (document.getElementById('results')));

const start = h('button', { class: 'main', type: 'button', onclick: () => toggle() }, 'Measure');
const brief = h('input', { type: 'checkbox', id: 'brief' });
const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Progress of the measurement' });
const status = h('p', { role: 'status' });
const copy = h('button', { type: 'button', hidden: true, onclick: () => void copyText() },
  'Copy as text');
const plain = h('textarea', { readOnly: true, hidden: true, 'aria-label': 'The figures as text' });

/** @type {Worker | null} */
let running = null;

function stop(/** @type {string} */ text) {
  running?.terminate();
  running = null;
  tables.mark(null);
  start.textContent = 'Measure';
  brief.disabled = false;
  say(status, text);
}

/** @param {Tell} message */
function hear(message) {
  switch (message.type) {
    case 'start':
      bar.max = message.of;
      bar.value = message.done;
      tables.mark(message.row.id);
      if (message.done === 0) say(status, 'Measuring\u2026');
      return;
    case 'figure': return tables.show(message.id, message.figure);
    case 'end':
      bar.value = bar.max;
      copy.hidden = false;
      return stop('Done: every line is measured.');
    case 'error': return stop(`The measurement stopped: ${message.text}`);
  }
}

async function measure() {
  start.textContent = 'Stop';
  brief.disabled = true;
  copy.hidden = plain.hidden = true;
  tables.clear();
  bar.value = 0;
  say(status, 'Loading\u2026');
  const own = await worker();
  running = own;
  own.onmessage = ({ data }) => running === own && hear(data);
  own.onerror = async (event) => {
    event.preventDefault();
    const text = event.message || (await whyNoWorker('', WORKER)).message;
    if (running === own) stop(`The measurement stopped: ${text}`);
  };
  const modules = {
    plain: await module('contrastive-lab.wasm'),
    threads: canShare() ? await module('contrastive-lab-threads.wasm') : null,
    kernels: await module('bench.wasm'),
  };
  own.postMessage({ type: 'measure', modules, brief: brief.checked });
}

function toggle() {
  if (running) return stop('Stopped.');
  measure().catch((error) => stop(`This cannot be measured here: ${error.message}`));
}

async function copyText() {
  const text = [`Contrastive Lab on ${navigator.hardwareConcurrency} cores, ${
    new Date().toISOString().slice(0, 10)}`, navigator.userAgent, '', tables.text()].join('\n');
  try {
    await navigator.clipboard.writeText(text);
    say(status, 'Copied.');
  } catch { // not allowed, or no clipboard for a page from a file: the reader copies by hand
    plain.value = text;
    plain.hidden = false;
    plain.select();
    say(status, 'Your browser does not let pages copy here: the text below is selected.');
  }
}

/** Says why only one thread can be measured, where that is so. */
function aboutThreads() {
  if (canShare()) return `${navigator.hardwareConcurrency} cores.`;
  if (location.protocol === 'file:') {
    return 'Opened from a file, a page may not share memory: one thread is measured.';
  }
  return 'This page is not isolated from others, so one thread is measured. If the article has '
    + 'been opened here before, reloading may isolate it.';
}

addThemes();
place.append(start, h('label', { for: 'brief' }, brief, 'A quick look, rougher'), copy, bar, status,
  plain);
say(status, `Ready. ${aboutThreads()}`);
