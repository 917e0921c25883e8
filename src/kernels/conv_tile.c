#include "kernels/conv_tile.h"
#include <string.h>
#include "base/assert.h"
#include "base/vec.h"
#include "kernels/tile.h"

/* The fewest products of a task, which take about ten microseconds. */
#define TASK_PRODUCTS (1 << 19)

int ct_conv_share(const ct_conv *s, int n, int group, int tasks) {
  int64_t area = (int64_t)ct_conv_out(s->H, s->kh, s->stride, s->pad) *
                 ct_conv_out(s->W, s->kw, s->stride, s->pad);
  int64_t worth = area * s->O * s->C * s->kh * s->kw * n / TASK_PRODUCTS;
  if (worth < tasks) tasks = ct_max_int(1, (int)worth);
  int groups = (n + group - 1) / group;
  return (groups + tasks - 1) / tasks * group;
}

/* ---- sorted images */

ct_conv_sorted ct_conv_sorted_of(const ct_conv *s) {
  ct_conv_sorted p = {.Ho = ct_conv_out(s->H, s->kh, s->stride, s->pad),
                      .Wo = ct_conv_out(s->W, s->kw, s->stride, s->pad)};
  CT_ASSERT(s->C >= 1 && s->H >= 1 && s->W >= 1 && s->O >= 1 && s->stride >= 1 && s->pad >= 0);
  CT_ASSERT(s->kh >= 1 && s->kw >= 1 && s->H + 2 * s->pad >= s->kh);
  CT_ASSERT(s->W + 2 * s->pad >= s->kw);
  p.pitch = ct_round_up(p.Wo, 4) + (s->kw - 1) / s->stride;
  p.row = s->stride * p.pitch;
  p.image = s->C * s->H * p.row;
  p.row_taps = s->C * s->kw;
  return p;
}

void ct_conv_sorted_take(ct_conv_sorted *p, int group, ct_arena *a) {
  p->group = group;
  p->own = ct_conv_own((int64_t)group * p->image);
  p->tap = CT_TAKE(a, int32_t, p->row_taps);
  p->images = CT_TAKE(a, float, CT_THREADS_MAX * p->own);
  CT_ASSERT(p->tap && p->images);
}

void ct_conv_sorted_list(const ct_conv_sorted *p, const ct_conv *s) {
  for (int c = 0; c < s->C; c++)
    for (int v = 0; v < s->kw; v++)
      p->tap[c * s->kw + v] = c * s->H * p->row + v % s->stride * p->pitch + v / s->stride;
}

ct_conv_sorted ct_conv_sorted_own(const ct_conv_sorted *shared, int started) {
  ct_conv_sorted p = *shared;
  p.images += ct_this_thread() * p.own;
  if (!started) memset(p.images, 0, sizeof(float) * (size_t)p.group * (size_t)p.image);
  return p;
}

/* Splits x [2 columns] of every row into even [columns] and odd [columns], its two phases; columns
 * >= 4. Rows are `row` floats apart in these and W floats apart in x. The last four columns may
 * include some of those before. */
static void take_apart(float *even, float *odd, const float *x, int columns, int row, int W,
                       int rows) {
  for (int i = 0; i < rows; i++, even += row, odd += row, x += W)
    for (int j = 0; j < columns; j += 4) {
      int at = ct_min_int(j, columns - 4);
      f32x4 a = f32x4_load(x + 2 * at), b = f32x4_load(x + 2 * at + 4);
      f32x4_store(even + at, f32x4_shuffle(a, b, 0, 2, 4, 6));
      f32x4_store(odd + at, f32x4_shuffle(a, b, 1, 3, 5, 7));
    }
}

/* Sorts the columns from `done` of each phase on, except those that no kernel reads. */
static void sort_rest(float *out, const float *x, const ct_conv *s, int pitch, int done) {
  for (int f = 0; f < s->stride; f++) {
    int q = (f + s->pad) / s->stride;
    float *phase = out + (f + s->pad) % s->stride * pitch;
    for (int j = done; f + j * s->stride < s->W && q + j < pitch; j++)
      phase[q + j] = x[f + j * s->stride];
  }
}

