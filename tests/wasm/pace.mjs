// How often a reader sees new figures while a lab trains, and how much time this takes: the real
// runner with a fake engine whose work takes given times of a fake clock. Nothing here depends on
// this machine's speed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from '../../web/shell/base/error.js';
import { createRunner } from '../../web/shell/worker/runner.js';
import { createClock } from './clock.mjs';

/** The ms of a step, a whole evaluation, an exam, the raw pixels' line,
 *  and the raw pixels' exam. */
const COSTS = { step: 70, look: 90, exam: 250, line: 170, pixels: 3500 };
/** What share of a step each of its phases takes. */
const PHASES = { augment: 0.2, encode: 0.3, gradient: 0.4, update: 0.1 };
const ITEMS = 951;
const ROWS = 7000;

function createFake(clock, costs = COSTS) {
  const log = { looks: [], maps: [], exams: [], steps: [], calls: 0, measuring: 0, amid: 0 };
  let next = 0; // index of the next phase of the step
  let [step, begun, looked, seen] = [0, 0, 0, -1];
  let [mapped, drawn] = [costs.map ? -1 : NaN, 0]; // the step of the map; ms of the present one
  let [examBegun, examined, examSeen, line, pixels] = [0, 0, -1, 0, 0];
  let diverges = Infinity;
  const shares = Object.values(PHASES);
  const spend = (ms) => {
    log.calls++;
    if (next) log.amid++;
    log.measuring += ms;
    clock.spend(ms);
  };
  const readings = { steps: () => step, loss: () => 1 / (1 + step), evaluated_step: () => seen,
    mapped_step: () => mapped, matched: () => NaN, matched_step: () => -1,
    examined: () => examined / ROWS, examined_step: () => examSeen };
  const engine = {
    log, midway: () => next > 0,
    diverge(at) { diverges = at; },
    schema: { phases: Object.keys(PHASES).map((name) => ({ name })) },
    read: (name) => readings[name](), count: () => ITEMS,
    failure: () => new EngineError('nonfinite', 'the loss is not finite'),
    step() {
      do if (engine.phase() < 0) return 1;
      while (next);
      return 0;
    },
    phase() {
      log.calls++;
      clock.spend(costs.step * shares[next]);
      const done = next++;
      if (step + 1 >= diverges) return next = 0, -1;
      if (next < shares.length) return done;
      next = 0;
      log.steps.push(++step);
      return done;
    },
    evaluate(n) {
      if (mapped < seen) return engine.map(costs.map * n / ITEMS);
      if (looked === 0) begun = step;
      const part = Math.min(n, ITEMS - looked);
      looked += part;
      spend(costs.look * part / ITEMS);
      if (looked < ITEMS) return false;
      [looked, seen] = [0, begun];
      log.looks.push({ at: clock.now(), step: seen });
      return true;
    },
    map(ms) {
      spend(ms);
      drawn += ms;
      if (drawn < costs.map) return false;
      [drawn, mapped] = [0, seen];
      log.maps.push({ at: clock.now(), step: mapped });
      return true;
    },
    measurePixels(n) {
      spend(costs.line * n / ITEMS);
      line += n;
      return line >= ITEMS;
    },
    examine(n) {
      if (examined === 0) examBegun = step;
      const part = Math.min(n, ROWS - examined);
      examined += part;
      spend(costs.exam * part / ROWS);
      if (examined < ROWS) return false;
      [examined, examSeen] = [0, examBegun];
      log.exams.push({ at: clock.now(), step: examSeen });
      return true;
    },
    examinePixels(n) {
      spend(costs.pixels * n / 50000);
      pixels += n;
      return pixels >= 50000;
    },
    metric: () => (pixels >= 50000 ? 0.4 : NaN),
    reset() { next = 0; [step, looked, seen, examined, examSeen] = [0, 0, -1, 0, -1]; },
  };
  return engine;
}

