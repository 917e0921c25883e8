/* Optimisers: elementwise loops in one fixed order, so that every build gives the same bits. */
#include "optim/optim.h"

#include <string.h>
#include "base/assert.h"
#include "base/build.h"
#include "base/elementary.h"
#include "base/parallel.h"
#include "optim/muon.h"
#include "optim/sparse.h"

/* A build without networks has no sparse tables. */
static int is_sparse(const ct_tensor *x) { return CT_NETWORKS && x->touched != NULL; }

/* A table is no matrix to Muon: its rows are words or positions, not directions of one linear map,
 * and orthogonalising a sparse one would move all of its rows. */
static int is_matrix(const ct_tensor *x) {
  return x->rank > 1 && (!CT_NETWORKS || x->decay) && !is_sparse(x);
}

static int rows_of(const ct_tensor *x) { return x->shape[0]; }
static int columns_of(const ct_tensor *x) { return x->count / x->shape[0]; }

ct_status ct_optim_layout(ct_optim *o, int count, const ct_tensor *tensors, int tensor_count,
                          ct_arena *arena) {
  CT_ASSERT(count >= 1);
  size_t most = 0;
  for (int t = 0; t < tensor_count; t++) {
    const ct_tensor *x = &tensors[t];
    size_t floats = is_matrix(x) ? ct_muon_floats(rows_of(x), columns_of(x)) : 0;
    if (floats > most) most = floats;
  }
  o->count = count;
  o->first = CT_TAKE(arena, float, count);
  o->second = CT_TAKE(arena, float, count);
  o->scratch = most ? ct_take_floats(arena, 1, most) : NULL;
  return o->first && o->second && (o->scratch || !most) ? CT_OK : CT_E_MEMORY;
}

void ct_optim_reset(ct_optim *o, const ct_optim_config *config) {
  o->config = *config;
  o->step = 0;
  memset(o->first, 0, sizeof(float) * (size_t)o->count);
  memset(o->second, 0, sizeof(float) * (size_t)o->count);
}

void ct_optim_configure(ct_optim *o, const ct_optim_config *config) {
  if (o->config.kind == config->kind) o->config = *config;
  else ct_optim_reset(o, config); /* one optimiser's moments mean nothing to another */
}

void ct_optim_resume(ct_optim *o, const ct_optim_config *config, long step) {
  o->config = *config;
  o->step = step;
}

/* x^n by squaring: at most 2 log2 n roundings, and no libm */
static double power(double x, long n) {
  double result = 1;
  for (; n > 0; n >>= 1, x *= x)
    if (n & 1) result *= x;
  return result;
}

/* A tensor is updated in at most CHUNKS tasks of at least CHUNK_FLOATS floats. */
#define CHUNKS 64
#define CHUNK_FLOATS 16384

typedef struct rates {
  float lr, momentum, decay;                      /* all; sgd, lars; all (0 for some tensors) */
  float beta1, beta2, rest1, rest2, root, epsilon;/* adamw; its lr has bias 1 corrected */
} rates;

typedef struct job {
  float *p, *first, *second;
  const float *grad;
  int n, chunk;
  rates r;
  double weights[CHUNKS], gradients[CHUNKS];      /* lars: squared lengths of the chunks */
} job;

static int chunk_end(const job *k, int index) {
  int from = index * k->chunk;
  return k->n - from < k->chunk ? k->n : from + k->chunk;
}

/* v = momentum v + g;  p -= lr v */
static void sgd(void *context, int index) {
  const job *k = context;
  float *restrict p = k->p, *restrict v = k->first;
  const float *restrict grad = k->grad;
  rates r = k->r;
  for (int i = index * k->chunk, end = chunk_end(k, index); i < end; i++) {
    float g = grad[i] + r.decay * p[i];
    v[i] = r.momentum * v[i] + g;
    p[i] -= r.lr * v[i];
  }
}

/* `root` is 1 / sqrt(1 - beta2^t): as PyTorch does, the root is corrected before epsilon is added.
 * Here `decay` is the share of a weight that weight decay keeps. */
static void adamw(void *context, int index) {
  const job *k = context;
  float *restrict p = k->p, *restrict m = k->first, *restrict v = k->second;
  const float *restrict grad = k->grad;
  rates r = k->r;
  for (int i = index * k->chunk, end = chunk_end(k, index); i < end; i++) {
    float g = grad[i];
    m[i] = r.beta1 * m[i] + r.rest1 * g;
    v[i] = r.beta2 * v[i] + r.rest2 * g * g;
    p[i] = r.decay * p[i] - r.lr * (m[i] / (ct_sqrtf(v[i]) * r.root + r.epsilon));
  }
}

static rates adamw_rates(const ct_optim_config *c, long t, float lr) {
  double bias1 = 1 - power((double)c->beta1, t), bias2 = 1 - power((double)c->beta2, t);
  return (rates){
    .beta1 = c->beta1, .rest1 = (float)(1 - (double)c->beta1),
    .beta2 = c->beta2, .rest2 = (float)(1 - (double)c->beta2),
    .lr = (float)((double)lr / bias1), .root = (float)(1 / ct_sqrt(bias2)),
    .epsilon = c->epsilon,
  };
}

