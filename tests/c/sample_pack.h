/* A made-up dataset in the packed format: every concept a pattern of its own, every drawing that
 * pattern with noise, so that drawings of one concept are alike. */
#ifndef SAMPLE_PACK_H
#define SAMPLE_PACK_H

#include "base/random.h"
#include "ct_test.h"
#include "data/pack.h"

typedef struct sample_shape {
  int concepts, drawings, channels, height, width, labels;
  int held_out; /* 0: the shuffled fifth */
} sample_shape;

#define SAMPLE_MEAN 0.7 /* taken from 0..1 */
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

static inline size_t sample_bytes(sample_shape s) {
  size_t image = (size_t)s.channels * (size_t)s.height * (size_t)s.width;
  return 64 + sample_label_bytes(s) + (size_t)s.concepts * (size_t)s.drawings * image;
}

/* The file as the recipes write it; memory from the arena. */
static inline uint8_t *sample_pack(ct_arena *a, sample_shape s) {
  size_t bytes = sample_bytes(s);
  uint8_t *file = ct_arena_take(a, bytes), *at = file + 64;
  if (!file) ct_fail(__FILE__, __LINE__, "the test arena is full");
  memset(file, 0, bytes);
  memcpy(file, "CTPK", 4);
  const int header[7] = {1, s.concepts, s.drawings, s.channels, s.height, s.width, s.labels};
  for (int i = 0; i < 7; i++) sample_put(file + 4 + 4 * i, (uint32_t)header[i]);
  for (int k = 0; k < s.labels; k++) sample_put(file + 32 + 4 * k, (uint32_t)SAMPLE_CLASSES(k));
  sample_put(file + 48, (uint32_t)s.held_out);
  sample_put(file + 52, (uint32_t)(1000 * SAMPLE_MEAN));
  for (int k = 0; k < s.labels; k++)
    for (int i = 0; i < s.concepts; i++, at += 2) at[0] = (uint8_t)sample_label(k, i);
  at = file + 64 + sample_label_bytes(s);
  int image = s.channels * s.height * s.width;
  for (int d = 0; d < s.concepts * s.drawings; d++)
    for (int p = 0; p < image; p++)
      *at++ = (uint8_t)sample_pixel(d / s.drawings, d % s.drawings, p);
  return file;
}

#endif
