// The WebAssembly backend of TensorFlow.js, with SIMD on one thread.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { DIM, MOMENTUM, numbers, RATE, start, TAU } from './inputs.mjs';

/** The mean NT-Xent of z [2B, D], row i paired with row (i + B) mod 2B. */
function ntxent(z) {
  const views = z.shape[0];
  const unit = tf.div(z, tf.sqrt(tf.sum(tf.mul(z, z), 1, true)));
  const logits = tf.div(tf.matMul(unit, unit, false, true), TAU);
  const others = tf.sub(logits, tf.mul(tf.eye(views), 1e9));
  const [first, second] = tf.split(unit, 2);
  const partner = tf.concat([second, first]);
  const positive = tf.div(tf.sum(tf.mul(unit, partner), 1), TAU);
  return tf.mean(tf.sub(tf.logSumExp(others, 1), positive));
}

function mlp(x, w) {
  const dense = (y, name) =>
    tf.add(tf.matMul(y, w[`${name}.weight`], false, true), w[`${name}.bias`]);
  const hidden = tf.relu(dense(x, 'backbone.0'));
  return dense(tf.relu(dense(hidden, 'backbone.2')), 'head.0');
}

/** @param {(name: string) => Promise<ArrayBuffer>} load
 *  @param {string} wasm the folder of its wasm */
export async function open(load, wasm) {
  setWasmPaths(wasm);
  setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();

  function gemm(n) {
    const a = tf.tensor(numbers(1, n * n), [n, n]);
    const b = tf.tensor(numbers(2, n * n), [n, n]);
    return () => {
      const c = tf.matMul(a, b);
      const value = c.dataSync()[0];
      c.dispose();
      return value;
    };
  }

  function loss(pairs) {
    const z = tf.tensor(numbers(1, 2 * pairs * DIM), [2 * pairs, DIM]);
    const both = tf.valueAndGrad(ntxent);
    return () => tf.tidy(() => {
      const { value, grad } = both(z);
      grad.dataSync();
      return value.dataSync()[0];
    });
  }

  async function step(kind) {
    if (kind !== 'mlp') return null;
    const { weights, images, views } = await start(load, kind);
    const x = tf.tensor(images, [views, images.length / views]);
    const w = Object.fromEntries([...weights].map(([name, { shape, data }]) =>
      [name, tf.variable(tf.tensor(data, shape), true)]));
    const optimizer = tf.train.momentum(RATE, MOMENTUM);
    return () => tf.tidy(() => optimizer.minimize(() => ntxent(mlp(x, w)), true).dataSync()[0]);
  }

  return {
    name: `TensorFlow.js ${tf.version_core} wasm`,
    works: { gemm, ntxent: loss, step },
    cannot: 'it has no gradient of a convolution\u2019s weights (Conv2DBackpropFilter)',
  };
}
