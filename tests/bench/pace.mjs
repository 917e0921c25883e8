// Measures when a reader of each lab sees each figure, and how much of the time the measuring
// takes: the real engine and runner on a clock that counts the processor's time. On one core:
//   node --single-threaded --no-liftoff tests/bench/pace.mjs [labs]
import { createCamera, createHistory } from '../../web/shell/worker/snapshot.js';
import { createRunner } from '../../web/shell/worker/runner.js';
import { createClock } from '../wasm/clock.mjs';
import { brought, labs } from '../wasm/labs.mjs';
import { datasetOf, engine as newEngine } from '../wasm/native.mjs';

globalThis.ImageData ??= class { // the part that the engine needs
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

const FRAME = 1000 / 60;
const REST = 2500; // ms for which the reader looks before Play
const WATCHED = 20000; // ms of training

/** The processor's milliseconds that this whole process has used. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const CALLS = ['evaluate', 'examine', 'examinePixels', 'measurePixels'];

/** An engine that adds up the time it spends on measuring. */
async function timed(clock) {
  const real = await newEngine();
  const log = { measuring: 0, pictures: 0 };
  const engine = { ...real };
  for (const name of CALLS) {
    engine[name] = (n) => {
      const start = clock.now();
      const done = real[name](n);
      log.measuring += clock.now() - start;
      return done;
    };
  }
  return { engine, log };
}

async function open(name, clock) {
  const lab = labs[name];
  const { engine, log } = await timed(clock);
  const params = brought(name, {});
  const data = datasetOf(params);
  engine.open(params, data);
  engine.ask(lab.panels.includes('forgets'));
  return { lab, engine, log, params, data };
}

/** Starts the runner with a page that wants a picture each frame. */
function start({ lab, engine, log, params }, clock) {
  const seen = { looks: [], exams: [], answers: [], keys: [] };
  const history = createHistory();
  const table = params.encoder === 'table';
  const camera = createCamera(engine, history, table);
  const matrix = Array.from({ length: Math.min(18, engine.count()) }, (_, i) => i);
  let shot = -Infinity;
  const runner = createRunner(engine, table, {
    record: history.add, failed(error) { throw error; }, broke(error) { throw error; },
    changed() {
      if (runner.unseen() || clock.now() - shot < FRAME) return;
      shot = clock.now();
      const { snapshot } = camera.take({ anchor: 0, matrix, panels: lab.panels },
        runner.describe());
      log.pictures += clock.now() - shot;
      const note = (list, step, also = true) => {
        if (step > 0 && also && list.at(-1)?.step !== step) list.push({ at: clock.now(), step });
      };
      note(seen.looks, snapshot.metricStep);
      note(seen.exams, snapshot.examStep);
      const { answers } = snapshot;
      note(seen.answers, snapshot.examStep, answers && Object.values(answers)
        .some(({ start: before, encoder }) => before >= 0 && encoder >= 0));
      note(seen.keys, snapshot.lag?.step ?? -1, Number.isFinite(snapshot.lag?.keys[1] ?? NaN));
    },
  }, clock);
  return { runner, seen };
}

const seconds = (ms) => (ms / 1000).toFixed(2);

async function measure(name) {
  const clock = createClock(spent);
  const opened = await open(name, clock);
  const { runner, seen } = start(opened, clock);
  runner.begin();
  clock.run(clock.now() + REST);
  const { log, engine } = opened;
  const [from, measuring, pictures] = [clock.now(), log.measuring, log.pictures];
  runner.play(Infinity);
  clock.run(from + WATCHED);
  const looks = seen.looks.map(({ at }) => at);
  const gaps = looks.slice(1).map((at, i) => at - looks[i]).sort((a, b) => a - b);
  const first = (list) => (list.length ? seconds(list[0].at - from) : 'none');
  const all = clock.now() - from;
  return { lab: name, 'steps/s': (1000 * engine.read('steps') / all).toFixed(1), look: first(seen.looks),
    period: `${seconds(gaps[gaps.length >> 1])} (${seconds(gaps.at(-1))})`,
    exam: first(seen.exams), answer: first(seen.answers), keys: first(seen.keys),
    measuring: (100 * (log.measuring - measuring) / all).toFixed(1),
    pictures: (100 * (log.pictures - pictures) / all).toFixed(1) };
}

/** Steps per second, over 3 s, of the first session and of later ones,
 *  made as New seed makes them. */
async function seeds(name, count) {
  const clock = createClock(spent);
  const opened = await open(name, clock);
  const paces = [];
  let { runner } = start(opened, clock);
  for (let k = 0; k < count; k++) {
    if (k) {
      runner.stop(new Error('another one'));
      opened.engine.open({ ...opened.params, seed: 1 + k }, opened.data);
      ({ runner } = start(opened, clock));
    }
    runner.begin();
    runner.play(Infinity);
    const from = clock.now();
    clock.run(from + 3000);
    paces.push(1000 * opened.engine.read('steps') / (clock.now() - from));
  }
  runner.stop(new Error('over'));
  return paces;
}

const names = process.argv.slice(2);
for (const name of names.length ? names : Object.keys(labs).filter((l) => l !== 'infonce')) {
  console.log(JSON.stringify(await measure(name)));
}
if (!names.length || names.includes('simclr')) {
  const paces = await seeds('simclr', 30);
  console.log(`New seed: session 1 at ${paces[0].toFixed(1)} steps/s, session 2 at ${
    paces[1].toFixed(1)}, session 30 at ${paces[29].toFixed(1)}`);
}
