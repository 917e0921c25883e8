// The simclr lab learns: 1,200 steps of 256 pairs from its own starting values, natively (the bits
// are those of wasm, see bits.mjs), and the line of raw pixels is where Python puts it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from './labs.mjs';
import { engineSchema, runNatively } from './native.mjs';

const STEPS = 1200;
const LEAST = 0.44;
// What tests/golden/raw_pixels.py prints (numpy 1.24.2, Python 3.11.2): 0.363828.
const PYTHON = 0.363828;

test('held-out retrieval across artists', async (t) => {
  const schema = await engineSchema();
  const { metrics } = runNatively(schema, labs.simclr.params, STEPS);
  t.diagnostic(`R@1 ${metrics.recall1}, raw pixels ${metrics.raw_recall1}`);
  assert.equal(labs.simclr.params.pairs, 256);
  assert.ok(metrics.recall1 >= LEAST, `R@1 ${metrics.recall1}`);
  assert.ok(Math.abs(metrics.raw_recall1 - PYTHON) <= 0.01, `raw pixels ${metrics.raw_recall1}`);
});
