// Our own engine, in wasm, as a contestant.
import { openKernels } from '../../../web/bench/kernels.js';
import { speedOf } from '../../../web/bench/measure.js';
import { createEngine } from '../../../web/shell/wasm/engine.js';

const compiled = async (bytes) => WebAssembly.compile(await bytes);

/** A function that makes one step of `engine`, from the inputs that every contestant starts from.
 *  @param {import('../../../web/shell/wasm/engine.js').Engine} engine
 *  @param {(name: string) => Promise<ArrayBuffer>} load @param {'mlp' | 'cnn'} kind */
export async function stepper(engine, load, kind) {
  const params = JSON.parse(new TextDecoder().decode(await load(`bench/${kind}.json`)));
  engine.open(params, new Uint8Array(await load(`bench/${kind}.pack`)));
  return () => {
    const status = engine.step();
    if (status) throw engine.failure(status);
    return engine.read('loss');
  };
}

/** @param {(name: string) => Promise<ArrayBuffer>} load */
export async function open(load) {
  const kernels = await openKernels(await compiled(load('wasm/bench.wasm')));
  const module = await compiled(load('wasm/contrastive.wasm'));

  function kernel(name) {
    const { index } = kernels.list.find((k) => k.name === name);
    kernels.open(index);
    return () => kernels.run(index);
  }

  return {
    name: 'Contrastive Lab wasm',
    works: {
      gemm: (n) => kernel(`GEMM ${n} A B`),
      ntxent: (pairs) => kernel(`NT-Xent ${pairs} pairs, value and gradient`),
      clip: (pairs) => kernel(`CLIP ${pairs} pairs, value and gradient`),
      siglip: (pairs) => kernel(`SigLIP ${pairs} pairs, value and gradient`),
      step: async (kind) => stepper(await createEngine(module), load, kind),
    },
  };
}

/** The speed of every kernel of the table on the machine that runs this. */
export async function kernelSpeeds(load, effort) {
  const kernels = await openKernels(await compiled(load('wasm/bench.wasm')));
  return kernels.list.map((k) => speedOf(kernels, k, effort)).filter((speed) => speed !== null);
}
