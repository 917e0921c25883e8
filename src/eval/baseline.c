#include "eval/baseline.h"

#include "eval/features.h"
#include "train/views.h"

#define NOT_KNOWN __builtin_nan("")

static int has_artist(const ct_trainer *t) { return ct_held_out_rendition(&t->config) >= 0; }

/* ---- the drawings */

int ct_asked_count(const ct_trainer *t) {
  return has_artist(t) ? t->concepts : t->held_out * t->track->renditions;
}

int ct_asked_drawing(const ct_trainer *t, int i) {
  int R = t->track->renditions, artist = ct_held_out_rendition(&t->config);
  return artist >= 0 ? i * R + artist : t->split[i / R] * R + i % R;
}

static int trained_drawing(const ct_trainer *t, int i) {
  int R = t->track->renditions, artist = ct_held_out_rendition(&t->config);
  if (artist < 0) return t->split[t->held_out + i / R] * R + i % R;
  int rendition = i % (R - 1);
  return i / (R - 1) * R + (rendition >= artist ? rendition + 1 : rendition);
}

/* A row is pixels minus white, as measure/cross.h wants them. */
static void read_drawing(const ct_trainer *t, int drawing, float *x) {
  int size = t->track->size;
  ct_read_renditions(x, t, &drawing, 1);
  for (int i = 0; i < size; i++) x[i] -= 1 - t->track->mean;
  ct_unit_rows(x, x, 1, size);
}

static void read_asked(const void *context, int row, float *x) {
  read_drawing(context, ct_asked_drawing(context, row), x);
}

static void read_trained(const void *context, int row, float *x) {
  read_drawing(context, trained_drawing(context, row), x);
}

/* ---- the search */

ct_status ct_baseline_layout(ct_baseline *b, const ct_trainer *t, ct_arena *arena) {
  int R = t->track->renditions, groups = has_artist(t) ? R - 1 : R;
  int concepts = has_artist(t) ? t->concepts : t->concepts - t->held_out;
  *b = (ct_baseline){.t = t};
  b->asked = (ct_labelled){.count = ct_asked_count(t), .width = t->track->size, .groups = 1,
                           .read = read_asked, .context = t};
  b->trained = (ct_labelled){.count = concepts * groups, .width = t->track->size,
                             .groups = groups, .read = read_trained, .context = t};
  return ct_nearest_layout(&b->nearest, b->asked.count, concepts, t->track->size, arena);
}

int ct_baseline_advance(ct_baseline *b, int budget) {
  if (!b->begun) ct_nearest_begin(&b->nearest, &b->asked, &b->trained, has_artist(b->t));
  b->begun = 1;
  return ct_nearest_advance(&b->nearest, &budget);
}

int ct_baseline_known(const ct_baseline *b) {
  return b->begun && b->nearest.done == b->asked.count;
}

double ct_baseline_recall(const ct_baseline *b, int k) {
  int ranked = ct_baseline_known(b) && has_artist(b->t);
  return ranked ? ct_recall(b->nearest.rank, b->asked.count, k) : NOT_KNOWN;
}

double ct_baseline_median(const ct_baseline *b) {
  int ranked = ct_baseline_known(b) && has_artist(b->t);
  return ranked ? ct_median_rank(b->nearest.rank, b->asked.count) : NOT_KNOWN;
}

double ct_baseline_right(const ct_baseline *b, int kind) {
  const ct_trainer *t = b->t;
  int R = t->track->renditions, right = 0;
  if (!ct_baseline_known(b)) return NOT_KNOWN;
  for (int i = 0; i < b->asked.count; i++) {
    int own = ct_asked_drawing(t, i) / R, nearest = trained_drawing(t, b->nearest.row[i]) / R;
    right += ct_pack_label(t->pack, kind, own) == ct_pack_label(t->pack, kind, nearest);
  }
  return (double)right / b->asked.count;
}
