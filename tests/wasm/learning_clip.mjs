// The clip lab learns as it opens, in wasm: within so few steps that a reader sees it happen, names
// find drawings by an artist whom training never sees, and typed words find what they mean. What raw
// pixels reach is compared with figures that were computed apart from the engine.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { clip } from '../../web/shell/labs/clip.js';
import { concepts } from '../../web/data/sets.mjs';
import { datasetOf, engine } from './native.mjs';

const STEPS = 100;
const SLICE = 4096;
/** Of Fluent among 1,586, by numpy: the nearest training drawing has the right name, or one of the 5
 *  nearest names is right. */
const PIXELS = { pixel_recall1: 0.252, pixel_recall5: 0.433 };
const CHANCE5 = 5 / 1586;

/** Node has none; the pictures are not looked at here. */
globalThis.ImageData ??= class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

const names = concepts().map(({ label }) => label);
let e;

function look() {
  while (!e.evaluate(SLICE)) { /* goes on */ }
  return e.texts.matches();
}

const found = (text) => Array.from(e.texts.search(text, 6).concepts, (i) => names[i]);

before(async () => {
  e = await engine();
  e.open(clip.params, datasetOf(clip.params));
});

test('before training the search is at chance, and none of its pieces is trained', () => {
  const { name_recall5: share, gap } = look();
  assert.ok(share < 5 * CHANCE5, `${share}`);
  assert.ok(gap > 0.9, `the clouds lie apart: ${gap}`);
  const { made } = e.texts.search('a red apple', 6);
  assert.deepEqual([made.words, made.seen], [3, 0]);
});

test('raw pixels reach what they reach elsewhere', () => {
  while (!e.measurePixels(SLICE)) { /* goes on */ }
  const all = e.texts.matches();
  for (const [name, share] of Object.entries(PIXELS)) {
    assert.ok(Math.abs(all[name] - share) < 0.0006, `${name}: ${all[name]}`);
  }
});

test(`after ${STEPS} steps names find drawings that were never seen`, () => {
  for (let i = 0; i < STEPS; i++) assert.equal(e.step(), 0, `step ${i}`);
  const { name_recall5: names5, drawing_recall5: drawings5, gap } = look();
  assert.ok(names5 > 0.25, `names: ${names5}`);
  assert.ok(drawings5 > 0.2, `drawings: ${drawings5}`);
  assert.ok(gap < 0.6, `the gap has closed: ${gap}`);
});

test('typed words find what they mean, also in another language', () => {
  assert.ok(found('cat').some((name) => /cat/.test(name)), found('cat').join(', '));
  assert.ok(found('sad').some((name) => /face|cry|sad/.test(name)), found('sad').join(', '));
  assert.ok(found('chat').some((name) => /cat/.test(name)), found('chat').join(', '));
});

test('prompts of the reader\u2019s classify without a label', () => {
  e.texts.prompts(['face', 'person', 'body', 'animal', 'food', 'place', 'sport', 'object'].join('\n'), 0);
  const { zero_shot: right, majority, pixel_class: pixels } = e.texts.matches();
  for (const share of [right, majority, pixels]) assert.ok(share > 0 && share < 1, `${share}`);
});
