#include "api/shown.h"

#include <string.h>
#include "api/report.h"
#include "api/state.h"
#include "kernels/rows.h"
#include "show/items.h"
#include "show/reveal.h"

ct_status ct_session_similarity(ct_session *s, const int *items, int n, float *out) {
  for (int i = 0; i < n; i++)
    if (!ct_has_item(s, items[i])) return ct_no_such_item();
  ct_items_similarity(&s->evaluation, items, n, out);
  return CT_OK;
}

int ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines) {
  if (!ct_has_item(s, item) || k < 1) return 0;
  return ct_items_nearest(&s->evaluation, item, k, items, cosines);
}

double ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                       int *role) {
  if (!CT_NETWORKS || !ct_has_item(s, anchor)) return NOT_KNOWN;
  return ct_reveal_anchor(&s->evaluation, &s->trainer, method, anchor, cosine, push, role);
}

double ct_session_false_push(ct_session *s, int method) {
  return ct_reveal_push(&s->evaluation, &s->trainer, method);
}

ct_status ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                            float *totals) {
  ct_assignment *a = &s->assignment;
  size_t row = sizeof(float) * (size_t)a->K;
  for (int i = 0; i < n; i++)
    if (!ct_has_item(s, items[i])) return ct_no_such_item();
  ct_status status = ct_assignment_find(a, &s->trainer, &s->evaluation, iterations);
  if (status) return ct_report(status, ct_why());
  for (int i = 0; i < n; i++)
    memcpy(out + (size_t)i * (size_t)a->K, a->codes + (size_t)items[i] * (size_t)a->K, row);
  memset(totals, 0, row);
  for (int i = 0; i < s->evaluation.count; i++)
    ct_axpy(totals, 1, a->codes + (size_t)i * (size_t)a->K, a->K);
  return CT_OK;
}

ct_status ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items) {
  if (!CT_NETWORKS) return ct_report(CT_E_STATE, ct_why());
  ct_assignment *a = &s->assignment;
  ct_status status = ct_assignment_find(a, &s->trainer, &s->evaluation, iterations);
  if (!status) ct_assignment_collect(a, s->evaluation.count, most, counts, items);
  return ct_report(status, ct_why());
}
