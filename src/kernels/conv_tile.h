/* What the three products of a convolution share: tiles of eight vector accumulators whose operands
 * are read in place through a table of byte offsets. Internal to kernels/conv*.c. */
#ifndef CT_KERNELS_CONV_TILE_H
#define CT_KERNELS_CONV_TILE_H

#include <stddef.h>
#include <stdint.h>
#include "base/parallel.h"
#include "kernels/conv.h"

static inline int ct_min_int(int a, int b) { return a < b ? a : b; }
static inline int ct_max_int(int a, int b) { return a > b ? a : b; }
static inline int ct_round_up(int n, int multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

/* Where a row of outputs goes. */
typedef struct ct_conv_target {
  float *at;              /* the row in the first image, first of four channels */
  int image, channel;     /* floats from image to image and from channel to channel */
  int width, channels;    /* what there is to be written: columns; 1 .. 4 channels */
} ct_conv_target;

/* What it is made of. Rows may be read up to three floats beyond the last column's. */
typedef struct ct_conv_source {
  const char *at;         /* what the row's first output reads, before offsets */
  int image;              /* floats from image to image */
  const int32_t *offset;  /* [depth] bytes */
  int depth;
} ct_conv_source;

/* One row of outputs of several images, four channels i:
 *   out[i, j] = bias[i] + sum over d of w[d, i] at[offset[d] + j];  w [depth, 4], bias [4] */
void ct_conv_row(const ct_conv_target *t, const ct_conv_source *s, const float *w,
                 const float *bias, int images);

/* Four taps times eight channels: c[i, o] += sum over p of tap[i][offset[p]] dy[p, o].
 *   c [4 rows, 8] in and out, `row` floats from row to row;  dy [positions, 8] */
void ct_conv_taps(float *c, int row, const char *const *tap, const int32_t *offset,
                  const float *dy, int positions);

/* Floats of input that a group of images is held to where every four channels read it again: it
 * then stays in the first-level cache. */
#define CT_CONV_NEAR_FLOATS 8192
static inline int ct_conv_near_group(int image) {
  return ct_max_int(2, CT_CONV_NEAR_FLOATS / image & ~1); /* even: quads go in pairs */
}

/* Images of a task, whole groups: at most `tasks` of them share n images, and each has enough to do
 * to be worth handing out. */
int ct_conv_share(const ct_conv *s, int n, int group, int tasks);

/* Tasks of a product whose images do not touch each other: enough that threads end together. */
#define CT_CONV_TASKS 64

/* dx of ct_conv_backward (conv_input.c) and its scratch. */
size_t ct_conv_input_bytes(const ct_conv *s);
void   ct_conv_backward_input(float *dx, ct_write how, const float *dy, const float *w,
                              const ct_conv *s, int n, ct_arena *scratch);

#endif
