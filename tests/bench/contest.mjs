// The contestants are processes that take turns at the same work: A B C A B C. Each times itself
// while the others wait for a line. Their results are compared first, because times of different
// work cannot be compared.
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { median } from '../../web/bench/measure.js';
import { folder } from './inputs.mjs';

const here = new URL('.', import.meta.url).pathname;
const serve = `${here}peers/serve.mjs`;

// jax-js compiles a few large functions and calls each once a step. Node would run the first, slow
// form of their code for the whole of a long call.
const commands = {
  ours: ['node', serve, `${folder}ours.js`],
  threads2: ['node', serve, `${here}peers/threads.mjs`],
  native: [`${here}../../build/bench_native`, folder],
  tfjs: ['node', serve, `${folder}tfjs.js`],
  jax: ['node', '--no-liftoff', serve, `${folder}jax.js`],
  pytorch: ['/usr/bin/python3', `${here}peers/pytorch.py`, folder],
};

const WARM = 3; // untimed runs before the timed ones; their results are compared
const AGREE = 1e-4;
const LONG = 4000; // ms: a run that takes longer is its own warm-up and is not repeated
const BUDGET = 3000; // ms of measuring for each contestant, if that gives enough rounds
const ROUNDS = { least: 3, most: 40 };

function isInstalled(name) {
  if (name !== 'pytorch') return true;
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts one process; ask(line) resolves to its answer. */
function start(name) {
  const [command, ...args] = commands[name];
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  let ended = false;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  const end = () => {
    ended = true;
    for (const tell of waiting.splice(0)) tell({ error: `${name} ended` });
  };
  child.on('exit', end).on('error', end);
  const answer = () => new Promise((tell) => {
    if (ended) tell({ error: `${name} has ended` });
    else waiting.push(tell);
  });
  const hello = answer();
  return {
    key: name,
    hello,
    ask(line) {
      const answered = answer();
      child.stdin.write(`${line}\n`);
      return answered;
    },
    stop: () => child.stdin.end(),
  };
}

/** Resolves to the answer of a run, or throws its error. */
async function run(contestant, work) {
  const answer = await contestant.ask(work);
  if (answer.error) throw new Error(`${contestant.name}, ${work}: ${answer.error}`);
  return answer;
}

/** The first runs of one contestant: how long each took, and their results. */
async function warmUp(contestant, work) {
  const entry = { contestant, times: [], spent: 0, values: [], single: false };
  for (let i = 0; i < WARM && entry.spent < LONG; i++) {
    const { ms, value, cannot } = await run(contestant, work);
    if (cannot) return { contestant, cannot };
    entry.values.push(value);
    entry.spent += ms;
    entry.single = ms > LONG;
    if (entry.single) entry.times.push(ms);
  }
  return { ...entry, spent: 0 };
}

function compare(entries, work) {
  const [ours, ...others] = entries;
  for (const { contestant, values } of others) {
    // On a slow machine one may have made fewer runs before its time was up than another.
    values.slice(0, ours.values.length).forEach((value, i) => {
      const expected = ours.values[i];
      if (!(Math.abs(value - expected) <= AGREE * Math.max(1, Math.abs(expected)))) {
        throw new Error(`${work}, run ${i + 1}: ${contestant.name} gets ${value}, we get ${
          expected}; they do not do the same work`);
      }
    });
  }
}

/** The median times of contestants that take turns at one work. The others are compared with the
 *  first. A contestant that cannot do the work is listed with its reason. */
export async function compete(contestants, work) {
  const entries = [];
  for (const contestant of contestants) entries.push(await warmUp(contestant, work));
  const able = entries.filter((e) => !e.cannot);
  compare(able, work);
  for (let round = 0; round < ROUNDS.most; round++) {
    const taking = able.filter((e) => !e.single && (round < ROUNDS.least || e.spent < BUDGET));
    const alone = taking.length === 1 && able.length > 1;
    if (!taking.includes(able[0]) || (round && alone)) break;
    for (const entry of taking) {
      const { ms } = await run(entry.contestant, work);
      entry.times.push(ms);
      entry.spent += ms;
    }
  }
  // Times of the same round are divided, so that a change in the machine's pace affects both.
  const ratioOf = ({ single, times }) => (single ? times[0] / median(able[0].times)
    : median(times.map((ms, round) => ms / able[0].times[round])));
  return entries.map((e) => ({ key: e.contestant.key, name: e.contestant.name, ...(e.cannot
    ? { cannot: e.cannot }
    : { ms: median(e.times), runs: e.times.length, ratio: ratioOf(e), values: e.values }) }));
}

/** Runs each work with its contestants that are installed, and calls tell(work, results). */
export async function contest(works, tell) {
  const names = [...new Set(works.flatMap(([, list]) => list))].filter(isInstalled);
  const all = new Map();
  try {
    for (const name of names) {
      const contestant = start(name);
      all.set(name, contestant);
      const { name: title, error } = await contestant.hello;
      if (error) throw new Error(error);
      contestant.name = title;
    }
    for (const [work, list] of works) {
      const taking = list.filter((name) => all.has(name)).map((name) => all.get(name));
      tell(work, await compete(taking, work));
    }
  } finally {
    for (const contestant of all.values()) contestant.stop();
  }
}
