#include "kernels/conv.h"
#include <string.h>
#include "base/assert.h"
#include "base/vec.h"
#include "kernels/conv_tile.h"

/* The weight gradient sums over about so many positions in one go, of images that together stay in
 * the second-level cache. */
#define POSITIONS 256
#define FAR_FLOATS 65536

/* ---- the input, its columns sorted by stride: [C, H, stride, pitch], where phase f of a row holds
 * columns f - pad, f - pad + stride, ... and zeros outside, so that a quad of outputs reads four
 * neighbours. The K taps of a kernel are ordered [kh, C, kw]. */

typedef struct plan {
  int Ho, Wo;
  int pitch, row, image;  /* floats of one phase, of a row, of an image */
  int before;             /* floats in front of the images, for pointers to rows above them */
  int row_taps, taps;     /* C kw; K */
  int32_t *offset;        /* [K] bytes from the first tap */
  float *images;
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

static void take_input(plan *p, int group, ct_arena *a) {
  p->offset = CT_TAKE(a, int32_t, p->taps);
  p->images = CT_TAKE(a, float, p->before + (int64_t)group * p->image);
  CT_ASSERT(p->offset && p->images);
  p->images += p->before;
}

static void start_input(plan *p, const ct_conv *s, int group) {
  int32_t *at = p->offset;
  for (int u = 0; u < s->kh; u++)
    for (int c = 0; c < s->C; c++)
      for (int v = 0; v < s->kw; v++)
        *at++ = 4 * ((c * s->H + u) * p->row + v % s->stride * p->pitch + v / s->stride);
  memset(p->images, 0, sizeof(float) * (size_t)group * (size_t)p->image);
}

/* even [n], odd [n] = x [2 n] taken apart */
static inline void take_apart(float *even, float *odd, const float *x, int n) {
  int j = 0;
  for (; j + 4 <= n; j += 4) {
    f32x4 a = f32x4_load(x + 2 * j), b = f32x4_load(x + 2 * j + 4);
    f32x4_store(even + j, f32x4_shuffle(a, b, 0, 2, 4, 6));
    f32x4_store(odd + j, f32x4_shuffle(a, b, 1, 3, 5, 7));
  }
  for (; j < n; j++) even[j] = x[2 * j], odd[j] = x[2 * j + 1];
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

/* A stride of 2, the usual one, takes rows apart four columns at a time. */
static void read_input(plan *p, const float *x, const ct_conv *s, int images) {
  int rows = images * s->C * s->H, pitch = p->pitch, done = 0, two = s->stride == 2;
  int even = s->pad % 2 * pitch + s->pad / 2, odd = (s->pad + 1) % 2 * pitch + (s->pad + 1) / 2;
  if (two) done = ct_max_int(0, ct_min_int(s->W / 2, pitch - (s->pad + 1) / 2));
  int rest = !two || 2 * done < s->W;
  float *out = p->images;
  for (int i = 0; i < rows; i++, out += p->row, x += s->W) {
    take_apart(out + even, out + odd, x, done);
    if (rest) sort_rest(out, x, s, pitch, done);
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

static void take_forward(plan *p, float **weights, float **bias, const ct_conv *s, ct_arena *a) {
  take_input(p, ct_conv_near_group(p->image), a);
  *weights = CT_TAKE(a, float, (int64_t)ct_round_up(s->O, 4) * p->taps);
  *bias = CT_TAKE(a, float, ct_round_up(s->O, 4));
  CT_ASSERT(*weights && *bias);
}

void ct_conv_forward(float *y, const float *x, const float *w, const float *b, const ct_conv *s,
                     int n, ct_arena *scratch) {
  plan p = plan_of(s);
  size_t mark = ct_arena_mark(scratch);
  float *weights, *bias;
  int group = ct_conv_near_group(p.image);
  take_forward(&p, &weights, &bias, s, scratch);
  start_input(&p, s, group);
  pack_weights(weights, bias, w, b, s);
  for (int i = 0; i < n; i += group) {
    int images = ct_min_int(group, n - i);
    read_input(&p, x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    forward_group(y + (ptrdiff_t)i * s->O * p.Ho * p.Wo, &p, weights, bias, s, images);
  }
  ct_arena_release(scratch, mark);
}

/* ---- weight gradient: products of taps and output channels, summed over positions, which are
 * ordered [Ho, images, Wo] so that a kernel row leaves out rows of padding at either end */

typedef struct weight_work {
  int32_t *offset;        /* [positions] */
  float *dy;              /* [O / 8][positions][8], padded with zeros */
  float *dw;              /* [kh][C kw, rounded up to 4][O, rounded up to 8] */
} weight_work;

static weight_work take_weight_work(plan *p, const ct_conv *s, ct_arena *a) {
  int group = far_group(p), positions = group * p->Ho * p->Wo, O = ct_round_up(s->O, 8);
  take_input(p, group, a);
  weight_work k = {CT_TAKE(a, int32_t, positions), CT_TAKE(a, float, (int64_t)positions * O),
                   CT_TAKE(a, float, (int64_t)s->kh * ct_round_up(p->row_taps, 4) * O)};
  CT_ASSERT(k.offset && k.dy && k.dw);
  return k;
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

static void add_weight_gradient(float *dw, const weight_work *k, const plan *p, const ct_conv *s) {
  int O = ct_round_up(s->O, 8), padded = ct_round_up(p->row_taps, 4);
  for (int o = 0; o < s->O; o++)
    for (int c = 0; c < s->C; c++)
      for (int u = 0; u < s->kh; u++)
        for (int v = 0; v < s->kw; v++)
          *dw++ += k->dw[((ptrdiff_t)u * padded + c * s->kw + v) * O + o];
}

static void backward_weights(float *dw, const float *dy, const float *x, const ct_conv *s, int n,
                             ct_arena *scratch) {
  plan p = plan_of(s);
  size_t mark = ct_arena_mark(scratch);
  weight_work k = take_weight_work(&p, s, scratch);
  int group = far_group(&p), area = p.Ho * p.Wo, O = ct_round_up(s->O, 8);
  start_input(&p, s, group);
  memset(k.dy, 0, sizeof(float) * (size_t)group * (size_t)area * (size_t)O);
  memset(k.dw, 0, sizeof(float) * (size_t)(s->kh * ct_round_up(p.row_taps, 4)) * (size_t)O);
  for (int i = 0; i < n; i += group) {
    int images = ct_min_int(group, n - i);
    if (i == 0 || images < group) list_positions(&k, &p, s->stride, images);
    read_input(&p, x + (ptrdiff_t)i * s->C * s->H * s->W, s, images);
    pack_gradient(&k, dy + (ptrdiff_t)i * s->O * area, &p, s->O, images);
    weight_group(&k, &p, s, images);
  }
  add_weight_gradient(dw, &k, &p, s);
  ct_arena_release(scratch, mark);
}

static void backward_bias(float *db, const float *dy, int n, int O, int area) {
  for (int o = 0; o < O; o++) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      const float *at = dy + ((ptrdiff_t)i * O + o) * area;
      for (int j = 0; j < area; j++) sum += (double)at[j];
    }
    db[o] += (float)sum;
  }
}

/* ---- both directions */

size_t ct_conv_bytes(const ct_conv *s) {
  plan p = plan_of(s);
  float *weights, *bias;
  ct_arena forward, backward;
  ct_arena_measure(&forward);
  take_forward(&p, &weights, &bias, s, &forward);
  ct_arena_measure(&backward);
  take_weight_work(&p, s, &backward);
  size_t input = ct_conv_input_bytes(s), most = forward.used;
  if (backward.used > most) most = backward.used;
  return input > most ? input : most;
}

void ct_conv_backward(float *dx, float *dw, float *db, const float *dy, const float *x,
                      const float *w, const ct_conv *s, int n, ct_arena *scratch) {
  plan p = plan_of(s);
  if (dw) backward_weights(dw, dy, x, s, n, scratch);
  if (db) backward_bias(db, dy, n, s->O, p.Ho * p.Wo);
  if (dx) ct_conv_backward_input(dx, dy, w, s, n, scratch);
}
