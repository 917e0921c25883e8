// The guided starts and challenges: every name in them exists, every text is there, and what they
// say is true: each step is trained as its page would, and each challenge is met.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkParams } from '../../web/shell/state/check.js';
import { holds, namesIn, readingNames, readingsOf, unknown } from '../../web/shell/tour/conditions.js';
import { earlier, gridReadings, outcomeOf, valuesOf } from '../../web/shell/tour/flow.js';
import { asText, filledBy } from '../../web/shell/tour/numbers.js';
import { readProgress } from '../../web/shell/tour/progress.js';
import { tours as load } from '../../web/shell/tour/tours.js';
import { labs } from './labs.mjs';
import { start, wholeSchema } from './snapshots.mjs';

const schema = await wholeSchema();
const tours = Object.fromEntries(await Promise.all(Object.entries(load).map(async ([lab, get]) =>
  [lab, (await get()).tour])));
const stateOf = (params, more = {}) => ({ params, anchor: 0, hover: -1, trials: null, ...more });
const givenOf = (lab, params, more) => ({ lab: labs[lab], schema,
  state: { get: () => stateOf(params, more) } });

test('conditions: numbers, values, all, any; NaN never holds; unknown names throw', () => {
  const now = { params: { bug: 'self', pairs: 16 }, readings: { loss: 0.5, floor: 0.4, rank: NaN } };
  const yes = [{ reading: 'loss', below: Math.LN2 }, { param: 'bug', is: 'self' },
    { param: 'pairs', is: [4, 16] }, { param: 'pairs', above: 8, below: 32 },
    { reading: 'loss', below: { reading: 'floor', plus: 0.2 } },
    { reading: 'loss', above: { reading: 'floor', times: 1.2 } },
    { all: [{ reading: 'loss', above: 0 }, { param: 'bug', is: 'self' }] },
    { any: [{ reading: 'loss', above: 1 }, { param: 'bug', is: 'self' }] }];
  const no = [{ reading: 'loss', above: Math.LN2 }, { param: 'bug', is: 'none' },
    { reading: 'rank', below: 5 }, { reading: 'rank', above: 5 }, { any: [] },
    { all: [{ param: 'bug', is: 'self' }, { reading: 'loss', above: 1 }] }];
  for (const one of yes) assert.ok(holds(one, now), JSON.stringify(one));
  for (const one of no) assert.ok(!holds(one, now), JSON.stringify(one));
  assert.throws(() => holds({ reading: 'los', below: 1 }, now), /no reading "los"/);
  assert.throws(() => holds({ param: 'bugs', is: 1 }, now), /no parameter "bugs"/);
  assert.throws(() => holds({ reading: 'loss', below: { reading: 'flor' } }, now), /"flor"/);
});

test('stored progress that is not as this page writes it is forgotten', () => {
  const good = JSON.stringify({ at: 1, choices: {}, before: null, met: {},
    results: { zero: { choice: '', outcome: '', readings: { rank: NaN } } } });
  assert.equal(readProgress(good, 4).at, 1);
  assert.ok(Number.isNaN(readProgress(good, 4).results.zero.readings.rank));
  for (const bad of ['{', 'null', '7', '{"at":9}', '{"at":"x"}', '{"results":{"a":null}}', null])
    assert.equal(readProgress(bad, 4).at, 0, String(bad));
});

test('every lab has a tour', () => {
  assert.deepEqual(Object.keys(tours).sort(), Object.keys(labs).sort());
});

