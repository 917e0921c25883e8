/* The phases of a training step, and going through them. */
#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/rows.h"
#include "train/average.h"
#include "train/parts.h"
#include "train/views.h"

/* Squares of numbers up to here, summed over the largest model, stay far from overflow. */
#define BOUND 1e15f

static ct_status augment(ct_trainer *t) {
  if (!ct_trainer_is_table(t)) ct_views_make(t); /* a table's step sees all items as they are */
  return CT_OK;
}

static ct_status encode(ct_trainer *t) {
  ct_encoder_forward(&t->encoder, t->images, t->items, t->encoded);
  return CT_OK;
}

static ct_status encode_target(ct_trainer *t) {
  const float *images = t->images;
  if (images) images += (size_t)t->targets * (size_t)ct_pack_image_size(t->pack);
  ct_encoder_forward(&t->target, images, t->items + t->targets, t->views - t->targets);
  return CT_OK;
}

static ct_status predict(ct_trainer *t) {
  ct_encoder_forward(&t->predictor, t->encoder.z, NULL, t->encoded);
  return CT_OK;
}

static void clear_gradient(ct_encoder *e) {
  memset(e->grads, 0, sizeof(float) * (size_t)e->param_count);
}

static ct_status find_loss(ct_trainer *t) {
  double before = t->loss;
  size_t bytes = sizeof(float) * (size_t)t->encoded * (size_t)t->config.dim;
  memset(t->dz, 0, bytes);
  if (t->dp) memset(t->dp, 0, bytes);
  if (ct_has(t, CT_PART_PROTOTYPES)) clear_gradient(&t->prototypes);
  ct_status status = t->method->loss(t);
  if (!status && !ct_finite(t->loss)) status = CT_E_NONFINITE;
  if (status) t->loss = before;
  return status;
}

/* As they are compared: the second views are the target's where it alone embeds them. */
static void keep_partners(ct_trainer *t) {
  size_t D = (size_t)t->config.dim, pairs = (size_t)t->config.pairs;
  size_t n = (size_t)ct_trainer_partners(t) * D;
  const float *z = t->encoder.z;
  const float *other = t->encoded > t->config.pairs ? z + pairs * D : t->target.z;
  memcpy(t->partners, z, n * sizeof(float));
  memcpy(t->partners + n, other, n * sizeof(float));
  t->has_partners = 1;
}

/* Floats looked at in at most BOUND_TASKS tasks of at least BOUND_FLOATS. */
#define BOUND_TASKS 64
#define BOUND_FLOATS 32768

typedef struct bound_job {
  const float *x;
  int n, chunk;
  int fine[BOUND_TASKS];
} bound_job;

/* NaN is not within the bound. */
static void look_at_chunk(void *context, int index) {
  bound_job *k = context;
  i32x4 all = i32x4_splat(-1);
  f32x4 bound = f32x4_splat(BOUND);
  int i = index * k->chunk, end = k->n - i < k->chunk ? k->n : i + k->chunk, fine = 1;
  for (; i + 4 <= end; i += 4) {
    f32x4 v = f32x4_load(k->x + i);
    all &= (i32x4)(v <= bound) & (i32x4)(v >= -bound);
  }
  for (; i < end; i++) fine &= k->x[i] <= BOUND && k->x[i] >= -BOUND;
  k->fine[index] = fine && (all[0] & all[1] & all[2] & all[3]);
}

/* Every element within -BOUND .. BOUND */
static int is_bounded(const float *x, int n) {
  bound_job k = {.x = x, .n = n, .chunk = (n + BOUND_TASKS - 1) / BOUND_TASKS};
  if (k.chunk < BOUND_FLOATS) k.chunk = BOUND_FLOATS;
  int count = (n + k.chunk - 1) / k.chunk, fine = 1;
  ct_parallel_for(look_at_chunk, &k, count);
  for (int i = 0; i < count; i++) fine &= k.fine[i];
  return fine;
}

static void backward(ct_encoder *e, const float *dz, const float *x, const int *items, int n) {
  clear_gradient(e);
  ct_encoder_backward(e, dz, x, items, n);
}

static int all_bounded(const ct_encoder *e) {
  return is_bounded(e->grads, e->param_count) && is_bounded(e->params, e->param_count) &&
         is_bounded(e->batch_state, e->state_count);
}

static ct_status find_gradient(ct_trainer *t) {
  int fine = 1;
  if (ct_has(t, CT_PART_PREDICTOR)) { /* adds to dz */
    backward(&t->predictor, t->dp, t->encoder.z, NULL, t->encoded);
    fine = all_bounded(&t->predictor);
  }
  backward(&t->encoder, t->dz, t->images, t->items, t->encoded);
  fine = fine && all_bounded(&t->encoder);
  if (ct_has(t, CT_PART_PROTOTYPES)) fine = fine && all_bounded(&t->prototypes);
  if (ct_has(t, CT_PART_TEMPERATURE)) fine = fine && is_bounded(&t->temperature.gradient, 1);
  if (ct_has(t, CT_PART_TARGET)) fine = fine && is_bounded(t->target.batch_state, t->target.state_count);
  return fine ? CT_OK : CT_E_NONFINITE;
}

