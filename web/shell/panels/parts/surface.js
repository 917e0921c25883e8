// A panel's canvas: its size follows its box and its colours the theme. It is painted by the page's
// renderer, or by the 2D one where WebGL2 is missing.

import { createFlat } from '../../gl/flat.js';
import { h } from '../../base/dom.js';
import { cutout } from './cutout.js';
import { keepTheme } from './theme.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../gl/renderer.js').Pen} Pen */
/** @typedef {import('./theme.js').Theme} Theme */

/**
 * @typedef {object} Surface
 * @property {HTMLElement} element the box
 * @property {HTMLCanvasElement} canvas
 * @property {number} width
 * @property {number} height in CSS pixels
 * @property {Theme} theme
 * @property {import('../../types').Items['sheet']} sheet the tiles, transparent around the drawings
 * @property {boolean} dirty
 * @property {() => void} touch marks it to be drawn
 * @property {(paint: (pen: Pen) => void) => CanvasRenderingContext2D | null} draw
 * @property {() => void} refresh
 * @property {() => void} destroy
 */

/** @param {PanelHost} host @param {string} name the box's class, which sets its proportions
 *  @returns {Surface} */
export function createSurface(host, name) {
  const canvas = h('canvas', { class: 'p-canvas' });
  const element = h('div', { class: `p-surface ${name}` }, canvas);
  const renderer = host.renderer ?? createFlat();
  const theme = keepTheme(element);
  /** @type {import('../../types').Items['sheet']} */
  let sheet = null;

  const resized = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = element;
    if (clientWidth === surface.width && clientHeight === surface.height) return;
    surface.width = clientWidth;
    surface.height = clientHeight;
    surface.touch();
  });
  resized.observe(element);

  /** @type {Surface} */
  const surface = {
    element, canvas, width: 0, height: 0, dirty: true,
    get theme() { return theme.now(); },
    get sheet() {
      const now = cutout(host.items.sheet, () => surface.theme.rgb.ink);
      if (sheet && now !== sheet) renderer.forget(sheet.image);
      return sheet = now;
    },
    touch() {
      surface.dirty = true;
      host.invalidate();
    },
    draw(paint) {
      surface.dirty = false;
      if (surface.width < 2 || surface.height < 2) return null;
      return renderer.draw(canvas, surface.width, surface.height, paint);
    },
    refresh() {
      theme.forget();
      surface.touch();
    },
    destroy() {
      resized.disconnect();
      unsubscribe();
      if (sheet) renderer.forget(sheet.image);
    },
  };
  const unsubscribe = renderer.onChange(() => surface.touch());
  return surface;
}
