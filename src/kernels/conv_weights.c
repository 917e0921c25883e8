/* The gradient of a convolution's weights: tiles of four output channels by eight taps, summed
 * over positions. These are ordered [Ho, images, Wo], so that the rows of padding, which a kernel
 * row leaves out, are at the ends. Kernel rows a stride apart read the same rows of input, shifted
 * by one: a panel of every stride-th row serves them all. */
#include <string.h>
#include "base/assert.h"
#include "kernels/conv_tile.h"
#include "kernels/rows.h"
#include "kernels/tile.h"

/* A group of images has about POSITIONS positions, which are summed at once, and at most
 * FAR_FLOATS floats, so that it stays in the second-level cache. */
#define POSITIONS 256
#define FAR_FLOATS 65536

/* The gradient is summed over the images of each task, then over the tasks. There are at most
 * WEIGHT_TASKS tasks, and fewer where their sums would take more than SUM_FLOATS floats. */
#define WEIGHT_TASKS 16
#define SUM_FLOATS (1 << 20)

typedef struct job {
  ct_conv_sorted p;
  const ct_conv *s;
  const float *x, *dy;
  float *dw;
  int n, tasks;
  int O, taps;            /* output channels rounded up to 4, taps of a kernel row to 8 */
  int64_t packed_own, panel_own, sum; /* floats of a thread's packed dy and panel, a task's sum */
  float *packed;          /* dy: [threads][O / 4][positions][4] */
  float *panels;          /* [threads][rows of the input, a stride apart][images][Wo][8 taps] */
  float *sums;            /* [tasks][kh][O][taps] */
  char started[CT_THREADS_MAX];
} job;

/* How many rows the input has at `phase`, phase + stride, ... */
static int rows_at(const ct_conv *s, int phase) {
  return phase < s->H ? (s->H - phase + s->stride - 1) / s->stride : 0;
}

static void take(job *k, ct_arena *a) {
  ct_conv_sorted *p = &k->p;
  int group = ct_min_int(POSITIONS / (p->Ho * p->Wo), FAR_FLOATS / p->image);
  group = ct_max_int(1, group);
  ct_conv_sorted_take(p, group, a);
  k->O = ct_round_up(k->s->O, 4), k->taps = ct_round_up(p->row_taps, 8);
  k->packed_own = ct_conv_own((int64_t)group * p->Ho * p->Wo * k->O);
  k->panel_own = ct_conv_own((int64_t)rows_at(k->s, 0) * group * p->Wo * 8);
  k->sum = (int64_t)k->s->kh * k->O * k->taps;
  k->tasks = ct_max_int(1, (int)(k->sum < SUM_FLOATS / WEIGHT_TASKS ? WEIGHT_TASKS
                                                                    : SUM_FLOATS / k->sum));
  k->packed = CT_TAKE(a, float, CT_THREADS_MAX * k->packed_own);
  k->panels = CT_TAKE(a, float, CT_THREADS_MAX * k->panel_own);
  k->sums = CT_TAKE(a, float, k->tasks * k->sum);
  CT_ASSERT(k->packed && k->panels && k->sums);
}

size_t ct_conv_weights_bytes(const ct_conv *s) {
  job k = {.p = ct_conv_sorted_of(s), .s = s};
  ct_arena a;
  ct_arena_measure(&a);
  take(&k, &a);
  return a.used;
}

/* Packs dy [images, O, Ho, Wo] as packed [O / 4][Ho, images, Wo][4]. The last channel is repeated
 * to fill up its four; the sums of the copies are not used. */
static void pack_gradient(float *packed, const float *dy, const job *k, int images) {
  int O = k->s->O, Ho = k->p.Ho, Wo = k->p.Wo, area = Ho * Wo;
  for (int g = 0; g < images; g++)
    for (int o = 0; o < O; o += 4) {
      const float *from = dy + ((ptrdiff_t)g * O + o) * area, *r[4];
      for (int l = 0; l < 4; l++) r[l] = from + (ptrdiff_t)ct_min_int(l, O - o - 1) * area;
      float *out = packed + (ptrdiff_t)o * area * images + 4 * g * Wo;
      if (images == 1) ct_pack_columns(out, 4, r, area, 1, 0, 0);
      else ct_pack_columns(out, 4, r, Wo, Ho, Wo, 4 * (ptrdiff_t)images * Wo);
    }
}

/* Packs taps t to t + 7 at rows `phase`, phase + stride, ... of the input as panel
 * [rows][images][Wo][8]. The last tap of a kernel row is repeated to fill up its eight; the sums
 * of the copies are not used. */