function lab(costs) {
  const clock = createClock();
  const engine = createFake(clock, costs);
  const heard = { changed: 0, failed: [], broke: [] };
  const runner = createRunner(engine, false, {
    record() {},
    changed() { heard.changed++; },
    failed: (error) => heard.failed.push(error),
    broke: (error) => heard.broke.push(error),
  }, clock);
  const request = (n) => new Promise((resolve, reject) => {
    runner.request(n, () => resolve(engine.read('steps')), reject);
  });
  runner.begin();
  return { clock, engine, runner, heard, request };
}

/** The longest time without a new look, from one moment to another. */
const longest = (looks, from, to) => [...looks.map(({ at }) => at).filter((at) => at > from), to]
  .reduce(([most, before], at) => [Math.max(most, at - before), at], [0, from])[0];

const COMES = {
  'at once': ({ clock }) => clock.run(clock.now() + 1),
  'with a look half done': ({ clock }) => clock.run(clock.now() + 45),
  'with an exam half done': ({ clock, engine }) => {
    while (!(engine.read('examined') > 0.5)) clock.run(clock.now() + 1);
  },
  'after a long rest': ({ clock }) => clock.run(clock.now() + 600000),
  'after training, a rest and a reset': ({ clock, runner }) => {
    runner.play(Infinity);
    clock.run(clock.now() + 30000);
    runner.pause();
    clock.run(clock.now() + 2500);
    runner.reset();
  },
  'after training and a short rest': ({ clock, runner }) => {
    runner.play(Infinity);
    clock.run(clock.now() + 30333);
    runner.pause();
    clock.run(clock.now() + 50);
  },
};

for (const [how, before] of Object.entries(COMES)) {
  for (const speed of [Infinity, 5, 1]) {
    test(`Play ${how}, ${speed} steps/s: renewed within a second, under 20 %`, () => {
      const it = lab();
      before(it);
      const { clock, engine, runner } = it;
      const begun = clock.now();
      const at = engine.read('steps');
      runner.play(speed);
      while (engine.read('steps') === at) clock.run(clock.now() + 1);
      const first = clock.now();
      const spent = engine.log.measuring;
      clock.run(begun + 20000);
      const looks = engine.log.looks.filter((one) => one.at > begun && one.step > at);
      const wait = Number.isFinite(speed) ? 1000 / speed : 0; // until there is a step to measure
      assert.ok(looks[0].at - begun <= 1000 + wait, `first after ${looks[0].at - begun} ms`);
      assert.ok(longest(looks, looks[0].at, begun + 20000) <= Math.max(1000, wait + 500));
      const exam = engine.log.exams.find(({ at: when, step }) => when > begun && step > at);
      assert.ok(exam.at - begun <= 8000, `exam after ${exam.at - begun} ms`);
      const share = (engine.log.measuring - spent) / (clock.now() - first);
      assert.ok(share < 0.2, `share ${share}`);
    });
  }
}

for (const speed of [Infinity, 30, 1, 'phase']) {
  test(`Play with a goal rests exactly there: ${speed}`, () => {
    const { clock, engine, runner } = lab();
    clock.run(clock.now() + 5000);
    runner.play(speed, 7);
    clock.run(clock.now() + 60000);
    assert.equal(engine.read('steps'), 7);
    assert.equal(runner.playing(), false);
    assert.equal(engine.read('evaluated_step'), 7, 'its figures are of that step');
    runner.play(speed, Infinity);
    clock.run(clock.now() + 10000);
    assert.ok(engine.read('steps') > 7, 'goes on without a goal');
  });
}

test('training that begins when the first figures wait for their map is looked at all the same', () => {
  const { clock, engine, runner } = lab({ ...COSTS, map: 48 });
  while (engine.read('evaluated_step') < 0) clock.run(clock.now() + 1);
  assert.equal(engine.read('mapped_step'), -1);
  runner.play(Infinity);
  const from = clock.now();
  clock.run(from + 20000);
  const { looks, maps } = engine.log;
  for (const [what, renewed] of Object.entries({ looks, maps })) {
    assert.ok(renewed.length > 15, `${what}: ${renewed.length}`);
    assert.ok(longest(renewed, from, from + 20000) <= 1500, what);
  }
});

