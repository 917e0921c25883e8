// Same seed, same bits: 200 steps of each lab natively and in wasm end in identical parameters and
// identical places on the display sphere.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createEngine } from '../../web/shell/engine/wasm.js';
import { labs } from '../../web/shell/labs/index.js';

const STEPS = 200;
const build = new URL('../../build/', import.meta.url).pathname;
const module = new WebAssembly.Module(readFileSync(join(build, 'wasm/contrastive.wasm')));
const folder = mkdtempSync(join(tmpdir(), 'bits-'));
after(() => rmSync(folder, { recursive: true }));

/** Bytes of the parameters and positions after STEPS steps in wasm. */
async function inWasm(params, data) {
  const engine = await createEngine(module);
  engine.open(params, data);
  for (let i = 0; i < STEPS; i++) assert.equal(engine.step(), 0, `step ${i}`);
  while (!engine.evaluate(1 << 20)) { /* in slices as large as it takes */ }
  const positions = new Float32Array(3 * engine.count());
  engine.positions(positions);
  return Buffer.concat([Buffer.from(engine.params().buffer), Buffer.from(positions.buffer)]);
}

/** The same by the native program, which takes enums by their index. */
function natively(schema, params, dataFile) {
  const out = join(folder, 'out.bin');
  const words = Object.entries(params).map(([name, value]) => {
    const { choices } = schema.params.find((p) => p.name === name);
    return `${name}=${choices ? choices.findIndex((c) => c.name === value) : value}`;
  });
  execFileSync(join(build, 'run_steps'), [String(STEPS), dataFile ?? '-', out, ...words]);
  return readFileSync(out);
}

const variants = {
  infonce: [{}, { dim: 3, pairs: 13, optimizer: 'sgd' }, { pairs: 16, bug: 'self', tau: 0.5 }],
  simclr: [{}, { positives: 'augment', optimizer: 'lars', activation: 'gelu', pairs: 64,
    rotate: 20, flip: 0.5, jitter: 0.5, grey: 0.2, blur: 0.3, crop: 0.3, schedule: 'cosine' }],
};

for (const [id, list] of Object.entries(variants)) {
  for (const variant of list) {
    test(`${id} ${JSON.stringify(variant)}`, async () => {
      const { schema } = await createEngine(module);
      const params = { ...labs[id].params, ...variant };
      const file = params.data === 'emoji' ? join(build, 'data/emoji.pack') : null;
      const wasm = await inWasm(params, file && new Uint8Array(readFileSync(file)));
      const native = natively(schema, params, file);
      assert.ok(wasm.some((byte) => byte !== 0));
      assert.equal(wasm.length, native.length);
      assert.ok(wasm.equals(native), 'the bits differ');
    });
  }
}
