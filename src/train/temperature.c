#include "train/temperature.h"

#include "base/elementary.h"

static const ct_tensor tensors[2] = {
  {.name = "scale", .offset = 0, .count = 1, .shape = {1}, .rank = 1},
  {.name = "bias", .offset = 1, .count = 1, .shape = {1}, .rank = 1},
};

ct_status ct_temperature_layout(ct_temperature *x, int has_bias, ct_arena *arena) {
  int count = has_bias ? 2 : 1;
  x->values = CT_TAKE(arena, float, count);
  return x->values ? ct_optim_layout(&x->optim, count, tensors, count, arena) : CT_E_MEMORY;
}

void ct_temperature_reset(ct_temperature *x, float tau, float bias, const ct_optim_config *o) {
  ct_optim_reset(&x->optim, o);
  ct_temperature_move(x, tau);
  ct_temperature_move_bias(x, bias);
}

static void move(ct_temperature *x, int at, float value) {
  x->values[at] = value;
  x->gradient[at] = x->optim.first[at] = x->optim.second[at] = 0;
}

void ct_temperature_move(ct_temperature *x, float tau) {
  x->from = tau;
  move(x, 0, -ct_logf(tau));
}

void ct_temperature_move_bias(ct_temperature *x, float bias) {
  x->bias_from = bias;
  if (x->optim.count > 1) move(x, 1, bias);
}

void ct_temperature_update(ct_temperature *x, float rate) {
  float most = -ct_logf(CT_TEMPERATURE_LEAST), least = -ct_logf(CT_TEMPERATURE_MOST);
  ct_optim_update(&x->optim, x->values, x->gradient, tensors, x->optim.count, rate);
  if (*x->values > most) *x->values = most;
  if (*x->values < least) *x->values = least;
}

/* Until it has moved, this is exactly the number that it started at. */
float ct_temperature_tau(const ct_temperature *x) {
  return *x->values == -ct_logf(x->from) ? x->from : ct_expf(-*x->values);
}