test('on a machine four times as slow measuring still stays under 20 %', () => {
  const slow = Object.fromEntries(Object.entries(COSTS).map(([name, ms]) => [name, 4 * ms]));
  const { clock, engine, runner } = lab(slow);
  clock.run(clock.now() + 60000);
  runner.play(Infinity);
  const [from, spent] = [clock.now(), engine.log.measuring];
  clock.run(from + 20000);
  assert.ok((engine.log.measuring - spent) / (clock.now() - from) < 0.2);
  assert.ok(engine.log.looks.filter(({ at }) => at > from).length >= 5);
});

test('a stopped runner is dead, and the thirtieth trains as the first', () => {
  const clock = createClock();
  const engines = [];
  const counts = [];
  let runner = null;
  for (let k = 0; k < 30; k++) {
    runner?.stop(new Error('another one'));
    const engine = createFake(clock);
    engines.push(engine);
    runner = createRunner(engine, false, { record() {}, changed() {}, failed() {}, broke() {} }, clock);
    runner.begin();
    runner.play(k % 2 ? Infinity : 30);
    const before = engines.map(({ log }) => log.calls);
    clock.run(clock.now() + 3000);
    engines.slice(0, -1).forEach(({ log }, i) => assert.equal(log.calls, before[i], `engine ${i}`));
    counts.push(engine.read('steps'));
  }
  assert.equal(counts[29], counts[1]);
  assert.equal(counts[28], counts[0]);
  runner.stop(new Error('over'));
  clock.run();
  assert.equal(clock.waiting(), 0);
});

test('requests are answered in turn, each with exactly its own step', async () => {
  const { clock, request } = lab();
  const answers = [request(1), request(1), request(10), request(0), request(10)];
  clock.run(clock.now() + 20000);
  assert.deepEqual(await Promise.all(answers), [1, 2, 12, 12, 22]);
});

test('what cuts requests short is the reason they are rejected with', async () => {
  const { clock, engine, runner, request, heard } = lab();
  const [first, second] = [request(400), request(3)];
  while (engine.read('steps') < 7) clock.run(clock.now() + 1);
  runner.interrupt('paused');
  await assert.rejects(first, { status: 'interrupted', message: 'paused after 7 of 400 steps' });
  await assert.rejects(second, { status: 'interrupted' });
  engine.diverge(10);
  const [failing, after] = [request(400), request(1)];
  clock.run(clock.now() + 5000);
  await assert.rejects(failing, { status: 'nonfinite' });
  await assert.rejects(after, { status: 'nonfinite' });
  assert.equal(heard.failed.length, 1);
  assert.equal(runner.training(), false);
});

test('a trap refuses what waits, stops the runner and is told once', async () => {
  const { clock, engine, request, heard } = lab();
  const waits = [request(2), request(2)];
  engine.step = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  clock.run(clock.now() + 1000);
  for (const one of waits) await assert.rejects(one, /unreachable/);
  assert.equal(heard.broke.length, 1);
  const { calls } = engine.log;
  clock.run();
  assert.equal(engine.log.calls, calls);
});

// ---- long steps are done in their phases, between which messages are handled

const LONGEST = Math.max(...Object.values(PHASES)) * COSTS.step; // ms of a phase
const CHUNK = 12; // ms of work between two chances for messages
const SLICE = 5; // ms, more than any slice of measuring takes here

/** Lets messages arrive at every moment of a training, and returns the most work, in ms of the
 *  clock, that one of them waits for. */
function longestWait({ clock, runner }, ms) {
  runner.play(Infinity);
  let most = 0;
  for (const end = clock.now() + ms; clock.now() < end;) {
    const before = clock.now();
    clock.run(before + 0.01); // one turn: all that is due now
    most = Math.max(most, clock.now() - before);
  }
  return most;
}

