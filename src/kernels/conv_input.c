/* The gradient of a convolution's input. Column X = i + pad of the padded input meets only kernel
 * columns v = X mod stride, X mod stride + stride, ..., and rows likewise. So each phase (position
 * modulo stride) is a convolution of dy with stride 1 and with taps of its own, without any
 * product with the zeros that a stride would leave between the outputs. */
#include <string.h>
#include "base/assert.h"
#include "base/vec.h"
#include "kernels/conv_tile.h"

/* How many taps a kernel of `size` has at one phase: phase, phase + stride, ... */
static int taps_at(int phase, int size, int stride) {
  return phase < size ? (size - phase + stride - 1) / stride : 0;
}

typedef struct plan {
  int Ho, Wo, C4, phases; /* C4: C rounded up to 4; stride^2 */
  int left, pitch, image; /* dy: columns of zeros before a row; floats of a row, of an image */
  int width, out_row, out;/* dx by phases: columns of a phase, rounded up to 4; floats of a row
                             with all its phases, of an image */
  int group, share;       /* images taken at once; images of a task */
  int rows;               /* rows of dx that share one panel of dy */
  float *images, *outs, *panels; /* of the first thread; distances to those of the next: */
  int64_t images_own, outs_own, panels_own;
  float *weights;         /* [phases][C4 / 4][taps of the phase][4] */
  int32_t *tap;           /* [stride][O, kernel columns of the phase]: offset from the first float
                             that is read of a row of dy */
} plan;

static plan plan_of(const ct_conv *s) {
  int stride = s->stride;
  plan p = {.Ho = ct_conv_out(s->H, s->kh, stride, s->pad),
            .Wo = ct_conv_out(s->W, s->kw, stride, s->pad),
            .C4 = ct_round_up(s->C, 4), .phases = stride * stride,
            .left = (s->kw - 1) / stride,
            .width = ct_round_up((s->W + stride - 1) / stride, 4)};
  p.pitch = p.left + p.width + (stride - 1 + s->pad) / stride;
  p.image = s->O * p.Ho * p.pitch;
  p.out_row = stride * p.width;
  p.out = p.C4 * s->H * p.out_row;
  p.group = ct_conv_near_group(p.image);
  return p;
}

/* The most rows of dy that `rows` rows of dx read. */
static int rows_read(const plan *p, const ct_conv *s, int rows) {
  return ct_min_int(p->Ho, (rows + s->stride - 2) / s->stride + taps_at(0, s->kh, s->stride));
}

static void take(plan *p, const ct_conv *s, ct_arena *a) {
  int64_t taps = (int64_t)s->O * s->kh * s->kw;
  int per_row = 8 * s->O * taps_at(0, s->kw, s->stride);
  int spare = CT_CONV_PANEL_FLOATS / per_row - taps_at(0, s->kh, s->stride);
  p->rows = spare < 1 ? 1 : ct_min_int(s->H, spare * s->stride);
  p->images_own = ct_conv_own((int64_t)p->group * p->image);
  p->outs_own = ct_conv_own((int64_t)p->group * p->out);
  p->panels_own = ct_conv_own((int64_t)rows_read(p, s, p->rows) * per_row);
  p->images = CT_TAKE(a, float, CT_THREADS_MAX * p->images_own);
  p->outs = CT_TAKE(a, float, CT_THREADS_MAX * p->outs_own);
  p->panels = CT_TAKE(a, float, CT_THREADS_MAX * p->panels_own);
  p->weights = CT_TAKE(a, float, taps * p->C4);
  p->tap = CT_TAKE(a, int32_t, s->O * s->kw);
  CT_ASSERT(p->images && p->outs && p->panels && p->weights && p->tap);
}

size_t ct_conv_input_bytes(const ct_conv *s) {
  plan p = plan_of(s);
  ct_arena a;
  ct_arena_measure(&a);
  take(&p, s, &a);
  return a.used;
}

/* Packs the taps of one phase in the order [kernel rows, O, kernel columns], rows and columns from
 * the last to the first, so that they read dy in rising order. */
static void pack_phase(float *weights, const float *w, const ct_conv *s, const plan *p,
                       int row_phase, int column_phase) {
  int J = taps_at(row_phase, s->kh, s->stride), I = taps_at(column_phase, s->kw, s->stride);
  int area = s->kh * s->kw;
  for (int c = 0; c < p->C4; c += 4)
    for (int j = 0; j < J; j++)
      for (int o = 0; o < s->O; o++)
        for (int i = 0; i < I; i++, weights += 4) {
          int u = row_phase + s->stride * (J - 1 - j), v = column_phase + s->stride * (I - 1 - i);
          const float *at = w + ((ptrdiff_t)o * s->C + c) * area + u * s->kw + v;
          for (int l = 0; l < 4; l++) weights[l] = c + l < s->C ? at[(ptrdiff_t)l * area] : 0;
        }
}

