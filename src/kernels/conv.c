#include "kernels/conv.h"
#include "base/assert.h"
#include "kernels/conv_tile.h"

/* ---- forward */

/* Packs the weights into panels of four output channels, padded with zeros: [O / 4][kh, C,
 * kw][4] */
static void pack_weights(float *out, const float *w, const ct_conv *s) {
  int area = s->kh * s->kw;
  for (int o = 0; o < s->O; o += 4)
    for (int u = 0; u < s->kh; u++)
      for (int c = 0; c < s->C; c++)
        for (int v = 0; v < s->kw; v++, out += 4)
          for (int i = 0; i < 4; i++)
            out[i] = o + i < s->O ? w[((ptrdiff_t)(o + i) * s->C + c) * area + u * s->kw + v] : 0;
}

typedef struct forward_job {
  ct_conv_sorted p;
  const ct_conv *s;
  float *y, *weights;
  const float *x, *bias;
  int n;
  int rows;               /* rows of outputs that share one panel */
  float *panels;          /* panel of the first thread; each other `panel` floats further on */
  int64_t panel;
  char started[CT_THREADS_MAX];
} forward_job;

/* How many rows of input `rows` rows of outputs read. */
static int rows_read(const ct_conv *s, int rows) {
  return ct_min_int(s->H, (rows - 1) * s->stride + s->kh);
}

static void take_forward(forward_job *k, ct_arena *a) {
  const ct_conv *s = k->s;
  ct_conv_sorted_take(&k->p, ct_conv_near_group(k->p.image), a);
  int per_row = 8 * k->p.row_taps, spare = CT_CONV_PANEL_FLOATS / per_row - s->kh;
  k->rows = spare < 0 ? 1 : ct_min_int(k->p.Ho, spare / s->stride + 1);
  k->panel = ct_conv_own((int64_t)rows_read(s, k->rows) * per_row);
  k->panels = CT_TAKE(a, float, CT_THREADS_MAX * k->panel);
  k->weights = CT_TAKE(a, float, (int64_t)ct_round_up(s->O, 4) * s->kh * k->p.row_taps);
  CT_ASSERT(k->panels && k->weights);
}

/* Computes rows first .. end - 1 of the outputs of one pair, in all channels. y: the outputs of
 * the group's first image */
static void forward_rows(const forward_job *k, const ct_conv_sorted *p, float *y,
                         const ct_conv_pair *pair, int first, int end) {
  const ct_conv *s = k->s;
  int area = p->Ho * p->Wo, taps = p->row_taps;
  int top = ct_max_int(0, first * s->stride - s->pad);
  int bottom = ct_min_int(s->H, (end - 1) * s->stride - s->pad + s->kh);
  float *panel = k->panels + ct_this_thread() * k->panel;
  const float *quad[2];
  for (int q = 0; q < 2; q++)
    quad[q] = p->images + (ptrdiff_t)pair->quad[q].image * p->image + pair->quad[q].column +
              (ptrdiff_t)top * p->row;
  ct_conv_panel(panel, quad[0], quad[1], p->tap, taps, p->row, bottom - top);
  for (int o = 0; o < s->O; o += 4) {
    const float *w = k->weights + (ptrdiff_t)o * s->kh * taps;
    for (int i = first, rows; i < end; i += rows) {
      /* the window in the input, without its rows outside the image */
      int at = i * s->stride - s->pad, from = ct_max_int(0, at), to = ct_min_int(s->H, at + s->kh);
      ct_conv_target t = {y + (ptrdiff_t)o * area + i * p->Wo, s->O * area, area, p->Wo, p->Wo,
                          ct_min_int(4, s->O - o), k->bias ? CT_ADD : CT_SET};
      rows = ct_conv_alike(at, s->kh, s->stride, s->H, end - i);
      ct_conv_rows(&t, pair, w + 4 * (ptrdiff_t)(from - at) * taps,
                   panel + 8 * (ptrdiff_t)(from - top) * taps, ct_max_int(0, to - from) * taps,
                   rows, 8 * s->stride * taps);
    }
  }
}

static void set_bias(float *y, const float *bias, int O, int area, int images) {
  for (int i = 0; i < images * O; i++)
    for (int j = 0; j < area; j++) *y++ = bias[i % O];
}

static void forward_task(void *context, int index) {
  forward_job *k = context;
  const ct_conv *s = k->s;
  char *started = &k->started[ct_this_thread()];
  ct_conv_sorted p = ct_conv_sorted_own(&k->p, *started);
  *started = 1;
  int first = index * p.share, last = ct_min_int(k->n, first + p.share), area = p.Ho * p.Wo;
  for (int i = first; i < last; i += p.group) {
    int images = ct_min_int(p.group, last - i);
    float *y = k->y + (ptrdiff_t)i * s->O * area;
    ct_conv_sorted_read(&p, k->x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    if (k->bias) set_bias(y, k->bias, s->O, area, images);
    ct_conv_pair pair = CT_CONV_BEFORE_PAIRS;
    while (ct_conv_next_pair(&pair, p.Wo, images))
      for (int row = 0; row < p.Ho; row += k->rows)
        forward_rows(k, &p, y, &pair, row, ct_min_int(p.Ho, row + k->rows));
  }
}

void ct_conv_forward(float *y, const float *x, const float *w, const float *b, const ct_conv *s,
                     int n, ct_arena *scratch) {
  forward_job k = {.p = ct_conv_sorted_of(s), .s = s, .y = y, .x = x, .bias = b, .n = n};
  size_t mark = ct_arena_mark(scratch);
  take_forward(&k, scratch);
  ct_conv_sorted_list(&k.p, s);
  pack_weights(k.weights, w, s);
  k.p.share = ct_conv_share(s, n, k.p.group, CT_CONV_TASKS);
  ct_parallel_for(forward_task, &k, (n + k.p.share - 1) / k.p.share);
  ct_arena_release(scratch, mark);
}

/* ---- both directions */

size_t ct_conv_bytes(const ct_conv *s) {
  forward_job forward = {.p = ct_conv_sorted_of(s), .s = s};
  ct_arena a;
  ct_arena_measure(&a);
  take_forward(&forward, &a);
  size_t most = a.used, weights = ct_conv_weights_bytes(s), input = ct_conv_input_bytes(s);
  if (weights > most) most = weights;
  return input > most ? input : most;
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

void ct_conv_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                      const float *x, const float *w, const ct_conv *s, int n, ct_arena *scratch) {
  ct_conv_sorted p = ct_conv_sorted_of(s);
  if (dw) ct_conv_backward_weights(dw, dy, x, s, n, scratch);
  if (db) {
    bias_job k = {db, dy, n, s->O, p.Ho * p.Wo};
    ct_parallel_for(bias_task, &k, s->O);
  }
  if (dx) ct_conv_backward_input(dx, how, dy, w, s, n, scratch);
}
