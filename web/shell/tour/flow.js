// The course of a guided start, without its looks: which step is asked, run or compared, and what
// the lab is told to do for it.
import { defaultsOf, withBrought } from '../state/check.js';
import { gridOf } from '../runs/grid.js';
import { holds, namesIn, readingNames, readingsOf, unknown } from './conditions.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../types.d.ts').LabState} LabState */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('./conditions.js').Readings} Readings */
/** @typedef {import('./tours.js').Step} Step */
/** @typedef {import('./tours.js').Tour} Tour */

/** What the guide needs of a lab. @typedef {{ lab: import('../types.d.ts').Lab,
 *   schema: import('../types.d.ts').Schema, state: { get(): LabState }, opening(): boolean,
 *   command: { play(): void, pause(): void, say(text: string): void,
 *     reset(): Promise<unknown>,
 *     apply(params: Params, then: 'play' | 'pause' | 'runs'): void } }} Given */

/** All values of a lab in a step. @param {Pick<Given, 'lab' | 'schema'>} given @param {Params} set */
export function valuesOf({ lab, schema }, set) {
  const own = defaultsOf(lab, schema);
  return { ...own, ...withBrought(lab, set, own) };
}

/** The readings of a grid of short runs: in each cell the mean of what the cells show, `cell<x><y>`,
 *  and the index of the best column and row where more is better. @param {Given} given
 *  @returns {Readings} */
export function gridReadings({ lab, schema, state }) {
  const { params, trials } = state.get();
  /** @type {Readings} */
  const readings = unknown(['best', 'best_x', 'best_y']);
  if (!lab.axes || !trials) return readings;
  const { cells } = gridOf(lab, schema, params);
  let best = -Infinity;
  for (const { x, y, runs } of cells) {
    const values = runs.map((run) => trials.results[run.key]?.metrics[String(params.shows)] ?? NaN);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    readings[`cell${x}${y}`] = mean;
    if (mean > best) [best, readings.best_x, readings.best_y] = [mean, x, y];
  }
  if (best > -Infinity) readings.best = best;
  return readings;
}

/** The outcome of a step, '' where none of its conditions holds. @param {Step} step
 *  @param {Params} params @param {Readings} readings with those of earlier steps */
export const outcomeOf = ({ outcomes }, params, readings) =>
  outcomes.find(({ when }) => holds(when, { params, readings }))?.option ?? '';

/** The readings of all steps, by `<step>.<reading>`; NaN for steps that were not run. @param {Tour} tour
 *  @param {import('../types.d.ts').Schema} schema
 *  @param {Record<string, { readings: Readings }>} results @returns {Readings} */
export const earlier = (tour, schema, results) => Object.assign({}, ...tour.steps.map(({ id }) =>
  Object.fromEntries(Object.entries({ ...unknown(readingNames(schema)), ...results[id]?.readings })
    .map(([name, value]) => [`${id}.${name}`, value]))));

/** Whether a step compares itself with an earlier one that was not run. @param {Tour} tour
 *  @param {Step} step @param {Record<string, unknown>} results */
export function lacksEarlier({ steps }, step, results) {
  const names = [...Object.values(step.holes),
    ...step.outcomes.flatMap(({ when }) => namesIn(when).readings)];
  return steps.some(({ id }) => !results[id] && id !== step.id
    && names.some((name) => name.startsWith(`${id}.`)));
}

/** Whether all short runs that were asked for are done. @param {LabState} now */
const gridDone = ({ trials }) => Boolean(trials && trials.total > 0
  && trials.done >= trials.total && !Object.keys(trials.running).length);

/** phase: 'ask' a prediction, 'run', or 'done'; target: the step to train to; changed: whether the
 *  reader has set other values since.
 *  @typedef {{ phase: 'ask' | 'run' | 'done', target: number, changed: boolean }} Now */

/** @param {Given} given @param {Tour} tour @param {import('./progress.js').Store} store
 *  @param {() => void} changed called when there is something else to show */
export function createFlow(given, tour, store, changed) {
  const { state, command, schema } = given;
  /** @type {Now} */
  let now = { phase: 'ask', target: 0, changed: false };
  let settling = false; // while a session starts anew, its old snapshots say nothing
  let at = 0; // the step of training
  const step = () => tour.steps[store.now().at];

  /** Gives the lab the values of the present step, at its start. */
  async function setUp() {
    const values = valuesOf(given, step().set);
    const before = state.get().params;
    now = { phase: 'ask', target: 0, changed: false };
    settling = true;
    command.apply(values, 'pause');
    const anew = schema.params.some((p) => !p.live && before[p.name] !== values[p.name]);
    try {
      if (!anew) await command.reset();
    } catch { /* the lab itself shows the error */ }
    settling = false;
    changed();
  }

  const fits = () => Object.entries(valuesOf(given, step().set)).every(([name, value]) =>
    name === 'seed' || String(state.get().params[name]) === String(value));

  /** @param {Snapshot} snapshot */
  function finish(snapshot) {
    const { results, choices } = store.now();
    const now_ = state.get();
    const readings = { ...readingsOf(snapshot, now_, schema), ...gridReadings(given) };
    const outcome = outcomeOf(step(), now_.params, 
      { ...earlier(tour, schema, results), ...readings });
    const result = { choice: choices[step().id] ?? '', outcome, readings };
    store.set({ results: { ...results, [step().id]: result } });
    now = { ...now, phase: 'done' };
    changed();
  }

  /** @param {Snapshot} snapshot */
  function follow(snapshot) {
    const { after, grid } = step();
    if (grid) {
      if (gridDone(state.get())) finish(snapshot);
      return;
    }
    if (snapshot.step < now.target) return;
    if (state.get().playing) command.pause();
    const figures = after ? readingsOf(snapshot, state.get(), schema)[after] : snapshot.step;
    if (figures >= now.target) finish(snapshot);
  }

  return {
    now: () => now,
    step,
    setUp,
    fits,
    /** Shows a step: its comparison where it was run, else its question.
     *  @param {number} at */
    async go(at) {
      store.set({ at });
      now = { phase: step() && store.now().results[step().id] ? 'done' : 'ask', target: 0,
        changed: false };
      if (step() && now.phase === 'ask') await setUp();
      else changed();
    },
    /** Trains to the end of the step; anew, where the reader has trained past it. */
    async run() {
      const target = step().steps ?? 0;
      if (at >= target && !step().grid) await setUp();
      now = { phase: 'run', target, changed: false };
      if (step().grid) command.apply({}, 'runs');
      else command.play();
      changed();
    },
    /** @param {Snapshot | null} snapshot */
    update(snapshot) {
      if (!snapshot || settling || given.opening()) return;
      at = snapshot.step;
      if (!step()) return;
      const differs = now.phase !== 'done' && !fits();
      if (differs !== now.changed) {
        now = { phase: 'ask', target: 0, changed: differs };
        changed();
      }
      if (now.phase === 'run') follow(snapshot);
    },
  };
}

/** @typedef {ReturnType<typeof createFlow>} Flow */
