// A lab's engine in Node, and the snapshots that its page would get: what the tests of the guided
// starts and challenges train.
import { createCamera, createHistory } from '../../web/shell/worker/snapshot.js';
import { defaultsOf, engineParams, withBrought } from '../../web/shell/state/check.js';
import { gridParams } from '../../web/shell/runs/grid.js';
import { labs } from './labs.mjs';
import { datasetOf, engine } from './native.mjs';

globalThis.ImageData ??= class { // which Node lacks
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

const schemaOf = ({ schema }) => ({ ...schema, params: [...schema.params, ...gridParams] });

/** The schema with the parameters that belong to the page alone. */
export const wholeSchema = async () => schemaOf(await engine());

/** A lab's values after these wishes, from its own.
 *  @param {string} name @param {object} schema @param {object} wishes @param {object} [from] */
export const valuesOf = (name, schema, wishes, from = defaultsOf(labs[name], schema)) =>
  ({ ...from, ...withBrought(labs[name], wishes, from) });

/** Opens a lab with these values. @param {string} name @param {object} params all of them */
export async function start(name, params) {
  const run = await engine();
  const schema = schemaOf(run);
  run.open(engineParams(schema, params), datasetOf(params));
  const asks = labs[name].panels.includes('forgets');
  if (asks) run.ask(true);
  const table = params.encoder === 'table';
  const history = createHistory();
  const camera = createCamera(run, history, table);
  const exam = !table && !Number.isNaN(run.read('examined'));
  return {
    run,
    train(steps) {
      for (let i = 0; i < steps; i++) {
        if (run.step()) throw run.failure();
        history.add(run.read('steps'), run.read('loss'));
      }
    },
    /** @param {{ exam?: boolean, anchor?: number }} [options] exam: also what takes longest */
    look({ exam: long = asks, anchor = 0 } = {}) {
      while (!run.evaluate(1 << 20)) { /* in one slice */ }
      if (!table) while (!run.measurePixels(1 << 20)) { /* likewise */ }
      if (exam && long) while (!run.examine(1 << 20)) { /* likewise */ }
      return camera.take({ anchor, matrix: [], concepts: [], panels: labs[name].panels },
        { phase: null, stepsPerSecond: 0 }).snapshot;
    },
  };
}
