#include "kernels/conv.h"
#include <string.h>
#include "base/assert.h"
#include "base/vec.h"
#include "kernels/conv_tile.h"
#include "kernels/rows.h"

/* The weight gradient sums over about so many positions in one go, of images that together stay in
 * the second-level cache. */
#define POSITIONS 256
#define FAR_FLOATS 65536

/* It is summed over the images of a task, and these sums over the tasks, of which there are at most
 * so many, and fewer where their sums would take more than SUM_FLOATS. */
#define WEIGHT_TASKS 16
#define SUM_FLOATS (1 << 20)

/* ---- the input, its columns sorted by stride: [C, H, stride, pitch], where phase f of a row holds
 * columns f - pad, f - pad + stride, ... and zeros outside, so that a quad of outputs reads four
 * neighbours. The K taps of a kernel are ordered [kh, C, kw]. */

typedef struct plan {
  int Ho, Wo;
  int pitch, row, image;  /* floats of one phase, of a row, of an image */
  int before;             /* floats in front of the images, for pointers to rows above them */
  int row_taps, taps;     /* C kw; K */
  int group, share;       /* images sorted at once; images of a task */
  int32_t *offset;        /* [K] bytes from the first tap */
  float *images;          /* of the first thread; `own` floats further on the next one's */
  int64_t own;
} plan;

static plan plan_of(const ct_conv *s) {
  plan p = {.Ho = ct_conv_out(s->H, s->kh, s->stride, s->pad),
            .Wo = ct_conv_out(s->W, s->kw, s->stride, s->pad)};
  CT_ASSERT(s->C >= 1 && s->H >= 1 && s->W >= 1 && s->O >= 1 && s->stride >= 1 && s->pad >= 0);
  CT_ASSERT(s->kh >= 1 && s->kw >= 1 && s->H + 2 * s->pad >= s->kh);
  CT_ASSERT(s->W + 2 * s->pad >= s->kw);
  p.pitch = ct_round_up(p.Wo, 4) + (s->kw - 1) / s->stride;
  p.row = s->stride * p.pitch;
  p.image = s->C * s->H * p.row;
  p.before = s->pad * p.row;
  p.row_taps = s->C * s->kw;
  p.taps = s->kh * p.row_taps;
  return p;
}

static int far_group(const plan *p) {
  int group = ct_min_int(POSITIONS / (p->Ho * p->Wo), FAR_FLOATS / p->image);
  return ct_max_int(1, group);
}

/* Floats of a thread, on cache lines of its own. */
static int64_t own_floats(int64_t floats) { return (floats + 15) & ~(int64_t)15; }

static void take_input(plan *p, int group, ct_arena *a) {
  p->group = group;
  p->own = own_floats(p->before + (int64_t)group * p->image);
  p->offset = CT_TAKE(a, int32_t, p->taps);
  p->images = CT_TAKE(a, float, CT_THREADS_MAX * p->own);
  CT_ASSERT(p->offset && p->images);
  p->images += p->before;
}

static void list_taps(const plan *p, const ct_conv *s) {
  int32_t *at = p->offset;
  for (int u = 0; u < s->kh; u++)
    for (int c = 0; c < s->C; c++)
      for (int v = 0; v < s->kw; v++)
        *at++ = 4 * ((c * s->H + u) * p->row + v % s->stride * p->pitch + v / s->stride);
}

/* The plan with the images of the thread that asks, their padding cleared at its first task. */
static plan own_plan(const plan *shared, int started) {
  plan p = *shared;
  p.images += ct_this_thread() * p.own;
  if (!started) memset(p.images, 0, sizeof(float) * (size_t)p.group * (size_t)p.image);
  return p;
}

/* Four columns of either phase of every row: even [4] and odd [4] = x [8] taken apart, the next row
 * `row` and W floats on. Loops over rows, as there are more of them than columns. */