/* Taps of the phases before this one, which give its offset in weights. */
static int taps_before(const ct_conv *s, int row_phase, int column_phase) {
  int before = 0;
  for (int r = 0; r < row_phase; r++) before += taps_at(r, s->kh, s->stride) * s->kw;
  for (int q = 0; q < column_phase; q++)
    before += taps_at(row_phase, s->kh, s->stride) * taps_at(q, s->kw, s->stride);
  return before * s->O;
}

static void pack_weights(const plan *p, const float *w, const ct_conv *s) {
  for (int r = 0; r < s->stride; r++)
    for (int q = 0; q < s->stride; q++)
      pack_phase(p->weights + (ptrdiff_t)taps_before(s, r, q) * p->C4, w, s, p, r, q);
}

/* Kernel columns of the column phases before this one. */
static int columns_before(const ct_conv *s, int phase) {
  int before = 0;
  for (int q = 0; q < phase; q++) before += taps_at(q, s->kw, s->stride);
  return before;
}

static void list_taps(const plan *p, const ct_conv *s) {
  for (int q = 0; q < s->stride; q++) {
    int I = taps_at(q, s->kw, s->stride);
    int32_t *tap = p->tap + s->O * columns_before(s, q);
    for (int o = 0; o < s->O; o++)
      for (int i = 0; i < I; i++) tap[o * I + i] = o * p->Ho * p->pitch + i;
  }
}

/* Copies rows of `columns` floats. The last four columns may include some of those before. */
static void copy_rows(float *to, int pitch, const float *from, int width, int rows, int columns) {
  for (int i = 0; i < rows; i++, to += pitch, from += width) {
    for (int j = 0; columns >= 4 && j < columns; j += 4) {
      int at = ct_min_int(j, columns - 4);
      f32x4_store(to + at, f32x4_load(from + at));
    }
    for (int j = 0; columns < 4 && j < columns; j++) to[j] = from[j];
  }
}

static void read_gradient(const plan *p, const float *dy, const ct_conv *s, int images) {
  int columns = ct_min_int(p->Wo, p->pitch - p->left), rows = s->O * p->Ho;
  for (int g = 0; g < images; g++)
    copy_rows(p->images + (ptrdiff_t)g * p->image + p->left, p->pitch,
              dy + (ptrdiff_t)g * rows * p->Wo, p->Wo, rows, columns);
}

/* Computes rows first .. end - 1 of dx at columns f, f + stride, ..., for one pair, in all
 * channels. Row Y = row + pad of the padded input meets rows Y / stride - (J - 1) to Y / stride of
 * dy, as far as these exist; J is the number of kernel rows of its phase. */
static void run_rows(const plan *p, const ct_conv *s, const ct_conv_pair *pair, int f, int first,
                     int end) {
  int stride = s->stride, X = f + s->pad, I = taps_at(X % stride, s->kw, stride), line = s->O * I;
  int top = ct_max_int(0, (first + s->pad) / stride - (taps_at(0, s->kh, stride) - 1));
  int bottom = ct_min_int(p->Ho, (end - 1 + s->pad) / stride + 1);
  float *panel = p->panels + ct_this_thread() * p->panels_own;
  const float *quad[2];
  for (int k = 0; k < 2; k++)
    quad[k] = p->images + (ptrdiff_t)pair->quad[k].image * p->image + pair->quad[k].column +
              (ptrdiff_t)top * p->pitch + p->left + X / stride - (I - 1);
  ct_conv_panel(panel, quad[0], quad[1], p->tap + s->O * columns_before(s, X % stride), line,
                p->pitch, bottom - top);
  for (int c = 0; c < p->C4; c += 4)
    for (int r = first; r < end && r < first + stride; r++)
      for (int row = r, rows; row < end; row += rows * stride) {
        int Y = row + s->pad, J = taps_at(Y % stride, s->kh, stride), at = Y / stride - (J - 1);
        int from = ct_max_int(0, at), to = ct_min_int(p->Ho, Y / stride + 1);
        const float *w = p->weights + (ptrdiff_t)taps_before(s, Y % stride, X % stride) * p->C4 +
                         ((ptrdiff_t)c * J + 4 * (ptrdiff_t)(from - at)) * line;
        ct_conv_target t = {p->outs + ((ptrdiff_t)c * s->H + row) * p->out_row + f * p->width,
                            p->out, s->H * p->out_row, stride * p->out_row, p->width, 4, CT_SET};
        rows = ct_conv_alike(at, J, 1, p->Ho, (end - row + stride - 1) / stride);
        ct_conv_rows(&t, pair, w, panel + 8 * (ptrdiff_t)(from - top) * line,
                     ct_max_int(0, to - from) * line, rows, 8 * line);
      }
}

