#include "show/points.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/ntxent.h"
#include "loss/ntxent_bugs.h"

#define NOT_KNOWN __builtin_nan("")

ct_status ct_points_layout(ct_points *p, const ct_trainer *t, int items, ct_arena *arena) {
  int D = t->config.dim, B = items / 2;
  size_t exact = ct_ntxent_bytes(B, D), bug = ct_ntxent_bug_bytes(B, D);
  size_t scratch = exact > bug ? exact : bug;
  p->gradient = CT_TAKE(arena, float, items * D);
  p->forces = CT_TAKE(arena, float, items * 3);
  void *memory = ct_arena_take(arena, scratch);
  if (!p->gradient || !p->forces || !memory) return CT_E_MEMORY;
  ct_arena_init(&p->scratch, memory, scratch);
  return CT_OK;
}

/* The floor is known on the circle, and wherever the pairs fit a regular simplex (pairs <= dim +
 * 1), whose cosines are all -1 / (pairs - 1). */
double ct_points_floor(const ct_trainer *t) {
  const ct_config *c = &t->config;
  double tau = (double)ct_trainer_tau(t);
  if (ct_has_data(t) || c->bug != CT_BUG_NONE) return NOT_KNOWN;
  if (c->dim == 2) return ct_ntxent_circle_floor(c->pairs, tau);
  if (c->pairs > c->dim + 1) return NOT_KNOWN;
  if (c->pairs == 1) return 0;
  double cosine = -1.0 / (c->pairs - 1);
  return ct_log1p(2.0 * (c->pairs - 1) * ct_exp((cosine - 1) / tau));
}

double ct_points_anchor(const ct_evaluation *e, const ct_trainer *t, int anchor, float *cosine,
                        float *weight) {
  const ct_config *c = &t->config;
  double loss = NOT_KNOWN;
  if (ct_has_data(t)) return loss;
  float tau = ct_trainer_tau(t);
  ct_status status = ct_ntxent_anchor(e->u, c->pairs, c->dim, tau, (ct_bug)c->bug, anchor, cosine,
                                      weight, &loss);
  return status ? NOT_KNOWN : loss;
}

double ct_points_loss(ct_points *p, const ct_evaluation *e, const ct_trainer *t, int bug) {
  const ct_config *c = &t->config;
  double loss = NOT_KNOWN;
  if (ct_has_data(t) || bug < 0 || bug >= CT_BUG_COUNT) return loss;
  if (2 * c->pairs > CT_BUG_VIEWS_MAX) return loss;
  float tau = ct_trainer_tau(t);
  ct_status status = ct_ntxent_bug(e->u, NULL, c->pairs, c->dim, tau, (ct_bug)bug, &loss,
                                   &p->scratch);
  return status ? NOT_KNOWN : loss;
}

const float *ct_points_push(ct_points *p, const ct_evaluation *e, const ct_trainer *t) {
  const ct_config *c = &t->config;
  double loss;
  if (ct_has_data(t) || c->dim > 3) return NULL;
  size_t n = (size_t)e->count, D = (size_t)c->dim;
  float tau = ct_trainer_tau(t);
  memset(p->gradient, 0, n * D * sizeof(float));
  ct_status status =
      c->bug == CT_BUG_NONE
          ? ct_ntxent(e->u, p->gradient, c->pairs, c->dim, tau, &loss, &p->scratch)
          : ct_ntxent_bug(e->u, p->gradient, c->pairs, c->dim, tau, (ct_bug)c->bug, &loss,
                          &p->scratch);
  if (status) return NULL;
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < 3; d++) p->forces[3 * i + d] = d < D ? -p->gradient[i * D + d] : 0;
  return p->forces;
}

ct_status ct_points_move(ct_trainer *t, int item, float place[3]) {
  int D = t->config.dim;
  float inverse;
  ct_status status = ct_normalize_forward(place, &inverse, place, 1, D);
  if (status) return status;
  size_t at = (size_t)t->encoder->tensors[0].offset + (size_t)item * (size_t)D;
  memcpy(t->encoder->params + at, place, (size_t)D * sizeof(float));
  /* the optimiser's moments belonged to the old position */
  memset(t->networks[CT_ROW_ENCODER].optim.first + at, 0, (size_t)D * sizeof(float));
  memset(t->networks[CT_ROW_ENCODER].optim.second + at, 0, (size_t)D * sizeof(float));
  t->next = CT_PHASE_AUGMENT;
  return CT_OK;
}