int ct_optim_skips(const ct_optim *o, const ct_tensor *x) {
  return is_sparse(x) && (o->config.kind == CT_ADAMW || o->config.kind == CT_MUON);
}

static void update_touched(ct_optim *o, const ct_tensor *x, float *params, const float *grads,
                           rates r) {
  ct_sparse_rates s = {.beta1 = r.beta1, .beta2 = r.beta2, .rest1 = r.rest1, .rest2 = r.rest2,
                       .lr = r.lr, .root = r.root, .epsilon = r.epsilon * r.root};
  int at = x->offset;
  ct_sparse_adam(params + at, o->first + at, o->second + at, grads + at, x->touched, columns_of(x),
                 s);
}

/* g = grad + decay p;  v = momentum v + lr trust |p| / |g| g;  p -= v.  The rate is inside the
 * momentum (lars_optimizer.py, classic_momentum), so a lower rate takes effect gradually. */
static void lars(void *context, int index) {
  const job *k = context;
  float *restrict p = k->p, *restrict v = k->first;
  const float *restrict grad = k->grad;
  rates r = k->r;
  for (int i = index * k->chunk, end = chunk_end(k, index); i < end; i++) {
    v[i] = r.momentum * v[i] + r.lr * (grad[i] + r.decay * p[i]);
    p[i] -= v[i];
  }
}

static void lars_lengths(void *context, int index) {
  job *k = context;
  double weights = 0, gradients = 0;
  for (int i = index * k->chunk, end = chunk_end(k, index); i < end; i++) {
    float g = k->grad[i] + k->r.decay * k->p[i];
    weights += (double)k->p[i] * (double)k->p[i];
    gradients += (double)g * (double)g;
  }
  k->weights[index] = weights;
  k->gradients[index] = gradients;
}

static void lars_adapt(job *k, int chunks, float trust) {
  double weights = 0, gradients = 0; /* squared lengths */
  ct_parallel_for(lars_lengths, k, chunks);
  for (int i = 0; i < chunks; i++) weights += k->weights[i], gradients += k->gradients[i];
  if (weights > 0 && gradients > 1e-60) /* below, the rate would not fit a float */
    k->r.lr = (float)((double)k->r.lr * (double)trust * ct_sqrt(weights / gradients));
}

static void update_matrix(ct_optim *o, const ct_tensor *x, float *params, const float *grads,
                          float lr) {
  float decay = x->decay ? o->config.weight_decay : 0;
  ct_muon how = {.lr = lr, .momentum = o->config.momentum, .kept = 1 - lr * decay};
  ct_muon_update(params + x->offset, o->first + x->offset, grads + x->offset, rows_of(x),
                 columns_of(x), how, o->scratch);
}

void ct_optim_update(ct_optim *o, float *params, const float *grads, const ct_tensor *tensors,
                     int tensor_count, float lr) {
  static const ct_task tasks[CT_OPTIM_COUNT] = {[CT_SGD] = sgd, [CT_ADAMW] = adamw,
                                                [CT_LARS] = lars, [CT_MUON] = adamw};
  const ct_optim_config *c = &o->config;
  CT_ASSERT(c->kind >= 0 && c->kind < CT_OPTIM_COUNT);
  o->step++;
  rates adam = adamw_rates(c, o->step, lr);
  for (int t = 0; t < tensor_count; t++) {
    int at = tensors[t].offset, n = tensors[t].count;
    CT_ASSERT(at >= 0 && n >= 0 && n <= o->count - at);
    if (ct_optim_skips(o, &tensors[t])) {
      update_touched(o, &tensors[t], params, grads, adam);
      continue;
    }
    if (c->kind == CT_MUON && is_matrix(&tensors[t])) {
      update_matrix(o, &tensors[t], params, grads, lr);
      continue;
    }
    float decay = tensors[t].decay && !is_sparse(&tensors[t]) ? c->weight_decay : 0;
    job k = {.p = params + at, .first = o->first + at, .second = o->second + at,
             .grad = grads + at, .n = n, .chunk = (n + CHUNKS - 1) / CHUNKS};
    if (k.chunk < CHUNK_FLOATS) k.chunk = CHUNK_FLOATS;
    int chunks = (n + k.chunk - 1) / k.chunk;
    if (c->kind == CT_ADAMW || c->kind == CT_MUON) {
      k.r = adam;
      k.r.decay = 1 - lr * decay;
    } else {
      k.r = (rates){.lr = lr, .momentum = c->momentum, .decay = decay};
      if (c->kind == CT_LARS && tensors[t].decay) lars_adapt(&k, chunks, c->trust);
    }
    ct_parallel_for(tasks[c->kind], &k, chunks);
  }
}
