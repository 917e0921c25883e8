#include "measure/rank.h"

#include "base/elementary.h"

#define EPSILON 2.3e-16 /* a little over half the spacing of doubles at 1 */
#define NOTHING 1e-150  /* negligible beside values of order 1; 2 / its square is still finite */
#define SWEEPS_MAX 50   /* QR steps per eigenvalue; two or three are usual */
#define ROTATION 20     /* multiplications that one rotation costs */

static double magnitude(double x) { return x < 0 ? -x : x; }

/* Turns x [n] into the Householder vector v whose reflection I - 2 v v^T / v.v sends the old x to
 * (alpha, 0, ..., 0). Returns alpha; *scale = 2 / v.v, or 0 when x needs no reflection. */
static double householder(double *x, int n, double *scale) {
  double tail = 0;
  for (int i = 1; i < n; i++) tail += x[i] * x[i];
  *scale = 0;
  if (tail <= NOTHING * NOTHING) return x[0];
  double length = ct_sqrt(x[0] * x[0] + tail);
  double alpha = x[0] > 0 ? -length : length; /* the sign without cancellation */
  x[0] -= alpha;
  *scale = 2 / (x[0] * x[0] + tail);
  return alpha;
}

/* Turns the trailing block B [n, n] (its rows D floats apart) into H B H by a rank-two update with
 * w = p - (s/2 p.v) v, p = s B v. */
static void reflect(double *block, int D, const double *v, double *w, double scale, int n) {
  double pv = 0;
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += block[i * D + j] * v[j];
    w[i] = scale * sum;
    pv += w[i] * v[i];
  }
  for (int i = 0; i < n; i++) w[i] -= 0.5 * scale * pv * v[i];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) block[i * D + j] -= v[i] * w[j] + w[i] * v[j];
}

/* Makes column k tridiagonal, with its diagonal in values[k] and the element beside it in off[k].
 * Row k of `a` holds the Householder vector: by symmetry it equals the column that is to be
 * cleared. */
static void reduce_column(ct_eigen *e, int k) {
  int D = e->D, n = D - k - 1;
  double *v = e->a + (size_t)k * (size_t)D + k + 1, scale;
  e->values[k] = v[-1];
  if (n == 0) return;
  e->off[k] = householder(v, n, &scale);
  if (scale > 0) reflect(v + D, D, v, e->values + k + 1, scale, n);
}

static double wilkinson_shift(double a, double b, double off) {
  double half = (a - b) / 2, root = ct_sqrt(half * half + off * off);
  return b - off * off / (half + (half < 0 ? -root : root));
}

/* One implicit QR step on rows lo .. hi: rotations chase the bulge down the diagonal. */
static void qr_step(double *d, double *e, int lo, int hi) {
  double x = d[lo] - wilkinson_shift(d[hi - 1], d[hi], e[hi - 1]), z = e[lo];
  for (int k = lo; k < hi; k++) {
    double r = ct_sqrt(x * x + z * z), c = r > 0 ? x / r : 1, s = r > 0 ? z / r : 0;
    double a = d[k], b = d[k + 1], off = e[k];
    if (k > lo) e[k - 1] = r;
    d[k] = c * c * a + 2 * c * s * off + s * s * b;
    d[k + 1] = s * s * a - 2 * c * s * off + c * c * b;
    e[k] = c * s * (b - a) + (c * c - s * s) * off;
    if (k + 1 == hi) break;
    x = e[k];
    z = s * e[k + 1];
    e[k + 1] *= c;
  }
}

static int is_split(const double *d, const double *e, int k) {
  return magnitude(e[k]) <= NOTHING + EPSILON * (magnitude(d[k]) + magnitude(d[k + 1]));
}

static void sort_falling(double *x, int n) {
  for (int i = 1; i < n; i++) {
    double value = x[i];
    int at = i;
    for (; at > 0 && x[at - 1] < value; at--) x[at] = x[at - 1];
    x[at] = value;
  }
}

void ct_eigen_begin(ct_eigen *e, double *values, double *a, double *off, int D) {
  *e = (ct_eigen){.D = D, .values = values, .a = a, .off = off, .last = D - 1,
                  .steps = SWEEPS_MAX * D}; /* ends even where numbers are undefined */
}

int ct_eigen_advance(ct_eigen *e, int work) {
  double left = work;
  for (; e->column < e->D && left > 0; e->column++) {
    double n = e->D - e->column;
    reduce_column(e, e->column);
    left -= 3 * n * n;
  }
  while (left > 0 && e->last > 0 && e->steps > 0) {
    if (is_split(e->values, e->off, e->last - 1)) {
      e->last--;
      continue;
    }
    int first = e->last - 1;
    while (first > 0 && !is_split(e->values, e->off, first - 1)) first--;
    qr_step(e->values, e->off, first, e->last);
    e->steps--;
    left -= ROTATION * (e->last - first);
  }
  if (e->column < e->D || (e->last > 0 && e->steps > 0)) return 0;
  sort_falling(e->values, e->D);
  return 1;
}
