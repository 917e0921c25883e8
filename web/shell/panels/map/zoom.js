// What zooms the map: Ctrl with the wheel, two fingers, the keys + - 0, and buttons. The wheel alone
// and, while all is shown, a single finger scroll the page as everywhere.
import { h } from '../../base/dom.js';
import { placeOn } from '../parts/place.js';

/** @typedef {import('./view.js').Plane} Plane */

const STEP = 1.5;

/** @param {HTMLCanvasElement} canvas @param {Plane} plane @param {() => void} changed
 *  @param {AbortSignal} signal */
function followFingers(canvas, plane, changed, signal) {
  /** @type {Map<number, { x: number, y: number }>} */
  const fingers = new Map();
  const apart = () => {
    const [a, b] = [...fingers.values()];
    return { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, placeOn(canvas, event));
  }, { signal });
  canvas.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    if (fingers.size !== 2) {
      fingers.set(event.pointerId, placeOn(canvas, event));
      return;
    }
    const before = apart();
    fingers.set(event.pointerId, placeOn(canvas, event));
    const now = apart();
    plane.zoomBy(now.far / Math.max(1, before.far), now.x, now.y);
    event.stopImmediatePropagation(); // one finger of two drags nothing
    changed();
  }, { signal });
  for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    canvas.addEventListener(type, (event) => { fingers.delete(event.pointerId); }, { signal });
  }
}

/** @param {HTMLCanvasElement} canvas @param {Plane} plane @param {() => void} redraw
 *  @param {Record<'zoom' | 'zoomIn' | 'zoomOut' | 'all', string>} words */
export function createZoom(canvas, plane, redraw, words) {
  const off = new AbortController();
  const { signal } = off;
  const changed = () => {
    canvas.style.touchAction = plane.zoom > 1 ? 'none' : '';
    redraw();
  };
  const by = (/** @type {number} */ factor) => () => {
    plane.zoomBy(factor, plane.cx, plane.cy);
    changed();
  };
  const whole = () => {
    plane.whole();
    changed();
  };
  canvas.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { x, y } = placeOn(canvas, event);
    plane.zoomBy(Math.exp(-event.deltaY / 200), x, y);
    changed();
  }, { signal, passive: false });
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { '+': by(STEP), '=': by(STEP), '-': by(1 / STEP), 0: whole }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }, { signal });
  followFingers(canvas, plane, changed, signal);
  const button = (/** @type {string} */ sign, /** @type {string} */ name,
    /** @type {() => void} */ act) => h('button', { type: 'button', class: 'p-toggle', title: name,
    'aria-label': name, textContent: sign, onclick: act });
  return {
    element: h('div', { class: 'p-toggles p-zoom', role: 'group', 'aria-label': words.zoom },
      button('\u2212', words.zoomOut, by(1 / STEP)), button('+', words.zoomIn, by(STEP)),
      button('\u2922', words.all, whole)),
    changed,
    stop: () => off.abort(),
  };
}