static void update_network(ct_optim *o, ct_encoder *e, float rate) {
  ct_optim_update(o, e->params, e->grads, e->tensors, e->tensor_count, rate);
  ct_encoder_settle(e);
}

/* Puts the rows back on the unit sphere, so that the learning rate is an angle and the loss, which
 * sees directions alone, cannot make them drift outwards. A row that an update moved exactly to the
 * centre stays where it was. */
static void update_table(ct_optim *o, ct_encoder *e, float rate) {
  int D = e->config.dim;
  memcpy(e->table_y, e->params, sizeof(float) * (size_t)e->param_count);
  update_network(o, e, rate);
  for (int i = 0; i < e->config.items; i++) {
    float *row = e->params + (size_t)i * (size_t)D, inverse;
    if (ct_normalize_forward(row, &inverse, row, 1, D) != CT_OK)
      memcpy(row, e->table_y + (size_t)i * (size_t)D, sizeof(float) * (size_t)D);
  }
}

/* While they stand still their optimiser counts on, so that one count serves all optimisers. */
static void update_prototypes(ct_trainer *t, float rate) {
  ct_optim *o = &t->prototypes_optim;
  if (t->step < t->config.freeze) update_network(o, &t->prototypes, 0);
  else update_table(o, &t->prototypes, rate);
}

static ct_status update(ct_trainer *t) {
  const ct_config *c = &t->config;
  float rate = c->lr * ct_schedule_factor((ct_schedule)c->schedule, t->step, c->warmup, c->steps);
  if (ct_trainer_is_table(t)) update_table(&t->optim, &t->encoder, rate);
  else update_network(&t->optim, &t->encoder, rate);
  ct_average_move(t);
  if (ct_has(t, CT_PART_PREDICTOR)) update_network(&t->predictor_optim, &t->predictor, rate);
  if (ct_has(t, CT_PART_PROTOTYPES)) update_prototypes(t, rate);
  if (ct_has(t, CT_PART_TEMPERATURE)) ct_temperature_update(&t->temperature, rate);
  if (!ct_trainer_is_table(t)) keep_partners(t);
  return CT_OK;
}

/* The target's weights go the way of the encoder's; its batch norm keeps statistics of its own. */
static ct_status follow(ct_trainer *t) {
  if (ct_has(t, CT_PART_TARGET)) {
    ct_encoder *slow = &t->target;
    const float *fast = t->encoder.params;
    float kept = t->config.ema;
    for (int i = 0; i < slow->param_count; i++)
      slow->params[i] = kept * slow->params[i] + (1 - kept) * fast[i];
    ct_encoder_settle(slow);
  }
  if (t->method->follow) t->method->follow(t);
  return CT_OK;
}

/* ---- going through them */

static ct_status assign(ct_trainer *t) { return t->method->assign(t); }

static int goes_through(const ct_trainer *t, int phase) {
  switch (phase) {
  case CT_PHASE_TARGET: return ct_has(t, CT_PART_TARGET);
  case CT_PHASE_PREDICT: return ct_has(t, CT_PART_PREDICTOR);
  case CT_PHASE_ASSIGN: return t->method->assign != NULL;
  case CT_PHASE_FOLLOW: return ct_has(t, CT_PART_TARGET) || t->method->follow;
  default: return 1;
  }
}

int ct_trainer_phases(const ct_trainer *t) {
  int set = 0;
  for (int phase = 0; phase < CT_PHASE_COUNT; phase++)
    if (goes_through(t, phase)) set |= 1 << phase;
  return set;
}

int ct_trainer_is_midway(const ct_trainer *t) {
  return t->next > CT_PHASE_ENCODE;
}

ct_status ct_trainer_phase(ct_trainer *t) {
  static ct_status (*const phases[CT_PHASE_COUNT])(ct_trainer *) = {
    [CT_PHASE_AUGMENT] = augment, [CT_PHASE_ENCODE] = encode, [CT_PHASE_TARGET] = encode_target,
    [CT_PHASE_PREDICT] = predict, [CT_PHASE_ASSIGN] = assign, [CT_PHASE_LOSS] = find_loss,
    [CT_PHASE_GRADIENT] = find_gradient, [CT_PHASE_UPDATE] = update, [CT_PHASE_FOLLOW] = follow,
  };
  ct_status status = phases[t->next](t);
  int next = (int)t->next + 1;
  while (next < CT_PHASE_COUNT && !goes_through(t, next)) next++;
  if (status || next == CT_PHASE_COUNT) {
    next = CT_PHASE_AUGMENT;
    if (!status) t->step++;
  }
  t->next = (ct_phase)next;
  return status;
}

ct_status ct_trainer_step(ct_trainer *t) {
  ct_status status;
  do status = ct_trainer_phase(t);
  while (!status && t->next != CT_PHASE_AUGMENT);
  return status;
}