static void take_apart(float *even, float *odd, const float *x, int row, int W, int rows) {
  for (int i = 0; i < rows; i++, even += row, odd += row, x += W) {
    f32x4 a = f32x4_load(x), b = f32x4_load(x + 4);
    f32x4_store(even, f32x4_shuffle(a, b, 0, 2, 4, 6));
    f32x4_store(odd, f32x4_shuffle(a, b, 1, 3, 5, 7));
  }
}

/* Columns from `done` of each phase on; what no kernel reaches is left out. */
static void sort_rest(float *out, const float *x, const ct_conv *s, int pitch, int done) {
  for (int f = 0; f < s->stride; f++) {
    int q = (f + s->pad) / s->stride;
    float *phase = out + (f + s->pad) % s->stride * pitch;
    for (int j = done; f + j * s->stride < s->W && q + j < pitch; j++)
      phase[q + j] = x[f + j * s->stride];
  }
}

/* A stride of 2, the usual one, takes rows apart four columns at a time; the last four may include
 * some of those before. */
static void read_input(const plan *p, const float *x, const ct_conv *s, int images) {
  int rows = s->C * s->H, pitch = p->pitch, done = 0;
  int even = s->pad % 2 * pitch + s->pad / 2, odd = (s->pad + 1) % 2 * pitch + (s->pad + 1) / 2;
  if (s->stride == 2) done = ct_min_int(s->W / 2, pitch - (s->pad + 1) / 2);
  if (done < 4) done = 0;
  for (int g = 0; g < images; g++, x += rows * s->W) {
    float *out = p->images + (ptrdiff_t)g * p->image;
    for (int j = 0; j < done; j += 4) {
      int at = ct_min_int(j, done - 4);
      take_apart(out + even + at, out + odd + at, x + 2 * at, p->row, s->W, rows);
    }
    if (done * s->stride == s->W) continue;
    for (int i = 0; i < rows; i++) sort_rest(out + i * p->row, x + i * s->W, s, pitch, done);
  }
}

/* ---- forward */

/* Panels of four output channels: [O / 4][K][4], then the biases [O], both padded with zeros. */
static void pack_weights(float *out, float *bias, const float *w, const float *b,
                         const ct_conv *s) {
  int area = s->kh * s->kw;
  for (int o = 0; o < s->O; o += 4)
    for (int u = 0; u < s->kh; u++)
      for (int c = 0; c < s->C; c++)
        for (int v = 0; v < s->kw; v++, out += 4)
          for (int i = 0; i < 4; i++)
            out[i] = o + i < s->O ? w[((ptrdiff_t)(o + i) * s->C + c) * area + u * s->kw + v] : 0;
  for (int o = 0; o < ct_round_up(s->O, 4); o++) bias[o] = b && o < s->O ? b[o] : 0;
}

static void forward_group(float *y, const plan *p, const float *weights, const float *bias,
                          const ct_conv *s, int images) {
  int area = p->Ho * p->Wo;
  for (int o = 0; o < s->O; o += 4)
    for (int i = 0; i < p->Ho; i++) {
      /* kernel rows u of which row i - pad + u is inside */
      int top = i * s->stride - s->pad;
      int first = ct_max_int(0, -top), last = ct_min_int(s->kh, s->H - top);
      int skip = first * p->row_taps, depth = ct_max_int(0, last - first) * p->row_taps;
      const float *at = p->images + (depth ? (ptrdiff_t)top * p->row : 0);
      ct_conv_target t = {y + (ptrdiff_t)o * area + i * p->Wo, s->O * area, area, p->Wo,
                          ct_min_int(4, s->O - o)};
      ct_conv_source from = {(const char *)at, p->image, p->offset + skip, depth};
      ct_conv_row(&t, &from, weights + (ptrdiff_t)o * p->taps + 4 * skip, bias + o, images);
    }
}

typedef struct forward_job {
  plan p;
  const ct_conv *s;
  float *y, *weights, *bias;
  const float *x;
  int n;
  char started[CT_THREADS_MAX];
} forward_job;