/* With a stride of 2, the usual one, rows are split four columns at a time. */
void ct_conv_sorted_read(const ct_conv_sorted *p, const float *x, const ct_conv *s, int images) {
  int rows = s->C * s->H, pitch = p->pitch, done = 0;
  int even = s->pad % 2 * pitch + s->pad / 2, odd = (s->pad + 1) % 2 * pitch + (s->pad + 1) / 2;
  if (s->stride == 2) done = ct_min_int(s->W / 2, pitch - (s->pad + 1) / 2);
  if (done < 4) done = 0;
  for (int g = 0; g < images; g++, x += rows * s->W) {
    float *out = p->images + (ptrdiff_t)g * p->image;
    if (done) take_apart(out + even, out + odd, x, done, p->row, s->W, rows);
    if (done * s->stride == s->W) continue;
    for (int i = 0; i < rows; i++) sort_rest(out + i * p->row, x + i * s->W, s, pitch, done);
  }
}

/* ---- pairs and their panels */

int ct_conv_next_pair(ct_conv_pair *pair, int width, int images) {
  int last = pair->paired, image = pair->quad[last].image, column = pair->quad[last].column;
  for (int k = 0; k < 2; k++) {
    column += 4;
    if (image < 0 || column >= width) image++, column = 0;
    pair->paired = image < images;
    if (!pair->paired && k == 1) {
      pair->quad[1] = pair->quad[0];
      return 1;
    }
    if (!pair->paired) return 0;
    pair->quad[k].image = image, pair->quad[k].column = column;
  }
  return 1;
}

/* Never inlined: tile.c says why. */
__attribute__((noinline))
void ct_conv_panel(float *panel, const float *at0, const float *at4, const int32_t *tap, int taps,
                   int row, int rows) {
  for (int i = 0; i < rows; i++, at0 += row, at4 += row)
    for (int t = 0; t < taps; t++, panel += 8) {
      f32x4_store(panel, f32x4_load(at0 + tap[t]));
      f32x4_store(panel + 4, f32x4_load(at4 + tap[t]));
    }
}

static void write_quad(const ct_conv_target *t, int row, const ct_conv_pair *pair, int k,
                       const float *tile) {
  int column = pair->quad[k].column, columns = ct_min_int(4, t->width - column);
  float *to = t->at + (ptrdiff_t)pair->quad[k].image * t->image + (ptrdiff_t)row * t->row + column;
  for (int i = 0; i < t->channels; i++, to += t->channel, tile += 8)
    for (int j = 0; j < columns; j++) to[j] = (t->how == CT_ADD ? to[j] : 0) + tile[j];
}

void ct_conv_rows(const ct_conv_target *t, const ct_conv_pair *pair, const float *w,
                  const float *panel, int depth, int rows, int step) {
  int last = ct_max_int(pair->quad[0].column, pair->quad[1].column);
  float tile[32] = {0};
  ct_tiles tiles = {.c0 = tile, .c4 = tile + 4, .row = 8, .a = w, .b = panel, .k = depth,
                    .how = CT_SET, .count = 1};
  if (depth && pair->paired && t->channels == 4 && last + 4 <= t->width) {
    tiles.c0 = t->at + pair->quad[0].column + (ptrdiff_t)pair->quad[0].image * t->image;
    tiles.c4 = t->at + pair->quad[1].column + (ptrdiff_t)pair->quad[1].image * t->image;
    tiles.row = t->channel, tiles.how = t->how;
    tiles.count = rows, tiles.c_step = t->row, tiles.a_step = 0, tiles.b_step = step;
    ct_tiles_4x8(&tiles);
    return;
  }
  for (int i = 0; i < rows; i++, tiles.b += step) {
    if (depth) ct_tiles_4x8(&tiles);
    for (int k = 0; k <= pair->paired; k++) write_quad(t, i, pair, k, tile + 4 * k);
  }
}
