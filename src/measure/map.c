#include "measure/map.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/random.h"
#include "kernels/gemm.h"
#include "measure/nearest.h"

#define PERPLEXITY 20
#define NEIGHBOURS (3 * PERPLEXITY) /* farther ones have next to no weight */
#define ROWS 32          /* rows whose neighbours are one piece */
#define BLOCK 64         /* rows whose repulsion is one task */
#define WORK 2000000     /* pairs that repel each other in one piece */
#define TRIES 24         /* of the width of a row's neighbourhood, */
#define CLOSE 1e-4       /* until its entropy is so near to that asked for, in nats */
#define FAR_AWAY 1e8f    /* a squared distance, next to those of unit rows */
#define FIRST 150        /* iterations of a first map, */
#define FIRST_EARLY 75   /* of which so many attract */
#define EARLY 12.0f      /* so many times too much */
#define LATER 32         /* the same of a map that goes on */
#define LATER_EARLY 16
#define AGAIN 8.0f
#define MOMENTUM 0.8f    /* the rate is the number of rows over the exaggeration, after Belkina 2019 */
#define SPREAD 1e-2f     /* standard deviation of the wider coordinate of a first map */
#define TOO_NARROW 1e-6f /* spread of a start that is no start, relative to its widest */

static int least(int a, int b) { return a < b ? a : b; }

/* ---- layout and reset */

ct_status ct_map_layout(ct_map *m, int most, ct_arena *arena) {
  uint64_t rows = (uint64_t)most;
  *m = (ct_map){.most = most};
  m->near = (int *)ct_take_floats(arena, rows, NEIGHBOURS);
  m->p = ct_take_floats(arena, rows, NEIGHBOURS);
  float **each[] = {&m->x, &m->y, &m->dx, &m->dy, &m->vx, &m->vy};
  for (int i = 0; i < 6; i++)
    if (!(*each[i] = ct_take_floats(arena, 1, rows))) return CT_E_MEMORY;
  m->was = ct_take_floats(arena, rows, 2);
  m->places = ct_take_floats(arena, rows, 2);
  m->similarity = ct_take_floats(arena, rows, rows);
  m->sums = CT_TAKE(arena, double, (most + BLOCK - 1) / BLOCK);
  return m->near && m->p && m->was && m->places && m->similarity && m->sums ? CT_OK : CT_E_MEMORY;
}

void ct_map_reset(ct_map *m) {
  m->started = 0;
  memset(m->places, 0, sizeof(float) * 2 * (size_t)m->most);
}

/* ---- how much neighbours attract */

/* The neighbours' squared distances, less that of the nearest, in whole vectors: what fills the last
 * one is so far away that it has no weight. */
typedef struct distances {
  int vectors;
  f32x4 d[(NEIGHBOURS + 3) / 4];
} distances;

static distances distances_of(const float *similarity, int k) {
  float d[(NEIGHBOURS + 3) / 4 * 4];
  distances r = {.vectors = (k + 3) / 4};
  for (int j = 0; j < 4 * r.vectors; j++)
    d[j] = j < k ? 2 * (similarity[0] - similarity[j]) : FAR_AWAY;
  for (int v = 0; v < r.vectors; v++) r.d[v] = f32x4_load(d + 4 * v);
  return r;
}

/* What weights exp(-b d) come to: their sum, their entropy in nats, and how it falls as log b grows,
 * which is b^2 times the variance of the distances. */
typedef struct weights { double sum, entropy, fall; } weights;

static weights weigh(const distances *all, double b) {
  const f32x4 minus_b = f32x4_splat((float)-b);
  f32x4 sum = f32x4_splat(0), first = sum, second = sum;
  for (int v = 0; v < all->vectors; v++) {
    f32x4 d = all->d[v], e = ct_expf4(minus_b * d), ed = e * d;
    sum += e;
    first += ed;
    second += ed * d;
  }
  double s = (double)f32x4_sum(sum), mean = (double)f32x4_sum(first) / s;
  double variance = (double)f32x4_sum(second) / s - mean * mean;
  return (weights){s, ct_log(s) + b * mean, b * b * variance};
}

/* Where Newton's method on log b goes from b, by no more than a factor of four, and never out of the
 * interval that is known to hold the solution. */
static double next_b(double b, weights w, double wanted, double least_b, double most_b) {
  double excess = w.entropy - wanted, most = ct_log(4);
  double step = w.fall > 0 ? excess / w.fall : excess > 0 ? most : -most;
  double to = b * ct_exp(step > most ? most : step < -most ? -most : step);
  if (to > least_b && (most_b == 0 || to < most_b)) return to;
  return most_b > 0 ? (least_b + most_b) / 2 : 4 * b;
}

