#include "eval/matching.h"

#include <string.h>
#include "eval/features.h"
#include "kernels/rows.h"
#include "train/parts.h"
#include "train/texts.h"
#include "train/views.h"

#define NOT_KNOWN __builtin_nan("")

static float *row_of(float *at, int i, int D) { return at + (size_t)i * (size_t)D; }
static size_t bytes_of(int rows, int D) { return sizeof(float) * (size_t)rows * (size_t)D; }
static int renditions(const ct_matching *m) { return m->t->track->renditions; }
static int held_out_artist(const ct_matching *m) { return ct_held_out_rendition(&m->t->config); }

/* ---- layout and reset */

/* Names and drawings that are compared at once. */
static int most_compared(const ct_matching *m) {
  return held_out_artist(m) >= 0 ? m->t->concepts : m->shown;
}

ct_status ct_matching_layout(ct_matching *m, ct_trainer *t, ct_evaluation *e, ct_arena *arena) {
  if (!ct_has(t, CT_PART_TEXT)) return CT_OK;
  *m = (ct_matching){.t = t, .e = e, .D = t->config.dim, .shown = t->held_out};
  m->drawings = t->concepts * renditions(m);
  m->rendition = held_out_artist(m) >= 0 ? held_out_artist(m) : 0;
  uint64_t D = (uint64_t)m->D, concepts = (uint64_t)t->concepts, pairs = 2 * (uint64_t)m->shown;
  m->u = ct_take_floats(arena, (uint64_t)m->drawings, D);
  m->next = ct_take_floats(arena, (uint64_t)m->drawings, D);
  m->names = ct_take_floats(arena, concepts, D);
  m->next_names = ct_take_floats(arena, concepts, D);
  m->means = ct_take_floats(arena, concepts, D);
  m->pairs = ct_take_floats(arena, pairs, D);
  m->xyz = ct_take_floats(arena, pairs, 3);
  m->name_ranks = CT_TAKE(arena, int, ct_asked_count(t));
  m->drawing_ranks = CT_TAKE(arena, int, ct_asked_count(t));
  for (int k = 0; k < CT_MATCH_COUNT; k++) m->metric[k] = NOT_KNOWN;
  if (!m->name_ranks || !m->drawing_ranks) return CT_E_MEMORY;
  if (!m->u || !m->next || !m->names || !m->next_names || !m->means || !m->pairs || !m->xyz)
    return CT_E_MEMORY;
  ct_status status = ct_projection_layout(&m->projection, m->D, arena);
  if (!status) status = ct_retrieval_layout(&m->retrieval, most_compared(m), arena);
  if (!status) status = ct_baseline_layout(&m->baseline, t, arena);
  return status ? status : ct_phrases_layout(&m->phrases, t, arena);
}

void ct_matching_reset(ct_matching *m) {
  if (!m->t) return;
  m->step = -1;
  m->stage = CT_MATCHING_REST;
  m->done = 0;
  m->projection.D = m->D;
  ct_projection_reset(&m->projection);
  memset(m->xyz, 0, bytes_of(2 * m->shown, 3));
  for (int k = 0; k < CT_MATCH_PIXEL_RECALL1; k++) m->metric[k] = NOT_KNOWN;
  m->metric[CT_MATCH_GAP] = m->metric[CT_MATCH_ZERO_SHOT] = NOT_KNOWN;
}

void ct_matching_abandon(ct_matching *m) {
  if (!m->t) return;
  m->step = -1;
  m->stage = CT_MATCHING_REST;
  m->done = 0;
}

/* ---- the pairs, and retrieval */

/* Gathers the drawings by one artist, then the names, of the concepts shown. */
static void gather(ct_matching *m, int artist) {
  int R = renditions(m), D = m->D;
  for (int i = 0; i < m->shown; i++) {
    int concept = m->t->split[i];
    memcpy(row_of(m->pairs, i, D), row_of(m->next, concept * R + artist, D), bytes_of(1, D));
    memcpy(row_of(m->pairs, m->shown + i, D), row_of(m->next_names, concept, D), bytes_of(1, D));
  }
}

/* Of a held-out artist all drawings are compared at once; held-out concepts, artist by artist. */
static void begin_retrieval(ct_matching *m) {
  int R = renditions(m), D = m->D, artist = held_out_artist(m);
  ct_matrix names = ct_matrix_of(m->next_names, D);
  ct_matrix drawings = ct_matrix_of(row_of(m->next, artist < 0 ? 0 : artist, D), R * D);
  if (artist < 0) {
    gather(m, m->artist);
    names = ct_matrix_of(row_of(m->pairs, m->shown, D), D);
    drawings = ct_matrix_of(m->pairs, D);
  }
  ct_retrieval_begin(&m->retrieval, names, drawings, most_compared(m), D);
}

/* Keeps the ranks in the order of the drawings asked about. */
static void keep_ranks(ct_matching *m) {
  int R = renditions(m), by_artist = held_out_artist(m) < 0;
  for (int i = 0; i < m->retrieval.n; i++) {
    int at = by_artist ? i * R + m->artist : i;
    m->name_ranks[at] = m->retrieval.ab[i];
    m->drawing_ranks[at] = m->retrieval.ba[i];
  }
}

