/* exp(-t |u_i - u_j|^2) = exp(2 t (cosine - 1)). The same sum over all pairs of a view divides
 * every force, so one pass over the pairs (pairs.c) takes the sum and gathers the forces, which
 * are divided later. The matrix of forces is symmetric, so the force on an anchor is half its
 * gradient. */
#include "loss/uniformity.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/pairs.h"

typedef struct workspace {
  float *u, *du, *inverse; /* [2B, D]; [2B, D]; [2B] */
  float *pull;             /* [B, D] forces within a view, before the division */
  float *scratch;
} workspace;

typedef struct setting { int B, D; float t, align, uniform; } setting;

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  uint64_t M = 2 * (uint64_t)B, dimensions = (uint64_t)D;
  w->u = ct_take_floats(arena, M, dimensions);
  w->du = ct_take_floats(arena, M, dimensions);
  w->inverse = CT_TAKE(arena, float, M);
  w->pull = ct_take_floats(arena, (uint64_t)B, dimensions);
  w->scratch = CT_TAKE(arena, float, ct_pairs_floats(B));
  return w->u && w->du && w->inverse && w->pull && w->scratch ? CT_OK : CT_E_MEMORY;
}

size_t ct_align_uniform_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, B, D, &arena);
  return arena.used;
}

static double potential_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  (void)spare;
  s[i] = -__builtin_inff(); /* a row does not repel itself */
  return ct_row_exp(s, s, f->B, 1, 2 * f->t);
}

/* Returns the uniformity of one view, rows u [B, D]; du += its weighted gradient. */
static double spread(const workspace *w, const setting *f, const float *u, float *du) {
  int size = f->B * f->D;
  memset(w->pull, 0, sizeof(float) * (size_t)size);
  ct_pairs pairs = {.a = u, .b = u, .da = du ? w->pull : NULL, .R = f->B, .N = f->B, .D = f->D};
  double sum = ct_pairs_sum(&pairs, potential_anchor, f, w->scratch);
  /* d log(sum) / d u_i = 2 sum_j 2 t exp(..) u_j / sum, halved because there are two views */
  if (du) ct_axpy(du, (float)(2 * (double)f->t * (double)f->uniform / sum), w->pull, size);
  return ct_log(sum / ((double)f->B * (f->B - 1)));
}

/* Returns the mean squared distance of the pairs; du += its weighted gradient. */
static double gather(const setting *f, const float *u, float *du) {
  int size = f->B * f->D;
  double total = 0;
  float force = 2 * f->align / (float)f->B;
  for (int k = 0; k < size; k++) {
    float apart = u[k] - u[size + k];
    total += (double)apart * (double)apart;
    if (!du) continue;
    du[k] += force * apart;
    du[size + k] -= force * apart;
  }
  return total / f->B;
}

static ct_status run(const workspace *w, const setting *f, const float *z, float *dz,
                     double *terms, double *loss) {
  int M = 2 * f->B, size = M * f->D;
  ct_status status = ct_normalize_forward(w->u, w->inverse, z, M, f->D);
  if (status != CT_OK) return status;
  float *du = dz ? w->du : NULL;
  if (dz) memset(du, 0, sizeof(float) * (size_t)size);
  double alignment = gather(f, w->u, du);
  double first = spread(w, f, w->u, du);
  double second = spread(w, f, w->u + size / 2, dz ? du + size / 2 : NULL);
  double uniformity = 0.5 * (first + second);
  double total = (double)f->align * alignment + (double)f->uniform * uniformity;
  if (!ct_finite(total) || (dz && !ct_all_finite(du, size))) return CT_E_NONFINITE;
  if (dz) ct_normalize_backward(dz, du, w->u, w->inverse, M, f->D);
  if (terms) terms[0] = alignment, terms[1] = uniformity;
  *loss = total;
  return CT_OK;
}

ct_status ct_align_uniform(const float *z, float *dz, int B, int D, float t, float align,
                           float uniform, double *terms, double *loss, ct_arena *scratch) {
  if (B < 2 || D < 1 || !(t > 0 && t <= CT_UNIFORMITY_T_MAX) || !ct_finite((double)align)
      || !ct_finite((double)uniform)) return CT_E_ARG;
  setting f = {B, D, t, align, uniform};
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  if (status == CT_OK) status = run(&w, &f, z, dz, terms, loss);
  ct_arena_release(scratch, mark);
  return status;
}
