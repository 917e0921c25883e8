// NT-Xent of 8,192 pairs of 128 numbers in 64 MB of linear memory altogether: embeddings, gradient,
// scratch, static data and stack, in a module whose memory cannot grow; and what a queue costs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { moco as lab } from '../../web/shell/labs/moco.js';

const bytes = readFileSync(new URL('../../build/wasm/run_ntxent.wasm', import.meta.url));

test('8,192 pairs in 64 MB', () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  exports._initialize?.();
  const [B, D, tau] = [8192, 128, Math.fround(0.1)];
  const loss = exports.run(tau);
  assert(exports.memory.buffer.byteLength <= 64e6);

  // Each axis has `mates` views. An anchor's positive lies along its axis, as do mates - 2
  // negatives; all others are at right angles.
  const [mates, apart] = [(2 * B) / D, Math.exp(-1 / tau)];
  const sum = mates - 1 + (2 * B - mates) * apart;
  assert(Math.abs(loss - Math.log(sum)) <= 1e-6 * Math.log(sum), `${loss}, not ${Math.log(sum)}`);

  // Each view is pulled by the `mates` of each other axis with the weight of a negative in its own
  // loss and in theirs; along its own axis the unit sphere leaves nothing.
  const pull = (mates * 2 * apart) / sum / (tau * 2 * B);
  const dz = new Float32Array(exports.memory.buffer, exports.gradient(), 2 * B * D);
  for (let i = 0; i < 2 * B; i++) {
    for (let d = 0; d < D; d++) {
      const own = d === (37 * (i % B) + 11) % D;
      const want = own ? 0 : pull / 2 ** (i % 3);
      // an exponent of -10 and float sums over 128 blocks
      if (!(Math.abs(dz[i * D + d] - want) <= 1e-5 * pull))
        assert.fail(`view ${i}, axis ${d}: ${dz[i * D + d]}, not ${want}`);
    }
  }
});

/** Bytes a session asks for, by the values that are not the engine's defaults. */
async function sessionBytes(values) {
  const module = new WebAssembly.Module(
    readFileSync(new URL('../../build/wasm/contrastive.wasm', import.meta.url)));
  const imports = { env: { emscripten_notify_memory_growth() {} } };
  const { exports: c } = await WebAssembly.instantiate(module, imports);
  c._initialize?.();
  const { memory } = c;
  const pack = readFileSync(new URL('../../build/data/emoji.pack', import.meta.url));
  const place = Math.ceil(c.__heap_base.value / 64) * 64;
  memory.grow(Math.ceil((place + pack.length - memory.buffer.byteLength) / 65536));
  new Uint8Array(memory.buffer, place, 320).set(pack.subarray(0, 320));
  const start = c.ct_schema();
  const bytes = new Uint8Array(memory.buffer, start, 65536);
  const { params } = JSON.parse(new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0))));
  for (const [name, value] of Object.entries(values)) {
    const index = params.findIndex((p) => p.name === name);
    const { choices } = params[index];
    assert.equal(c.ct_draft_set(index, choices?.findIndex((x) => x.name === value) ?? value), 0);
  }
  return values.data === 'toy' ? c.ct_session_bytes(0, 0) : c.ct_session_bytes(place, pack.length);
}

test('of made-up things, a queue of 65,536 keys and all else is 32 MB and less than 16 more',
  async (t) => {
    const bytes = await sessionBytes({ ...lab.params, data: 'toy', encoder: 'mlp',
      positives: 'augment', pairs: 128, hidden_units: 64, feature: 64, dim: 128, queue: 65536 });
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes > 4 * 128 * 65536 && bytes <= 4 * 128 * 65536 + 16e6, `${bytes} bytes`);
  });

// Of the lab as it opens, but for the queue and the paper's embedding. What the network, its batch
// and its evaluation take, SimCLR takes as well; MoCo has the queue and the second encoder on top.
for (const encoder of ['mlp', 'cnn', 'resnet']) {
  test(`a queue of 65,536 keys costs its 32 MB and little more: ${encoder}`, async (t) => {
    const same = { ...lab.params, encoder, dim: 128, queue: 65536 };
    const [simclr, moco] = [await sessionBytes({ ...same, method: 'simclr' }),
      await sessionBytes({ ...same, method: 'moco' })];
    t.diagnostic(`simclr ${simclr} bytes, moco ${moco}`);
    assert.ok(moco > 4 * 128 * 65536, `${moco} bytes in all`);
    assert.ok(moco - simclr <= 4 * 128 * 65536 + 16e6, `${moco - simclr} bytes more than SimCLR`);
  });
}
