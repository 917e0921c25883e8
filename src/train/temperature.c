#include "train/temperature.h"

#include "base/elementary.h"

static const ct_tensor whole = {.name = "scale", .count = 1, .shape = {1}, .rank = 1};

ct_status ct_temperature_layout(ct_temperature *x, ct_arena *arena) {
  x->scale = CT_TAKE(arena, float, 1);
  return x->scale ? ct_optim_layout(&x->optim, 1, &whole, 1, arena) : CT_E_MEMORY;
}

void ct_temperature_reset(ct_temperature *x, float tau, const ct_optim_config *o) {
  ct_optim_reset(&x->optim, o);
  ct_temperature_move(x, tau);
}

void ct_temperature_move(ct_temperature *x, float tau) {
  x->from = tau;
  *x->scale = -ct_logf(tau);
  x->gradient = *x->optim.first = *x->optim.second = 0;
}

void ct_temperature_update(ct_temperature *x, float rate) {
  float most = -ct_logf(CT_TEMPERATURE_LEAST), least = -ct_logf(CT_TEMPERATURE_MOST);
  ct_optim_update(&x->optim, x->scale, &x->gradient, &whole, 1, rate);
  if (*x->scale > most) *x->scale = most;
  if (*x->scale < least) *x->scale = least;
}

/* Until it has moved, this is exactly the number that it started at. */
float ct_temperature_tau(const ct_temperature *x) {
  return *x->scale == -ct_logf(x->from) ? x->from : ct_expf(-*x->scale);
}
