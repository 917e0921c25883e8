// The explanations: every panel, parameter and link between terms has one, and they are short.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glossary } from '../../web/article/glossary.mjs';
import { ofPanel, ofParam, terms } from '../../web/shell/terms/index.js';
import panels from '../../web/shell/words/en/panels_help.js';
import words from '../../web/shell/words/en/terms.js';
import { labs } from './labs.mjs';
import { wholeSchema } from './snapshots.mjs';

const schema = await wholeSchema();
const MOST = 45; // words of a field

test('every term has a name, what it is and how it is computed, and links to terms that exist', () => {
  for (const [term, related] of Object.entries(terms)) {
    for (const key of [term, `${term}_what`, `${term}_how`]) assert.ok(words[key], key);
    for (const other of related) assert.ok(terms[other], `${term} -> ${other}`);
    assert.ok(!related.includes(term), term);
  }
  const keys = Object.keys(terms).flatMap((k) => [k, `${k}_what`, `${k}_how`, `${k}_good`]);
  assert.deepEqual(Object.keys(words).filter((key) => !keys.includes(key)), []);
});

test('every term can be reached from another', () => {
  const reached = new Set(Object.values(terms).flat());
  assert.deepEqual(Object.keys(terms).filter((term) => !reached.has(term)), []);
});

test('every panel of every lab is explained, and every parameter that a lab shows', () => {
  for (const lab of Object.values(labs)) {
    for (const panel of lab.panels) {
      assert.ok(panels[panel], `${lab.id}: panel ${panel}`);
      assert.ok(ofPanel[panel]?.length, `${lab.id}: words of panel ${panel}`);
    }
    for (const name of [...lab.controls, ...lab.more]) {
      const param = schema.params.find((p) => p.name === name);
      assert.ok(param?.help, `${lab.id}: ${name}`);
      for (const choice of param.choices ?? []) assert.ok(choice.help, `${name}: ${choice.name}`);
    }
  }
  for (const [name, list] of [...Object.entries(ofPanel), ...Object.entries(ofParam)])
    for (const term of list) assert.ok(terms[term], `${name}: ${term}`);
  for (const name of Object.keys(ofParam))
    assert.ok(schema.params.some((p) => p.name === name), name);
});

test('a field is read at a glance', () => {
  for (const [key, text] of Object.entries({ ...words, ...panels }))
    assert.ok(text.split(/\s+/).length <= MOST, `${key}: ${text.split(/\s+/).length} words`);
});

test('the glossary has each term once', () => {
  const ids = [...glossary().matchAll(/id="term-(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(ids.toSorted(), Object.keys(terms).toSorted());
  assert.ok(!/undefined/.test(glossary()));
});
