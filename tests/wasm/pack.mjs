// Packed datasets: the engine reads what web/data/pack.mjs writes, and says why it refuses a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { packed } from '../../web/data/pack.mjs';
import { engine } from './native.mjs';

const module = new WebAssembly.Module(
  readFileSync(new URL('../../build/wasm/read_pack.wasm', import.meta.url)));

/** The engine's reader after it has tried to open a file. @param {Uint8Array} file */
function opened(file) {
  const { exports: x } = new WebAssembly.Instance(module, {});
  x._initialize?.();
  const memory = () => new Uint8Array(x.memory.buffer);
  memory().set(file, x.place());
  const status = x.open(file.length);
  const words = memory().subarray(x.why());
  return { x, status, memory, why: new TextDecoder().decode(words.subarray(0, words.indexOf(0))) };
}

// ---- what is written is read again

const CONCEPTS = 4;
const bytes = (size, seed) => Uint8Array.from({ length: size }, (_, i) => 37 * i + 11 * seed);
const each = (renditions, make) => Array.from({ length: renditions * CONCEPTS }, (_, i) => make(i));
const colours = [[255, 250, 240], [200, 30, 1], [2, 3, 4]];
const index = (i) => bytes(6, i).map((value) => value % 3);
const planes = (i) => [0, 1, 2].flatMap((c) => Array.from(index(i), (k) => colours[k][c]));
const names = ['cat', 'Löwe', '', '猫', '🐱', 'e\u0301', 'кот', 'قط'];
const encoded = names.map((name) => [...new TextEncoder().encode(name)]);
const ids = (i) => Array.from({ length: i % 4 }, (_, k) => 90 * i + k);

/** Tracks, each with the values that the engine must read of its items where these differ. */
const TRACKS = [
  { kind: 'vector', shape: [5], mean: 0.4, items: each(1, (i) => bytes(5, i)) },
  { kind: 'text', renditions: 2, items: names,
    wanted: encoded, size: [Math.max(...encoded.map(({ length }) => length))] },
  { kind: 'pixels', renditions: 2, shape: [3, 2, 3], mean: 0.7,
    items: each(2, (i) => ({ index: index(i), colours })), wanted: each(2, planes) },
  { kind: 'tokens', renditions: 2, vocabulary: 700, items: each(2, ids), size: [700, 3] },
  { kind: 'frames', renditions: 3, shape: [3, 4], mean: 0.2, items: each(3, (i) => bytes(12, i)) },
  { kind: 'pixels', shape: [1, 3, 2], mean: 0.875, items: each(1, (i) => bytes(6, i)) },
];
const KINDS = ['pixels', 'vector', 'tokens', 'frames', 'text'];

test('all kinds of track come back as they were written', () => {
  const { x, status, why, memory } = opened(packed({ tracks: TRACKS }));
  assert.equal(status, 0, why);
  assert.deepEqual([x.concepts(), x.kind(TRACKS.length)], [CONCEPTS, -1]);
  TRACKS.forEach((track, k) => {
    const { kind, renditions = 1, shape, size = shape, mean = 0, items, wanted = items } = track;
    assert.deepEqual([KINDS[x.kind(k)], x.renditions(k)], [kind, renditions]);
    assert.deepEqual([0, 1, 2].map((axis) => x.shape(k, axis)), [...size, 1, 1].slice(0, 3), kind);
    assert.equal(x.mean(k), Math.fround(mean), kind);
    wanted.forEach((want, i) => {
      const at = [k, Math.floor(i / renditions), i % renditions];
      const got = Array.from({ length: x.length(...at) }, (_, n) =>
        (kind === 'tokens' ? x.token(...at, n) : memory()[x.values(...at) + n]));
      assert.deepEqual(got, [...want], `${kind}, item ${i}`);
    });
  });
});

