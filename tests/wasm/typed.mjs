// Typed texts: the engine's answers as the page asks for them, also within a step, bad texts in
// words, and which of many texts typed in a hurry are asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsker } from '../../web/shell/panels/search/asker.js';
import { noteOf } from '../../web/shell/panels/search/words.js';
import { labs } from './labs.mjs';
import { datasetOf, engine } from './native.mjs';

globalThis.ImageData ??= class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

const SMALL = { encoder: 'mlp', pairs: 16, hidden_units: 16, feature: 16, dim: 16 };
const look = (run) => { while (!run.evaluate(4800)) { /* in large slices */ } };

/** An engine with a small session of the lab. */
async function small(params = {}) {
  const run = await engine();
  const all = { ...labs.clip.params, ...SMALL, ...params };
  run.open(all, datasetOf(all));
  return run;
}

test('a search before the first look is refused in words', async () => {
  const run = await small();
  assert.throws(() => run.texts.search('sad', 6),
    { status: 'state', message: 'the drawings have not been measured yet' });
});

test('a search is the same in every phase of a step, and later, until the next look', async () => {
  const run = await small();
  assert.equal(run.texts.reads(), true);
  look(run);
  const before = run.texts.search('something to drink', 6);
  assert.equal(before.concepts.length, 6);
  assert.deepEqual([...before.cosines], [...before.cosines].sort((a, b) => b - a));
  assert.deepEqual([before.step, before.made.words, before.made.seen], [0, 3, 0]);
  assert.deepEqual([before.tiles.columns, before.tiles.image.height], [3, 6 * 32]);
  for (const name of run.phases().slice(0, -1)) {
    assert.ok(run.phase() >= 0);
    const within = run.texts.search('something to drink', 6);
    assert.deepEqual([within.concepts, within.cosines], [before.concepts, before.cosines], name);
  }
  run.phase(); // update
  assert.equal(run.read('steps'), 1);
  assert.deepEqual(run.texts.search('something to drink', 6).cosines, before.cosines);
  look(run);
  assert.notDeepEqual(run.texts.search('something to drink', 6).cosines, before.cosines);
});

test('searching within steps leaves no trace in the training', async () => {
  const [one, two] = [await small(), await small()];
  look(one);
  look(two);
  for (let i = 0; i < 3; i++) {
    one.step();
    do {
      two.texts.search('H\u00fcndchen \u732b', 3);
      two.phase();
    } while (two.read('steps') === i);
  }
  assert.deepEqual(two.view('params'), one.view('params'));
});

test('the tiles are the drawings of the concepts found, by each artist', async () => {
  const run = await small();
  look(run);
  const { concepts, tiles } = run.texts.search('cat', 2);
  const { data, width } = tiles.image;
  const pixels = run.view('images');
  const plane = 32 * 32;
  for (const [row, concept] of concepts.entries()) {
    for (let artist = 0; artist < 3; artist++) {
      const [x, y] = [artist * 32 + 7, row * 32 + 19];
      const from = (concept * 3 + artist) * 3 * plane + 19 * 32 + 7;
      assert.deepEqual([...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)],
        [pixels[from], pixels[from + plane], pixels[from + 2 * plane]]);
    }
  }
});

test('words of a language, each with its place among the texts of a concept', async () => {
  const run = await small();
  look(run);
  for (const language of [0, 1, 5]) {
    const { words, cosines } = run.texts.words(30, language, 32);
    assert.equal(words.length, 32);
    assert.ok(words.every(({ text, concept, place }) => text && concept < 1586 && place >= 0));
    assert.ok(cosines.every((cosine, i) => i === 0 || cosine <= cosines[i - 1]));
  }
  assert.match(run.texts.words(30, 5, 1).words[0].text, /[^a-z]/);
  assert.throws(() => run.texts.words(1586 * 3, 0, 3), { message: 'there is no such drawing' });
  assert.throws(() => run.texts.words(0, 9, 3), { message: 'there is no such language' });
});

