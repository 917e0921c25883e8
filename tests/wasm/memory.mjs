// NT-Xent of 8,192 pairs of 128 numbers in 64 MB of linear memory: embeddings, gradient, scratch,
// static data and stack, in a module whose memory cannot grow. Also,
// how much memory a queue takes.
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

  // Each axis has `mates` views. An anchor's positive lies along its axis, and so do mates - 2
  // negatives; all others are at right angles.
  const [mates, apart] = [(2 * B) / D, Math.exp(-1 / tau)];
  const sum = mates - 1 + (2 * B - mates) * apart;
  assert(Math.abs(loss - Math.log(sum)) <= 1e-6 * Math.log(sum), `${loss}, not ${Math.log(sum)}`);

  // Each view is pulled by the `mates` views of each other axis, with the weight of a negative in
  // its own loss and in theirs. Along its own axis the unit sphere allows no force.
  const pull = (mates * 2 * apart) / sum / (tau * 2 * B);
  const dz = new Float32Array(exports.memory.buffer, exports.gradient(), 2 * B * D);
  for (let i = 0; i < 2 * B; i++) {
    for (let d = 0; d < D; d++) {
      const own = d === (37 * (i % B) + 11) % D;
      const want = own ? 0 : pull / 2 ** (i % 3);
      // the tolerance covers an exponent of -10 and float sums over 128 blocks
      if (!(Math.abs(dz[i * D + d] - want) <= 1e-5 * pull))
        assert.fail(`view ${i}, axis ${d}: ${dz[i * D + d]}, not ${want}`);
    }
  }
});

/** The bytes that a session needs; `values` are those that differ from the engine's defaults. */
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

// The lab's settings as it opens, except the queue and the embedding, which is the paper's. SimCLR
// needs the same network, batch and evaluation; MoCo also has the queue and the momentum encoder.
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
