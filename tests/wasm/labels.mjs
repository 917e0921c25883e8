// Everything a reader can set or be told of has a name in words, and each choice belongs to one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARAMS } from '../../web/shell/look/labels.js';
import { gridParams } from '../../web/shell/runs/grid.js';
import { labs } from './labs.mjs';
import { engineSchema } from './native.mjs';

const { params } = await engineSchema();
const known = new Set([...params, ...gridParams].map(({ name }) => name));

for (const [id, { controls, more, params: own }] of Object.entries(labs)) {
  test(`${id}: every setting has a label`, () => {
    const bare = [...new Set([...controls, ...more, ...Object.keys(own)])].filter((n) => !PARAMS[n]);
    assert.deepEqual(bare, []);
  });
}

test('every label is of a setting', () => {
  assert.deepEqual(Object.keys(PARAMS).filter((name) => !known.has(name)), []);
});
