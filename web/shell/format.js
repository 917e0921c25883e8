// Numbers as text, once for the whole page: loss 3 decimals, similarity 2, percent 1.

const MINUS = '\u2212';
const NONE = '\u2013';   // not defined, or not known yet

/** Fixed decimals without a negative zero. @param {number} value @param {number} decimals */
function fixed(value, decimals) {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** @param {number} value in nats; small ones as 6.8e-6 */
export function formatLoss(value) {
  if (!Number.isFinite(value)) return NONE;
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1).replace(/^-/, MINUS);
  return fixed(value, 3);
}

/** @param {number} value a cosine, -1..1 */
export function formatSimilarity(value) {
  return Number.isFinite(value) ? fixed(value, 2) : NONE;
}

/** @param {number} value a share, 0..1 */
export function formatPercent(value) {
  return Number.isFinite(value) ? `${fixed(100 * value, 1)} %` : NONE;
}

/** Four significant digits at most; whole numbers whole, thousands set apart.
 *  @param {number} value */
export function formatNumber(value) {
  if (!Number.isFinite(value)) return NONE;
  if (Number.isInteger(value)) {
    return fixed(value, 0).replace(/\B(?=(\d{3})+$)/g, ',');
  }
  const size = Math.abs(value);
  if (size < 0.0001 || size >= 1e6) return value.toExponential(1).replace(/^-/, MINUS);
  return String(Number(value.toPrecision(4))).replace(/^-/, MINUS);
}