test('a message waits for one phase and a little measuring, never for a whole step', () => {
  const it = lab();
  it.clock.run(it.clock.now() + 60000);
  it.runner.play(Infinity);
  it.clock.run(it.clock.now() + 100); // how long a step takes is known after the first
  const most = longestWait(it, 5000);
  assert.ok(most <= LONGEST + CHUNK + SLICE, `${most} ms`);
  assert.ok(most < COSTS.step, `${most} ms`);
});

test('short steps are done whole', () => {
  const it = lab({ ...COSTS, step: 2 });
  it.clock.run(it.clock.now() + 60000);
  it.runner.play(Infinity);
  for (let k = 0; k < 500; k++) {
    it.clock.run(it.clock.now() + 0.01);
    assert.equal(it.runner.open(), false);
  }
});

/** A lab that trains and is in the middle of a step. */
function amid(it = lab()) {
  const { clock, engine, runner } = it;
  clock.run(clock.now() + 60000);
  runner.play(Infinity);
  clock.run(clock.now() + 200);
  while (!engine.midway()) clock.run(clock.now() + 0.01);
  assert.equal(runner.open(), true);
  return it;
}

test('nothing is measured or shown within a step', () => {
  const { clock, engine, runner, heard } = amid();
  let open = 0;
  for (let k = 0; k < 2000; k++) {
    const before = heard.changed;
    clock.run(clock.now() + 0.01);
    open += runner.open();
    assert.ok(!runner.open() || heard.changed === before, 'a snapshot within a step');
  }
  assert.ok(open > 100);
  assert.equal(engine.log.amid, 0, 'measured within a step');
});

const ENDS = {
  pause: (runner) => runner.pause(),
  interrupt: (runner) => runner.interrupt('paused'),
  'slow motion': (runner) => runner.play('phase'),
  'another speed': (runner) => runner.play(5),
  'a changed value': (runner) => runner.settle(),
  'a request': (runner) => runner.request(0, () => {}, () => {}),
};
for (const [what, act] of Object.entries(ENDS)) {
  test(`${what} in the middle of a step finds it done`, () => {
    const { engine, runner } = amid();
    const before = engine.read('steps');
    act(runner);
    assert.equal(engine.midway(), false);
    assert.equal(runner.open(), false);
    assert.equal(engine.read('steps'), before + 1);
  });
}

test('a reset in the middle of a step starts over', () => {
  const { clock, engine, runner } = amid();
  runner.pause();
  runner.reset();
  assert.equal(engine.read('steps'), 0);
  assert.equal(runner.open(), false);
  clock.run(clock.now() + 1000);
  assert.equal(engine.read('steps'), 0);
});

test('steps asked for in the middle of a step follow it, each request with its own', async () => {
  const { clock, engine, runner, request } = amid();
  const before = engine.read('steps');
  runner.pause();
  const [two, three] = [request(2), request(3)];
  while (!engine.midway()) clock.run(clock.now() + 0.01);
  const one = request(1); // it completes a step of the first request, which counts as such
  clock.run(clock.now() + 5000);
  assert.deepEqual(await Promise.all([two, three, one]),
    [before + 3, before + 6, before + 7]);
});

test('a request that ends within its own step says how far it came', async () => {
  const { clock, engine, runner, request } = amid();
  runner.pause();
  const at = engine.read('steps');
  const first = request(400);
  while (!(engine.read('steps') === at + 3 && engine.midway())) clock.run(clock.now() + 0.01);
  runner.interrupt('paused');
  await assert.rejects(first, { message: 'paused after 4 of 400 steps' });
  assert.equal(engine.read('steps'), at + 4);
});

test('a step that fails in a later phase is told once and ends the training', () => {
  const { clock, engine, runner, heard } = amid();
  engine.diverge(0);
  clock.run(clock.now() + 1000);
  assert.equal(heard.failed.length, 1);
  assert.equal(runner.training(), false);
  assert.equal(runner.open(), false);
});