/* Computes all of dx of the present images, by phases. */
static void run_images(const plan *p, const ct_conv *s, int images) {
  ct_conv_pair pair = CT_CONV_BEFORE_PAIRS;
  while (ct_conv_next_pair(&pair, p->width, images))
    for (int f = 0; f < s->stride && f < s->W; f++)
      for (int row = 0; row < s->H; row += p->rows)
        run_rows(p, s, &pair, f, row, ct_min_int(s->H, row + p->rows));
}

static inline void write_four(float *to, f32x4 v, ct_write how) {
  f32x4_store(to, how == CT_ADD ? f32x4_load(to) + v : v);
}

/* Joins two phases in every row: x [2 columns] = or += even [columns] and odd [columns] in turn;
 * columns is a multiple of four. Rows are W floats apart in x and `row` floats apart in the
 * phases. */
static void put_together(float *x, ct_write how, const float *even, const float *odd, int columns,
                         int row, int W, int rows) {
  for (int i = 0; i < rows; i++, x += W, even += row, odd += row)
    for (int j = 0; j < columns; j += 4) {
      f32x4 a = f32x4_load(even + j), b = f32x4_load(odd + j);
      write_four(x + 2 * j, f32x4_shuffle(a, b, 0, 4, 1, 5), how);
      write_four(x + 2 * j + 4, f32x4_shuffle(a, b, 2, 6, 3, 7), how);
    }
}

/* Writes the columns from `done` of each phase on, in one row. */
static void write_rest(float *dx, ct_write how, const float *from, int width, const ct_conv *s,
                       int done) {
  for (int f = 0; f < s->stride; f++)
    for (int j = done; f + j * s->stride < s->W; j++) {
      float *to = dx + f + j * s->stride;
      *to = (how == CT_ADD ? *to : 0) + from[f * width + j];
    }
}

static void write_gradient(float *dx, ct_write how, const plan *p, const ct_conv *s, int images) {
  int rows = s->C * s->H, done = s->stride == 2 ? s->W / 2 & ~3 : 0;
  for (int g = 0; g < images; g++, dx += rows * s->W) {
    const float *from = p->outs + (ptrdiff_t)g * p->out;
    put_together(dx, how, from, from + p->width, done, p->out_row, s->W, rows);
    if (done * s->stride == s->W) continue;
    for (int i = 0; i < rows; i++)
      write_rest(dx + i * s->W, how, from + i * p->out_row, p->width, s, done);
  }
}

typedef struct job {
  plan p;
  const ct_conv *s;
  float *dx;
  ct_write how;
  const float *dy;
  int n;
  char started[CT_THREADS_MAX];
} job;

static void input_task(void *context, int index) {
  job *k = context;
  const ct_conv *s = k->s;
  plan p = k->p;
  int thread = ct_this_thread(), first = index * p.share, last = ct_min_int(k->n, first + p.share);
  p.images += thread * p.images_own;
  p.outs += thread * p.outs_own;
  if (!k->started[thread])
    memset(p.images, 0, sizeof(float) * (size_t)p.group * (size_t)p.image);
  k->started[thread] = 1;
  for (int i = first; i < last; i += p.group) {
    int images = ct_min_int(p.group, last - i);
    read_gradient(&p, k->dy + (ptrdiff_t)i * s->O * p.Ho * p.Wo, s, images);
    run_images(&p, s, images);
    write_gradient(k->dx + (ptrdiff_t)i * s->C * s->H * s->W, k->how, &p, s, images);
  }
}

void ct_conv_backward_input(float *dx, ct_write how, const float *dy, const float *w,
                            const ct_conv *s, int n, ct_arena *scratch) {
  job k = {.p = plan_of(s), .s = s, .dx = dx, .how = how, .dy = dy, .n = n};
  size_t mark = ct_arena_mark(scratch);
  take(&k.p, s, scratch);
  pack_weights(&k.p, w, s);
  list_taps(&k.p, s);
  k.p.share = ct_conv_share(s, n, k.p.group, CT_CONV_TASKS);
  ct_parallel_for(input_task, &k, (n + k.p.share - 1) / k.p.share);
  ct_arena_release(scratch, mark);
}
