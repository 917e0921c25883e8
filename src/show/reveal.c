#include "show/reveal.h"

#include <string.h>
#include "kernels/rows.h"

#define NOT_KNOWN __builtin_nan("")
#define ANCHORS 32 /* anchors that the push is summed over */

/* ---- the present batch ---------------------------------------------------------------------- */

double ct_reveal_batch(const ct_trainer *t) {
  int pairs = t->config.pairs;
  if (!CT_NETWORKS || !t->pack || t->pack->labels < 1 || pairs < 2) return NOT_KNOWN;
  double same = 0;
  for (int i = 0; i < pairs; i++) {
    int concept = t->items[i] / t->track->renditions, label = ct_pack_class(t->pack, concept);
    for (int j = 0; j < i; j++) {
      int other = t->items[j] / t->track->renditions;
      if (other == concept) return NOT_KNOWN; /* no batch yet, as no concept is in one twice */
      same += ct_pack_class(t->pack, other) == label;
    }
  }
  return 2 * same / ((double)pairs * (pairs - 1));
}

/* ---- a batch of items shown
 * ------------------------------------------------------------------ */

typedef struct batch {
  int B;
  int *item, *pair, *label; /* [2B] */
  float *s, *spare;         /* [2B] */
} batch;

static int take(batch *b, ct_arena *arena) {
  size_t M = 2 * (size_t)b->B;
  b->item = CT_TAKE(arena, int, M);
  b->pair = CT_TAKE(arena, int, M);
  b->label = CT_TAKE(arena, int, M);
  b->s = CT_TAKE(arena, float, M);
  b->spare = CT_TAKE(arena, float, M);
  return b->item && b->pair && b->label && b->s && b->spare;
}

/* Pairs of a batch with as many negatives as an anchor has in training, or as many as there
 * are. */
static int pairs_of(const ct_evaluation *e, const ct_trainer *t) {
  int others = e->count - t->track->renditions;
  int meets = t->memory.values ? t->memory.shape[0] : t->views - 2;
  return (others < meets ? others : meets) / 2 + 1;
}

static const float *row_of(const ct_evaluation *e, int item) {
  return e->u + (size_t)item * (size_t)e->projection.D;
}

/* Fills the rows: the anchor, negatives, its positive at row B, more negatives. */
static void fill(batch *b, const ct_evaluation *e, const ct_trainer *t, int anchor) {
  int renditions = t->track->renditions, D = e->projection.D, M = 2 * b->B, N = M - 2;
  int first = anchor / renditions * renditions, others = e->count - renditions;
  b->item[0] = anchor;
  b->item[b->B] = first + (anchor - first + 1) % renditions;
  for (int n = 0; n < N; n++) {
    int other = (int)((int64_t)n * others / N);
    b->item[n + 1 + (n + 1 >= b->B)] = other < first ? other : other + renditions;
  }
  for (int i = 0; i < M; i++) {
    b->pair[i] = i % b->B;
    b->label[i] = e->labels[b->item[i] / renditions];
    b->s[i] = b->item[i] == anchor ? 1 : ct_dot(row_of(e, anchor), row_of(e, b->item[i]), D);
  }
}

static const ct_method *usable(const ct_evaluation *e, const ct_trainer *t, int method) {
  int kind = method < 0 ? t->config.method : method;
  if (kind >= CT_METHOD_COUNT || !t->pack || e->step < 0 || e->read != CT_READ_AFTER) return NULL;
  if (kind == CT_SUPCON && t->pack->labels < 1) return NULL;
  return ct_method_of((ct_method_kind)kind)->anchor ? ct_method_of((ct_method_kind)kind) : NULL;
}

static double lose(const ct_method *method, const ct_trainer *t, const batch *b) {
  ct_anchor a = {.B = b->B, .pair = b->pair, .label = b->label, .s = b->s, .spare = b->spare};
  ct_config now = t->config;
  now.tau = ct_trainer_tau(t);
  return method->anchor(&now, &a);
}

static ct_role role_of(const batch *b, int i) {
  if (i == 0) return CT_ROLE_ANCHOR;
  if (i == b->B) return b->item[i] == b->item[0] ? CT_ROLE_ANCHOR : CT_ROLE_POSITIVE;
  return b->label[i] == b->label[0] && b->label[0] >= 0 ? CT_ROLE_FALSE : CT_ROLE_NEGATIVE;
}

double ct_reveal_anchor(ct_evaluation *e, const ct_trainer *t, int method, int anchor,
                        float *cosine, float *push, int *role) {
  const ct_method *m = usable(e, t, method);
  if (!CT_NETWORKS || !m) return NOT_KNOWN;
  batch b = {.B = pairs_of(e, t)};
  size_t mark = ct_arena_mark(&e->scratch);
  double loss = NOT_KNOWN;
  if (b.B > 1 && take(&b, &e->scratch)) {
    size_t bytes = sizeof(float) * (size_t)e->count;
    fill(&b, e, t, anchor);
    memset(cosine, 0, bytes);
    memset(push, 0, bytes);
    memset(role, 0, sizeof(int) * (size_t)e->count);
    for (int i = 0; i < 2 * b.B; i++) cosine[b.item[i]] = b.s[i];
    loss = lose(m, t, &b);
    for (int i = 0; i < 2 * b.B; i++) {
      push[b.item[i]] = b.s[i];
      role[b.item[i]] = (int)role_of(&b, i);
    }
  }
  ct_arena_release(&e->scratch, mark);
  return loss;
}

/* Adds the push on an anchor's negatives, and that on its false negatives. */
static void add_push(const batch *b, double *all, double *on_false) {
  for (int i = 1; i < 2 * b->B; i++) {
    ct_role role = role_of(b, i);
    if (role < CT_ROLE_NEGATIVE || !(b->s[i] > 0)) continue;
    *all += (double)b->s[i];
    if (role == CT_ROLE_FALSE) *on_false += (double)b->s[i];
  }
}

double ct_reveal_push(ct_evaluation *e, const ct_trainer *t, int method) {
  const ct_method *m = usable(e, t, method);
  if (!CT_NETWORKS || !m || t->pack->labels < 1) return NOT_KNOWN;
  batch b = {.B = pairs_of(e, t)};
  double all = 0, on_false = 0;
  size_t mark = ct_arena_mark(&e->scratch);
  if (b.B > 1 && take(&b, &e->scratch))
    for (int k = 0; k < ANCHORS && k < e->count; k++) {
      int anchors = e->count < ANCHORS ? e->count : ANCHORS;
      fill(&b, e, t, (int)((int64_t)k * e->count / anchors));
      lose(m, t, &b);
      add_push(&b, &all, &on_false);
    }
  ct_arena_release(&e->scratch, mark);
  return all > 0 ? on_false / all : NOT_KNOWN;
}
