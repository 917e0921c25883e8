// Small charts in the prose: a table whose last column draws each row's value or range. The figures
// stand in the table itself, so nobody has to read them off a drawing.
import { fixed } from './numbers.mjs';

const HEIGHT = 10; // of the drawing, which is as wide as its column

/** A value "57", or the least and the most of several runs "93-100". */
function numbersOf(text, where) {
  const [low, high = low] = text.split('-').map(Number);
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw new Error(`bars: "${text}" in ${where}`);
  return [low, high];
}

const digitsOf = (text) => (text.split('.')[1] ?? '').length;

/** @param {number} low @param {number} high both in percent of the axis @param {number} mark the
 *  line to compare with; NaN: none */
export function drawing(low, high, mark) {
  const wide = Math.max(high - low, 1.5);
  const shape = high > low
    ? `<rect class="range" x="${low.toFixed(1)}" y="2" width="${wide.toFixed(1)}" height="6"/>`
    : `<rect class="bar" y="2" width="${Math.max(low, 0.5).toFixed(1)}" height="6"/>`;
  const line = Number.isNaN(mark) ? ''
    : `<rect class="mark" x="${(mark - 0.4).toFixed(1)}" width="0.8" height="${HEIGHT}"/>`;
  return `<svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">`
    + `<rect class="track" y="4.5" width="100" height="1"/>${shape}${line}</svg>`;
}

/** `about` is the caption; `unit` stands behind each number; the axis runs from 0 to `max`; `mark` is
 *  a line to compare with. Each row of the text is "name: value" or "name: least-most".
 *  @param {{ about: string, unit?: string, max: string, mark?: string }} options
 *  @param {string} text */
export function bars({ about, unit = '', max, mark = '' }, text) {
  const part = (value) => (100 * value) / Number(max);
  const rows = text.trim().split('\n').map((line) => {
    const at = line.lastIndexOf(':');
    const value = line.slice(at + 1).trim();
    const [low, high] = numbersOf(value, about);
    const digits = digitsOf(value.split('-')[0]);
    const shown = low === high ? fixed(low, digits) : `${fixed(low, digits)}–${fixed(high, digits)}`;
    return `<tr><th scope="row">${line.slice(0, at).trim()}</th><td class="n">${shown}${unit}</td>`
      + `<td class="drawn">${drawing(part(low), part(high), mark ? part(Number(mark)) : NaN)}</td></tr>`;
  });
  return '<div class="table" tabindex="0" role="region" '
    + `aria-label="${about.replace(/<[^>]*>/g, '').replaceAll('"', '')}"><table class="bars">`
    + `<caption>${about}</caption><tbody>${rows.join('')}</tbody></table></div>`;
}
