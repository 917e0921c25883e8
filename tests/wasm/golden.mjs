// Every build ends each run of tests/golden/runs.json with the hash that is written there:
// natively and in wasm, on one thread and on three. tests/golden/make_runs.mjs writes the file
// anew where bits are meant to change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { hashNative, hashWasm, STEPS } from './hash.mjs';
import { engine, tableEngine } from './native.mjs';
import { enginePool } from './pool.mjs';

const { steps, metrics, runs } = JSON.parse(
  readFileSync(new URL('../golden/runs.json', import.meta.url), 'utf8'));
const builds = { wasm: await engine(), table: await tableEngine() };
const pool = await enginePool(3);
after(() => pool.leave());
const { schema } = builds.wasm;

test('the runs are many, of every method, encoder and set of data', () => {
  assert.equal(steps, STEPS);
  assert.ok(runs.length >= 60, `${runs.length}`);
  for (const name of ['method', 'encoder', 'data', 'optimizer']) {
    for (const choice of schema.params.find((p) => p.name === name).choices)
      assert.ok(runs.some(({ params }) => params[name] === choice.name), `${name} ${choice.name}`);
  }
});

for (const { params, exam = '', sha256 } of runs) {
  test(`${JSON.stringify(params)} ${exam}`, () => {
    assert.equal(hashNative(schema, metrics, params, { exam }), sha256, 'natively');
    assert.equal(hashNative(schema, metrics, params, { exam, threads: true }), sha256, 'natively, 3 threads');
    assert.equal(hashWasm(builds.wasm, metrics, params, { exam }), sha256, 'in wasm');
    assert.equal(hashWasm(pool.engine, metrics, params, { exam }), sha256, 'in wasm, 3 threads');
    if (params.encoder === 'table')
      assert.equal(hashWasm(builds.table, metrics, params, { exam }), sha256, 'without networks');
  });
}
