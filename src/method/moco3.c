/* MoCo v3 (Chen, Xie & He 2021, arXiv:2104.02057): no queue. The keys of the batch are each
 * other's negatives, both views are queries in turn, and a predictor stands between a query and
 * its key. The loss is the mean over the queries of both directions, so that guessing costs ln of
 * the pairs; the paper's algorithm 1 adds the two directions and multiplies by 2 tau, which the
 * learning rate can do as well. */
#include "kernels/rows.h"
#include "loss/infonce.h"
#include "train/trainer.h"

static int parts(const ct_config *c) {
  return CT_PART_MOMENTUM | (c->predictor == CT_ON ? CT_PART_PREDICTOR : 0);
}

/* Takes scratch for one loss beside that of ct_infonce: the keys as unit rows, their inverse
 * lengths, and the key that is each query's positive. */
static float *take_keys(ct_arena *arena, int B, int D, float **inverse, int **own) {
  *inverse = CT_TAKE(arena, float, B);
  *own = CT_TAKE(arena, int, B);
  return ct_take_floats(arena, (uint64_t)B, (uint64_t)D);
}

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int B = t->config.pairs, D = t->config.dim, *own;
  float *inverse;
  ct_arena measure;
  ct_arena_measure(&measure);
  take_keys(&measure, B, D, &inverse, &own);
  return ct_trainer_take_scratch(t, measure.used + ct_infonce_bytes(B, D), arena);
}

/* The loss of the queries of one view against the keys of the other. */
static ct_status one_way(ct_trainer *t, const float *q, float *dq, const float *key, double *loss) {
  const ct_config *c = &t->config;
  int B = c->pairs, D = c->dim, *own;
  float *inverse;
  size_t mark = ct_arena_mark(&t->scratch);
  float *keys = take_keys(&t->scratch, B, D, &inverse, &own);
  for (int i = 0; i < B; i++) own[i] = i;
  ct_status status = ct_normalize_forward(keys, inverse, key, B, D);
  if (!status)
    status = ct_infonce_bank(q, dq, keys, own, B, D, B, c->tau, NULL, loss, &t->scratch);
  ct_arena_release(&t->scratch, mark);
  return status;
}

static ct_status loss(ct_trainer *t) {
  int predicts = t->parts & CT_PART_PREDICTOR;
  size_t half = (size_t)t->config.pairs * (size_t)t->config.dim;
  const float *q = predicts ? t->predictor->z : t->encoder->z;
  float *dq = predicts ? t->dp : t->dz;
  double first, second;
  ct_status status = one_way(t, q, dq, t->momentum_encoder->z + half, &first);
  if (!status) status = one_way(t, q + half, dq + half, t->momentum_encoder->z, &second);
  if (status) return status;
  t->loss = (first + second) / 2;
  for (size_t i = 0; i < 2 * half; i++) dq[i] /= 2;
  return CT_OK;
}

const ct_method ct_method_CT_MOCO3 = {.parts = parts, .layout = layout,
                                      .loss = loss};
