// The colours of a cosine: its ground on the diverging scale, and an ink that is legible on it.

/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('../../gl/batches.js').Rgb} Rgb */

// The luminance L of equal contrast with black and white, (L + 0.05) / 0.05 = 1.05 / (L + 0.05):
// 4.6.
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05;

/** The colour of a cell, as in the shader. @param {number} cosine @param {Theme['rgb']} rgb
 *  @returns {Rgb} */
export function groundOf(cosine, rgb) {
  const [zero, end] = [rgb['sim-zero'], rgb[cosine < 0 ? 'sim-minus' : 'sim-plus']];
  const strength = Math.min(1, Math.abs(cosine) || 0);
  const mixed = zero.map((from, k) => from + (end[k] - from) * strength);
  return /** @type {Rgb} */ (mixed);
}

/** Black or white: the one with more contrast, which is always legible. @param {Rgb} ground */
export const inkOn = (ground) => (luminance(ground) > MIDDLE ? '#000' : '#fff');

/** Relative luminance as defined by WCAG 2. @param {Rgb} rgb */
function luminance(rgb) {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