static void pack_taps(float *panel, const ct_conv_sorted *p, const ct_conv *s, int phase, int t,
                      int images) {
  for (int g = 0; g < images; g++, panel += 8 * p->Wo) {
    const float *at = p->images + (ptrdiff_t)g * p->image + (ptrdiff_t)phase * p->row, *r[8];
    for (int l = 0; l < 8; l++) r[l] = at + p->tap[ct_min_int(t + l, p->row_taps - 1)];
    for (int l = 0; l < 8; l += 4)
      ct_pack_columns(panel + l, 8, r + l, p->Wo, rows_at(s, phase), s->stride * p->row,
                      8 * (ptrdiff_t)images * p->Wo);
  }
}

/* Adds to sum [O, 8 of taps] for one kernel row. Output row i reads row i + ahead of the panel. */
static void add_kernel_row(const job *k, float *sum, const float *packed, const float *panel,
                           int rows, int ahead, int line) {
  int first = ct_max_int(0, -ahead), last = ct_min_int(k->p.Ho, rows - ahead);
  if (last <= first) return;
  panel += 8 * (ptrdiff_t)(first + ahead) * line;
  packed += 4 * (ptrdiff_t)first * line;
  ct_tiles_4x8(&(ct_tiles){.c0 = sum, .c4 = sum + 4, .row = k->taps, .a = packed, .b = panel,
                           .k = (last - first) * line, .how = CT_ADD, .count = k->O / 4,
                           .c_step = 4 * k->taps, .a_step = 4 * (ptrdiff_t)k->p.Ho * line});
}

/* Adds the gradient of a group of images, sorted and packed, to sum [kh, O, taps]. */
static void add_group(const job *k, const ct_conv_sorted *p, float *sum, const float *packed,
                      float *panel, int images) {
  const ct_conv *s = k->s;
  for (int t = 0; t < k->taps; t += 8)
    for (int phase = 0; phase < s->stride; phase++) {
      int u = (phase + s->pad) % s->stride;
      if (u >= s->kh) continue;
      pack_taps(panel, p, s, phase, t, images);
      for (; u < s->kh; u += s->stride)
        add_kernel_row(k, sum + (ptrdiff_t)u * k->O * k->taps + t, packed, panel,
                       rows_at(s, phase), (u - s->pad - phase) / s->stride, images * p->Wo);
    }
}

static void weight_task(void *context, int index) {
  job *k = context;
  const ct_conv *s = k->s;
  int thread = ct_this_thread();
  ct_conv_sorted p = ct_conv_sorted_own(&k->p, k->started[thread]);
  k->started[thread] = 1;
  float *packed = k->packed + thread * k->packed_own, *panel = k->panels + thread * k->panel_own;
  float *sum = k->sums + index * k->sum;
  memset(sum, 0, sizeof(float) * (size_t)k->sum);
  int first = index * p.share, last = ct_min_int(k->n, first + p.share);
  for (int i = first; i < last; i += p.group) {
    int images = ct_min_int(p.group, last - i);
    ct_conv_sorted_read(&p, k->x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    pack_gradient(packed, k->dy + (ptrdiff_t)i * s->O * p.Ho * p.Wo, k, images);
    add_group(k, &p, sum, packed, panel, images);
  }
}

/* dw += the sums of all tasks, in the order of the tasks, for row u of the kernel */
static void join_kernel_row(void *context, int u) {
  const job *k = context;
  const ct_conv *s = k->s;
  int64_t row = (int64_t)k->O * k->taps;
  float *sum = k->sums + u * row;
  for (int t = 1; t < k->tasks; t++) ct_axpy(sum, 1, sum + t * k->sum, (int)row);
  for (int o = 0; o < s->O; o++)
    for (int c = 0; c < s->C; c++)
      for (int v = 0; v < s->kw; v++)
        k->dw[(((ptrdiff_t)o * s->C + c) * s->kh + u) * s->kw + v] +=
          sum[o * k->taps + c * s->kw + v];
}

void ct_conv_backward_weights(float *dw, const float *dy, const float *x, const ct_conv *s, int n,
                              ct_arena *scratch) {
  job k = {.p = ct_conv_sorted_of(s), .s = s, .x = x, .dy = dy, .dw = dw, .n = n};
  size_t mark = ct_arena_mark(scratch);
  take(&k, scratch);
  ct_conv_sorted_list(&k.p, s);
  k.p.share = ct_conv_share(s, n, k.p.group, k.tasks);
  k.tasks = (n + k.p.share - 1) / k.p.share;
  ct_parallel_for(weight_task, &k, k.tasks);
  ct_parallel_for(join_kernel_row, &k, s->kh);
  ct_arena_release(scratch, mark);
}