test('bad texts: each is refused or explained in words, and the next one is answered', async () => {
  const run = await small();
  look(run);
  for (let i = 0; i < 3; i++) run.step();
  const note = (text, transformer = false) => noteOf({ ...run.texts.search(text, 3), step: 3 },
    transformer);
  for (const empty of ['', ' \n\t', '\ud83d\ude00\ud83c\udf89', '\u0301', '?!',
    '\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67'])
    assert.match(note(empty), /no letters or digits/, JSON.stringify(empty));
  for (const lone of ['\ud83d', 'a\udc00b', '\udc00\ud83d'])
    assert.throws(() => run.texts.search(lone, 3), { status: 'format', message: /half of a character/ });
  assert.throws(() => run.texts.search('x'.repeat(100000), 3),
    { message: 'the text is longer than 16,384 bytes' });
  assert.throws(() => run.texts.search('\u732b'.repeat(5462), 3), { message: /longer than/ });
  assert.equal(run.texts.search('x'.repeat(16384), 3).concepts.length, 3);
  assert.match(note('\u16a0\u16a2\u16a6'), /No part of this was in any training text/);
  assert.equal(run.texts.search('e\u0301\u0316'.repeat(900), 3).made.words, 1);
  assert.equal(run.texts.search('\u062a\u0641\u0627\u062d\u0629', 3).concepts.length, 3);
  assert.match(note('word '.repeat(40), true), /first 32 of these 40 words/);
  assert.throws(() => run.texts.prompts('\ud83d', 0), { status: 'format' });
  assert.equal(run.step(), 0);
});

test('other methods read no texts', async () => {
  const run = await engine();
  const params = { ...labs.simclr.params, ...SMALL };
  run.open(params, datasetOf(params));
  assert.equal(run.texts.reads(), false);
  assert.throws(() => run.texts.search('sad', 3), { message: 'this method has no encoder of texts' });
});

test('names and drawings: measures by name, and a matrix', async () => {
  const run = await small();
  look(run);
  const matches = run.texts.matches();
  assert.deepEqual(Object.keys(matches), run.schema.matches.map(({ name }) => name));
  assert.ok(matches.name_recall10 > 0 && matches.name_recall10 < 0.05, 'chance');
  const out = new Float32Array(9);
  run.texts.matching([5, 900, 1500], out);
  assert.ok(out.every((cosine) => Math.abs(cosine) <= 1.0001) && new Set(out).size === 9);
  assert.throws(() => run.texts.matching([1586], out), { message: 'there is no such concept' });
});

// ---- which texts are asked for

/** An asker whose answers are given by hand. */
function asking() {
  const asked = [];
  const shown = [];
  const asker = createAsker({
    ask: (text) => new Promise((resolve, reject) => asked.push({ text, resolve, reject })),
    found: (found) => shown.push(found), refused: ({ message }) => shown.push(message),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { asker, asked, shown, texts: () => asked.map(({ text }) => text), settled };
}

test('at most one search is under way, and of what is typed meanwhile the newest wins', async () => {
  const { asker, asked, shown, texts, settled } = asking();
  asker.looked(0);
  for (const text of ['r', 're', 'red', 'red f']) asker.want(text);
  assert.deepEqual(texts(), ['r']);
  asked[0].resolve('first');
  await settled();
  assert.deepEqual([texts(), shown], [['r', 'red f'], []]);
  asked[1].resolve('second');
  await settled();
  assert.deepEqual([texts(), shown], [['r', 'red f'], ['second']]);
});

test('a standing text is asked again after each new look, and after a new session', async () => {
  const { asker, asked, shown, texts, settled } = asking();
  asker.want('cat');
  assert.deepEqual(texts(), [], 'no look yet');
  for (const [k, look] of [0, 7, 9, -1, 0].entries()) {
    asker.looked(look);
    asker.looked(look);
    asked.at(-1).resolve(k);
    await settled();
  }
  assert.deepEqual([texts().length, shown], [4, [0, 1, 2, 4]]);
  asker.want('');
  asker.looked(3);
  assert.equal(texts().length, 4);
});

test('a refusal is shown, and the text after it is asked', async () => {
  const { asker, asked, shown, settled } = asking();
  asker.looked(5);
  asker.want('\ud83d');
  asked[0].reject(new Error('half'));
  await settled();
  asker.want('dog');
  asked[1].resolve('a dog');
  await settled();
  assert.deepEqual(shown, ['half', 'a dog']);
  asker.want('cat');
  asker.end();
  asked[2].resolve('too late');
  await settled();
  assert.deepEqual(shown, ['half', 'a dog']);
});
