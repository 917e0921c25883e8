// Says what is wrong with a file that did not load, or loaded wrongly, and why a worker does not
// start.
import { fileAt } from './where.js';
import { formatNumber } from '../base/format.js';
import { Outdated, outdated } from './late.js';
import { stranger } from './came.js';

/** status: that of the answer, 0 without an answer; broken: the connection broke before the end
 *  @typedef {{ status: number, broken: boolean, bytes: Uint8Array,
 *   forms: import('./arrival.js').Form[] }} Came */

/** @param {string} name @param {string} what */
const error = async (name, what) => await outdated(name) ?? new Error(`${name} ${what}`);

/** @param {Came} came @returns {string} says what was loaded in place of the file */
function otherwise({ bytes, forms }) {
  const [[size]] = forms;
  const other = stranger(new TextDecoder().decode(bytes.subarray(0, 200)));
  const [n, m] = [bytes.length, size].map(formatNumber);
  if (!bytes.length) return 'came empty';
  if (other) return `did not come: ${other}`;
  if (bytes.length < size) return `was cut: ${n} of ${m} bytes came`;
  return `came in another version: ${n} bytes that are not the ${m} of this build`;
}

/** @param {string} name the file's name in dist/ @param {Came} came @returns {Promise<Error>} */
export async function wrongFile(name, came) {
  const { status, broken, bytes, forms } = came;
  if (!status) {
    return error(name, 'could not be loaded: there is no network, or something between this page '
      + 'and its host blocks it, such as a browser extension or the page\u2019s content security '
      + 'policy');
  }
  if (status >= 400) {
    return error(name, `could not be loaded: the server answered ${status}`);
  }
  if (broken) {
    return new Error(`${name} was cut: the line broke after ${formatNumber(bytes.length)} of ${
      formatNumber(forms[0][0])} bytes`);
  }
  return error(name, otherwise(came));
}

/** @param {string} name @returns {Promise<{ answer: Response | null, bytes: Uint8Array,
 *  broken: boolean }>} */
async function anew(name) {
  const answer = await fetch(fileAt(name), { cache: 'reload' }).catch(() => null);
  const nothing = new ArrayBuffer(0);
  const body = answer?.ok ? await answer.arrayBuffer().catch(() => null) : nothing;
  return { answer, bytes: new Uint8Array(body ?? nothing), broken: Boolean(answer) && !body };
}

/** Why a script did not load or does not run. @param {string} name
 *  @param {import('./arrival.js').Form[] | number} whole its right forms, or its right length alone
 *  @returns {Promise<Error | null>} null: the whole script loads */
async function wrongScript(name, whole) {
  const { answer, bytes, broken } = await anew(name);
  const forms = typeof whole === 'number' ? [/** @type {[number, number]} */ ([whole, 0])] : whole;
  if (!broken && answer?.ok && bytes.length === forms[0][0]) return null;
  return wrongFile(name, { status: answer?.status ?? 0, broken, bytes, forms });
}

/** @param {Response | null} answer @returns {string} what is wrong with its type, or '' */
function wrongType(answer) {
  const type = answer?.headers.get('content-type') ?? 'none';
  return /javascript|ecmascript/.test(type) ? ''
    : `its host says that it is of the type ${type}, not a script`;
}

/** @param {string} name the file of a module @param {Error} cause
 *  @returns {Promise<Error>} */
export async function wrongModule(name, cause) {
  const wrong = await wrongScript(name, LATER[name]);
  if (wrong) return wrong;
  const type = wrongType((await anew(name)).answer);
  return new Error(type ? `${name} does not run: ${type}`
    : `${name} came whole, but this browser does not run it: ${cause.message}`);
}

/** text: the browser's message, or empty; directive: that of a policy which refused the worker
 *  @param {string} name the worker's file @param {{ text: string, directive: string | undefined,
 *   forms: import('./arrival.js').Form[] }} known */
export async function wrongWorker(name, { text, directive, forms }) {
  const start = `the engine\u2019s worker, ${name}, did not start`;
  if (directive) {
    return new Error(`${start}: the page\u2019s content security policy refuses it (${directive})`);
  }
  const wrong = await wrongScript(name, forms);
  if (wrong instanceof Outdated) return wrong;
  if (wrong) return new Error(`${start}: ${wrong.message}`);
  const { answer } = await anew(name);
  const policy = answer?.headers.get('cross-origin-embedder-policy');
  if (globalThis.crossOriginIsolated && !policy) {
    return new Error(`${start}: this page is isolated from other origins, and its host sends the worker `
      + 'without the header Cross-Origin-Embedder-Policy');
  }
  const type = wrongType(answer);
  if (type) return new Error(`${start}: ${type}`);
  return new Error(`${start}, though its file comes whole: ${text || 'something in this browser, such '
    + 'as an extension or a setting, refuses it'}`);
}
