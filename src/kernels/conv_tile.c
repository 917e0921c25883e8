#include "kernels/conv_tile.h"
#include "base/vec.h"

/* ---- tiles. Offsets are in bytes, because wasm then needs one addition for an address. Never
 * inlined: V8 replaces code by its optimised form when a function is called. */

static inline f32x4 load_at(const char *x, int32_t offset) {
  return f32x4_load((const float *)(const void *)(x + offset));
}

static inline f32x4 splat_at(const char *x, int32_t offset) {
  return f32x4_splat(*(const float *)(const void *)(x + offset));
}

/* Four channels of two quads of positions: c[i] = bias[i] + sum over d of w[d][i] x[offset[d]].
 *   c0, c4 [4 rows, 4] out, `row` floats from row to row;  w [depth, 4];  x0, x4 the quads */
__attribute__((noinline))
static void tile_positions(float *c0, float *c4, int row, const float *w, const float *bias,
                           const char *x0, const char *x4, const int32_t *offset, int depth) {
  f32x4 c00 = f32x4_splat(bias[0]), c04 = c00, c10 = f32x4_splat(bias[1]), c14 = c10;
  f32x4 c20 = f32x4_splat(bias[2]), c24 = c20, c30 = f32x4_splat(bias[3]), c34 = c30;
  for (int d = 0; d < depth; d++, w += 4) {
    int32_t at = offset[d];
    f32x4 b0 = load_at(x0, at), b4 = load_at(x4, at), a;
    a = f32x4_splat(w[0]), c00 += a * b0, c04 += a * b4;
    a = f32x4_splat(w[1]), c10 += a * b0, c14 += a * b4;
    a = f32x4_splat(w[2]), c20 += a * b0, c24 += a * b4;
    a = f32x4_splat(w[3]), c30 += a * b0, c34 += a * b4;
  }
  f32x4_store(c0, c00), f32x4_store(c0 + row, c10);
  f32x4_store(c0 + 2 * (ptrdiff_t)row, c20), f32x4_store(c0 + 3 * (ptrdiff_t)row, c30);
  f32x4_store(c4, c04), f32x4_store(c4 + row, c14);
  f32x4_store(c4 + 2 * (ptrdiff_t)row, c24), f32x4_store(c4 + 3 * (ptrdiff_t)row, c34);
}

__attribute__((noinline))
void ct_conv_taps(float *c, int row, const char *const *tap, const int32_t *offset,
                  const float *dy, int positions) {
  const char *t0 = tap[0], *t1 = tap[1], *t2 = tap[2], *t3 = tap[3];
  const f32x4 zero = f32x4_splat(0);
  f32x4 c00 = zero, c04 = zero, c10 = zero, c14 = zero;
  f32x4 c20 = zero, c24 = zero, c30 = zero, c34 = zero;
  for (int p = 0; p < positions; p++, dy += 8) {
    int32_t at = offset[p];
    f32x4 b0 = f32x4_load(dy), b4 = f32x4_load(dy + 4), a;
    a = splat_at(t0, at), c00 += a * b0, c04 += a * b4;
    a = splat_at(t1, at), c10 += a * b0, c14 += a * b4;
    a = splat_at(t2, at), c20 += a * b0, c24 += a * b4;
    a = splat_at(t3, at), c30 += a * b0, c34 += a * b4;
  }
  float *r0 = c, *r1 = r0 + row, *r2 = r1 + row, *r3 = r2 + row;
  f32x4_store(r0, f32x4_load(r0) + c00), f32x4_store(r0 + 4, f32x4_load(r0 + 4) + c04);
  f32x4_store(r1, f32x4_load(r1) + c10), f32x4_store(r1 + 4, f32x4_load(r1 + 4) + c14);
  f32x4_store(r2, f32x4_load(r2) + c20), f32x4_store(r2 + 4, f32x4_load(r2 + 4) + c24);
  f32x4_store(r3, f32x4_load(r3) + c30), f32x4_store(r3 + 4, f32x4_load(r3 + 4) + c34);
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