test('labels and splits come back as they were written', () => {
  const labels = [{ of: [0, 1, 2, 1], classes: 3 }, { of: [0, 300, 1, 1], classes: 301 }];
  for (const [heldOut, list] of [[{ last: 1 }, [3]], [{ listed: [2, 0] }, [0, 2]]]) {
    const { x, status, why } = opened(packed({ tracks: TRACKS, labels, heldOut }));
    assert.equal(status, 0, why);
    labels.forEach(({ of }, kind) =>
      of.forEach((label, i) => assert.equal(x.label(kind, i), label, `${kind}, ${i}`)));
    assert.equal(x.held_out(), list.length);
    const others = [0, 1, 2, 3].filter((i) => !list.includes(i));
    assert.deepEqual([0, 1, 2, 3].map((i) => x.split(i)), [...list, ...others]);
  }
  const { x, status } = opened(packed({ tracks: TRACKS }));
  assert.deepEqual([status, x.held_out()], [0, 1], 'a fifth of four, rounded');
});

test('what cannot be packed is not', () => {
  const refused = (track, words) => assert.throws(() => packed({ tracks: [track] }), words);
  refused({ kind: 'vector', shape: [3], mean: 0, items: [bytes(2, 0)] }, /vector 0: 2 numbers/);
  refused({ kind: 'tokens', vocabulary: 9, items: [[1], [9]] }, /tokens 1: 9 is no id below 9/);
  refused({ kind: 'text', items: ['a', 'b\ud83d'] }, /text 1: half of a surrogate pair/);
  refused({ kind: 'text', renditions: 2, items: ['a', 'b', 'c'] }, /3 items, not 2 of each of 1 concepts/);
});

// ---- a session's words about a dataset that it cannot use

const SIDE = 6;
const pictures = (renditions) => ({ kind: 'pixels', renditions, shape: [3, SIDE, SIDE], mean: 0.5,
  items: Array.from({ length: 20 * renditions }, (_, i) => bytes(3 * SIDE * SIDE, i)) });
const vectors = (size) => ({ kind: 'vector', shape: [size], mean: 0.5,
  items: Array.from({ length: 20 }, (_, i) => bytes(size, i)) });
const texts = { kind: 'text', items: Array.from({ length: 20 }, (_, i) => `word ${i}`) };
const settings = { data: 'emoji', encoder: 'mlp', positives: 'augment', pairs: 4, hidden_units: 8,
  feature: 8, dim: 4, activation: 'gelu' };

const CAUSES = [
  ['cut', (file) => file.slice(0, 90),
    /it has 90 bytes, and the headers of its 2 tracks end at 128$/],
  ['of another kind', (file) => file.fill(0x20, 0, 4), /it does not begin with CTPK$/],
  ['of another version', (file) => file.fill(2, 4, 5), /its version is 2, not 3$/],
  ['longer', (file) => new Uint8Array([...file, 0]), /it has \d+ bytes, and what its headers tell/],
  ['of a track that is none', (file) => file.fill(9, 96, 97), /its track 1: its kind is 9, outside/],
  ['of text that is none', (file) => file.fill(0xFF, file.length - 8),
    /its track 1 \(text\): rendition 0 of concept 19 is not UTF-8 from its byte 1 of 7 on$/],
];

for (const [what, change, cause] of CAUSES) {
  test(`a dataset that is ${what} is refused with its cause`, async () => {
    const run = await engine();
    const good = packed({ tracks: [pictures(2), texts] });
    run.open(settings, good);
    assert.equal(run.step(), 0, 'it is fine without the change');
    assert.throws(() => run.open(settings, change(good.slice())), (error) => {
      assert.equal(error.status, 'format');
      assert.match(error.message, /^the dataset is damaged, or not a packed one: it/);
      assert.match(error.message, cause);
      return true;
    });
  });
}

test('the headers of as many tracks as there can be are seen', async () => {
  const run = await engine();
  const tracks = [...Array(7).fill(texts), pictures(2)];
  run.open(settings, packed({ tracks }));
  assert.equal(run.step(), 0);
  assert.throws(() => run.open(settings, packed({ tracks: [texts, ...tracks] })),
    /its number of tracks is 9, outside 1 to 8$/);
});