/* Turns similarities into weights whose perplexity is that asked for, or the nearest possible. */
static void attract(float *p, int k, int n) {
  distances all = distances_of(p, k);
  double mean = 0, least_b = 0, most_b = 0, wanted = ct_log(k > 3 ? (double)k / 3 : 1);
  for (int j = 0; j < k; j++) mean += 2 * ((double)p[0] - (double)p[j]) / k;
  double b = mean > 0 ? 1 / mean : 0;
  weights w = weigh(&all, b);
  for (int i = 0; b > 0 && i < TRIES; i++) {
    double excess = w.entropy - wanted;
    if (excess < CLOSE && excess > -CLOSE) break;
    if (excess > 0) least_b = b;
    else most_b = b;
    b = next_b(b, w, wanted, least_b, most_b);
    w = weigh(&all, b);
  }
  float scale = b > 0 ? (float)(1 / (w.sum * 2 * n)) : 1 / (2 * (float)k * (float)n);
  float nearest = p[0];
  for (int j = 0; j < k; j++) p[j] = scale * ct_expf((float)-b * 2 * (nearest - p[j]));
}

/* ---- the gradient */

typedef struct repulsion { float x, y, sum; } repulsion;

/* What all rows do to a point: the sum of q^2 (point - row), and of q, where q = 1 / (1 + squared
 * distance). A row at the point itself adds 1 to the sum of q alone. */
static repulsion repel(const ct_map *m, float px, float py) {
  const f32x4 one = f32x4_splat(1), x = f32x4_splat(px), y = f32x4_splat(py);
  f32x4 fx = f32x4_splat(0), fy = fx, sum = fx;
  int j = 0, n = m->n;
  for (; j + 4 <= n; j += 4) {
    f32x4 a = x - f32x4_load(m->x + j), b = y - f32x4_load(m->y + j);
    f32x4 q = one / (one + (a * a + b * b));
    sum += q;
    q *= q;
    fx += q * a;
    fy += q * b;
  }
  repulsion r = {f32x4_sum(fx), f32x4_sum(fy), f32x4_sum(sum)};
  for (; j < n; j++) {
    float a = px - m->x[j], b = py - m->y[j];
    float q = 1 / (1 + (a * a + b * b));
    r.sum += q;
    q *= q;
    r.x += q * a;
    r.y += q * b;
  }
  return r;
}

static void repel_block(void *context, int block) {
  ct_map *m = context;
  double sum = 0;
  for (int i = block * BLOCK; i < least(m->n, (block + 1) * BLOCK); i++) {
    repulsion r = repel(m, m->x[i], m->y[i]);
    m->dx[i] = r.x;
    m->dy[i] = r.y;
    sum += (double)r.sum - 1;
  }
  m->sums[block] = sum;
}

void ct_map_gradient(ct_map *m, float exaggeration) {
  int n = m->n, k = m->k, blocks = (n + BLOCK - 1) / BLOCK;
  double sum = 0;
  ct_parallel_for(repel_block, m, blocks);
  for (int b = 0; b < blocks; b++) sum += m->sums[b];
  float scale = sum > 0 ? (float)(-1 / sum) : 0;
  for (int i = 0; i < n; i++) {
    m->dx[i] *= scale;
    m->dy[i] *= scale;
  }
  for (int i = 0; i < n; i++) {
    float sx = 0, sy = 0;
    for (int e = i * k; e < (i + 1) * k; e++) {
      int j = m->near[e];
      float a = m->x[i] - m->x[j], b = m->y[i] - m->y[j];
      float pull = exaggeration * m->p[e] / (1 + (a * a + b * b));
      sx += pull * a;
      sy += pull * b;
      m->dx[j] -= pull * a;
      m->dy[j] -= pull * b;
    }
    m->dx[i] += sx;
    m->dy[i] += sy;
  }
}

/* ---- the descent */

static void descend(ct_map *m) {
  int early = m->first ? m->at < FIRST_EARLY : m->at < LATER_EARLY;
  float exaggeration = !early ? 1 : m->first ? EARLY : AGAIN;
  float rate = (float)m->n / exaggeration;
  ct_map_gradient(m, exaggeration);
  for (int i = 0; i < m->n; i++) {
    m->vx[i] = MOMENTUM * m->vx[i] - rate * m->dx[i];
    m->vy[i] = MOMENTUM * m->vy[i] - rate * m->dy[i];
    m->x[i] += m->vx[i];
    m->y[i] += m->vy[i];
  }
}

static double mean_of(const float *x, int n, int step) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (double)x[i * step];
  return sum / n;
}

/* The standard deviation of a component. */
static double spread_of(const float *x, int n) {
  double mean = mean_of(x, n, 3), square = 0;
  for (int i = 0; i < n; i++) {
    double apart = (double)x[3 * i] - mean;
    square += apart * apart;
  }
  return ct_sqrt(square / n);
}

