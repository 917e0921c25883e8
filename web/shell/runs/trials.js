// Short runs beside a lab, each in a worker of its own kind: what a grid asks for and nobody has
// trained yet. What is known stays known by all that it depends on, whatever changes meanwhile.
import { createWorker, engineModule } from '../client/assets.js';
import { createClient } from '../client/client.js';
import { gridOf } from './grid.js';
import { loadData } from '../items/items.js';

/** @typedef {import('../types.d.ts').Trials} Trials */
/** @typedef {import('../types.d.ts').Outcome} Outcome */
/** @typedef {import('./grid.js').Run} Run */

const LOOK = 300; // ms between two looks at how far a run is
const WORKERS_MOST = 4;

/** @type {Trials} */
export const noTrials = { results: {}, running: {}, total: 0, done: 0 };

/** @param {{ lab: import('../types.d.ts').Lab, schema: import('../types.d.ts').Schema,
 *   state: import('../state/state.js').State, say(text: string): void }} given */
export function createTrials({ lab, schema, state, say }) {
  /** Those under way; null when none are. @type {{ keys: Set<string>, stop(): void } | null} */
  let work = null;

  const now = () => state.get().trials ?? noTrials;

  /** @param {Partial<Trials>} patch */
  const tell = (patch) => state.patch({ trials: { ...now(), ...patch } });

  /** @param {Run} run @param {Outcome} outcome */
  function finish({ key }, outcome) {
    const { [key]: _, ...running } = now().running;
    tell({ running, results: { ...now().results, [key]: outcome }, done: now().done + 1 });
  }

  /** A worker that takes one run after another.
   *  @param {Run[]} todo @param {Set<() => void>} ends to hold what stops it */
  async function labour(todo, ends) {
    const at = { run: /** @type {Run | undefined} */ (undefined), problem: '', alive: true };
    ends.add(() => { at.alive = false; });
    const worker = await createWorker();
    if (!at.alive) return worker.terminate(); // stopped meanwhile
    const client = createClient(worker, {
      snapshot({ step }) {
        const { run } = at;
        if (!run || !(run.key in now().running)) return;
        tell({ running: { ...now().running, [run.key]: step / run.steps } });
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
    let data = null;
    while (at.alive && (at.run = todo.shift())) {
      const { key, params, steps } = at.run;
      at.problem = '';
      tell({ running: { ...now().running, [key]: 0 } });
      /** @type {Outcome} */
      let outcome = { metrics: {}, loss: NaN, problem: '' };
      try {
        const bytes = data === params.data ? null : await loadData(params.data);
        await client.open(params, bytes);
        data = params.data;
        const { metrics, loss } = await client.step(steps);
        outcome = { metrics: at.problem ? {} : metrics, loss, problem: at.problem };
      } catch (error) {
        outcome.problem = at.problem || /** @type {Error} */ (error).message;
      }
      if (at.alive) finish(at.run, outcome);
    }
    end();
  }

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
    const cores = navigator.hardwareConcurrency || 2;
    const hands = Math.min(WORKERS_MOST, Math.max(1, cores - 1), todo.length);
    try {
      await Promise.all(Array.from({ length: hands }, () => labour(todo, ends)));
    } catch (error) {
      if (work === mine) {
        const { message: text } = /** @type {Error} */ (error);
        state.patch({ problem: { where: 'runs', text, status: 'start' } });
      }
    }
    if (work !== mine) return;
    const { done } = now();
    cancel();
    say(`${done} runs done`);
  }

  return {
    run: () => void run(),
    cancel() {
      if (!work) return;
      const { done, total } = now();
      cancel();
      say(`Stopped after ${done} of ${total} runs; they are kept`);
    },
    /** Parameters have changed: runs that nobody asks for any more stop. */
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
