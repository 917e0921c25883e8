// Everything that a reader can set or be told has a name in words, and each control can be read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import texts from '../../web/shell/words/en/params.js';
import { gridParams } from '../../web/shell/runs/grid.js';
import { isRead } from '../../web/shell/state/reads.js';
import { labs, needsOf } from './labs.mjs';
import { engineSchema } from './native.mjs';

// Names of parameters, and of their choices as "parameter=choice".
const PARAMS = Object.fromEntries(Object.entries(texts).filter(([key]) => !key.includes('=')));
const CHOICES = Object.keys(texts).filter((key) => key.includes('='));

const schema = await engineSchema();
const { params } = schema;
const defaults = Object.fromEntries(params.map((p) => [p.name, p.default]));
const known = new Set([...params, ...gridParams].map(({ name }) => name));

for (const [id, { controls, more, params: own }] of Object.entries(labs)) {
  test(`${id}: every setting has a label`, () => {
    const bare = [...new Set([...controls, ...more, ...Object.keys(own)])].filter((n) => !PARAMS[n]);
    assert.deepEqual(bare, []);
  });
}

for (const [id, lab] of Object.entries(labs)) {
  const values = { ...defaults, ...lab.params };
  const paramOf = (name) => params.find((p) => p.name === name);
  test(`${id}: every control is read under some choice it allows`, () => {
    const never = [...lab.controls, ...lab.more].filter((name) =>
      !needsOf(schema, lab, paramOf(name), values));
    assert.deepEqual(never, []);
  });
  test(`${id}: as it opens, two or three of its controls on the first screen are read`, () => {
    const read = lab.first.filter((name) => isRead(paramOf(name), values));
    assert.ok(read.length === 2 || read.length === 3, read.join());
  });
}

test('no label and no help names whose a parameter is: the schema does', () => {
  const names = ['method', 'data'].flatMap((name) =>
    params.find((p) => p.name === name).choices.map((c) => c.name));
  const wrong = new RegExp(`\\b(${names.join('|')})(, \\w+)*(:|\\))`, 'i');
  const said = params.flatMap(({ name, help }) => [help, PARAMS[name] ?? '']);
  assert.deepEqual(said.filter((text) => wrong.test(text)), []);
});

test('every choice has a name, and every name is of a choice', () => {
  const own = params.filter((p) => p.choices && p.name !== 'method') // methods.js names those
    .flatMap((p) => p.choices.map((choice) => `${p.name}=${choice.name}`));
  assert.deepEqual(CHOICES.filter((key) => !/^dim=/.test(key)).sort(), own.sort());
});

test('every label is of a setting', () => {
  assert.deepEqual(Object.keys(PARAMS).filter((name) => !known.has(name)), []);
});
