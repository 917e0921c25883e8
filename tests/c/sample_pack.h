/* A synthetic dataset in the packed format: every concept has a pattern of its own, and every
 * drawing of it is that pattern with noise, so that drawings of one concept are alike. */
#ifndef SAMPLE_PACK_H
#define SAMPLE_PACK_H

#include "base/random.h"
#include "ct_test.h"
#include "data/pack.h"

typedef struct sample_shape {
  int concepts, drawings, channels, height, width, labels;
  int held_out; /* 0: the shuffled fifth */
} sample_shape;

#define SAMPLE_HEADERS (CT_PACK_HEADER + CT_TRACK_HEADER) /* before the labels */
#define SAMPLE_MEAN 0.7 /* subtracted from numbers in 0..1 */
#define SAMPLE_CLASSES(kind) ((kind) + 2)

static inline int sample_label(int kind, int concept) { return concept % SAMPLE_CLASSES(kind); }

static inline int sample_pixel(int concept, int drawing, int at) {
  ct_rng pattern = ct_rng_make((uint64_t)concept, CT_RNG_TEST, (uint64_t)at);
  ct_rng noise =
      ct_rng_make((uint64_t)(concept * 16 + drawing), CT_RNG_TEST, 1000000 + (uint64_t)at);
  return (int)ct_rng_below(&pattern, 200) + (int)ct_rng_below(&noise, 56);
}

static inline void sample_put(uint8_t *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> 8 * i);
}

static inline size_t sample_label_bytes(sample_shape s) {
  return (2 * (size_t)s.labels * (size_t)s.concepts + 3) / 4 * 4;
}

static inline size_t sample_pixel_bytes(sample_shape s) {
  size_t image = (size_t)s.channels * (size_t)s.height * (size_t)s.width;
  return (size_t)s.concepts * (size_t)s.drawings * image;
}

static inline size_t sample_bytes(sample_shape s) {
  return SAMPLE_HEADERS + sample_label_bytes(s) + (sample_pixel_bytes(s) + 3) / 4 * 4;
}

static inline void sample_put_headers(uint8_t *file, sample_shape s) {
  const uint32_t header[11] = {0, 3, s.concepts, 1, s.labels, [9] = s.held_out > 0, s.held_out};
  const uint32_t track[8] = {CT_TRACK_PIXELS, 0, s.drawings, s.channels, s.height, s.width,
                             (uint32_t)(1000 * SAMPLE_MEAN), (uint32_t)sample_pixel_bytes(s)};
  for (int i = 1; i < 11; i++) sample_put(file + 4 * i, header[i]);
  for (int k = 0; k < s.labels; k++) sample_put(file + 20 + 4 * k, (uint32_t)SAMPLE_CLASSES(k));
  for (int i = 0; i < 8; i++) sample_put(file + CT_PACK_HEADER + 4 * i, track[i]);
  memcpy(file, "CTPK", 4);
}

/* The file as the recipes of web/data write it; memory from the arena. */
static inline uint8_t *sample_pack(ct_arena *a, sample_shape s) {
  size_t bytes = sample_bytes(s);
  uint8_t *file = ct_arena_take(a, bytes);
  if (!file) ct_fail(__FILE__, __LINE__, "the test arena is full");
  memset(file, 0, bytes);
  sample_put_headers(file, s);
  uint8_t *at = file + SAMPLE_HEADERS;
  for (int k = 0; k < s.labels; k++)
    for (int i = 0; i < s.concepts; i++, at += 2) at[0] = (uint8_t)sample_label(k, i);
  at = file + SAMPLE_HEADERS + sample_label_bytes(s);
  int image = s.channels * s.height * s.width;
  for (int d = 0; d < s.concepts * s.drawings; d++)
    for (int p = 0; p < image; p++)
      *at++ = (uint8_t)sample_pixel(d / s.drawings, d % s.drawings, p);
  return file;
}

#endif
