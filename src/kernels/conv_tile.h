/* What the three products of a convolution share: their operands as panels for the tile of tile.h,
 * and where a tile of outputs goes. Internal to kernels/conv*.c. */
#ifndef CT_KERNELS_CONV_TILE_H
#define CT_KERNELS_CONV_TILE_H

#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/parallel.h"
#include "base/write.h"
#include "kernels/conv_shape.h"

static inline int ct_min_int(int a, int b) { return a < b ? a : b; }
static inline int ct_max_int(int a, int b) { return a > b ? a : b; }
static inline int ct_round_up(int n, int multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

/* Floats that each thread has of its own, in whole cache lines. */
static inline int64_t ct_conv_own(int64_t floats) { return (floats + 15) & ~(int64_t)15; }

/* ---- a few images at a time, with the columns of their rows sorted by stride and padded:
 * [C, H, stride, pitch], where phase f of a row holds columns f - pad, f - pad + stride, ... and
 * zeros outside, so that four neighbouring outputs read four neighbours. */

typedef struct ct_conv_sorted {
  int Ho, Wo;
  int pitch, row, image;  /* floats of one phase, of a row, of an image */
  int row_taps;           /* C kw: the taps of a kernel row, ordered [C, kw] */
  int group, share;       /* images sorted at once; images of a task */
  int32_t *tap;           /* [row_taps] floats from an image's start to what a tap reads first */
  float *images;          /* of the first thread; `own` floats further on the next one's */
  int64_t own;
} ct_conv_sorted;

ct_conv_sorted ct_conv_sorted_of(const ct_conv *s);
/* Takes memory for groups of so many images; then lists the taps. */
void ct_conv_sorted_take(ct_conv_sorted *p, int group, ct_arena *a);
void ct_conv_sorted_list(const ct_conv_sorted *p, const ct_conv *s);
/* The same with the images of the thread that asks, whose padding is cleared unless `started`. */
ct_conv_sorted ct_conv_sorted_own(const ct_conv_sorted *shared, int started);
/* x [images, C, H, W] into p->images */
void ct_conv_sorted_read(const ct_conv_sorted *p, const float *x, const ct_conv *s, int images);

/* ---- pairs of quads: eight outputs side by side in a panel, four of one place and four of
 * another, in the same image or in the next. A last quad alone is paired with itself. */

typedef struct ct_conv_pair {
  struct { int image, column; } quad[2];
  int paired;             /* 0: the second quad only fills the panel */
} ct_conv_pair;

/* The next pair of the quads of `images` rows of `width` columns each, starting from
 * CT_CONV_BEFORE_PAIRS; 0 when there is none. */
#define CT_CONV_BEFORE_PAIRS {{{-1, 0}, {-1, 0}}, 0}
int ct_conv_next_pair(ct_conv_pair *pair, int width, int images);

/* panel [rows][taps][8]: for either quad four neighbours from at + tap[t] on, and so in every
 * further row, `row` floats on. Kernel rows that lie one below another overlap in it, so that what
 * any of them reads is one stretch of the panel. */
void ct_conv_panel(float *panel, const float *at0, const float *at4, const int32_t *tap, int taps,
                   int row, int rows);

/* Floats of a panel, above which its rows are made in several portions: with the weights of four
 * channels it then stays in the first-level cache. */
#define CT_CONV_PANEL_FLOATS 6144

/* Where a row of outputs goes. */
typedef struct ct_conv_target {
  float *at;              /* the row in the first image, first of four channels */
  int image, channel, row;/* floats from image to image, channel to channel, row to row */
  int width, channels;    /* what there is to be written: columns; 1 .. 4 channels */
  ct_write how;
} ct_conv_target;

/* out[i, j] = or += sum over d of w[d, i] panel[d, j], for the outputs j of a pair; and so for
 * `rows` rows of outputs, the panel of each `step` floats on.
 *   w [depth, 4], panel [depth, 8], depth >= 0 */
void ct_conv_rows(const ct_conv_target *t, const ct_conv_pair *pair, const float *w,
                  const float *panel, int depth, int rows, int step);

/* How many of at most `most` windows of `size` rows, the next one `step` rows on, lie wholly within
 * 0 .. limit - 1, from the one that begins at `first`; 1 where that itself does not. */
static inline int ct_conv_alike(int first, int size, int step, int limit, int most) {
  if (first < 0 || first + size > limit) return 1;
  return ct_min_int(most, (limit - size - first) / step + 1);
}

/* ---- sharing out */

/* Floats of input that a group of images is held to where each is read again: it then stays in the
 * first-level cache. */
#define CT_CONV_NEAR_FLOATS 8192
static inline int ct_conv_near_group(int image) {
  return ct_max_int(2, CT_CONV_NEAR_FLOATS / image & ~1); /* even: quads go in pairs */
}

/* Images of a task, whole groups: at most `tasks` of them share n images, and each has enough to do
 * to be worth handing out. */
int ct_conv_share(const ct_conv *s, int n, int group, int tasks);

/* Tasks of a product whose images do not touch each other: enough that threads end together. */
#define CT_CONV_TASKS 64

/* The parts of ct_conv_backward (conv_input.c, conv_weights.c) and their scratch. */
size_t ct_conv_input_bytes(const ct_conv *s);
void   ct_conv_backward_input(float *dx, ct_write how, const float *dy, const float *w,
                              const ct_conv *s, int n, ct_arena *scratch);
size_t ct_conv_weights_bytes(const ct_conv *s);
void   ct_conv_backward_weights(float *dw, const float *dy, const float *x, const ct_conv *s,
                                int n, ct_arena *scratch);

#endif
