// Our own engine on two threads in Node, as a contestant.
import { enginePool } from '../../wasm/pool.mjs';
import { stepper } from './ours.mjs';

/** @param {(name: string) => Promise<ArrayBuffer>} load */
export async function open(load) {
  return {
    name: 'Contrastive Lab wasm, 2 threads',
    works: { step: async (kind) => stepper((await enginePool(2)).engine, load, kind) },
  };
}
