// What is known of one setting of a grid.

import { formatLoss, formatNumber, formatPercent, formatSimilarity } from '../../base/format.js';

/** @typedef {import('../../types').Trials} Trials */
/** @typedef {import('../../runs/grid.js').Cell} Cell */

/** @typedef {{ title: string, format(x: number): string, best?: boolean, raw?: string }} Metric
 *  best: the greatest is; raw: the metric that says what raw pixels reach */

/** @type {Record<string, Metric>} */
export const METRICS = {
  recall1: { title: 'R@1 across artists', format: formatPercent, best: true, raw: 'raw_recall1' },
  knn: { title: 'k-NN', format: formatPercent, best: true, raw: 'raw_knn' },
  pretext: { title: 'Pretext accuracy', format: formatPercent },
  uniformity: { title: 'Uniformity (lower: more even)', format: formatLoss },
  tolerance: { title: 'Tolerance', format: formatSimilarity },
  std: { title: 'Spread', format: formatLoss },
  rank: { title: 'Effective rank', format: formatNumber },
};

/** What raw pixels reach, in words; "" where that is not a question, or not known yet.
 *  @param {import('../../types').Snapshot | null} snapshot @param {string} metric */
export function rawText(snapshot, metric) {
  const { raw, format } = METRICS[metric];
  const value = raw ? snapshot?.metrics[raw] ?? NaN : NaN;
  return Number.isFinite(value) ? `raw pixels: ${format(value)}` : '';
}

/**
 * @typedef {object} Known
 * @property {number[]} values of the runs that are done and have one
 * @property {number} mean NaN without any
 * @property {number} spread distance of the farthest from the mean
 * @property {number} share of the runs that is done, 0..1
 * @property {string} problem of the first that ended early; "" none did
 */

/** @param {Trials | null} trials @param {Cell} cell @param {string} metric @returns {Known} */
export function knownOf(trials, { runs }, metric) {
  const values = [];
  let share = 0;
  let problem = '';
  for (const { key } of runs) {
    const outcome = trials?.results[key];
    share += outcome ? 1 : trials?.running[key] ?? 0;
    problem ||= outcome?.problem ?? '';
    const value = outcome?.metrics[metric];
    if (value !== undefined && Number.isFinite(value)) values.push(value);
  }
  const mean = values.length ? values.reduce((a, b) => a + b, 0) / values.length : NaN;
  const spread = Math.max(0, ...values.map((v) => Math.abs(v - mean)));
  return { values, mean, spread, share: share / runs.length, problem };
}