static int retrieve(ct_matching *m, int *budget) {
  while (ct_retrieval_advance(&m->retrieval, budget)) {
    keep_ranks(m);
    if (held_out_artist(m) >= 0 || m->artist == renditions(m) - 1) return 1;
    m->artist++;
    begin_retrieval(m);
  }
  return 0;
}

/* ---- embed */

void ct_matching_begin(ct_matching *m) {
  ct_phrases *p = &m->phrases;
  int concepts = m->t->concepts;
  m->began = m->t->step;
  m->done = 0;
  m->stage = CT_MATCHING_EMBED;
  ct_phrases_look(p);
  for (int first = 0; first < concepts; first += CT_PHRASES_MOST) {
    int n = concepts - first < CT_PHRASES_MOST ? concepts - first : CT_PHRASES_MOST;
    ct_phrases_clear(p);
    for (int i = first; i < first + n; i++) {
      ct_words name = ct_texts_name(&m->t->texts, i, 0);
      ct_phrases_add(p, name.at, (size_t)name.length); /* a track holds valid text */
    }
    memcpy(row_of(m->next_names, first, m->D), ct_phrases_embed(p), bytes_of(n, m->D));
  }
  ct_phrases_wait(p);
}

static int embed(ct_matching *m, int *budget) {
  int items[CT_PHRASES_MOST];
  while (*budget > 0 && m->done < m->drawings) {
    int n = m->drawings - m->done, most = m->e->slice < CT_PHRASES_MOST ? m->e->slice
                                                                       : CT_PHRASES_MOST;
    if (n > most) n = most;
    if (n > *budget) n = *budget;
    for (int i = 0; i < n; i++) items[i] = m->done + i;
    ct_evaluation_embed(m->e, m->t, items, n);
    ct_unit_rows(row_of(m->next, m->done, m->D), m->t->encoder->z, n, m->D);
    m->done += n;
    *budget -= n;
  }
  if (m->done < m->drawings) return 0;
  m->artist = 0;
  begin_retrieval(m);
  m->stage = CT_MATCHING_MEASURE;
  return 1;
}

/* ---- project */

static void begin_project(ct_matching *m) {
  gather(m, m->rendition);
  ct_projection_begin(&m->projection, m->pairs, 2 * m->shown);
  m->stage = CT_MATCHING_PROJECT;
}

static void find_means(ct_matching *m) {
  int R = renditions(m), D = m->D;
  memset(m->means, 0, bytes_of(m->t->concepts, D));
  for (int i = 0; i < m->drawings; i++) ct_axpy(row_of(m->means, i / R, D), 1, row_of(m->u, i, D), D);
  ct_unit_rows(m->means, m->means, m->t->concepts, D);
}

static void find_metrics(ct_matching *m) {
  int asked = ct_asked_count(m->t);
  for (int k = 0; k < CT_RECALLS; k++) {
    m->metric[CT_MATCH_NAME_RECALL1 + k] = ct_recall(m->name_ranks, asked, ct_recalls[k]);
    m->metric[CT_MATCH_DRAWING_RECALL1 + k] = ct_recall(m->drawing_ranks, asked, ct_recalls[k]);
  }
  m->metric[CT_MATCH_NAME_MEDIAN] = ct_median_rank(m->name_ranks, asked);
  m->metric[CT_MATCH_DRAWING_MEDIAN] = ct_median_rank(m->drawing_ranks, asked);
  ct_matrix drawings = ct_matrix_of(m->pairs, m->D);
  ct_matrix names = ct_matrix_of(row_of(m->pairs, m->shown, m->D), m->D);
  m->metric[CT_MATCH_GAP] = ct_modality_gap(drawings, m->shown, names, m->shown, m->D);
}

/* Renews all rows, positions and figures together. */
static void finish(ct_matching *m) {
  ct_phrases_show(&m->phrases);
  memcpy(m->u, m->next, bytes_of(m->drawings, m->D));
  memcpy(m->names, m->next_names, bytes_of(m->t->concepts, m->D));
  find_means(m);
  find_metrics(m);
  ct_projection_apply(&m->projection, m->xyz, m->pairs, 2 * m->shown);
  m->step = m->began;
  m->stage = CT_MATCHING_REST;
}

int ct_matching_advance(ct_matching *m, int budget) {
  if (m->stage == CT_MATCHING_EMBED && !embed(m, &budget)) return 0;
  if (m->stage == CT_MATCHING_MEASURE && !retrieve(m, &budget)) return 0;
  if (m->stage == CT_MATCHING_MEASURE) begin_project(m);
  for (; budget > 0; budget -= CT_MEASURE_PIECE)
    if (ct_projection_advance(&m->projection)) {
      finish(m);
      return 1;
    }
  return 0;
}

int ct_matching_measure_pixels(ct_matching *m, int budget) {
  const ct_baseline *b = &m->baseline;
  if (ct_baseline_known(b)) return 1;
  if (!ct_baseline_advance(&m->baseline, budget)) return 0;
  for (int k = 0; k < CT_RECALLS; k++)
    m->metric[CT_MATCH_PIXEL_RECALL1 + k] = ct_baseline_recall(b, ct_recalls[k]);
  m->metric[CT_MATCH_PIXEL_MEDIAN] = ct_baseline_median(b);
  return 1;
}
