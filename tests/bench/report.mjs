// Figures as text: tables for the terminal, and each bar beside the figure that was measured.
import { readFileSync } from 'node:fs';

export const bars = JSON.parse(readFileSync(new URL('bars.json', import.meta.url), 'utf8'));

const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

export const milliseconds = (ms) => (ms >= 0.1 ? `${digits(ms)} ms` : `${digits(1000 * ms)} us`);

/** @param {string[][]} rows the first is the head; columns after the first are aligned right */
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => row.map((text, i) =>
    (i ? text.padStart(widths[i]) : text.padEnd(widths[i]))).join('  ').trimEnd()).join('\n');
}

/** The speed of a kernel as text, in the unit in which its work is counted. */
export function speedText({ unit, perSecond, ms }) {
  if (unit === 'FLOP') return `${(perSecond / 1e9).toFixed(1)} GFLOP/s`;
  if (unit === 'element') return `${(perSecond / 1e9).toFixed(2)} G elements/s`;
  if (unit === 'view') return `${((1e6) / perSecond).toFixed(1)} us a view`;
  return milliseconds(ms);
}

export const kernelTable = (speeds) => table([
  ['kernel', 'speed', 'one run', 'share of peak', 'peak'],
  ...speeds.map((s) => [s.name, speedText(s), milliseconds(s.ms),
    s.share === null ? '' : `${(100 * s.share).toFixed(0)} %`,
    s.peak === null ? '' : `${(s.peak / 1e9).toFixed(1)} GFLOP/s`]),
]);

export const contestTable = (work, results) => table([
  [work, 'median', 'runs', 'ours is faster by'],
  ...results.map((r) => (r.cannot ? [r.name, r.cannot, '', '']
    : [r.name, milliseconds(r.ms), String(r.runs), r.ratio === 1 ? '' : `${r.ratio.toFixed(2)}x`])),
]);

/** The result that a bar judges: a share, or a ratio of times; null when it was not measured. */
function measured(bar, results) {
  if (bar.kernel) return results.kernels?.find((k) => k.name === bar.kernel)?.share ?? null;
  if (bar.work === 'augment') return results.augment?.share ?? null;
  if (bar.work === 'texts') return results.texts?.clip_slip.share ?? null;
  const peer = bar.threads ? `threads${bar.threads}` : bar.peer;
  const ratio = results.contests?.[bar.work]?.find((r) => r.key === peer)?.ratio;
  if (!ratio) return null;
  return bar.most || bar.threads ? 1 / ratio : ratio;
}

/** Each bar of bars.json with the measured value and whether the bar is met
 *  (null: not measured). */
export function judge(results) {
  return bars.map((bar) => {
    const value = measured(bar, results);
    const limit = bar.share ?? bar.least ?? bar.most;
    const met = value === null ? null : bar.most ? value <= limit : value >= limit;
    return { text: bar.text, bar: limit, sense: bar.most ? 'at most' : 'at least',
      percent: 'share' in bar || ['augment', 'texts'].includes(bar.work), measured: value, met };
  });
}

export const barTable = (judged) => {
  const text = (b, value) => (b.percent ? `${(100 * value).toFixed(0)} %`
    : `${value.toFixed(value < 10 ? 2 : 0)}x`);
  return table([['work', 'bar', 'measured', ''], ...judged.map((b) => [
    b.text, `${b.sense} ${text(b, b.bar)}`,
    b.measured === null ? 'not measured' : text(b, b.measured),
    b.met === null ? '' : b.met ? 'met' : 'MISSED'])]);
};
