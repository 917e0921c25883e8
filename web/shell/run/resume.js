// Whether a lab can continue the training saved in a file: compares the file's settings with its
// own.
import english from '../words/en/run.js';
import { checkValue } from '../state/check.js';
import { EngineError } from '../base/error.js';
import { choiceOf, labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Params} Params */

/** The most bytes that a checkpoint's header and its length take: CT_CHECKPOINT_HEADER_MAX of
 *  io/checkpoint.h, and 8 bytes for the length. */
export const HEAD = 16384 + 8;

/** Whether both are the same number to the engine. @param {number | string} a
 *  @param {number | string} b */
const isSame = (a, b) => a === b
  || (typeof a === 'number' && Math.fround(a) === Math.fround(Number(b)));

/** The file's values that differ from the lab's. Where the lab does not allow one of them, the
 *  whole file is refused, with every parameter that stands in the way and both its values.
 *  @param {import('../types.d.ts').Lab} lab @param {import('../types.d.ts').Schema} schema
 *  @param {Params} saved @param {Params} now @returns {Params} */
export function broughtBy(lab, schema, saved, now) {
  const differing = schema.params.filter(({ name, page }) => !page
    && !isSame(saved[name], now[name]));
  const refused = differing.filter((param) => 'text' in checkValue(lab, param, saved[param.name]));
  if (refused.length) {
    const named = differing.filter((param) => !param.live || refused.includes(param))
      .map(({ name }) => t('differs', { label: labelOf(name),
        saved: choiceOf(name, saved[name]), now: choiceOf(name, now[name]) }))
      .reduce((first, second) => t('and', { first, second }));
    const which = refused.map(({ name }) => labelOf(name))
      .reduce((first, second) => t('list', { first, second }));
    throw new EngineError('config', t('foreign', { differences: named, refused: which }));
  }
  return Object.fromEntries(differing.map(({ name }) => [name, saved[name]]));
}
