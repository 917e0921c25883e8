// Pointer and keys on the two clouds: the same as on the space, where a pair stands for an item.

import { listen } from '../space/input.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../clouds.js').Shown} Shown */

/** @param {HTMLCanvasElement} canvas @param {PanelHost} host
 *  @param {{ scene: import('./scene.js').Scene, shown(): Shown, touch(): void }} clouds
 *  @returns {() => void} ends the listening */
export function follow(canvas, host, { scene, shown, touch }) {
  const item = (/** @type {number} */ pair) => {
    const { match, concepts } = shown();
    return match && pair >= 0 ? concepts.item(match.concepts[pair]) : -1;
  };
  const pair = (/** @type {number} */ of) => {
    const { match, concepts } = shown();
    return of >= 0 && match ? match.concepts.indexOf(concepts.of(of)) : -1;
  };
  /** The host as it is seen by what knows of points and not of items. @type {PanelHost} */
  const paired = Object.create(host, {
    state: { value: () => {
      const state = host.state();
      return { ...state, hover: pair(state.hover), anchor: pair(state.anchor) };
    } },
    act: { value: { ...host.act,
      hover: (/** @type {number} */ k) => host.act.hover(item(k)),
      pick: (/** @type {number} */ k) => { if (item(k) >= 0) host.act.pick(item(k)); } } },
  });
  return listen(canvas, paired, {
    scene, changed: touch, movable: () => false,
    view: () => shown().view,
    count: () => shown().match?.concepts.length ?? 0,
    place: (k) => shown().motion.shown.subarray(3 * k, 3 * k + 3),
  });
}
