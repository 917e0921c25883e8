// Draws the circle or the sphere itself: outline and graticule.

import { graticule } from './view.js';

/** @typedef {import('./stage.js').Look} Look */
/** @typedef {import('./stage.js').Stage} Stage */

const GRID = graticule();
const STEPS = 96;   // segments of the outline

/** Adds outline and graticule: the far half under everything, the near half over the far items.
 *  @param {Stage} stage @param {Pick<Look, 'view' | 'theme'>} look */
export function addSphere({ back, front, p }, { view, theme }) {
  const { rule, faint } = theme.rgb;
  for (let i = 0; i < STEPS; i++) {
    const a = 2 * Math.PI * i / STEPS;
    const b = 2 * Math.PI * (i + 1) / STEPS;
    const { cx, cy, radius: r } = view;
    back.add(cx + r * Math.cos(a), cy + r * Math.sin(a), cx + r * Math.cos(b),
      cy + r * Math.sin(b), 1.4, 1.4, view.flat ? faint : rule, view.flat ? 0.6 : 1);
  }
  if (view.flat) {
    for (const [dx, dy] of [[6, 0], [0, 6]]) {
      back.add(view.cx - dx, view.cy - dy, view.cx + dx, view.cy + dy, 1, 1, faint, 0.5);
    }
    return;
  }
  for (let k = 0; k + 3 < GRID.length; k += 3) {
    if (Number.isNaN(GRID[k]) || Number.isNaN(GRID[k + 3])) continue;
    view.project(GRID, k, p, 0);
    view.project(GRID, k + 3, p, 3);
    const near = p[2] + p[5] > 0;
    (near ? front : back).add(p[0], p[1], p[3], p[4], 1, 1, rule, near ? 0.55 : 0.45);
  }
}
