// Pointer and keyboard on the space: hover, pick, drag a point, turn the sphere.
import { placeOn } from '../parts/place.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {Pick<import('./scene.js').Scene, 'hit' | 'where'>} Scene */
/** @typedef {import('./view.js').View} View */
/** beside: the item that an arrow key leads to; without it, the next or the last one
 *  @typedef {{ scene: Scene, view(): View, count(): number, movable(): boolean,
 *   place(item: number): ArrayLike<number>, changed(): void,
 *   beside?(item: number, dx: number, dy: number): number }} Space */
/** far: whether its item is on the far half of the sphere; moved: whether it is no longer a click
 *  @typedef {{ item: number, x: number, y: number, moved: boolean, far: boolean }} Press */
/** byKeys: whether keys led to the hovered item @typedef {{ byKeys: boolean }} Reached */

const SLOP = 4;         // px that a press may move and still be a click
const NUDGE = 0.05;     // radians that a key moves a point by
const TURN = 0.12;      // radians that a key turns the sphere by

/** Follows a press to another point: its item is moved there, or the sphere turns.
 *  @param {PanelHost} host @param {Space} space @param {Press} press
 *  @param {number} x @param {number} y */
function drag(host, space, press, x, y) {
  const dx = x - press.x;
  const dy = y - press.y;
  if (!press.moved && Math.hypot(dx, dy) < SLOP) return;
  press.moved = true;
  const view = space.view();
  if (press.item >= 0 && space.movable()) {
    host.act.move(press.item, ...view.unproject(x, y, press.far));
  } else {
    view.turn(dx / view.radius, dy / view.radius);
    press.x = x;
    press.y = y;
    space.changed();
  }
}

/** @param {HTMLCanvasElement} canvas @param {PanelHost} host @param {Space} space
 *  @param {Reached} reached @param {AbortSignal} signal aborting it ends the listening */
function listenToPointer(canvas, host, space, reached, signal) {
  /** @type {Press | null} */
  let press = null;

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { x, y } = placeOn(canvas, event);
    const item = space.scene.hit(x, y, event.pointerType === 'touch' ? 18 : 10);
    const far = item >= 0 && space.scene.where(item).depth < 0;
    press = { item, x, y, moved: false, far };
    canvas.setPointerCapture(event.pointerId);
  }, { signal });

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    if (press) return drag(host, space, press, x, y);
    const item = space.scene.hit(x, y, 8);
    canvas.classList.toggle('over-item', item >= 0);
    if (item === host.state().hover) return;
    host.act.hover(item);
    reached.byKeys = false;
  }, { signal });

  canvas.addEventListener('pointerup', () => {
    if (press && !press.moved && press.item >= 0) host.act.pick(press.item);
    press = null;
  }, { signal });
  canvas.addEventListener('pointercancel', () => { press = null; }, { signal });
  canvas.addEventListener('pointerleave', () => {
    if (!press && host.state().hover >= 0) host.act.hover(-1);
  }, { signal });

  // A finger on an item drags it; beside the items it may scroll the page (touch-action: pan-y).
  canvas.addEventListener('touchstart', (event) => {
    const { x, y } = placeOn(canvas, event.touches[0]);
    if (space.movable() && space.scene.hit(x, y, 18) >= 0) event.preventDefault();
  }, { signal, passive: false });
}

/** Moves a point a little in the plane of the screen, or along the circle.
 *  @param {PanelHost} host @param {Space} space @param {number} item
 *  @param {number} mx @param {number} my */
function nudge(host, space, item, mx, my) {
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

/** Goes to the next item as an arrow key says or, with Shift, turns the sphere.
 *  @param {PanelHost} host @param {Space} space @param {Reached} reached
 *  @param {number} dx @param {number} dy @param {boolean} shift */
function followArrow(host, space, reached, dx, dy, shift) {
  if (shift) {
    space.view().turn(dx * TURN, dy * TURN);
    space.changed();
    return;
  }
  const { hover, anchor } = host.state();
  const n = space.count();
  reached.byKeys = true;
  if (space.beside) {
    const now = hover >= 0 ? hover : anchor;
    if (n) host.act.hover(space.beside(Math.min(n - 1, Math.max(0, now)), dx, dy));
    return;
  }
  const from = hover >= 0 ? hover : Math.max(0, anchor) - (dx + dy);
  if (n) host.act.hover((from + dx + dy + n) % n);
}

/** @param {HTMLCanvasElement} canvas @param {PanelHost} host @param {Space} space
 *  @param {Reached} reached @param {AbortSignal} signal aborting it ends the listening */
function listenToKeys(canvas, host, space, reached, signal) {
  /** @param {string} key @param {boolean} shift @returns {boolean} whether the key was used */
  function act(key, shift) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
      ArrowDown: [0, 1] }[key] ?? [0, 0];
    if (dx || dy) {
      followArrow(host, space, reached, dx, dy, shift);
      return true;
    }
    const { hover, anchor } = host.state();
    const item = hover >= 0 ? hover : anchor;
    if ((key === 'Enter' || key === ' ') && item >= 0) {
      host.act.pick(item);
      return true;
    }
    const [mx, my] = { a: [-1, 0], d: [1, 0], w: [0, -1], s: [0, 1] }[key.toLowerCase()] ?? [0, 0];
    if ((mx || my) && item >= 0 && space.movable()) {
      nudge(host, space, item, mx, my);
      return true;
    }
    return false;
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, event.shiftKey)) event.preventDefault();
  }, { signal });
  canvas.addEventListener('blur', () => {
    if (reached.byKeys && host.state().hover >= 0) host.act.hover(-1);
    reached.byKeys = false;
  }, { signal });
}

/** @param {HTMLCanvasElement} canvas @param {PanelHost} host @param {Space} space
 *  @returns {() => void} ends the listening */
export function listen(canvas, host, space) {
  const off = new AbortController();
  const reached = { byKeys: false };
  listenToPointer(canvas, host, space, reached, off.signal);
  listenToKeys(canvas, host, space, reached, off.signal);
  return () => off.abort();
}