for (const [lab, tour] of Object.entries(tours)) {
  const names = readingNames(schema);
  const grid = [...new Set(tour.steps.flatMap((step) => Object.keys(gridReadings(givenOf(lab,
    valuesOf({ lab: labs[lab], schema }, step.set), { trials: { results: {} } })))))];
  const known = new Set([...names, ...grid, ...tour.steps.flatMap(({ id }) =>
    [...names, ...grid].map((name) => `${id}.${name}`))]);
  const reads = (condition) => {
    const { readings, params } = namesIn(condition);
    for (const name of readings) assert.ok(known.has(name), `no reading "${name}"`);
    for (const name of params) assert.ok(schema.params.some((p) => p.name === name), name);
  };

  test(`${lab}: names, values and texts`, () => {
    assert.ok(tour.steps.length >= 3 && tour.steps.length <= 6);
    assert.ok(tour.challenges.length >= 2 && tour.challenges.length <= 4);
    const texts = new Set();
    const text = (key) => {
      assert.equal(typeof tour.words[key], 'string', key);
      texts.add(key);
      return tour.words[key];
    };
    for (const { id, set, options, outcomes, holes } of tour.steps) {
      assert.deepEqual(checkParams(labs[lab], schema, set).problems, [], id);
      assert.ok(options.length >= 2 && options.length <= 4, id);
      for (const what of ['see', 'ask', ...options]) text(`${id}_${what}`);
      for (const { option, when } of outcomes) {
        assert.ok(options.includes(option), `${id}: ${option}`);
        reads(when);
        const filled = [...text(`${id}_was_${option}`).matchAll(/\{(\w+)\}/g)].map(([, k]) => k);
        for (const hole of filled) assert.ok(Object.hasOwn(holes, hole), `${id}: {${hole}}`);
      }
      for (const name of Object.values(holes)) assert.ok(known.has(name), `no reading "${name}"`);
    }
    for (const { id, when, value, solve } of tour.challenges) {
      text(id);
      reads(when);
      assert.ok(known.has(value), value);
      assert.deepEqual(checkParams(labs[lab], schema, solve.set).problems, [], id);
    }
    assert.deepEqual(Object.keys(tour.words).filter((key) => !texts.has(key)), [], 'unused');
    for (const [key, words] of Object.entries(tour.words))
      assert.ok(words.length <= 330, `${key} is too long for a phone: ${words.length}`);
  });

  test(`${lab}: each step comes out as one of its outcomes`, async (t) => {
    /** @type {Record<string, any>} */
    const results = {};
    for (const step of tour.steps) {
      const params = valuesOf({ lab: labs[lab], schema }, step.set);
      const more = step.grid ? { trials: await gridTrials(lab, params) } : {};
      const state = stateOf(params, more);
      const readings = step.grid
        ? { ...unknown(names), ...gridReadings(givenOf(lab, params, more)) }
        : readingsOf(await looked(lab, params, step.steps, step.after === 'examined'), state, schema);
      const all = { ...earlier(tour, schema, results), ...readings };
      const outcome = outcomeOf(step, params, all);
      const holes = filledBy(step.holes, all);
      t.diagnostic(`${step.id}: ${outcome}, ${JSON.stringify(holes)}`);
      assert.notEqual(outcome, '', `${step.id}: ${JSON.stringify(holes)}`);
      for (const value of Object.values(holes)) assert.notEqual(value, '\u2013', step.id);
      results[step.id] = { readings };
    }
  });

  test(`${lab}: each challenge can be met, and is not met by doing nothing`, async (t) => {
    for (const { id, when, value, solve } of tour.challenges) {
      const params = valuesOf({ lab: labs[lab], schema }, solve.set);
      const own = valuesOf({ lab: labs[lab], schema }, {});
      const first = readingsOf(await looked(lab, own, 0), stateOf(own), schema);
      const rest = gridReadings(givenOf(lab, own));
      assert.ok(!holds(when, { params: own, readings: { ...first, ...rest } }), `${id} at once`);
      const more = solve.grid ? { trials: await gridTrials(lab, params) } : {};
      const snapshot = await looked(lab, params, solve.steps);
      const hover = solve.hover ? [...snapshot.negatives.own.role].indexOf(4) : -1;
      const state = stateOf(params, { hover, ...more });
      const readings = { ...readingsOf(snapshot, state, schema),
        ...gridReadings(givenOf(lab, params, more)) };
      t.diagnostic(`${id}: ${asText(value, readings[value])}`);
      assert.ok(holds(when, { params, readings }), `${id}: ${readings[value]}`);
    }
  });
}

/** The snapshot after so many steps; kept, because several steps and challenges share a run. */
const kept = new Map();
async function looked(lab, params, steps, exam) {
  const key = JSON.stringify([lab, params, steps, exam ?? false]);
  if (!kept.has(key)) {
    const run = await start(lab, params);
    run.train(steps);
    kept.set(key, run.look(exam === undefined ? {} : { exam: exam || lab === 'augment' }));
  }
  return kept.get(key);
}

/** The short runs of a grid. */
async function gridTrials(lab, params) {
  const { gridOf } = await import('../../web/shell/runs/grid.js');
  const results = {};
  for (const { runs } of gridOf(labs[lab], schema, params).cells) {
    for (const { key, params: own, steps } of runs) {
      const run = await start(lab, own);
      run.train(steps);
      results[key] = { metrics: run.look({ exam: false }).metrics, problem: '' };
    }
  }
  const total = Object.keys(results).length;
  return { results, running: {}, total, done: total };
}
