#include "kernels/conv_tile.h"
#include "base/vec.h"

/* Products that a task has at least: some ten microseconds. */
#define TASK_PRODUCTS (1 << 19)

int ct_conv_share(const ct_conv *s, int n, int group, int tasks) {
  int64_t area = (int64_t)ct_conv_out(s->H, s->kh, s->stride, s->pad) *
                 ct_conv_out(s->W, s->kw, s->stride, s->pad);
  int64_t worth = area * s->O * s->C * s->kh * s->kw * n / TASK_PRODUCTS;
  if (worth < tasks) tasks = ct_max_int(1, (int)worth);
  int groups = (n + group - 1) / group;
  return (groups + tasks - 1) / tasks * group;
}

/* ---- tiles. Offsets are in bytes, because wasm then needs one addition for an address. Never
 * inlined: V8 replaces code by its optimised form when a function is called. */

static inline f32x4 load_at(const char *x, int32_t offset) {
  return f32x4_load((const float *)(const void *)(x + offset));
}

static inline f32x4 splat_at(const char *x, int32_t offset) {
  return f32x4_splat(*(const float *)(const void *)(x + offset));
}

/* The next offset, hidden from the compiler, which would otherwise share pointers between depths;
 * see next_depth in gemm.c, whose loop this is: an exit after every depth keeps V8 from taking the
 * loads of several depths together, which do not fit its registers. */
static inline const int32_t *next_offset(const int32_t *offset) {
  offset++;
  __asm__("" : "+r"(offset));
  return offset;
}

static inline void add_positions(f32x4 tile[8], const float *w, const char *x0, const char *x4,
                                 int32_t at) {
  f32x4 b0 = load_at(x0, at), b4 = load_at(x4, at), a;
  a = f32x4_splat(w[0]), tile[0] += a * b0, tile[1] += a * b4;
  a = f32x4_splat(w[1]), tile[2] += a * b0, tile[3] += a * b4;
  a = f32x4_splat(w[2]), tile[4] += a * b0, tile[5] += a * b4;
  a = f32x4_splat(w[3]), tile[6] += a * b0, tile[7] += a * b4;
}

static inline const float *next_weights(const float *w) {
  w += 4;
  __asm__("" : "+r"(w));
  return w;
}

/* Four channels of two quads of positions: c[i] = bias[i] + sum over d of w[d][i] x[offset[d]].
 *   c0, c4 [4 rows, 4] out, `row` floats from row to row;  w [depth, 4];  x0, x4 the quads */
__attribute__((noinline))
static void tile_positions(float *c0, float *c4, int row, const float *w, const float *bias,
                           const char *x0, const char *x4, const int32_t *offset, int depth) {
  f32x4 tile[8];
  for (int i = 0; i < 4; i++) tile[2 * i] = tile[2 * i + 1] = f32x4_splat(bias[i]);
  for (const float *end = w + 4 * (ptrdiff_t)depth; w != end; offset += 4) {
    add_positions(tile, w, x0, x4, offset[0]);
    if ((w = next_weights(w)) == end) break;
    add_positions(tile, w, x0, x4, offset[1]);
    if ((w = next_weights(w)) == end) break;
    add_positions(tile, w, x0, x4, offset[2]);
    if ((w = next_weights(w)) == end) break;
    add_positions(tile, w, x0, x4, offset[3]);
    w = next_weights(w);
  }
  for (int i = 0; i < 4; i++) {
    f32x4_store(c0 + i * (ptrdiff_t)row, tile[2 * i]);
    f32x4_store(c4 + i * (ptrdiff_t)row, tile[2 * i + 1]);
  }
}

static inline void add_taps(f32x4 tile[8], const char *const tap[4], int32_t at, const float *dy) {
  f32x4 b0 = f32x4_load(dy), b4 = f32x4_load(dy + 4), a;
  a = splat_at(tap[0], at), tile[0] += a * b0, tile[1] += a * b4;
  a = splat_at(tap[1], at), tile[2] += a * b0, tile[3] += a * b4;
  a = splat_at(tap[2], at), tile[4] += a * b0, tile[5] += a * b4;
  a = splat_at(tap[3], at), tile[6] += a * b0, tile[7] += a * b4;
}

__attribute__((noinline))
void ct_conv_taps(float *c, int row, const char *const *taps, const int32_t *offset,
                  const float *dy, int positions) {
  const char *const tap[4] = {taps[0], taps[1], taps[2], taps[3]};
  f32x4 tile[8] = {{0}};
  for (const int32_t *end = offset + positions; offset != end; dy += 32) {
    add_taps(tile, tap, *offset, dy);
    if ((offset = next_offset(offset)) == end) break;
    add_taps(tile, tap, *offset, dy + 8);
    if ((offset = next_offset(offset)) == end) break;
    add_taps(tile, tap, *offset, dy + 16);
    if ((offset = next_offset(offset)) == end) break;
    add_taps(tile, tap, *offset, dy + 24);
    offset = next_offset(offset);
  }
  for (int i = 0; i < 4; i++) {
    float *to = c + i * (ptrdiff_t)row;
    f32x4_store(to, f32x4_load(to) + tile[2 * i]);
    f32x4_store(to + 4, f32x4_load(to + 4) + tile[2 * i + 1]);
  }
}

/* ---- one row of outputs of several images */

typedef struct quad { int image, column; } quad;

static quad next_quad(quad q, int width) {
  q.column += 4;
  return q.column < width ? q : (quad){q.image + 1, 0};
}

static void copy_quad(const ct_conv_target *t, quad q, const float *tile) {
  float *to = t->at + (ptrdiff_t)q.image * t->image + q.column;
  int columns = ct_min_int(4, t->width - q.column);
  for (int i = 0; i < t->channels; i++)
    for (int j = 0; j < columns; j++) to[(ptrdiff_t)i * t->channel + j] = tile[8 * i + j];
}

/* Quads go in pairs, of one image or of two; a last one alone is paired with itself. */
void ct_conv_row(const ct_conv_target *t, const ct_conv_source *s, const float *w,
                 const float *bias, int images) {
  quad q = {0, 0};
  while (q.image < images) {
    quad r = next_quad(q, t->width);
    int paired = r.image < images;
    if (!paired) r = q;
    const char *x0 = s->at + 4 * ((ptrdiff_t)q.image * s->image + q.column);
    const char *x4 = s->at + 4 * ((ptrdiff_t)r.image * s->image + r.column);
    int whole = t->channels == 4 && q.column + 4 <= t->width && r.column + 4 <= t->width;
    if (paired && whole) {
      tile_positions(t->at + (ptrdiff_t)q.image * t->image + q.column,
                     t->at + (ptrdiff_t)r.image * t->image + r.column, t->channel, w, bias, x0, x4,
                     s->offset, s->depth);
    } else {
      float tile[32];
      tile_positions(tile, tile + 4, 8, w, bias, x0, x4, s->offset, s->depth);
      copy_quad(t, q, tile);
      if (paired) copy_quad(t, r, tile + 4);
    }
    q = paired ? next_quad(r, t->width) : (quad){images, 0};
  }
}
