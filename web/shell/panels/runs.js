// Short runs side by side: the grid that the reader defines, trained beside the lab, as a heat map
// of two parameters or as curves over one parameter.

import { gridOf } from '../runs/grid.js';
import { h, say } from '../base/dom.js';
import { createCurves } from './runs/curves.js';
import { createMap } from './runs/map.js';
import { createPlanner } from './runs/planner.js';

export { default as css } from './runs.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

/** @param {PanelHost} host @returns {Panel} */
export function runs(host) {
  const planner = createPlanner(host);
  const map = createMap(host);
  const curves = createCurves();
  const note = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-runs' }, planner.element, map.element,
    curves.element, note);

  return {
    title: 'Short runs side by side',
    element,
    update(snapshot, state) {
      const grid = gridOf(host.lab, host.schema, state.params);
      const plane = grid.down.values.length > 0;
      const none = grid.cells.length === 0;
      map.element.hidden = !plane || none;
      curves.element.hidden = plane || none;
      planner.update(grid, state);
      if (none) {
        say(note, 'Both axes are the same parameter: choose another for one of them.');
        return;
      }
      if (plane) map.update(grid, state, snapshot);
      else curves.update(grid, state, snapshot);
      const { run, repeats, schedule } = state.params;
      const seeds = Number(repeats) > 1 ? `, from ${repeats} seeds each; \u00b1 is how far the `
        + 'farthest of them is from their mean' : ', from one seed each: seeds differ too, so trust '
        + 'no small difference';
      say(note, `${run} steps a run${seeds}. Everything else is as set in this lab${
        schedule === 'cosine' ? ', the schedule fitted to the run' : ''}. A short run says what `
        + 'learns fast; what is best in the end may be another.');
    },
    destroy() {},
  };
}
