// Trains the short runs beside a lab, several workers at a time: those that the grid asks for and
// that have no result yet. A result is kept under all the values it depends on, whatever changes
// meanwhile.
import english from '../words/en/trials.js';
import { createWorker, engineModule } from '../client/assets.js';
import { createClient } from '../client/client.js';
import { gridOf } from './grid.js';
import { loadData } from '../items/items.js';
import { sameData } from '../state/datasets.js';
import { textsOf } from '../words/words.js';

const t = textsOf('trials', english);

/** @typedef {import('../types.d.ts').Trials} Trials */
/** @typedef {import('../types.d.ts').Outcome} Outcome */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../state/state.js').State} State */
/** @typedef {import('../client/client.js').Client} Client */
/** @typedef {import('./grid.js').Run} Run */

const LOOK = 300; // ms between two readings of a run's progress
const WORKERS_MOST = 4;

/** @type {Trials} */
export const noTrials = { results: {}, running: {}, total: 0, done: 0 };

/** Tells the page how the runs go. @param {State} state */
function createRecord(state) {
  const now = () => state.get().trials ?? noTrials;

  /** @param {Partial<Trials>} patch */
  const tell = (patch) => state.patch({ trials: { ...now(), ...patch } });

  return {
    now, tell,
    /** @param {Run} run @param {number} share the share of its steps that is done */
    progress: ({ key }, share) => tell({ running: { ...now().running, [key]: share } }),
    /** @param {Run} run @param {Outcome} outcome */
    finish({ key }, outcome) {
      const { [key]: _, ...running } = now().running;
      tell({ running, results: { ...now().results, [key]: outcome }, done: now().done + 1 });
    },
  };
}

/** @typedef {ReturnType<typeof createRecord>} RunRecord */
/** The present work of a worker; known: the values of the session whose data it has.
 *  @typedef {{ run: Run | undefined, known: Params | null, problem: string, alive: boolean }} At */

/** Trains one run; an error is part of its outcome.
 *  @param {Client} client @param {At} at @param {Run} run @returns {Promise<Outcome>} */
async function outcomeOf(client, at, { params, steps }) {
  at.problem = '';
  try {
    const bytes = at.known && sameData(params, at.known) ? null : await loadData(params);
    await client.open(params, bytes);
    at.known = params;
    const { metrics, loss } = await client.step(steps);
    return { metrics: at.problem ? {} : metrics, loss, problem: at.problem };
  } catch (error) {
    const problem = at.problem || /** @type {Error} */ (error).message;
    return { metrics: {}, loss: NaN, problem };
  }
}

/** A worker that trains one run after another.
 *  @param {Run[]} todo @param {Set<() => void>} ends receives what stops the worker
 *  @param {RunRecord} record */
async function labour(todo, ends, record) {
  /** @type {At} */
  const at = { run: undefined, known: null, problem: '', alive: true };
  ends.add(() => { at.alive = false; });
  const worker = await createWorker();
  if (!at.alive) return worker.terminate(); // it was stopped meanwhile
  const client = createClient(worker, {
    snapshot({ step }) {
      const { run } = at;
      if (run && run.key in record.now().running) record.progress(run, step / run.steps);
    },
    failed: ({ text }) => { at.problem = text; },
    crashed: (text) => { at.problem = text; },
  });
  const looking = setInterval(() => client.want([]), LOOK);
  const end = () => {
    at.alive = false;
    clearInterval(looking);
    client.end();
  };
  ends.add(end);
  await client.boot(await engineModule('plain'));
  while (at.alive && (at.run = todo.shift())) {
    record.progress(at.run, 0);
    const outcome = await outcomeOf(client, at, at.run);
    if (at.alive) record.finish(at.run, outcome);
  }
  end();
}

/** The number of workers that share so many runs. @param {number} runs */
const workersFor = (runs) =>
  Math.min(WORKERS_MOST, Math.max(1, (navigator.hardwareConcurrency || 2) - 1), runs);

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: State, say(text: string): void }} given */
export function createTrials({ lab, schema, state, say }) {
  const record = createRecord(state);
  const { now, tell } = record;
  /** The runs being trained, or null. @type {{ keys: Set<string>, stop(): void } | null} */
  let work = null;

  function cancel() {
    work?.stop();
    work = null;
    if (Object.keys(now().running).length) tell({ running: {} });
  }

  async function run() {
    cancel();
    const all = gridOf(lab, schema, state.get().params).cells.flatMap(({ runs }) => runs);
    const todo = all.filter(({ key }) => !(key in now().results));
    if (!todo.length) return;
    /** @type {Set<() => void>} */
    const ends = new Set();
    const mine = {
      keys: new Set(all.map(({ key }) => key)),
      stop() { for (const end of ends) end(); },
    };
    work = mine;
    tell({ total: todo.length, done: 0, running: { [todo[0].key]: 0 } });
    try {
      await Promise.all(Array.from({ length: workersFor(todo.length) },
        () => labour(todo, ends, record)));
    } catch (error) {
      if (work === mine) {
        const { message: text } = /** @type {Error} */ (error);
        state.patch({ problem: { where: 'runs', text, status: 'start' } });
      }
    }
    if (work !== mine) return;
    const { done } = now();
    cancel();
    say(t('done', { n: done }));
  }

  return {
    run: () => void run(),
    cancel() {
      if (!work) return;
      const { done, total } = now();
      cancel();
      say(t('stopped', { done, n: total }));
    },
    /** Called when parameters have changed: stops the runs when the grid asks for others. */
    follow() {
      if (!work) return;
      const { keys } = work;
      const { cells } = gridOf(lab, schema, state.get().params);
      if (cells.every(({ runs }) => runs.every(({ key }) => keys.has(key)))) return;
      this.cancel();
    },
    end: () => work?.stop(),
  };
}

/** @typedef {ReturnType<typeof createTrials>} Runs */
