// Texts in the engine against this Node's own tables of Unicode: the normal form of every character
// that the engine's version of Unicode has, of marks in any order, and the pieces of texts, found
// anew by a tokeniser that reads whole texts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const file = (path) => readFileSync(new URL(path, import.meta.url));
const { exports: x } = new WebAssembly.Instance(
  new WebAssembly.Module(file('../../build/wasm/read_text.wasm')), {});
x._initialize?.();

// A newer Node may know more characters.
const { ranges } = JSON.parse(file('../golden/assigned.json').toString());
const assigned = ranges.flatMap(([low, high]) =>
  Array.from({ length: high - low + 1 }, (_, i) => low + i));

// ---- the normal form

/** Case folding by the two other cases. It differs from these for the dotless i, which stays as it
 * is, and for Cherokee, which folds to capitals. @param {string} c */
function folded(c) {
  if (c === 'ı') return c;
  if (/\p{Script=Cherokee}/u.test(c)) return c.toUpperCase();
  return [...c.toLowerCase().toUpperCase()].map((u) => u.toLowerCase()).join('');
}

// Unicode's invisible characters but U+200B, and the marks that enclose, as in a keycap.
const hidden = /(?!\u200b)[\p{Default_Ignorable_Code_Point}\p{Me}]/gu;
const normal = (text) => [...text.replace(hidden, '').normalize('NFD')].map(folded).join('')
  .normalize('NFC');

const hex = (text) => [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16)).join(' ');

/** The engine's normal form. @param {string} text */
function engineNormal(text) {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0);
  new Uint32Array(x.memory.buffer, x.codes_in(), codes.length).set(codes);
  const count = x.normal(codes.length);
  let out = '';
  for (const code of new Uint32Array(x.memory.buffer, x.codes_out(), count))
    out += String.fromCodePoint(code);
  return out;
}

/** Compares the normal forms of texts, and says which differ. @param {Iterable<string>} texts */
function compare(texts) {
  const wrong = [];
  let count = 0;
  for (const text of texts) {
    const [got, want] = [engineNormal(text), normal(text)];
    if (got !== want) wrong.push(`${hex(text)}: ${hex(got)}, not ${hex(want)}`);
    count++;
  }
  assert.equal(wrong.length, 0, `${wrong.length} of ${count}: ${wrong.slice(0, 20).join('; ')}`);
  return count;
}

test('every assigned character, alone and between letters', () => {
  const count = compare(assigned.map((code) => String.fromCodePoint(code)));
  assert(count > 280000, `only ${count}`);
  compare(assigned.filter((code) => code < 0x3400 || (code >= 0xa000 && code < 0xac00) ||
    (code >= 0xf900 && code < 0x20000)).map((code) => `e${String.fromCodePoint(code)}\u0301a`));
});

/** Numbers below n, the same in every run. */
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const letters = assigned.filter((code) =>
  /\p{M}|[\u1100-\u11ff]/u.test(String.fromCodePoint(code)));
const bases = assigned.filter((code) => String.fromCodePoint(code).normalize('NFD').length > 1 ||
  /[a-zA-Zα-ωΑ-Ωㄱ-ㅎ가-각ᄀ-ᇿ一]/u.test(String.fromCodePoint(code)));

test('marks and Korean letters in any order', () => {
  const roll = dice(1);
  const pick = (list) => String.fromCodePoint(list[roll(list.length)]);
  const text = () => Array.from({ length: 1 + roll(9) }, () =>
    pick(roll(4) ? letters : bases)).join('');
  compare(Array.from({ length: 60000 }, text));
  const few = letters.filter((code) => code < 0x370 || (code >= 0x1100 && code < 0x1200));
  compare(Array.from({ length: 60000 }, () => pick(bases) +
    Array.from({ length: roll(6) }, () => pick(few)).join('')));
});

test('a run of more than thirty marks is cut there, as in the Stream-Safe Text Format', () => {
  const marks = (text) => text.replace(/\p{M}{30}(?=\p{M})/gu, (run) => `${run}\u034f`);
  const roll = dice(2);
  for (let length = 1; length < 200; length++) {
    const run = Array.from({ length }, () => '\u0301\u0316\u0327\u0345\u05b0'[roll(5)]).join('');
    const want = [...marks(`a${run}`).normalize('NFD')].map(folded).join('').normalize('NFC');
    assert.equal(hex(engineNormal(`a${run}`)), hex(want), `${length} marks`);
  }
});

// ---- pieces

const BUCKETS = 8192;
const encoder = new TextEncoder();
/** @param {string} piece */
function hash(piece) {
  let h = 2166136261;
  for (const byte of encoder.encode(piece)) h = Math.imul(h ^ byte, 16777619);
  h >>>= 0;
  return ((h ^ (h >>> 15)) >>> 0) % BUCKETS;
}