/* One coordinate of a first map: a component of the rows, centred and scaled. Where the rows do not
 * differ in it, small random numbers, since rows at one place would never part. */
static void begin_axis(float *to, const float *start, int n, double widest, ct_rng *r) {
  double mean = mean_of(start, n, 3), spread = spread_of(start, n);
  int narrow = !(spread > (double)TOO_NARROW * widest);
  for (int i = 0; i < n; i++)
    to[i] = narrow ? SPREAD * ct_rng_normal(r)
                   : (float)(((double)start[3 * i] - mean) / widest * (double)SPREAD);
}

void ct_map_begin(ct_map *m, const float *u, int n, int D, const float *start) {
  m->u = u;
  m->n = n;
  m->D = D;
  m->k = least(NEIGHBOURS, n - 1);
  m->stage = CT_MAP_NEIGHBOURS;
  m->at = 0;
  m->first = !m->started;
  if (!m->first) return;
  ct_rng r = ct_rng_make((uint64_t)n, CT_RNG_SYNTHETIC, 1);
  double widest = spread_of(start, n), other = spread_of(start + 1, n);
  if (other > widest) widest = other;
  begin_axis(m->x, start, n, widest, &r);
  begin_axis(m->y, start + 1, n, widest, &r);
  memset(m->vx, 0, sizeof(float) * (size_t)n);
  memset(m->vy, 0, sizeof(float) * (size_t)n);
}

/* ---- the end of a renewal */

static void centre(float *x, int n) {
  float mean = (float)mean_of(x, n, 1);
  for (int i = 0; i < n; i++) x[i] -= mean;
}

/* Turns the map, and the moves that it goes on with, towards the last one. */
static void turn_back(ct_map *m) {
  double along = 0, across = 0;
  for (int i = 0; i < m->n; i++) {
    double x = (double)m->x[i], y = (double)m->y[i];
    double ox = (double)m->was[2 * i], oy = (double)m->was[2 * i + 1];
    along += x * ox + y * oy;
    across += x * oy - y * ox;
  }
  double length = ct_sqrt(along * along + across * across);
  if (!(length > 0)) return;
  float c = (float)(along / length), s = (float)(across / length);
  float *pairs[2][2] = {{m->x, m->y}, {m->vx, m->vy}};
  for (int p = 0; p < 2; p++)
    for (int i = 0; i < m->n; i++) {
      float x = pairs[p][0][i], y = pairs[p][1][i];
      pairs[p][0][i] = c * x - s * y;
      pairs[p][1][i] = s * x + c * y;
    }
}

static float farthest(const float *x, int n, float most) {
  for (int i = 0; i < n; i++) {
    float far = x[i] < 0 ? -x[i] : x[i];
    if (far > most) most = far;
  }
  return most;
}

static void finish(ct_map *m) {
  int n = m->n;
  centre(m->x, n);
  centre(m->y, n);
  if (m->started) turn_back(m);
  float most = farthest(m->y, n, farthest(m->x, n, 0));
  for (int i = 0; i < n; i++) {
    m->places[2 * i] = most > 0 ? m->x[i] / most : 0;
    m->places[2 * i + 1] = most > 0 ? m->y[i] / most : 0;
  }
  m->started = 1;
}

/* ---- pieces */

static void find_neighbours(ct_map *m) {
  int from = m->at, to = least(from + ROWS, m->n), k = m->k;
  float *rows = m->similarity + (size_t)from * (size_t)m->n;
  ct_matrix all = ct_matrix_of(m->u, m->D);
  ct_gemm(rows, m->n, ct_matrix_of(m->u + (size_t)from * (size_t)m->D, m->D),
          ct_matrix_transpose(all), to - from, m->n, m->D, CT_SET);
  m->at = to;
  for (int i = from; k > 0 && i < to; i++, rows += m->n) {
    size_t list = (size_t)i * (size_t)k;
    ct_nearest_scan(m->near + list, m->p + list, k, rows, m->n, i);
    attract(m->p + list, k, m->n);
  }
}

static void keep_places(ct_map *m) {
  for (int i = 0; i < m->n; i++) {
    m->was[2 * i] = m->x[i];
    m->was[2 * i + 1] = m->y[i];
  }
}

int ct_map_advance(ct_map *m) {
  if (m->stage == CT_MAP_NEIGHBOURS) {
    find_neighbours(m);
    if (m->at < m->n) return 0;
    keep_places(m);
    m->stage = CT_MAP_DESCENT;
    m->at = 0;
    return 0;
  }
  int iterations = m->first ? FIRST : LATER;
  for (double left = WORK; left > 0 && m->at < iterations; left -= (double)m->n * m->n) {
    descend(m);
    m->at++;
  }
  if (m->at < iterations) return 0;
  finish(m);
  return 1;
}
