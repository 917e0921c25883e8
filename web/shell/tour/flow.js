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
 *   schema: import('../types.d.ts').Schema, opening(): boolean,
 *   state: { get(): LabState, patch(to: Partial<LabState>): void },
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

/** A course under way. at: the step of training; settling: while the lab starts anew, its old
 *  snapshots say nothing; changed: called when there is something else to show.
 *  @typedef {{ given: Given, tour: Tour, store: import('./progress.js').Store, now: Now,
 *   at: number, settling: boolean, changed(): void }} Course */

const stepOf = (/** @type {Course} */ { tour, store }) => tour.steps[store.now().at];

/** Gives the lab the values of the present step, at its start. @param {Course} c */
async function setUp(c) {
  const { given: { state, command, schema } } = c;
  const values = valuesOf(c.given, stepOf(c).set);
  const before = state.get().params;
  letGo(c);
  c.now = { phase: 'ask', target: 0, changed: false };
  c.settling = true;
  command.apply(values, 'pause');
  const anew = schema.params.some((p) => !p.live && before[p.name] !== values[p.name]);
  try {
    if (!anew) await command.reset();
  } catch { /* the lab itself shows the error */ }
  c.settling = false;
  c.changed();
}

/** Training has no goal any more. @param {Course} c */
const letGo = (c) => c.given.state.patch({ goal: Infinity });

/** Whether the lab has the values of the present step, from whatever seed. @param {Course} c */
const fits = (c) => Object.entries(valuesOf(c.given, stepOf(c).set)).every(([name, value]) =>
  name === 'seed' || String(c.given.state.get().params[name]) === String(value));

/** Keeps what has happened. @param {Course} c @param {Snapshot} snapshot */
function finish(c, snapshot) {
  const { given, tour, store } = c;
  const { results, choices } = store.now();
  const step = stepOf(c);
  const state = given.state.get();
  const readings = { ...readingsOf(snapshot, state, given.schema), ...gridReadings(given) };
  const outcome = outcomeOf(step, state.params,
    { ...earlier(tour, given.schema, results), ...readings });
  store.set({ results: { ...results,
    [step.id]: { choice: choices[step.id] ?? '', outcome, readings } } });
  letGo(c);
  c.now = { ...c.now, phase: 'done' };
  c.changed();
}

/** Pauses at the end of the step, and waits for its figures. @param {Course} c
 *  @param {Snapshot} snapshot */
function follow(c, snapshot) {
  const { state, command, schema } = c.given;
  const { after, grid } = stepOf(c);
  if (grid) {
    if (gridDone(state.get())) finish(c, snapshot);
    return;
  }
  if (snapshot.step < c.now.target) return;
  if (state.get().playing) command.pause();
  const figures = after ? readingsOf(snapshot, state.get(), schema)[after] : snapshot.step;
  if (figures >= c.now.target) finish(c, snapshot);
}

/** Trains to the end of the step; anew, where the reader has trained past it. @param {Course} c */
async function runStep(c) {
  const { steps: target = 0, grid } = stepOf(c);
  if (c.at >= target && !grid) await setUp(c);
  c.now = { phase: 'run', target, changed: false };
  if (grid) c.given.command.apply({}, 'runs');
  else {
    c.given.state.patch({ goal: target });
    c.given.command.play();
  }
  c.changed();
}

/** @param {Given} given @param {Tour} tour @param {import('./progress.js').Store} store
 *  @param {() => void} changed called when there is something else to show */
export function createFlow(given, tour, store, changed) {
  /** @type {Course} */
  const c = { given, tour, store, changed, at: 0, settling: false,
    now: { phase: 'ask', target: 0, changed: false } };
  return {
    now: () => c.now,
    step: () => stepOf(c),
    setUp: () => setUp(c),
    fits: () => fits(c),
    run: () => runStep(c),
    leave: () => letGo(c),
    /** Shows a step: its comparison where it was run, else its question.
     *  @param {number} at */
    async go(at) {
      letGo(c);
      store.set({ at });
      const known = stepOf(c) && store.now().results[stepOf(c).id];
      c.now = { phase: known ? 'done' : 'ask', target: 0, changed: false };
      if (stepOf(c) && !known) await setUp(c);
      else changed();
    },
    /** @param {Snapshot | null} snapshot */
    update(snapshot) {
      if (!snapshot || c.settling || given.opening()) return;
      c.at = snapshot.step;
      if (!stepOf(c)) return;
      const differs = c.now.phase !== 'done' && !fits(c);
      if (differs !== c.now.changed) {
        letGo(c);
        c.now = { phase: 'ask', target: 0, changed: differs };
        changed();
      }
      if (c.now.phase === 'run') follow(c, snapshot);
    },
  };
}

/** @typedef {ReturnType<typeof createFlow>} Flow */
