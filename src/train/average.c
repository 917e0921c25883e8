#include "train/average.h"
#include "train/parts.h"

#define TENTH 10.0f

ct_status ct_average_layout(ct_trainer *t, ct_arena *arena) {
  if (!ct_has(t, CT_PART_AVERAGE)) return CT_OK;
  t->mean_params = ct_take_floats(arena, 1, (uint64_t)t->encoder->param_count);
  t->mean_state = ct_take_floats(arena, 1, (uint64_t)t->encoder->state_count);
  return t->mean_params && t->mean_state ? CT_OK : CT_E_MEMORY;
}

void ct_average_reset(ct_trainer *t) {
  if (!ct_has(t, CT_PART_AVERAGE)) return;
  ct_encoder_initial(t->encoder, (uint64_t)t->config.seed, t->mean_params, t->mean_state);
}

static void move(float *mean, const float *x, int n, float share) {
  for (int i = 0; i < n; i++) mean[i] += share * (x[i] - mean[i]);
}

void ct_average_move(ct_trainer *t) {
  if (!ct_has(t, CT_PART_AVERAGE)) return;
  float span = 1 + (float)t->step / TENTH, most = (float)t->config.average;
  float share = 1 / (span < most ? span : most);
  move(t->mean_params, t->encoder->params, t->encoder->param_count, share);
  move(t->mean_state, t->encoder->state, t->encoder->state_count, share);
}

const float *ct_average_params(const ct_trainer *t) {
  return ct_has(t, CT_PART_AVERAGE) ? t->mean_params : t->encoder->params;
}

const float *ct_average_state(const ct_trainer *t) {
  return ct_has(t, CT_PART_AVERAGE) ? t->mean_state : t->encoder->state;
}
