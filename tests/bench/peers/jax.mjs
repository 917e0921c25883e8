// The WebAssembly backend of jax-js. Its arrays are owned: an operation consumes its operands, and
// `.ref` keeps one for another use.
import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { DIM, MOMENTUM, numbers, RATE, start, TAU } from './inputs.mjs';

/** The mean NT-Xent of z [2B, D], row i paired with row (i + B) mod 2B. */
function ntxent(z) {
  const views = z.shape[0];
  const unit = z.ref.div(np.sqrt(np.sum(z.ref.mul(z), 1, { keepdims: true })));
  const logits = np.matmul(unit.ref, np.transpose(unit.ref)).div(TAU);
  const others = logits.sub(np.eye(views).mul(1e9));
  const [first, second] = np.split(unit.ref, 2);
  const positive = np.sum(unit.mul(np.concatenate([second, first])), 1).div(TAU);
  return np.mean(nn.logsumexp(others, 1).sub(positive));
}

const dense = (x, w, name) =>
  np.matmul(x, np.transpose(w[`${name}.weight`])).add(w[`${name}.bias`]);

/** Batch norm in training, over every axis except the channels, then ReLU. */
function norm(x, gamma, beta) {
  const [, channels] = x.shape;
  const wide = (v) => v.reshape([1, channels, 1, 1]);
  const options = { keepdims: true };
  const centred = x.ref.sub(np.mean(x, [0, 2, 3], options));
  const variance = np.mean(centred.ref.mul(centred.ref), [0, 2, 3], options);
  return nn.relu(centred.div(np.sqrt(variance.add(1e-5))).mul(wide(gamma)).add(wide(beta)));
}

const encoders = {
  mlp: (x, w) => {
    const hidden = nn.relu(dense(x, w, 'backbone.0'));
    return dense(nn.relu(dense(hidden, w, 'backbone.2')), w, 'head.0');
  },
  cnn: (x, w) => {
    let y = x;
    for (const [at, pad] of [[0, 2], [3, 1], [6, 1]]) {
      const padding = [[pad, pad], [pad, pad]];
      y = lax.convGeneralDilated(y, w[`backbone.${at}.weight`], [2, 2], padding);
      y = norm(y, w[`backbone.${at + 1}.weight`], w[`backbone.${at + 1}.bias`]);
    }
    const flat = y.reshape([y.shape[0], y.shape[1] * y.shape[2] * y.shape[3]]);
    return dense(nn.relu(dense(flat, w, 'backbone.10')), w, 'head.0');
  },
};

/** One step of gradient descent with momentum: the loss, and the next weights and momenta. */
function stepOf(encoder) {
  const both = valueAndGrad((w, x) => ntxent(encoder(x, w)));
  return jit((w, momentum, x) => {
    const [value, gradient] = both(tree.ref(w), x);
    const next = {}, moved = {};
    for (const name of Object.keys(w)) {
      moved[name] = momentum[name].mul(MOMENTUM).add(gradient[name]);
      next[name] = w[name].sub(moved[name].ref.mul(RATE));
    }
    return [value, next, moved];
  });
}

/** @param {(name: string) => Promise<ArrayBuffer>} load */
export async function open(load) {
  await init('wasm');
  defaultDevice('wasm');

  function gemm(n) {
    const a = np.array(numbers(1, n * n)).reshape([n, n]);
    const b = np.array(numbers(2, n * n)).reshape([n, n]);
    const run = jit((x, y) => np.matmul(x, y));
    return () => run(a.ref, b.ref).dataSync()[0];
  }

  function loss(pairs) {
    const z = np.array(numbers(1, 2 * pairs * DIM)).reshape([2 * pairs, DIM]);
    const both = jit(valueAndGrad(ntxent));
    return () => {
      const [value, gradient] = both(z.ref);
      gradient.dataSync();
      return value.dataSync()[0];
    };
  }

  async function step(kind) {
    const { weights, images, channels, side, views } = await start(load, kind);
    const shape = kind === 'mlp' ? [views, channels * side * side] : [views, channels, side, side];
    const x = np.array(images).reshape(shape);
    const run = stepOf(encoders[kind]);
    let w = {}, momentum = {};
    for (const [name, tensor] of weights) {
      w[name] = np.array(tensor.data).reshape(tensor.shape);
      momentum[name] = np.zeros(tensor.shape);
    }
    return () => {
      let value;
      [value, w, momentum] = run(w, momentum, x.ref);
      for (const array of [...Object.values(w), ...Object.values(momentum)]) array.ref.dataSync();
      return value.dataSync()[0];
    };
  }

  return { name: 'jax-js 0.1.25 wasm', works: { gemm, ntxent: loss, step } };
}
