#include "measure/measure.h"

#include "base/assert.h"
#include "base/build.h"
#include "measure/metrics.h"

#define NOT_KNOWN __builtin_nan("")
#define POTENTIAL 2.0   /* t of the uniformity */
#define NEIGHBOURS 5
#define DIMENSIONS 16   /* dimensions whose deviations are one piece */

static int least(int a, int b) { return a < b ? a : b; }

static int known(ct_measure *m, double value) {
  m->value[m->stage] = value;
  return 1;
}

/* Renditions of each concept; 0: the rows are free embeddings. */
static int drawings(const ct_measure *m) { return CT_NETWORKS ? m->drawings : 0; }

static const float *drawings_of(const ct_measure *m, int artist) {
  return m->u + (size_t)(artist % m->drawings) * (size_t)m->D;
}

/* Does one piece of a stage and returns 1 when the value of that stage is known. */
typedef int (*piece)(ct_measure *m);

/* The mean over artists of the distance from their renditions to those of the next artist. */
static int align(ct_measure *m) {
  int D = m->D, half = m->count / 2;
  if (drawings(m) == 0)
    return known(m, ct_metric_alignment(m->u, m->u + (size_t)half * (size_t)D, half, D, D));
  if (drawings(m) < 2) return known(m, NOT_KNOWN);
  int concepts = m->count / m->drawings;
  const float *own = drawings_of(m, m->artist), *other = drawings_of(m, m->artist + 1);
  m->sum += ct_metric_alignment(own, other, concepts, D, m->drawings * D);
  return ++m->artist == m->drawings && known(m, m->sum / m->drawings);
}

static int spread_evenly(ct_measure *m) {
  int from = m->at;
  m->at = least(from + CT_METRIC_ROWS, m->count);
  ct_metric_potential(&m->sum, m->u, m->count, m->D, POTENTIAL, from, m->at);
  return m->at == m->count && known(m, ct_metric_uniformity(m->sum, m->count));
}

static int deviate(ct_measure *m) {
  int from = m->at;
  m->at = least(from + DIMENSIONS, m->D);
  ct_metric_deviation(&m->sum, m->u, m->count, m->D, from, m->at);
  return m->at == m->D && known(m, ct_metric_std(m->sum, m->D));
}

static int rank(ct_measure *m) {
  if (m->at++ == 0) ct_rank_begin(m->rank, m->u, m->count, m->D);
  return ct_rank_advance(m->rank) && known(m, m->rank->value);
}

static int tolerate(ct_measure *m) {
  if (!m->labels || drawings(m) == 0) return known(m, NOT_KNOWN);
  int from = m->at;
  m->at = least(from + CT_METRIC_ROWS, m->count);
  ct_metric_same(&m->sum, &m->hits, m->u, m->labels, m->D, m->drawings, from, m->at);
  return m->at == m->count && known(m, ct_metric_tolerance(m->sum, m->hits));
}

/* The share of first views whose own second view is the nearest of all second views. */
static int meet(ct_measure *m) {
  if (!CT_NETWORKS || m->pairs == 0) return known(m, NOT_KNOWN);
  const float *other = m->partners + (size_t)m->pairs * (size_t)m->width;
  int from = m->at;
  m->at = least(from + CT_METRIC_ROWS, m->pairs);
  m->hits += ct_metric_found(m->partners, other, m->pairs, m->width, m->width, from, m->at);
  return m->at == m->pairs && known(m, (double)m->hits / m->pairs);
}

/* The mean over artists of the share of their renditions found among those of the next artist. */
static int retrieve(ct_measure *m) {
  if (drawings(m) < 2) return known(m, NOT_KNOWN);
  int D = m->D, concepts = m->count / m->drawings, from = m->at;
  m->at = least(from + CT_METRIC_ROWS, concepts);
  m->hits += ct_metric_found(drawings_of(m, m->artist), drawings_of(m, m->artist + 1), concepts, D,
                             m->drawings * D, from, m->at);
  if (m->at < concepts) return 0;
  m->sum += (double)m->hits / concepts;
  m->at = m->hits = 0;
  return ++m->artist == m->drawings && known(m, m->sum / m->drawings);
}

static int name_by_nearest(ct_measure *m) {
  if (!m->labels || drawings(m) == 0 || m->count <= m->drawings) return known(m, NOT_KNOWN);
  int from = m->at;
  m->at = least(from + CT_METRIC_ROWS, m->count);
  m->hits += ct_metric_named(m->u, m->labels, m->count, m->D, m->drawings, NEIGHBOURS, from, m->at);
  return m->at == m->count && known(m, (double)m->hits / m->count);
}

static const piece pieces[CT_MEASURE_COUNT] = {
  align, spread_evenly, deviate, rank, tolerate, meet, retrieve, name_by_nearest,
};

static void begin_stage(ct_measure *m, int stage) {
  m->stage = (ct_measure_stage)stage;
  m->at = m->artist = m->hits = 0;
  m->sum = 0;
}

void ct_measure_begin(ct_measure *m, ct_measure_stage stage) {
  CT_ASSERT(m->count > 0 && m->D > 0);
  for (int k = 0; k < CT_MEASURE_COUNT; k++) m->value[k] = NOT_KNOWN;
  begin_stage(m, (int)stage);
}

int ct_measure_advance(ct_measure *m, int *budget) {
  while (*budget > 0 && m->stage < CT_MEASURE_COUNT) {
    if (pieces[m->stage](m)) begin_stage(m, (int)m->stage + 1);
    *budget -= CT_MEASURE_PIECE;
  }
  return m->stage == CT_MEASURE_COUNT;
}
