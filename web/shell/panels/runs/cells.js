// The results for one setting of a grid.

import english from '../../words/en/runs.js';
import { formatLoss, formatNumber, formatPercent, formatSimilarity } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('runs', english);

/** @typedef {import('../../types').Trials} Trials */
/** @typedef {import('../../runs/grid.js').Cell} Cell */

/** @typedef {{ format(x: number): string, best?: boolean, raw?: string }} Metric
 *  best: the greatest value is the best; raw: the metric that gives the value of raw pixels */

/** The title of a metric. @param {string} metric */
export const titleOf = (metric) => t(/** @type {'knn'} */ (metric));

/** @type {Record<string, Metric>} */
export const METRICS = {
  recall1: { format: formatPercent, best: true, raw: 'raw_recall1' },
  knn: { format: formatPercent, best: true, raw: 'raw_knn' },
  pretext: { format: formatPercent },
  uniformity: { format: formatLoss },
  tolerance: { format: formatSimilarity },
  std: { format: formatLoss },
  rank: { format: formatNumber },
};

/** The value of raw pixels in words; "" where there is none, or it is not known yet.
 *  @param {import('../../types').Snapshot | null} snapshot @param {string} metric */
export function rawText(snapshot, metric) {
  const { raw, format } = METRICS[metric];
  const value = raw ? snapshot?.metrics[raw] ?? NaN : NaN;
  return Number.isFinite(value) ? t('raw', { value: format(value) }) : '';
}

/**
 * @typedef {object} Known
 * @property {number[]} values of the completed runs that have one
 * @property {number} mean NaN without values
 * @property {number} spread distance of the farthest value from the mean
 * @property {number} share share of the runs' steps that is done, 0..1
 * @property {string} problem of the first run that ended early; "" where none did
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

/** The greatest mean of the cells whose runs have all ended, since one run is not yet a mean; NaN:
 *  fewer than two have. @param {Known[]} known */
export function bestOf(known) {
  const ended = known.filter((k) => k.share === 1 && Number.isFinite(k.mean));
  return ended.length > 1 ? Math.max(...ended.map((k) => k.mean)) : NaN;
}
