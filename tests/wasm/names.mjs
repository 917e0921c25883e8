// The names and keywords of the drawings in nine languages: what the recipe writes, what the engine
// reads of it, and which files a lab asks for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { concepts } from '../../web/data/sets.mjs';
import { folded, languages, texts, translations } from '../../web/data/translations.mjs';
import { engine } from './native.mjs';

const fileOf = (name) => readFileSync(new URL(`../../build/data/${name}`, import.meta.url));
const list = concepts();
const all = translations();
const R = languages.length;
const u32 = (bytes, at) => bytes.readUInt32LE(at);

test('every concept has a name in every language, and nearly every one has keywords', () => {
  assert.equal(all.length, list.length * R);
  assert.equal(list.length, JSON.parse(fileOf('emoji.json')).names.length, 'those of emoji.pack');
  languages.forEach(({ code }, r) => {
    const own = all.filter((_, i) => i % R === r);
    assert.equal(own.filter(({ name }) => name !== '').length, list.length, code);
    assert.ok(own.filter(({ keywords }) => keywords).length > 0.98 * list.length, code);
  });
  assert.deepEqual(list.map(({ label }) => label), all.filter((_, i) => i % R === 0)
    .map(({ name }) => name), 'the English ones are those of emoji.json');
  const cat = all.slice(R * list.findIndex(({ label }) => label === 'cat face')).slice(0, R);
  assert.deepEqual(cat.map(({ name }) => name), ['cat face', 'Katzengesicht', 'tête de chat',
    'cara de gato', 'muso di gatto', 'ネコの顔', 'морда кошки', '猫脸', 'बिल्ली का चेहरा']);
});

test('all texts are composed, and no keyword repeats the name or another', () => {
  for (const { name, keywords } of all) {
    const lines = keywords === '' ? [] : keywords.split('\n');
    assert.equal(new Set([name, ...lines].map(folded)).size, 1 + lines.length, name);
    for (const text of [name, ...lines])
      assert.ok(text && text === text.normalize('NFC') && text === text.trim(), text);
  }
  assert.deepEqual(texts('Gru\u0308ße', ['grüsse', 'Hallo', 'hallo', 'cafe\u0301', '']),
    { name: 'Grüße', keywords: 'Hallo\ncafé' });
  assert.throws(() => texts('cat', ['a\nb']), /a keyword of cat is not one line/);
});

/** The texts of a track as the file has them: where each begins, then their bytes. */
function textsAt(pack, block) {
  const from = block + 4 * (all.length + 1);
  return all.map((_, i) => pack.toString('utf8', from + u32(pack, block + 4 * i),
    from + u32(pack, block + 4 * (i + 1))));
}

test('the file holds them in order, its small form too, and few bytes of it travel', (t) => {
  const pack = fileOf('names.pack');
  const zipped = fileOf('names.pack.gz');
  const padded = (n) => 4 * Math.ceil(n / 4);
  assert.deepEqual([u32(pack, 8), u32(pack, 12), u32(pack, 16), u32(pack, 36)],
    [list.length, 2, 0, 0], 'concepts, tracks, no labels, no split of its own');
  assert.deepEqual(textsAt(pack, 128), all.map(({ name }) => name));
  assert.deepEqual(textsAt(pack, 128 + padded(u32(pack, 64 + 28))),
    all.map(({ keywords }) => keywords));
  assert.ok(gunzipSync(zipped).equals(pack));
  assert.deepEqual(JSON.parse(fileOf('names.json')).languages, languages);
  t.diagnostic(`${zipped.length} bytes`);
  assert.ok(zipped.length + fileOf('names.json').length <= 600e3, `${zipped.length} bytes`);
});

test('the engine trains on the drawings with the names behind them as without', async () => {
  const run = await engine();
  const values = { data: 'emoji', encoder: 'mlp', positives: 'augment', pairs: 4, hidden_units: 8,
    feature: 8, dim: 4 };
  const losses = ['', 'names.pack'].map((more) => {
    const parts = [fileOf('emoji.pack'), ...(more ? [fileOf(more)] : [])];
    run.open(values, new Uint8Array(Buffer.concat(parts)));
    assert.equal(run.step(), 0);
    return run.read('loss');
  });
  assert.ok(losses[0] > 0 && losses[0] === losses[1], String(losses));
});

// ---- which files are asked for

/** The page's loader, with files that are inside the page as in the single-file article; it notes
 *  the names of those asked for. */
async function loader() {
  const asked = [];
  globalThis.FILES = {};
  globalThis.document = {
    addEventListener() {},
    getElementById(id) {
      const name = id.replace(/^asset-/, '');
      asked.push(name);
      return { textContent: fileOf(name).toString('base64') };
    },
  };
  const { loadData } = await import('../../web/shell/items/items.js');
  return { asked, loadData };
}

test('the names are loaded for a method that reads texts, and for no other', async () => {
  const { asked, loadData } = await loader();
  const emoji = Buffer.from(await loadData({ data: 'emoji', method: 'simclr' }));
  assert.deepEqual(asked.splice(0).sort(), ['emoji.json', 'emoji.pack.gz']);
  assert.ok(emoji.equals(fileOf('emoji.pack')));
  const both = Buffer.from(await loadData({ data: 'emoji', method: 'clip' }));
  assert.deepEqual(asked.splice(0).sort(), ['names.json', 'names.pack.gz'], 'emoji is there already');
  assert.ok(both.equals(Buffer.concat([fileOf('emoji.pack'), fileOf('names.pack')])));
  assert.equal(await loadData({ data: 'toy', method: 'clip' }), null);
  assert.deepEqual(asked, []);
});

test('a session takes over the data of another where both read the same files', async () => {
  const { filesOf, sameData } = await import('../../web/shell/state/datasets.js');
  const of = (data, method) => ({ data, method });
  assert.ok(sameData(of('emoji', 'simclr'), of('emoji', 'byol')));
  assert.ok(!sameData(of('emoji', 'simclr'), of('emoji', 'clip')));
  assert.ok(!sameData(of('emoji', 'clip'), of('mnist', 'clip')));
  const lab = (data, methods) => ({ params: { method: methods[0] },
    limits: { data: { choices: data }, ...(methods.length > 1 && { method: { choices: methods } }) } });
  assert.deepEqual(filesOf(lab(['cards'], ['infonce'])), ['cards']);
  assert.deepEqual(filesOf(lab(['emoji', 'mnist', 'toy'], ['simclr', 'moco'])), ['emoji', 'mnist']);
  assert.deepEqual(filesOf(lab(['emoji'], ['clip'])), ['emoji', 'names']);
});
