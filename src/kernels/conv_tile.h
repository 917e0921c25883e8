/* Shared by the three products of a convolution: operands as panels for the tile of tile.h, and
 * writing a tile of outputs. Internal to kernels/conv*.c. */
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

/* Rounds the floats that each thread owns up to whole cache lines. */
static inline int64_t ct_conv_own(int64_t floats) { return (floats + 15) & ~(int64_t)15; }

/* ---- a few images at a time, with the columns of each row sorted by stride and padded:
 * [C, H, stride, pitch]. Phase f of a row holds the columns f - pad, f - pad + stride, ..., with
 * zeros outside the image, so that four neighbouring outputs read four neighbouring floats. */

typedef struct ct_conv_sorted {
  int Ho, Wo;
  int pitch, row, image;  /* floats of one phase, of a row, of an image */
  int row_taps;           /* C kw: the taps of a kernel row, ordered [C, kw] */
  int group, share;       /* images sorted at once; images of a task */
  int32_t *tap;           /* [row_taps] offset in an image of the first float that a tap reads */
  float *images;          /* of the first thread; those of each next one `own` floats further on */
  int64_t own;
} ct_conv_sorted;

ct_conv_sorted ct_conv_sorted_of(const ct_conv *s);
/* The first takes memory for groups of so many images, the second then lists the taps. */
void ct_conv_sorted_take(ct_conv_sorted *p, int group, ct_arena *a);
void ct_conv_sorted_list(const ct_conv_sorted *p, const ct_conv *s);
/* A copy of it with the images of the calling thread, whose padding is cleared unless
 * `started`. */
ct_conv_sorted ct_conv_sorted_own(const ct_conv_sorted *shared, int started);
/* Sorts x [images, C, H, W] into p->images. */
void ct_conv_sorted_read(const ct_conv_sorted *p, const float *x, const ct_conv *s, int images);

/* ---- pairs of quads: a panel has eight outputs side by side, which are two quads of four
 * neighbours, in the same image or in two successive ones. A last single quad is paired with
 * itself. */

typedef struct ct_conv_pair {
  struct { int image, column; } quad[2];
  int paired;             /* 0: the second quad only fills up the panel */
} ct_conv_pair;

/* Moves on to the next pair of the quads in one row of `width` outputs of each of `images` images,
 * starting from CT_CONV_BEFORE_PAIRS; returns 0 when there is none. */
#define CT_CONV_BEFORE_PAIRS {{{-1, 0}, {-1, 0}}, 0}
int ct_conv_next_pair(ct_conv_pair *pair, int width, int images);

/* panel [rows][taps][8] out: for each quad the four neighbours from at + tap[t] on, in each row;
 * rows are `row` floats apart. Successive kernel rows overlap in it, so that each of them reads
 * one contiguous part of the panel. */
void ct_conv_panel(float *panel, const float *at0, const float *at4, const int32_t *tap, int taps,
                   int row, int rows);

/* A panel of more floats than this is made in several portions of its rows, so that a portion
 * stays in the first-level cache together with the weights of four channels. */
#define CT_CONV_PANEL_FLOATS 6144

/* The memory to which a row of outputs is written. */
typedef struct ct_conv_target {
  float *at;              /* the row in the first image and the first of four channels */
  int image, channel, row;/* floats from image to image, channel to channel, row to row */
  int width, channels;    /* columns to write; channels to write, 1 .. 4 */
  ct_write how;
} ct_conv_target;

/* out[i, j] = or += sum over d of w[d, i] panel[d, j], for the outputs j of a pair in `rows` rows;
 * the panels of successive rows are `step` floats apart.
 *   w [depth, 4], panel [depth, 8], depth >= 0 */
void ct_conv_rows(const ct_conv_target *t, const ct_conv_pair *pair, const float *w,
                  const float *panel, int depth, int rows, int step);

/* Windows of `size` rows begin at `first`, first + step, ...: how many in succession, at most
 * `most`, lie wholly within 0 .. limit - 1. Returns 1 where the first one does not. */
static inline int ct_conv_alike(int first, int size, int step, int limit, int most) {
  if (first < 0 || first + size > limit) return 1;
  return ct_min_int(most, (limit - size - first) / step + 1);
}

/* ---- dividing the work */

/* The most floats of input in a group of images that are read several times, so that the group
 * stays in the first-level cache. */
#define CT_CONV_NEAR_FLOATS 8192
static inline int ct_conv_near_group(int image) {
  return ct_max_int(2, CT_CONV_NEAR_FLOATS / image & ~1); /* even: quads go in pairs */
}

/* Images per task, in whole groups: n images are divided into at most `tasks` tasks, each of which
 * has enough work to be worth handing to a thread. */
int ct_conv_share(const ct_conv *s, int n, int group, int tasks);

/* Tasks of a product whose images are independent: enough for all threads to end at about the same
 * time. */
#define CT_CONV_TASKS 64

/* The parts of ct_conv_backward (conv_input.c, conv_weights.c) and their scratch. */
size_t ct_conv_input_bytes(const ct_conv *s);
void   ct_conv_backward_input(float *dx, ct_write how, const float *dy, const float *w,
                              const ct_conv *s, int n, ct_arena *scratch);
size_t ct_conv_weights_bytes(const ct_conv *s);
void   ct_conv_backward_weights(float *dw, const float *dy, const float *x, const ct_conv *s,
                                int n, ct_arena *scratch);

#endif
