#include "show/assignment.h"

#include "kernels/gemm.h"
#include "loss/sinkhorn.h"

ct_status ct_assignment_layout(ct_assignment *a, const ct_trainer *t, int items, ct_arena *arena) {
  *a = (ct_assignment){.K = t->parts & CT_PART_PROTOTYPES ? t->config.prototypes : 0};
  if (!CT_NETWORKS || !a->K) return CT_OK;
  size_t bytes = ct_sinkhorn_bytes(items, a->K);
  a->codes = ct_take_floats(arena, (uint64_t)items, (uint64_t)a->K);
  a->xyz = ct_take_floats(arena, (uint64_t)a->K, 3);
  void *memory = ct_arena_take(arena, bytes);
  if (!a->codes || !a->xyz || !memory) return CT_E_MEMORY;
  ct_arena_init(&a->scratch, memory, bytes);
  return CT_OK;
}

int ct_assignment_is_shown(const ct_assignment *a, const ct_evaluation *e) {
  return CT_NETWORKS && a->K > 0 && e->read == CT_READ_AFTER;
}

ct_status ct_assignment_find(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e,
                             int iterations) {
  if (!ct_assignment_is_shown(a, e)) return CT_E_STATE;
  int D = t->config.dim, K = a->K;
  ct_matrix prototypes = ct_matrix_transpose(ct_matrix_of(t->prototypes->params, D));
  ct_gemm(a->codes, K, ct_matrix_of(e->u, D), prototypes, e->count, K, D, CT_SET);
  return ct_sinkhorn(a->codes, a->codes, e->count, K, t->config.epsilon, iterations, &a->scratch);
}

void ct_assignment_collect(const ct_assignment *a, int count, int most, int *counts, int *items) {
  int K = a->K;
  for (int k = 0; k < K; k++) counts[k] = 0;
  for (int i = 0; i < K * most; i++) items[i] = -1;
  for (int i = 0; i < count; i++) {
    const float *row = a->codes + (size_t)i * (size_t)K;
    int own = 0;
    for (int k = 1; k < K; k++)
      if (row[k] > row[own]) own = k;
    int *list = items + own * most, at = counts[own] < most ? counts[own] : most;
    counts[own]++;
    while (at > 0 && row[own] > a->codes[(size_t)list[at - 1] * (size_t)K + (size_t)own]) {
      if (at < most) list[at] = list[at - 1]; /* insertion into a short falling list */
      at--;
    }
    if (at < most) list[at] = i;
  }
}

ct_status ct_assignment_place(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e) {
  if (!ct_assignment_is_shown(a, e)) return CT_E_STATE;
  const float *prototypes = t->prototypes->params;
  if (ct_evaluation_depicts(e)) ct_projection_draw(&e->centred, a->xyz, prototypes, a->K);
  else ct_projection_apply(&e->projection, a->xyz, prototypes, a->K);
  return CT_OK;
}
