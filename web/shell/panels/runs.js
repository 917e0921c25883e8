// Short runs side by side: the grid that the reader defines, trained beside the lab, as a heat map
// of two parameters or as curves over one parameter.

import english from '../words/en/runs.js';
import { gridOf } from '../runs/grid.js';
import { h, say } from '../base/dom.js';
import { createCurves } from './runs/curves.js';
import { createMap } from './runs/map.js';
import { createPlanner } from './runs/planner.js';
import { textsOf } from '../words/words.js';

export { default as css } from './runs.css';

const t = textsOf('runs', english);

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
    title: t('title'),
    element,
    update(snapshot, state) {
      const grid = gridOf(host.lab, host.schema, state.params);
      const plane = grid.down.values.length > 0;
      const none = grid.cells.length === 0;
      map.element.hidden = !plane || none;
      curves.element.hidden = plane || none;
      planner.update(grid, state);
      if (none) {
        say(note, t('twice'));
        return;
      }
      if (plane) map.update(grid, state, snapshot);
      else curves.update(grid, state, snapshot);
      const { run, repeats, schedule } = state.params;
      say(note, t(Number(repeats) > 1 ? 'several' : 'one', { steps: run, seeds: repeats,
        rest: t(schedule === 'cosine' ? 'restCosine' : 'rest') }));
    },
    destroy() {},
  };
}
