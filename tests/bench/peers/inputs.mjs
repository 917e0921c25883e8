// The numbers on which every contestant computes. They are the same everywhere, made by a formula
// or read from the files of tests/bench/inputs.mjs. pytorch.py has the same formula for numbers().

export { numbers } from '../../../web/bench/pack.js';

export const DIM = 128; // of the embeddings on which NT-Xent is measured
export const TAU = 0.1;
export const RATE = 0.01; // of gradient descent with this momentum
export const MOMENTUM = 0.9;

/** The tensors of a checkpoint by name, as PyTorch's nn.Sequential numbers them.
 *  @param {ArrayBuffer} bytes safetensors
 *  @returns {Map<string, { shape: number[], data: Float32Array }>} */
export function tensors(bytes) {
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
  const found = new Map();
  for (const [name, { shape, data_offsets: range }] of Object.entries(header)) {
    if (!/^(backbone|head)[.]/.test(name)) continue;
    const [from, to] = range.map((at) => 8 + length + at);
    found.set(name, { shape, data: new Float32Array(bytes.slice(from, to)) });
  }
  return found;
}

/** The inputs of an encoder's step: its weights and one batch, [2B, C, H, W], which holds the
 *  first view of every pair and then the second view of every pair.
 *  @param {(name: string) => Promise<ArrayBuffer>} load @param {'mlp' | 'cnn'} kind */
export async function start(load, kind) {
  const side = kind === 'mlp' ? 28 : 32;
  const channels = kind === 'mlp' ? 1 : 3;
  const images = new Float32Array(await load(`bench/${kind}.images`));
  return { weights: tensors(await load(`bench/${kind}.safetensors`)), images, channels, side,
    views: images.length / (channels * side * side) };
}
