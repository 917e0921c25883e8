// The simclr lab learns in 1,200 steps of 256 pairs by its recipes, natively (wasm has the same
// bits, see bits.mjs), and raw pixels have the score that Python finds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brought } from './labs.mjs';
import { engineSchema, runNatively } from './native.mjs';

const STEPS = 1200;
// The output of tests/golden/raw_pixels.py (numpy 1.24.2, Python 3.11.2): 0.363828.
export const PYTHON = 0.363828;

/** @param {string} encoder @param {number} least the least held-out R@1 at the end */
export function learns(encoder, least) {
  test(`held-out retrieval across artists: ${encoder}`, async (t) => {
    const schema = await engineSchema();
    const params = brought('simclr', { encoder });
    const { metrics } = runNatively(schema, params, STEPS);
    t.diagnostic(`R@1 ${metrics.recall1}, raw pixels ${metrics.raw_recall1}`);
    assert.equal(params.pairs, 256);
    assert.ok(metrics.recall1 >= least, `R@1 ${metrics.recall1}`);
    assert.ok(Math.abs(metrics.raw_recall1 - PYTHON) <= 0.01, `raw pixels ${metrics.raw_recall1}`);
  });
}