static void take_forward(forward_job *k, ct_arena *a) {
  const ct_conv *s = k->s;
  take_input(&k->p, ct_conv_near_group(k->p.image), a);
  k->weights = CT_TAKE(a, float, (int64_t)ct_round_up(s->O, 4) * k->p.taps);
  k->bias = CT_TAKE(a, float, ct_round_up(s->O, 4));
  CT_ASSERT(k->weights && k->bias);
}

static void forward_task(void *context, int index) {
  forward_job *k = context;
  const ct_conv *s = k->s;
  char *started = &k->started[ct_this_thread()];
  plan p = own_plan(&k->p, *started);
  *started = 1;
  int first = index * p.share, last = ct_min_int(k->n, first + p.share);
  for (int i = first; i < last; i += p.group) {
    int images = ct_min_int(p.group, last - i);
    read_input(&p, k->x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    forward_group(k->y + (ptrdiff_t)i * s->O * p.Ho * p.Wo, &p, k->weights, k->bias, s, images);
  }
}

void ct_conv_forward(float *y, const float *x, const float *w, const float *b, const ct_conv *s,
                     int n, ct_arena *scratch) {
  forward_job k = {.p = plan_of(s), .s = s, .y = y, .x = x, .n = n};
  size_t mark = ct_arena_mark(scratch);
  take_forward(&k, scratch);
  list_taps(&k.p, s);
  pack_weights(k.weights, k.bias, w, b, s);
  k.p.share = ct_conv_share(s, n, k.p.group, CT_CONV_TASKS);
  ct_parallel_for(forward_task, &k, (n + k.p.share - 1) / k.p.share);
  ct_arena_release(scratch, mark);
}

/* ---- weight gradient: products of taps and output channels, summed over positions, which are
 * ordered [Ho, images, Wo] so that a kernel row leaves out rows of padding at either end */

typedef struct weight_job {
  plan p;
  const ct_conv *s;
  const float *x, *dy;
  float *dw;
  int n, tasks, positions;/* positions: of a whole group */
  int64_t dy_own, sum;    /* floats of a thread's packed dy; of a task's sum */
  int32_t *offset;        /* [threads][positions] */
  float *packed;          /* dy: [threads][O / 8][positions][8], padded with zeros */
  float *sums;            /* [tasks][kh][C kw, rounded up to 4][O, rounded up to 8] */
  int listed[CT_THREADS_MAX]; /* images that a thread's offsets are for, 0 before its first task */
} weight_job;

/* What a thread works with on one task. */
typedef struct weight_work {
  int32_t *offset;        /* [positions] */
  float *dy;              /* [O / 8][positions][8] */
  float *dw;              /* [kh][C kw, rounded up to 4][O, rounded up to 8] */
} weight_work;

static void take_weights(weight_job *k, ct_arena *a) {
  plan *p = &k->p;
  int O = ct_round_up(k->s->O, 8), group = far_group(p);
  take_input(p, group, a);
  k->positions = (int)own_floats(group * p->Ho * p->Wo);
  k->dy_own = (int64_t)k->positions * O;
  k->sum = (int64_t)k->s->kh * ct_round_up(p->row_taps, 4) * O;
  k->tasks = ct_max_int(1, (int)(k->sum < SUM_FLOATS / WEIGHT_TASKS ? WEIGHT_TASKS
                                                                    : SUM_FLOATS / k->sum));
  k->offset = CT_TAKE(a, int32_t, CT_THREADS_MAX * k->positions);
  k->packed = CT_TAKE(a, float, CT_THREADS_MAX * k->dy_own);
  k->sums = CT_TAKE(a, float, k->tasks * k->sum);
  CT_ASSERT(k->offset && k->packed && k->sums);
}

/* out [columns, 8] = four rows of x, `row` floats apart; shuffled in pairs, see gemm.c */
static void pack_four(float *out, const float *x, int row, int columns) {
  const float *r0 = x, *r1 = r0 + row, *r2 = r1 + row, *r3 = r2 + row;
  int j = 0;
  for (; j + 4 <= columns; j += 4, out += 32) {
    f32x4 a = f32x4_load(r0 + j), b = f32x4_load(r1 + j);
    f32x4 c = f32x4_load(r2 + j), d = f32x4_load(r3 + j);
    f32x4 ab0 = f32x4_shuffle(a, b, 0, 4, 1, 5), ab2 = f32x4_shuffle(a, b, 2, 6, 3, 7);
    f32x4 cd0 = f32x4_shuffle(c, d, 0, 4, 1, 5), cd2 = f32x4_shuffle(c, d, 2, 6, 3, 7);
    f32x4_store(out, f32x4_shuffle(ab0, cd0, 0, 1, 4, 5));
    f32x4_store(out + 8, f32x4_shuffle(ab0, cd0, 2, 3, 6, 7));
    f32x4_store(out + 16, f32x4_shuffle(ab2, cd2, 0, 1, 4, 5));
    f32x4_store(out + 24, f32x4_shuffle(ab2, cd2, 2, 3, 6, 7));
  }
  for (; j < columns; j++, out += 8) f32x4_store(out, (f32x4){r0[j], r1[j], r2[j], r3[j]});
}

static void pack_gradient(const weight_work *k, const float *dy, const plan *p, int O, int images) {
  int area = p->Ho * p->Wo, positions = images * area;
  for (int o = 0; o < O; o += 4)
    for (int i = 0; i < p->Ho; i++)
      for (int g = 0; g < images; g++) {
        ptrdiff_t position = (ptrdiff_t)(o / 8) * positions + (i * images + g) * p->Wo;
        float *out = k->dy + 8 * position + o % 8;
        const float *from = dy + ((ptrdiff_t)g * O + o) * area + i * p->Wo;
        if (o + 4 <= O) pack_four(out, from, area, p->Wo);
        else
          for (int j = 0; j < p->Wo; j++)
            for (int l = 0; l < O - o; l++) out[8 * j + l] = from[(ptrdiff_t)l * area + j];
      }
}

static void list_positions(const weight_work *k, const plan *p, int stride, int images) {
  int32_t *at = k->offset;
  for (int i = 0; i < p->Ho; i++)
    for (int g = 0; g < images; g++)
      for (int j = 0; j < p->Wo; j++) *at++ = 4 * (g * p->image + i * stride * p->row + j);
}

static void weight_group(const weight_work *k, const plan *p, const ct_conv *s, int images) {
  int O = ct_round_up(s->O, 8), padded = ct_round_up(p->row_taps, 4);
  int line = images * p->Wo, positions = p->Ho * line;
  for (int u = 0; u < s->kh; u++) {
    /* output rows i of which row i stride - pad + u is inside */
    int above = s->pad - u, below = s->H - 1 + s->pad - u;
    int first = above > 0 ? (above + s->stride - 1) / s->stride : 0;
    int last = below < 0 ? 0 : ct_min_int(p->Ho, below / s->stride + 1);
    if (last <= first) continue;
    for (int t = 0; t < p->row_taps; t += 4) {
      const char *tap[4];
      for (int l = 0; l < 4; l++) {
        int index = u * p->row_taps + ct_min_int(t + l, p->row_taps - 1);
        tap[l] = (const char *)(p->images - p->before) + p->offset[index];
      }
      for (int o = 0; o < O; o += 8)
        ct_conv_taps(k->dw + ((ptrdiff_t)u * padded + t) * O + o, O, tap, k->offset + first * line,
                  k->dy + ((ptrdiff_t)o * positions + 8 * first * line),
                  (last - first) * line);
    }
  }
}

static void weight_task(void *context, int index) {
  weight_job *k = context;
  const ct_conv *s = k->s;
  int thread = ct_this_thread(), *listed = &k->listed[thread];
  plan p = own_plan(&k->p, *listed);
  weight_work mine = {k->offset + thread * k->positions, k->packed + thread * k->dy_own,
                      k->sums + index * k->sum};
  if (!*listed) memset(mine.dy, 0, sizeof(float) * (size_t)k->dy_own);
  memset(mine.dw, 0, sizeof(float) * (size_t)k->sum);
  int first = index * p.share, last = ct_min_int(k->n, first + p.share);
  for (int i = first; i < last; i += p.group) {
    int images = ct_min_int(p.group, last - i);
    if (images != *listed) list_positions(&mine, &p, s->stride, images);
    *listed = images;
    read_input(&p, k->x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    pack_gradient(&mine, k->dy + (ptrdiff_t)i * s->O * p.Ho * p.Wo, &p, s->O, images);
    weight_group(&mine, &p, s, images);
  }
}

/* dw += the sums of all tasks, in their order, at row u of the kernel */
static void add_kernel_row(void *context, int u) {
  const weight_job *k = context;
  const ct_conv *s = k->s;
  int O = ct_round_up(s->O, 8), padded = ct_round_up(k->p.row_taps, 4);
  float *sum = k->sums + (ptrdiff_t)u * padded * O;
  for (int t = 1; t < k->tasks; t++) ct_axpy(sum, 1, sum + t * k->sum, padded * O);
  for (int o = 0; o < s->O; o++)
    for (int c = 0; c < s->C; c++)
      for (int v = 0; v < s->kw; v++)
        k->dw[(((ptrdiff_t)o * s->C + c) * s->kh + u) * s->kw + v] += sum[(c * s->kw + v) * O + o];
}

static void backward_weights(float *dw, const float *dy, const float *x, const ct_conv *s, int n,
                             ct_arena *scratch) {
  weight_job k = {.p = plan_of(s), .s = s, .x = x, .dy = dy, .dw = dw, .n = n};
  size_t mark = ct_arena_mark(scratch);
  take_weights(&k, scratch);
  list_taps(&k.p, s);
  k.p.share = ct_conv_share(s, n, k.p.group, k.tasks);
  k.tasks = (n + k.p.share - 1) / k.p.share;
  ct_parallel_for(weight_task, &k, k.tasks);
  ct_parallel_for(add_kernel_row, &k, s->kh);
  ct_arena_release(scratch, mark);
}

typedef struct bias_job { float *db; const float *dy; int n, O, area; } bias_job;

static void bias_task(void *context, int o) {
  const bias_job *k = context;
  double sum = 0;
  for (int i = 0; i < k->n; i++) {
    const float *at = k->dy + ((ptrdiff_t)i * k->O + o) * k->area;
    for (int j = 0; j < k->area; j++) sum += (double)at[j];
  }
  k->db[o] += (float)sum;
}

/* ---- both directions */

size_t ct_conv_bytes(const ct_conv *s) {
  forward_job forward = {.p = plan_of(s), .s = s};
  weight_job weights = {.p = forward.p, .s = s};
  ct_arena a, b;
  ct_arena_measure(&a);
  take_forward(&forward, &a);
  ct_arena_measure(&b);
  take_weights(&weights, &b);
  size_t input = ct_conv_input_bytes(s), most = a.used > b.used ? a.used : b.used;
  return input > most ? input : most;
}

void ct_conv_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                      const float *x, const float *w, const ct_conv *s, int n, ct_arena *scratch) {
  plan p = plan_of(s);
  if (dw) backward_weights(dw, dy, x, s, n, scratch);
  if (db) {
    bias_job k = {db, dy, n, s->O, p.Ho * p.Wo};
    ct_parallel_for(bias_task, &k, s->O);
  }
  if (dx) ct_conv_backward_input(dx, how, dy, w, s, n, scratch);
}
