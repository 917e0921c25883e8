// The build for threads gives the bits of the plain build on any number of threads, and helper
// threads come, leave and fail without harm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { labs } from './labs.mjs';
import { datasetOf, engine } from './native.mjs';
import { enginePool, helper, module } from './pool.mjs';

const STACK = 65536; // bytes of a helper thread's stack in base/parallel.c

/** Every bit of the state at the end of a run. */
function bitsOf(run, steps) {
  for (let i = 0; i < steps; i++) assert.equal(run.step(), 0, `step ${i}`);
  while (!run.evaluate(1 << 20)) { /* in the largest slices that it takes */ }
  const lists = ['params', 'positions', 'metrics'].map(run.copy);
  return Buffer.concat([...lists, Float64Array.of(run.read('loss'))]
    .map((numbers) => Buffer.from(numbers.buffer)));
}

const runs = [
  ['infonce', {}, 200],
  ['infonce', { dim: 3, pairs: 64 }, 200],
  ['simclr', { encoder: 'mlp' }, 20],
  ['simclr', { encoder: 'cnn' }, 20],
  ['simclr', { encoder: 'cnn', pairs: 17, optimizer: 'muon', rotate: 20, gaussian_blur: 0.3 }, 20],
  ['simclr', { encoder: 'resnet', pairs: 33, cutout: 0.3 }, 10],
];
for (const [id, variant, steps] of runs) {
  test(`${id} ${JSON.stringify(variant)}: 1, 2 and 3 threads`, async (t) => {
    const params = { ...labs[id].params, ...variant };
    const alone = await engine();
    alone.open(params, datasetOf(params));
    const want = bitsOf(alone, steps);
    for (const count of [1, 2, 3]) {
      const { engine: run, leave } = await enginePool(count);
      run.open(params, datasetOf(params));
      assert.ok(bitsOf(run, steps).equals(want), `${count} threads: the bits differ`);
      for (let thread = 1; thread < count; thread++) {
        const used = run.threads.stackUsed(thread);
        t.diagnostic(`stack of helper ${thread}: ${used} bytes`);
        assert.ok(used <= STACK / 2, `helper ${thread} used ${used} of ${STACK} bytes`);
      }
      assert.deepEqual(await leave(), Array(count - 1).fill('left'));
      assert.equal(run.threads.count(), 1);
    }
  });
}

const small = { ...labs.simclr.params, encoder: 'cnn', pairs: 32 };

test('helpers that come and go amid a run change nothing', async () => {
  const { engine: run } = await enginePool(1);
  run.open(small, datasetOf(small));
  const { threads } = run;
  for (let round = 0; round < 3; round++) {
    threads.keep(true);
    helper(threads.memory, 1);
    helper(threads.memory, 2);
    for (let i = 0; i < 20 || threads.count() < 3; i++) {
      assert.equal(run.step(), 0);
      await sleep(1);
    }
    threads.keep(false);
    for (let i = 0; i < 3 || threads.count() > 1; i++) {
      assert.equal(run.step(), 0);
      await sleep(1);
    }
  }
  const alone = await engine();
  alone.open(small, datasetOf(small));
  assert.ok(bitsOf(run, 0).equals(bitsOf(alone, run.read('steps'))), 'the bits differ');
});

test('a helper that breaks stops the caller, which does not wait for ever', async () => {
  const run = (await enginePool(1)).engine;
  run.open(small, datasetOf(small));
  const { memory } = run.threads;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // the byte changes as if a task had used more stack than there is
  new Uint8Array(memory.buffer)[exports.ct_parallel_stack(1) - STACK] = 1;
  const { word } = helper(memory, 1);
  assert.match(await word, /RuntimeError/);
  assert.throws(() => run.step(), WebAssembly.RuntimeError);
  assert.equal(run.save().length > 0, true, 'the weights can still be read');
});
