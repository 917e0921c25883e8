/* Optimisers. Elementwise loops in one fixed order, so every build gives the same bits. */
#include "optim/optim.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"

ct_status ct_optim_layout(ct_optim *o, int count, ct_arena *arena) {
  CT_ASSERT(count >= 1);
  o->count = count;
  o->first = CT_TAKE(arena, float, count);
  o->second = CT_TAKE(arena, float, count);
  return o->first && o->second ? CT_OK : CT_E_MEMORY;
}

void ct_optim_reset(ct_optim *o, const ct_optim_config *config) {
  o->config = *config;
  o->step = 0;
  memset(o->first, 0, sizeof(float) * (size_t)o->count);
  memset(o->second, 0, sizeof(float) * (size_t)o->count);
}

/* x^n by squaring: at most 2 log2 n roundings, and no libm */
static double power(double x, long n) {
  double result = 1;
  for (; n > 0; n >>= 1, x *= x)
    if (n & 1) result *= x;
  return result;
}

/* v = momentum v + g;  p -= lr v */
static void sgd(float *restrict p, float *restrict v, const float *restrict grad, int n, float lr,
                float momentum, float decay) {
  for (int i = 0; i < n; i++) {
    float g = grad[i] + decay * p[i];
    v[i] = momentum * v[i] + g;
    p[i] -= lr * v[i];
  }
}

typedef struct adam_rates {
  float beta1, beta2, rest1, rest2, rate, root, epsilon, keep;
} adam_rates;

/* `root` is 1 / sqrt(1 - beta2^t): PyTorch corrects the root, then adds epsilon. `keep` is what the
 * decay of this tensor leaves of its weights. */
static void adamw(float *restrict p, float *restrict m, float *restrict v,
                  const float *restrict grad, int n, adam_rates r) {
  for (int i = 0; i < n; i++) {
    float g = grad[i];
    m[i] = r.beta1 * m[i] + r.rest1 * g;
    v[i] = r.beta2 * v[i] + r.rest2 * g * g;
    p[i] = r.keep * p[i] - r.rate * (m[i] / (ct_sqrtf(v[i]) * r.root + r.epsilon));
  }
}

static adam_rates adam_rates_at(const ct_optim_config *c, long t, float lr) {
  double bias1 = 1 - power((double)c->beta1, t), bias2 = 1 - power((double)c->beta2, t);
  return (adam_rates){
    .beta1 = c->beta1, .rest1 = (float)(1 - (double)c->beta1),
    .beta2 = c->beta2, .rest2 = (float)(1 - (double)c->beta2),
    .rate = (float)((double)lr / bias1), .root = (float)(1 / ct_sqrt(bias2)),
    .epsilon = c->epsilon,
  };
}

/* g = grad + decay p;  v = momentum v + lr trust |p| / |g| g;  p -= v.  The rate is inside the
 * momentum (lars_optimizer.py, classic_momentum), so a falling rate fades in rather than cuts. */
static void lars(float *restrict p, float *restrict v, const float *restrict grad, int n, float lr,
                 const ct_optim_config *c, int adapt) {
  float decay = adapt ? c->weight_decay : 0, rate = lr;
  if (adapt) {
    double weights = 0, gradients = 0; /* squared lengths */
    for (int i = 0; i < n; i++) {
      float g = grad[i] + decay * p[i];
      weights += (double)p[i] * (double)p[i];
      gradients += (double)g * (double)g;
    }
    if (weights > 0 && gradients > 1e-60) /* less is no direction, and its rate no float */
      rate = (float)((double)lr * (double)c->trust * ct_sqrt(weights / gradients));
  }
  for (int i = 0; i < n; i++) {
    v[i] = c->momentum * v[i] + rate * (grad[i] + decay * p[i]);
    p[i] -= v[i];
  }
}

void ct_optim_update(ct_optim *o, float *params, const float *grads, const ct_tensor *tensors,
                     int tensor_count, float lr) {
  const ct_optim_config *c = &o->config;
  o->step++;
  adam_rates rates = adam_rates_at(c, o->step, lr);
  for (int t = 0; t < tensor_count; t++) {
    int at = tensors[t].offset, n = tensors[t].count;
    CT_ASSERT(at >= 0 && n >= 0 && n <= o->count - at);
    float decay = tensors[t].decay ? c->weight_decay : 0;
    float *p = params + at, *first = o->first + at, *second = o->second + at;
    switch (c->kind) {
    case CT_SGD: sgd(p, first, grads + at, n, lr, c->momentum, decay); break;
    case CT_ADAMW:
      rates.keep = 1 - lr * decay;
      adamw(p, first, second, grads + at, n, rates);
      break;
    case CT_LARS: lars(p, first, grads + at, n, lr, c, tensors[t].decay); break;
    case CT_OPTIM_COUNT: CT_ASSERT(0 && "not an optimiser"); break;
    }
  }
}
