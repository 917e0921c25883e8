// The first lab finishes while the reader looks: as it opens, every pair closes up within five
// seconds of 30 steps each, from every seed tried. Also, its "try this" about a
// low temperature is true.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBrought } from '../../web/shell/state/check.js';
import { labs } from './labs.mjs';
import { engine } from './native.mjs';

const { infonce } = labs;
const SECONDS = 5;

/** The mean squared distance of positive pairs after this many steps. */
async function alignmentAfter(params, steps) {
  const run = await engine();
  run.open(params, null);
  for (let i = 0; i < steps; i++) assert.equal(run.step(), 0, `step ${i}`);
  while (!run.evaluate(1 << 20)) { /* in one slice */ }
  return { alignment: run.metric('alignment'), run };
}

test('every pair closes up, seeds 1 to 20', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { alignment } = await alignmentAfter({ ...infonce.params, seed }, SECONDS * infonce.speed);
    assert.ok(alignment < 0.002, `seed ${seed}: ${alignment}`);
  }
});

test('at a low temperature a solved pair stops pulling', async () => {
  const low = infonce.tries.find(({ id }) => id === 'cold');
  const [, steps, degrees] = infonce.words('try_cold').match(/([\d,]+) steps .* (\d+)\u00b0/);
  const params = { ...infonce.params, ...withBrought(infonce, low.params, infonce.params) };
  const { run } = await alignmentAfter(params, Number(steps.replace(',', '')));
  const { pairs } = params;
  const cosine = new Float32Array(4 * pairs * pairs);
  run.similarity([...Array(2 * pairs).keys()], cosine);
  const apart = Array.from({ length: pairs },
    (_, i) => (Math.acos(Math.min(1, cosine[i * 2 * pairs + i + pairs])) * 180) / Math.PI);
  assert.equal(Math.round(Math.max(...apart)), Number(degrees), `${apart}`);
});
