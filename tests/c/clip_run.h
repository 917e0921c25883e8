/* A trainer of drawings and names on the synthetic set, for the tests that look into it. */
#ifndef CLIP_RUN_H
#define CLIP_RUN_H

#include "sample_texts.h"
#include "train/check.h"
#include "train/texts.h"
#include "train/trainer.h"

#define CLIP_THINGS 40

typedef struct clip_run { ct_pack pack; ct_trainer t; } clip_run;

static inline ct_config clip_config(void) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = CT_CLIP;
  c.data = CT_DATA_EMOJI;
  c.encoder = CT_ENCODER_MLP;
  c.pairs = 16;
  c.hidden_units = 24;
  c.feature = 16;
  c.head = 1;
  c.dim = 8;
  c.tau = 0.2f;
  c.lr = 0.01f;
  c.buckets = 512;
  c.learn_tau = CT_ON;
  return c;
}

static inline clip_run *clip_open(ct_arena *a, const ct_config *c) {
  static const sample_shape shape = {CLIP_THINGS, 3, 3, 6, 5, 2};
  char words[200];
  ct_text why;
  ct_text_init(&why, words, sizeof words);
  size_t size;
  clip_run *r = CT_TAKE(a, clip_run, 1);
  uint8_t *file = sample_pack_with_texts(a, shape, &size);
  CT_INT(ct_pack_open(&r->pack, file, size, &why), CT_OK, "open: %s", words);
  CT_INT(ct_config_check(c, &why), CT_OK, "configuration: %s", words);
  CT_INT(ct_trainer_layout(&r->t, c, &r->pack, a), CT_OK, "layout");
  ct_trainer_reset(&r->t);
  return r;
}

static inline void clip_steps(clip_run *r, int n) {
  for (int i = 0; i < n; i++) CT_INT(ct_trainer_step(&r->t), CT_OK, "step %ld", r->t.step);
}

#endif
