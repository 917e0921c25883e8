/* What a session shows: its items, what was measured of them, and the batch at hand. */
#include <string.h>
#include "api/report.h"
#include "api/state.h"
#include "kernels/rows.h"
#include "loss/ntxent.h"
#include "loss/ntxent_bugs.h"
#include "show/reveal.h"
#include "train/parts.h"

int ct_session_items(const ct_session *s) { return s->evaluation.count; }
const int *ct_session_item_ids(const ct_session *s) { return s->evaluation.items; }

int ct_session_evaluate(ct_session *s, int budget) {
  ct_evaluation *e = &s->evaluation;
  int renewed = ct_evaluation_advance(e, &s->trainer, budget);
  if (ct_has(&s->trainer, CT_PART_TARGET) && (renewed || ct_lag_is_due(&s->lag, &s->trainer)))
    ct_lag_measure(&s->lag, &s->trainer, e->items, e->slice < e->count ? e->slice : e->count,
                   e->image);
  return renewed;
}

const float *ct_session_lag(const ct_session *s) {
  return ct_has(&s->trainer, CT_PART_TARGET) ? (const float *)&s->lag : NULL;
}

double ct_session_lag_step(const ct_session *s) { return (double)s->lag.step; }

int ct_session_measure_pixels(ct_session *s, int budget) {
  return ct_evaluation_measure_pixels(&s->evaluation, &s->trainer, budget);
}

double ct_session_evaluated(const ct_session *s) {
  return (double)s->evaluation.done / s->evaluation.count;
}

double ct_session_evaluated_step(const ct_session *s) { return (double)s->evaluation.step; }

int ct_session_examine(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_ENCODER, budget);
}

int ct_session_examine_pixels(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_PIXELS, budget);
}

double ct_session_examined(const ct_session *s) { return ct_exam_done(&s->evaluation.exam); }
double ct_session_examined_step(const ct_session *s) { return (double)s->evaluation.exam.step; }

void ct_session_ask(ct_session *s, int nuisances) {
  ct_exam_ask(&s->evaluation.exam, nuisances != 0);
}

double ct_session_answer(const ct_session *s, int whose, int question) {
  int known = whose >= 0 && whose < CT_ANSWERS_COUNT && question >= 0 &&
              question < CT_QUESTION_COUNT;
  return known ? s->evaluation.exam.answer[whose][question] : NOT_KNOWN;
}

const float *ct_session_positions(const ct_session *s) { return s->evaluation.xyz; }
const float *ct_session_embeddings(const ct_session *s) { return s->evaluation.u; }
const float *ct_session_spectrum(const ct_session *s) { return s->evaluation.spectrum; }
int ct_session_width(const ct_session *s) { return s->evaluation.projection.D; }

double ct_session_metric(const ct_session *s, int metric) {
  return metric >= 0 && metric < CT_METRIC_COUNT ? s->evaluation.metric[metric] : NOT_KNOWN;
}

static int is_item(const ct_session *s, int item) {
  return item >= 0 && item < s->evaluation.count;
}

static ct_status no_such_item(void) {
  ct_text *why = ct_why();
  ct_text_add(why, "item: there is no such item");
  return CT_E_ARG;
}

static const float *row_of(const ct_session *s, int item) {
  return s->evaluation.u + (size_t)item * (size_t)s->evaluation.projection.D;
}

ct_status ct_session_similarity(ct_session *s, const int *items, int n, float *out) {
  int D = s->evaluation.projection.D;
  for (int i = 0; i < n; i++)
    if (!is_item(s, items[i])) return no_such_item();
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      out[i * n + j] = out[j * n + i] = ct_dot(row_of(s, items[i]), row_of(s, items[j]), D);
  return CT_OK;
}

int ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines) {
  int D = s->evaluation.projection.D, found = 0;
  if (!is_item(s, item) || k < 1) return 0;
  for (int j = 0; j < s->evaluation.count; j++) {
    if (j == item) continue;
    float c = ct_dot(row_of(s, item), row_of(s, j), D);
    if (found == k && !(c > cosines[k - 1])) continue;
    int at = found < k ? found++ : k - 1; /* insertion into a short falling list */
    for (; at > 0 && c > cosines[at - 1]; at--) {
      cosines[at] = cosines[at - 1];
      items[at] = items[at - 1];
    }
    cosines[at] = c;
    items[at] = j;
  }
  return found;
}

double ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight) {
  const ct_config *c = &s->trainer.config;
  double loss = NOT_KNOWN;
  if (!ct_session_is_table(s) || !is_item(s, anchor)) return loss;
  float tau = ct_trainer_tau(&s->trainer);
  ct_status status = ct_ntxent_anchor(s->evaluation.u, c->pairs, c->dim, tau, (ct_bug)c->bug,
                                      anchor, cosine, weight, &loss);
  return status ? NOT_KNOWN : loss;
}

double ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                       int *role) {
  if (!CT_NETWORKS || !is_item(s, anchor)) return NOT_KNOWN;
  return ct_reveal_anchor(&s->evaluation, &s->trainer, method, anchor, cosine, push, role);
}

double ct_session_false_negatives(const ct_session *s) { return ct_reveal_batch(&s->trainer); }

double ct_session_false_push(ct_session *s, int method) {
  return ct_reveal_push(&s->evaluation, &s->trainer, method);
}

double ct_session_loss_now(ct_session *s, int bug) {
  const ct_config *c = &s->trainer.config;
  double loss = NOT_KNOWN;
  if (!ct_session_is_table(s) || bug < 0 || bug >= CT_BUG_COUNT) return loss;
  if (2 * c->pairs > CT_BUG_VIEWS_MAX) return loss;
  float tau = ct_trainer_tau(&s->trainer);
  ct_status status = ct_ntxent_bug(s->evaluation.u, NULL, c->pairs, c->dim, tau, (ct_bug)bug,
                                   &loss, &s->scratch);
  return status ? NOT_KNOWN : loss;
}

const float *ct_session_forces(ct_session *s) {
  const ct_config *c = &s->trainer.config;
  double loss;
  if (!ct_session_is_table(s) || c->dim > 3) return NULL;
  size_t n = (size_t)s->evaluation.count, D = (size_t)c->dim;
  float tau = ct_trainer_tau(&s->trainer);
  memset(s->gradient, 0, n * D * sizeof(float));
  ct_status status =
      c->bug == CT_BUG_NONE
          ? ct_ntxent(s->evaluation.u, s->gradient, c->pairs, c->dim, tau, &loss, &s->scratch)
          : ct_ntxent_bug(s->evaluation.u, s->gradient, c->pairs, c->dim, tau, (ct_bug)c->bug,
                          &loss, &s->scratch);
  if (status) return NULL;
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < 3; d++) s->forces[3 * i + d] = d < D ? -s->gradient[i * D + d] : 0;
  return s->forces;
}

ct_status ct_session_move(ct_session *s, int item, float x, float y, float z) {
  ct_trainer *t = &s->trainer;
  int D = t->config.dim;
  float place[3] = {x, y, z}, inverse;
  if (!is_item(s, item)) return no_such_item();
  if (!ct_session_is_table(s) || D > 3) return ct_report(CT_E_STATE, ct_why());
  ct_status status = ct_normalize_forward(place, &inverse, place, 1, D);
  if (!status) {
    size_t at = (size_t)t->encoder.tensors[0].offset + (size_t)item * (size_t)D;
    memcpy(t->encoder.params + at, place, (size_t)D * sizeof(float));
    /* what the optimiser remembers was for another place */
    memset(t->optim.first + at, 0, (size_t)D * sizeof(float));
    memset(t->optim.second + at, 0, (size_t)D * sizeof(float));
    t->next = CT_PHASE_AUGMENT;
  }
  return ct_report(status, ct_why());
}

/* ---- prototypes */

int ct_session_prototypes(const ct_session *s) {
  return ct_assignment_is_shown(&s->assignment, &s->evaluation) ? s->assignment.K : 0;
}

const float *ct_session_prototype_positions(ct_session *s) {
  ct_status status = ct_assignment_place(&s->assignment, &s->trainer, &s->evaluation);
  return status ? NULL : s->assignment.xyz;
}

ct_status ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                            float *totals) {
  ct_assignment *a = &s->assignment;
  size_t row = sizeof(float) * (size_t)a->K;
  for (int i = 0; i < n; i++)
    if (!is_item(s, items[i])) return no_such_item();
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

/* ---- the batch at hand */

int ct_session_views(const ct_session *s) { return s->trainer.views; }
const int *ct_session_view_items(const ct_session *s) { return s->trainer.items; }
const float *ct_session_view_images(const ct_session *s) { return s->trainer.images; }

const uint8_t *ct_session_image(const ct_session *s, int item_id) {
  const ct_pack *p = s->trainer.pack;
  if (!CT_NETWORKS || !p || item_id < 0 || item_id >= p->concepts * p->drawings) return NULL;
  return ct_pack_image(p, item_id / p->drawings, item_id % p->drawings);
}

int ct_session_image_shape(const ct_session *s, int axis) {
  const ct_pack *p = s->trainer.pack;
  if (!p || axis < 0 || axis > 2) return 0;
  return axis == 0 ? p->channels : axis == 1 ? p->height : p->width;
}

int ct_session_drawings(const ct_session *s) {
  return s->trainer.pack ? s->trainer.pack->drawings : 2;
}

double ct_session_mean(const ct_session *s) {
  return s->trainer.pack ? (double)s->trainer.pack->mean : 0;
}
