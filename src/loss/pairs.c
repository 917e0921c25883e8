/* A block of anchors takes three steps: its products, their losses, the gradient. */
#include "loss/pairs.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

#define BLOCK 64    /* anchors at a time: enough to pay for packing all candidates */
#define SHARE 8     /* anchors in a task */
#define STRETCH 256 /* terms summed in single precision before they are added in double */
/* Below this logit, log(others + once) - logit loses no digits to cancellation, while the quotient
 * that log1p needs may overflow. */
#define FAR_BELOW -30.0

typedef struct block {
  int N, first, rows; /* the anchors */
  ct_anchor_loss loss;
  const void *context;
  float *s;     /* [BLOCK, N] products, then their gradient */
  float *spare; /* [CT_THREADS_MAX, N] */
  double losses[BLOCK];
} block;

static int lower(int a, int b) { return a < b ? a : b; }

size_t ct_pairs_floats(int N) { return (size_t)(BLOCK + CT_THREADS_MAX) * (size_t)N; }

static void lose(void *context, int task) {
  block *k = context;
  float *spare = k->spare + (size_t)ct_this_thread() * (size_t)k->N;
  for (int i = task * SHARE; i < lower((task + 1) * SHARE, k->rows); i++)
    k->losses[i] = k->loss(k->context, k->first + i, k->s + (size_t)i * (size_t)k->N, spare);
}

double ct_pairs_sum(const ct_pairs *pairs, ct_anchor_loss loss, const void *context,
                    float *scratch) {
  int N = pairs->N, D = pairs->D;
  block k = {.N = N, .loss = loss, .context = context, .s = scratch};
  k.spare = scratch + (size_t)BLOCK * (size_t)N;
  double total = 0;
  for (k.first = 0; k.first < pairs->R; k.first += BLOCK) {
    size_t at = (size_t)k.first * (size_t)D;
    ct_matrix a = ct_matrix_of(pairs->a + at, D), b = ct_matrix_of(pairs->b, D);
    ct_matrix s = ct_matrix_of(k.s, N);
    k.rows = lower(BLOCK, pairs->R - k.first);
    ct_gemm(k.s, N, a, ct_matrix_transpose(b), k.rows, N, D, CT_SET);
    ct_parallel_for(lose, &k, (k.rows + SHARE - 1) / SHARE);
    for (int i = 0; i < k.rows; i++) total += k.losses[i];
    if (pairs->db) ct_gemm(pairs->db, D, ct_matrix_transpose(s), a, N, D, k.rows, CT_ADD);
    if (pairs->da) ct_gemm(pairs->da + at, D, s, b, k.rows, D, N, CT_ADD);
  }
  return total;
}

/* ---- cosines of all rows with all rows ------------------------------------------------------ */

typedef struct workspace { float *u, *du, *inverse, *scratch; } workspace;

static ct_status layout(workspace *w, int M, int D, ct_arena *arena) {
  w->u = ct_take_floats(arena, (uint64_t)M, (uint64_t)D);
  w->du = ct_take_floats(arena, (uint64_t)M, (uint64_t)D);
  w->inverse = CT_TAKE(arena, float, M);
  w->scratch = CT_TAKE(arena, float, ct_pairs_floats(M));
  return w->u && w->du && w->inverse && w->scratch ? CT_OK : CT_E_MEMORY;
}

size_t ct_cosine_pairs_bytes(int M, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, M, D, &arena);
  return arena.used;
}

static ct_status run(const workspace *w, const float *z, float *dz, int M, int D, double scale,
                     ct_anchor_loss anchor_loss, const void *context, double *loss) {
  ct_status status = ct_normalize_forward(w->u, w->inverse, z, M, D);
  if (status != CT_OK) return status;
  int size = M * D;
  float *du = dz ? w->du : NULL;
  if (dz) memset(du, 0, sizeof(float) * (size_t)size);
  ct_pairs all = {.a = w->u, .b = w->u, .da = du, .db = du, .R = M, .N = M, .D = D};
  double total = scale * ct_pairs_sum(&all, anchor_loss, context, w->scratch);
  if (!ct_finite(total)) return CT_E_NONFINITE;
  if (dz) {
    if (!ct_all_finite(du, size)) return CT_E_NONFINITE;
    ct_row_scale(du, size, (float)scale);
    ct_normalize_backward(dz, du, w->u, w->inverse, M, D);
  }
  *loss = total;
  return CT_OK;
}

ct_status ct_cosine_pairs(const float *z, float *dz, int M, int D, double scale,
                          ct_anchor_loss anchor_loss, const void *context, double *loss,
                          ct_arena *scratch) {
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, M, D, scratch);
  if (status == CT_OK) status = run(&w, z, dz, M, D, scale, anchor_loss, context, loss);
  ct_arena_release(scratch, mark);
  return status;
}

/* ---- one row -------------------------------------------------------------------------------- */

float ct_row_top(const float *x, int n) {
  f32x4 most = f32x4_splat(-__builtin_inff());
  int i = 0;
  for (; i + 4 <= n; i += 4) most = f32x4_max(most, f32x4_load(x + i));
  float top = most[0];
  for (int l = 1; l < 4; l++) top = most[l] > top ? most[l] : top;
  for (; i < n; i++) top = x[i] > top ? x[i] : top;
  return top;
}

static double exp_stretch(float *y, const float *x, int n, float shift, float rate) {
  f32x4 sum = f32x4_splat(0);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 e = ct_expf4((f32x4_load(x + i) - shift) * rate);
    f32x4_store(y + i, e);
    sum += e;
  }
  double total = (double)f32x4_sum(sum);
  for (; i < n; i++) {
    y[i] = ct_expf((x[i] - shift) * rate);
    total += (double)y[i];
  }
  return total;
}

double ct_row_exp(float *y, const float *x, int n, float shift, float rate) {
  double total = 0;
  for (int i = 0; i < n; i += STRETCH)
    total += exp_stretch(y + i, x + i, lower(STRETCH, n - i), shift, rate);
  return total;
}

void ct_row_scale(float *x, int n, float factor) {
  int i = 0;
  for (; i + 4 <= n; i += 4) f32x4_store(x + i, f32x4_load(x + i) * factor);
  for (; i < n; i++) x[i] *= factor;
}

double ct_share_loss(double logit, double others) {
  double once = ct_exp(logit);
  return logit > FAR_BELOW ? ct_log1p(others / once) : ct_log(others + once) - logit;
}