/** Pieces of low to high characters, in the order of where they begin. */
const grams = (chars, low, high) => chars.flatMap((_, i) =>
  Array.from({ length: high - low + 1 }, (__, k) => low + k).filter((n) => i + n <= chars.length)
    .map((n) => hash(chars.slice(i, i + n).join(''))));

const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar',
  'Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Tai_Viet', 'Ahom', 'Tangut', 'Nushu',
  'Khitan_Small_Script'].map((script) => `\\p{Script=${script}}`).join('');
const unspaced = new RegExp(`^[${UNSPACED}ー〆〼ｰﾞﾟ〱-〵]$`, 'u');

/** @param {string} c */
function kindOf(c) {
  if (/\p{M}/u.test(c)) return 'mark';
  if (/\p{Nd}/u.test(c)) return 'letter';
  if (!/[\p{L}\p{Nl}]/u.test(c)) return '';
  if (unspaced.test(c)) return 'unspaced';
  return /\p{Script=Hangul}/u.test(c) ? 'korean' : 'letter';
}

/** The pieces of each word. @param {string} text */
function words(text) {
  const found = [];
  let last = '';
  for (const c of normal(text)) {
    let kind = kindOf(c);
    if (kind === 'mark') kind = last;
    if (kind && kind !== last) found.push({ kind, chars: [] });
    if (kind) found[found.length - 1].chars.push(c);
    last = kind;
  }
  return found.flatMap(({ kind, chars }) => {
    const whole = hash(`w:${chars.join('')}`);
    if (kind === 'letter') return [[...grams(['<', ...chars, '>'], 3, 5), whole]];
    if (kind === 'korean') return [[...grams(chars, 1, 3), whole]];
    return chars.map((_, i) => [1, 2, 3].filter((n) => i + n <= chars.length)
      .map((n) => hash(chars.slice(i, i + n).join(''))));
  });
}

/** @param {string} text */
function engineWords(text) {
  const bytes = encoder.encode(text);
  new Uint8Array(x.memory.buffer, x.place(), bytes.length).set(bytes);
  assert.equal(x.tokenise(bytes.length, BUCKETS), 0, hex(text));
  assert(x.count() <= x.most(bytes.length) && x.word_count() <= bytes.length, hex(text));
  const ids = [...new Int32Array(x.memory.buffer, x.ids(), x.count())];
  const starts = [...new Int32Array(x.memory.buffer, x.words(), x.word_count()), ids.length];
  return starts.slice(1).map((end, i) => ids.slice(starts[i], end));
}

/** @param {string} text */
const same = (text) => assert.deepEqual(engineWords(text), words(text), `${text}: ${hex(text)}`);

test('which characters are in words, and in words of which kind', () => {
  const wrong = [];
  for (const code of assigned) {
    const c = String.fromCodePoint(code);
    if (normal(c) !== c) continue; // its normal form is compared above
    const got = x.property(code), want = kindOf(c);
    const kind = got === 0 ? '' : got <= 241 ? 'mark' : ['letter', 'unspaced', 'korean'][got - 242];
    if (kind !== want) wrong.push(`${hex(c)}: ${kind}, not ${want}`);
  }
  assert.equal(wrong.length, 0, `${wrong.length}: ${wrong.slice(0, 40).join('; ')}`);
});

test('pieces of texts in many languages', () => {
  const texts = ['', 'Red fruit, 2024!', 'STRAẞE strasse ﬃ', 'Σοφός ΣΟΦΟΣ', 'İstanbul ışık',
    'क्‍षमा बिल्ली और', 'می‌خواهم قَطّ', 'חתול שׁ', 'แมวกำลัง 7', '猫的笑脸2024年', 'ハートの猫とcat', '강아지 K팝 3월',
    '❤️👨‍👩‍👧👍🏽🇩🇪🏴󠁧󠁢󠁥󠁿', '1️⃣', "don't don’t", 'Việt Vie\u0302\u0323t', 'ᾷ \u0345α', 'x '.repeat(50)];
  for (const text of texts) same(text);
});

test('pieces of random texts', () => {
  const roll = dice(3);
  const pick = () => String.fromCodePoint(assigned[roll(assigned.length)]);
  const near = 'aB é猫かイ강한กำ1 .\u0301\u094d\u200d🐱я';
  const list = [...near];
  for (let i = 0; i < 20000; i++)
    same(Array.from({ length: roll(12) }, () => (roll(5) ? list[roll(list.length)] : pick()))
      .join(''));
});