// ---- one dataset behind another

const joined = (...parts) => new Uint8Array(Buffer.concat(parts));

test('the tracks of a second part come after those of the first', () => {
  const labels = [{ of: [0, 1, 2, 1], classes: 3 }];
  const first = packed({ tracks: TRACKS.slice(0, 3), labels, heldOut: { last: 1 } });
  const { x, status, why, memory } = opened(joined(first, packed({ tracks: TRACKS.slice(3) })));
  assert.equal(status, 0, why);
  assert.deepEqual(TRACKS.map((_, k) => KINDS[x.kind(k)]), TRACKS.map(({ kind }) => kind));
  assert.deepEqual([x.kind(TRACKS.length), x.held_out(), x.label(0, 2)], [-1, 1, 2]);
  const [at, numbers] = [[5, 3, 0], TRACKS[5].items[3]];
  assert.deepEqual([...memory().subarray(x.values(...at), x.values(...at) + 6)], [...numbers]);
});

test('a session opens on both parts, also where another one is open', async () => {
  const run = await engine();
  const [one, two] = [packed({ tracks: [pictures(2)] }), packed({ tracks: [texts] })];
  const together = packed({ tracks: [pictures(2), texts] });
  const losses = [one, joined(one, two), joined(one, two), together].map((data) => {
    run.open(settings, data);
    assert.equal(run.step(), 0);
    return run.read('loss');
  });
  assert.equal(new Set(losses).size, 1, String(losses));
});

const SECOND = [
  ['of other concepts', packed({ tracks: [{ kind: 'text', items: ['a', 'b'] }] }),
    /it has 2 concepts, and the first part has 20$/],
  ['with labels', packed({ tracks: [texts], labels: [{ of: Array(20).fill(0), classes: 1 }] }),
    /its number of kinds of label is 1, and only the first part has any$/],
  ['with a split', packed({ tracks: [texts], heldOut: { last: 3 } }),
    /its split is 1, and only that of the first part may differ from 0$/],
  ['with too many tracks', packed({ tracks: Array(8).fill(texts) }),
    /it has 8 tracks, and the first part leaves room for 7$/],
  ['that is cut', packed({ tracks: [texts] }).slice(0, 70),
    /it has 70 bytes, and the headers of its 1 tracks end at 96$/],
  ['that another follows', joined(packed({ tracks: [texts] }), packed({ tracks: [texts] })),
    /it has \d+ bytes, and what its headers tell of takes \d+$/],
  ['of text that is none', packed({ tracks: [texts] }).fill(0xff, -8),
    /its track 0 \(text\): rendition 0 of concept 19 is not UTF-8 from its byte 1 of 7 on$/],
];
for (const [what, second, cause] of SECOND) {
  test(`a second part ${what} is refused with its cause`, async () => {
    const run = await engine();
    const open = () => run.open(settings, joined(packed({ tracks: [pictures(2)] }), second));
    for (const message of [/: its second part: /, cause])
      assert.throws(open, { status: 'format', message });
  });
}

test('a dataset that lacks what the settings read is refused with what it lacks', async () => {
  const run = await engine();
  const says = (values, tracks, message) => assert.throws(
    () => run.open({ ...settings, ...values }, packed({ tracks })), { status: 'format', message });
  says({}, [texts], /^the dataset .*neither pictures nor vectors/);
  says({}, [texts, vectors(3)], /^the dataset .*8 numbers of content and 8 of style/);
  says({ encoder: 'cnn' }, [vectors(16)], /^the dataset .*must be `encoder=mlp`/);
  says({ positives: 'artists' }, [pictures(1)], /^the dataset .*one rendition of each concept/);
  says({ method: 'supcon' }, [pictures(2)], /`method` reads labels/);
  run.open(settings, packed({ tracks: [texts, vectors(16)] }));
  assert.equal(run.step(), 0, 'vectors as the made-up things have them');
});
