// Numbers as text, the same on the whole page: losses with 3 decimals, similarities 2, percentages
// 1.

import english from '../words/en/format.js';
import { textsOf } from '../words/words.js';

const t = textsOf('format', english);

const MINUS = '\u2212';
const NONE = '\u2013';   // stands for a value that is not defined, or not known yet
const LARGE = 1e6;       // fractions from here on are written with an exponent
const WHOLE = 1e12;      // whole numbers from here on are written with an exponent
const CROWDED = 1e5;     // numbers beside an axis from here on are written with an exponent

/** The text for a value that is not finite; null: it is finite. @param {number} value */
function special(value) {
  if (Number.isFinite(value)) return null;
  return Number.isNaN(value) ? NONE : value > 0 ? '\u221e' : `${MINUS}\u221e`;
}

/** Fixed decimals, a sign between thousands, and no negative zero.
 *  @param {number} value @param {number} decimals */
function fixed(value, decimals) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = (whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, t('thousands')) : whole)
    + (fraction ? `.${fraction}` : '');
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Notation such as 6.8e-6 and 1.23e6. @param {number} value @param {number} decimals */
function exponential(value, decimals) {
  return value.toExponential(decimals).replace(/^-/, MINUS).replace('e+', 'e');
}

/** @param {number} value in nats; very small and large ones get an exponent: 6.8e-6, 1.23e6 */
export function formatLoss(value) {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return exponential(value, 1);
  return special(value)
    ?? (size < LARGE ? fixed(value, size < 1000 ? 3 : 1) : exponential(value, 2));
}

/** @param {number} value a cosine, -1..1 @param {number} [decimals] */
export function formatSimilarity(value, decimals = 2) {
  return special(value) ?? (Math.abs(value) < LARGE ? fixed(value, decimals)
    : exponential(value, decimals));
}

/** @param {number} value a share, 0..1 */
export function formatPercent(value) {
  return special(value) ?? `${fixed(100 * value, 1)} %`;
}

/** At most four significant digits; whole numbers exactly, with a sign between thousands.
 *  @param {number} value */
export function formatNumber(value) {
  const size = Math.abs(value);
  const none = special(value);
  if (none) return none;
  if (Number.isInteger(value)) return size < WHOLE ? fixed(value, 0) : exponential(value, 2);
  if (size < 0.0001) return exponential(value, 1);
  if (size >= LARGE) return exponential(value, 2);
  const short = Number(value.toPrecision(4));
  return fixed(short, (String(short).split('.')[1] ?? '').length);
}

/** A number for an axis, where there is room for five digits. @param {number} value */
export function formatTick(value) {
  if (Math.abs(value) < 1e-9) return '0'; // the rounding error of a sum of steps
  if (Math.abs(value) < CROWDED) return formatNumber(value);
  const none = special(value);
  if (none) return none;
  const [digits, power] = Number(value.toPrecision(3)).toExponential().split('e');
  return `${digits}e${Number(power)}`.replace(/^-/, MINUS);
}

/** @param {number} pace in steps per second; the text is '' below one and where it is not known */
export function formatPace(pace) {
  const n = Math.round(pace);
  return pace >= 1 ? t('pace', { n, pace: formatNumber(n) }) : '';
}
