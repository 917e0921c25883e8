// The tokens of the look as numbers, for painting on a canvas. `keepTheme` reads them once per
// refresh: asking for computed styles in every frame would make the browser compute them each time.

/** @typedef {import('../../gl/batches.js').Rgb} Rgb */

const NAMES = /** @type {const} */ (['paper', 'panel', 'sunken', 'ink', 'soft', 'faint', 'rule',
  'accent', 'warn', 'anchor', 'positive', 'negative', 'sim-minus', 'sim-zero', 'sim-plus',
  'mag-low', 'mag-high']);

/**
 * @typedef {object} Theme
 * @property {Record<typeof NAMES[number], Rgb>} rgb each 0..1
 * @property {Record<typeof NAMES[number], string>} css
 * @property {string} font font family for text on a canvas
 * @property {number} size scale of text
 */

/** @type {CanvasRenderingContext2D | null | undefined} */
let probe;

/** Converts any colour that the browser knows to numbers. @param {string} text @returns {Rgb} */
function parse(text) {
  if (probe === undefined) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    probe = canvas.getContext('2d', { willReadFrequently: true });
  }
  if (!probe) return [0.5, 0.5, 0.5];
  probe.fillStyle = '#808080';
  probe.fillStyle = text;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return [r / 255, g / 255, b / 255];
}

/** @param {HTMLElement} element any element inside the lab */
export const inkOf = (element) => parse(getComputedStyle(element).getPropertyValue('--ink').trim());

/** @param {HTMLElement} element any element inside the lab @returns {Theme} */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const rgb = /** @type {Theme['rgb']} */ ({});
  const css = /** @type {Theme['css']} */ ({});
  for (const name of NAMES) {
    css[name] = style.getPropertyValue(`--${name}`).trim() || '#808080';
    rgb[name] = parse(css[name]);
  }
  const size = Number.parseFloat(style.getPropertyValue('--size')) || 1;
  return { rgb, css, size, font: style.getPropertyValue('--font-ui').trim() || 'sans-serif' };
}

/** The theme, read when it is first asked for and again once it is forgotten.
 *  @param {HTMLElement} element any element inside the lab */
export function keepTheme(element) {
  /** @type {Theme | null} */
  let theme = null;
  return {
    now: () => theme ??= readTheme(element),
    forget() { theme = null; },
  };
}
