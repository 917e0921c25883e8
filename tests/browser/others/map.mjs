// The map of neighbours that an engine makes after some steps. Both Node and the pages of the other
// browsers load this file, so that they make the same calls.

const STEPS = 4;
const SLICE = 24; // items that one call works through
const METRICS = ['trust_map', 'continuity_map', 'trust_space', 'continuity_space'];

/** Trains from the start with a first map before and a second one after, as the second goes on from
 *  the first. All numbers survive JSON.
 *  @param {import('../../../web/shell/wasm/engine.js').Engine} run
 *  @param {import('../../../web/shell/types').Params} params @param {Uint8Array | null} data */
export function mapsOf(run, params, data) {
  run.open(params, data);
  run.askMap(true);
  return [0, STEPS].map((step) => {
    while (run.read('steps') < step) run.step();
    while (run.read('mapped_step') < step) run.evaluate(SLICE);
    return { places: Array.from(/** @type {Float32Array} */ (run.copy('map'))),
      picture: Array.from(/** @type {Float32Array} */ (run.copy('picture'))),
      metrics: METRICS.map((name) => run.metric(name)) };
  });
}
