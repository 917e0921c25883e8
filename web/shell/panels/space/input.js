// Pointer and keyboard on the space: hover, pick, drag a point, turn the sphere.
import { placeOn } from '../parts/place.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./view.js').View} View */

const SLOP = 4;         // px a press may move and still be a click
const NUDGE = 0.05;     // radians a key moves a point
const TURN = 0.12;      // radians a key turns the sphere

/**
 * @param {HTMLCanvasElement} canvas @param {PanelHost} host
 * @param {{ scene: Scene, view(): View, count(): number, movable(): boolean,
 *   place(item: number): ArrayLike<number>, changed(): void }} space
 * @returns {() => void} how to let go
 */
export function listen(canvas, host, space) {
  /** @type {{ item: number, x: number, y: number, moved: boolean, far: boolean } | null} */
  let press = null;
  let byKeys = false;   // what is hovered was reached by keys
  const off = new AbortController();
  const options = { signal: off.signal };

  /** @param {{ clientX: number, clientY: number }} event */
  const local = (event) => placeOn(canvas, event);

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { x, y } = local(event);
    const item = space.scene.hit(x, y, event.pointerType === 'touch' ? 18 : 10);
    const far = item >= 0 && space.scene.where(item).depth < 0;
    press = { item, x, y, moved: false, far };
    canvas.setPointerCapture(event.pointerId);
  }, options);

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = local(event);
    if (!press) {
      const item = space.scene.hit(x, y, 8);
      canvas.classList.toggle('over-item', item >= 0);
      if (item === host.state().hover) return;
      host.act.hover(item);
      byKeys = false;
      return;
    }
    const dx = x - press.x;
    const dy = y - press.y;
    if (!press.moved && Math.hypot(dx, dy) < SLOP) return;
    press.moved = true;
    if (press.item >= 0 && space.movable()) {
      host.act.move(press.item, ...space.view().unproject(x, y, press.far));
    } else {
      const { radius } = space.view();
      space.view().turn(dx / radius, dy / radius);
      press.x = x;
      press.y = y;
      space.changed();
    }
  }, options);

  canvas.addEventListener('pointerup', () => {
    if (press && !press.moved && press.item >= 0) host.act.pick(press.item);
    press = null;
  }, options);
  canvas.addEventListener('pointercancel', () => { press = null; }, options);
  canvas.addEventListener('pointerleave', () => {
    if (!press && host.state().hover >= 0) host.act.hover(-1);
  }, options);

  // A finger on a point drags it; elsewhere it may scroll the page (touch-action: pan-y).
  canvas.addEventListener('touchstart', (event) => {
    const { x, y } = local(event.touches[0]);
    if (space.movable() && space.scene.hit(x, y, 18) >= 0) event.preventDefault();
  }, { ...options, passive: false });

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, event.shiftKey)) event.preventDefault();
  }, options);
  canvas.addEventListener('blur', () => {
    if (byKeys && host.state().hover >= 0) host.act.hover(-1);
    byKeys = false;
  }, options);

  /** @param {string} key @param {boolean} shift @returns {boolean} it was ours */
  function act(key, shift) {
    const { hover, anchor } = host.state();
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
      ArrowDown: [0, 1] }[key] ?? [0, 0];
    if (dx || dy) {
      if (shift) {
        space.view().turn(dx * TURN, dy * TURN);
        space.changed();
      } else {
        const n = space.count();
        const from = hover >= 0 ? hover : Math.max(0, anchor) - (dx + dy);
        if (n) host.act.hover((from + dx + dy + n) % n);
        byKeys = true;
      }
      return true;
    }
    const item = hover >= 0 ? hover : anchor;
    if ((key === 'Enter' || key === ' ') && item >= 0) {
      host.act.pick(item);
      return true;
    }
    const [mx, my] = { a: [-1, 0], d: [1, 0], w: [0, -1], s: [0, 1] }[key.toLowerCase()] ?? [0, 0];
    if ((mx || my) && item >= 0 && space.movable()) {
      nudge(item, mx, my);
      return true;
    }
    return false;
  }

  /** A small move of a point in the plane of the screen; a turn of the circle on the circle. */
  function nudge(/** @type {number} */ item, /** @type {number} */ mx, /** @type {number} */ my) {
    const view = space.view();
    const p = space.place(item);
    const out = new Float32Array(3);
    view.project(p, 0, out, 0);
    if (view.flat) {
      const a = Math.atan2(p[1], p[0]) - (mx + my) * NUDGE;
      host.act.move(item, Math.cos(a), Math.sin(a), 0);
      return;
    }
    const x = out[0] + mx * NUDGE * view.radius;
    const y = out[1] + my * NUDGE * view.radius;
    host.act.move(item, ...view.unproject(x, y, out[2] < 0));
  }

  return () => off.abort();
}
