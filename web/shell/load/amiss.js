// Says what is wrong with a file that did not load, or loaded wrongly, and why a worker does not
// start.
import english from '../words/en/amiss.js';
import { fileAt } from './where.js';
import { formatNumber } from '../base/format.js';
import { Outdated, outdated } from './late.js';
import { stranger } from './came.js';
import { textsOf } from '../words/words.js';

const t = textsOf('amiss', english);

/** status: that of the answer, 0 without an answer; broken: the connection broke before the end
 *  @typedef {{ status: number, broken: boolean, bytes: Uint8Array,
 *   forms: import('./arrival.js').Form[] }} Came */

/** @param {string} name @param {string} text */
const error = async (name, text) => await outdated(name) ?? new Error(text);

/** @param {string} file its name @param {Came} came
 *  @returns {string} says what was loaded in place of the file */
function otherwise(file, { bytes, forms }) {
  const [[size]] = forms;
  const other = stranger(new TextDecoder().decode(bytes.subarray(0, 200)));
  const [got, all] = [bytes.length, size].map(formatNumber);
  if (!bytes.length) return t('empty', { file });
  if (other) return t('other', { file, other });
  return t(bytes.length < size ? 'cut' : 'version', { file, got, all });
}

/** @param {string} name the file's name in dist/ @param {Came} came @returns {Promise<Error>} */
export async function wrongFile(name, came) {
  const { status, broken, bytes, forms } = came;
  if (!status) {
    return error(name, t('offline', { file: name }));
  }
  if (status >= 400) {
    return error(name, t('status', { file: name, status }));
  }
  if (broken) {
    return new Error(t('broken', { file: name, got: formatNumber(bytes.length),
      all: formatNumber(forms[0][0]) }));
  }
  return error(name, otherwise(name, came));
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
  const type = answer?.headers.get('content-type') ?? '';
  return /javascript|ecmascript/.test(type) ? '' : type ? t('type', { type }) : t('noType');
}

/** @param {string} name the file of a module @param {Error} cause
 *  @returns {Promise<Error>} */
export async function wrongModule(name, cause) {
  const wrong = await wrongScript(name, LATER[name]);
  if (wrong) return wrong;
  const type = wrongType((await anew(name)).answer);
  return new Error(type ? t('moduleType', { file: name, problem: type })
    : t('module', { file: name, problem: cause.message }));
}

/** text: the browser's message, or empty; directive: that of a policy which refused the worker
 *  @param {string} name the worker's file @param {{ text: string, directive: string | undefined,
 *   forms: import('./arrival.js').Form[] }} known */
export async function wrongWorker(name, { text, directive, forms }) {
  const failed = (/** @type {string} */ problem) => new Error(t('worker', { file: name, problem }));
  if (directive) return failed(t('policy', { directive }));
  const wrong = await wrongScript(name, forms);
  if (wrong instanceof Outdated) return wrong;
  if (wrong) return failed(wrong.message);
  const { answer } = await anew(name);
  const policy = answer?.headers.get('cross-origin-embedder-policy');
  if (globalThis.crossOriginIsolated && !policy) {
    return failed(t('isolated'));
  }
  const type = wrongType(answer);
  return failed(type || t('whole', { problem: text || t('unknown') }));
}
