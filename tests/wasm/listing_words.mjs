// What the PyTorch programs of method clip make of names: their words have the pieces that the
// engine finds, and texts are chosen as often. And every configuration has a program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { translations } from '../../web/data/translations.mjs';
import { pytorchOf } from '../../web/shell/panels/code/pytorch.js';
import { isRead } from '../../web/shell/state/reads.js';
import { base, defaults, runPython, schema, skip } from './python.mjs';

// ---- words

const { exports: text } = new WebAssembly.Instance(new WebAssembly.Module(
  readFileSync(new URL('../../build/wasm/read_text.wasm', import.meta.url))), {});
text._initialize?.();

/** The pieces of each word in the engine. @param {string} utf8 */
function engineWords(utf8, buckets) {
  const bytes = new TextEncoder().encode(utf8);
  new Uint8Array(text.memory.buffer, text.place(), bytes.length).set(bytes);
  assert.equal(text.tokenise(bytes.length, buckets), 0);
  const ids = [...new Int32Array(text.memory.buffer, text.ids(), text.count())];
  const starts = [...new Int32Array(text.memory.buffer, text.words(), text.word_count()), ids.length];
  return starts.slice(1).map((end, i) => ids.slice(starts[i], end));
}

/** What a program defines before its networks, which are left out. */
function definitions(params) {
  const program = pytorchOf({ ...defaults, ...base, pairs: 8, ...params });
  return program.slice(0, program.indexOf('augment = T'))
    .replace('import torchvision.transforms as T\n', '');
}

test('the words of every name and keyword have the pieces that the engine finds', { skip }, () => {
  const buckets = 4096;
  const ours = translations().flatMap(({ name, keywords }) => [name, ...keywords.split('\n')]);
  const texts = [...new Set(ours), '', 'Red fruit, 2024!', 'STRAẞE ﬃ', 'Σοφός', 'İstanbul ışık',
    'क्‍षमा और', 'می‌خواهم قَطّ', 'חתול שׁ', 'แมวกำลัง 7', '猫的笑脸2024年', 'ハートの猫とcat',
    '강아지 K팝 3월', '❤️👍🏽🇩🇪', '1️⃣', 'Vie\u0302\u0323t', '\u0301a'];
  assert.ok(texts.length > 20000, `${texts.length}`);
  const found = JSON.parse(runPython(`${definitions({ buckets })}
import json, sys
print(json.dumps([words(text) for text in json.load(open(sys.argv[1] + '/texts.json'))]))
`, { 'texts.json': JSON.stringify(texts) }));
  texts.forEach((utf8, i) => assert.deepEqual(found[i], engineWords(utf8, buckets), utf8));
});

// ---- which texts are chosen, by the constants of the engine

const header = readFileSync(new URL('../../src/train/texts.h', import.meta.url), 'utf8');
const constants = Object.fromEntries([...header.matchAll(/#define CT_TEXT_(\w+) ([\d.]+)f/g)]
  .map(([, name, value]) => [name, Number(value)]));

/** Shares of the texts in which something is true, of many that the program chooses. */
function shares(params, texts, conditions) {
  return JSON.parse(runPython(`${definitions(params)}
import json
names, keywords = [['n', 'F', '']], [[['a', 'b', 'c'], ['x', 'y'], []]]
texts = [${texts} for _ in range(20000)]
print(json.dumps([sum(map(bool, map(test, texts))) / len(texts) for test in [
    ${conditions.map((c) => `lambda t: ${c}`).join(', ')}]]))
`, {}));
}
const near = (got, want) => got.forEach((share, i) =>
  assert.ok(Math.abs(share - want[i]) < 0.015, `${i}: ${share}, not ${want[i]}`));

test('the first text of a pair is a name, keywords or both', { skip }, () => {
  const { NAME, KEYWORDS } = constants;
  const kept = 1 - 0.8; // with the other third of the share in which none of three was kept
  const each = kept + (1 - kept) ** 3 / 3;
  const got = shares({ keyword_dropout: 0.8 }, 'first(0)',
    ["t == ['n']", "'n' not in t", "'a' in t", 't == []']);
  near(got, [NAME, KEYWORDS, (1 - NAME) * each, 0]);
});

test('the second text of a pair is one keyword, or in another language', { skip }, () => {
  const { FOREIGN, FOREIGN_NAME, FOREIGN_KEYWORD } = constants;
  const plain = shares({ text_text: 1 }, 'second(0)', ['len(t) == 1', "t == ['a']", "'n' in t"]);
  near(plain, [1, 1 / 3, 0]);
  const english = 1 - FOREIGN / 2; // one of the two other languages has no translation
  const keyword = FOREIGN_KEYWORD + (1 - FOREIGN_KEYWORD) ** 2 / 2;
  const got = shares({ text_text: 1, languages: 'on' }, 'second(0)',
    ["t == ['a']", "t == ['F']", "'x' in t", "'n' in t"]);
  near(got, [english / 3, (FOREIGN / 2) * FOREIGN_NAME,
    (FOREIGN / 2) * (1 - FOREIGN_NAME) * keyword, 0]);
});

test('words are left out, but never the last', { skip }, () => {
  const got = shares({ word_dropout: 0.25 }, "len(read(['one two', 'three']))",
    ['t == 3', 't == 0', 't == 1']);
  near(got, [0.75 ** 3, 0, 3 * 0.25 ** 2 * 0.75 + 0.25 ** 3]);
});

// ---- every configuration

/** Every value of the choices that method clip reads, and of numbers that are on or off. */
function* configurations() {
  const all = { crop: 0.6, rotate: 15, flip: 0.1, mirror: 0.5, jitter: 0.2, grey: 0.1,
    gaussian_blur: 0.2, cutout: 0.2, randconv: 0.3, shuffled: 0.3, word_dropout: 0.1, slip: 0.5,
    text_text: 0.2, average: 9, warmup: 4, learn_tau: 'on', languages: 'on', norm: 'on', head: 2 };
  yield {};
  yield all;
  for (const param of schema.params) {
    const values = { ...defaults, ...base, pairs: 8 };
    const choices = param.type !== 'enum' || ['method', 'data'].includes(param.name) ? []
      : param.choices.map(({ name }) => name).filter((name) => name !== 'table');
    for (const choice of [...choices, ...(param.name in all ? [all[param.name]] : [])])
      for (const others of [{}, all])
        if (isRead(param, { ...values, ...others })) yield { ...others, [param.name]: choice };
  }
}

test('every configuration has a program that is valid', { skip }, () => {
  const programs = [...configurations()].map((params) =>
    [JSON.stringify(params), pytorchOf({ ...defaults, ...base, pairs: 8, ...params })]);
  assert.ok(programs.length > 80, `${programs.length}`);
  for (const [params, program] of programs)
    assert.doesNotMatch(program, /undefined|NaN|\[object/, params);
  const wrong = JSON.parse(runPython(`
import json, sys
wrong = []
for params, program in json.load(open(sys.argv[1] + '/programs.json')):
    try:
        compile(program, params, 'exec')
        assert all(len(line) < 112 for line in program.split('\\n')), max(program.split('\\n'), key=len)
    except Exception as error:
        wrong.append(f'{params}: {error}')
print(json.dumps(wrong))
`, { 'programs.json': JSON.stringify(programs) }));
  assert.deepEqual(wrong, []);
});
