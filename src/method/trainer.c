#include "method/trainer.h"

#include <string.h>
#include "augment/image.h"
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/resample.h"
#include "kernels/rows.h"

#define NOT_KNOWN __builtin_nan("")

/* Squares of numbers up to here, summed over the largest model, stay far from overflow. */
#define BOUND 1e15f

#define ADAM_EPSILON 1e-8f
#define LARS_TRUST 0.001f

static int is_table(const ct_trainer *t) { return t->config.encoder == CT_ENCODER_TABLE; }

/* ---- layout */

static ct_encoder_config encoder_config(const ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_encoder_config e = {
    .kind = (ct_encoder_kind)c->encoder, .items = t->views, .hidden = c->hidden,
    .feature = c->feature, .head = c->head, .dim = c->dim,
    .activation = (ct_activation)c->activation,
  };
  if (!t->pack) return e;
  e.channels = t->pack->channels;
  e.height = t->pack->height;
  e.width = t->pack->width;
  return e;
}

/* Scratch of one view, in whole cache lines: no two threads write the same. */
static size_t view_floats(const ct_pack *p) {
  return (ct_resample_floats(p->height, p->width) + 15) / 16 * 16;
}

/* What the drawings need beyond the table's share. */
static ct_status layout_images(ct_trainer *t, ct_arena *arena) {
  if (!t->pack) return CT_E_CONFIG;
  t->concepts = t->pack->concepts;
  t->held_out = ct_split_held_out(t->concepts, t->pack->held_out);
  if (t->held_out < 1) return CT_E_FORMAT;
  if (t->pack->drawings < 2 && t->config.positives == CT_POSITIVES_ARTISTS) return CT_E_FORMAT;
  int training = t->concepts - t->held_out;
  if (t->config.pairs > training) return CT_E_CONFIG;
  uint64_t pixels = (uint64_t)ct_pack_image_size(t->pack);
  t->images = ct_take_floats(arena, (uint64_t)t->views, pixels);
  t->view_scratch = ct_take_floats(arena, CT_THREADS_MAX, view_floats(t->pack));
  t->split = CT_TAKE(arena, int, t->concepts);
  if (!t->images || !t->view_scratch || !t->split) return CT_E_MEMORY;
  return ct_sampler_layout(&t->sampler, training, arena);
}

ct_status ct_trainer_layout(ct_trainer *t, const ct_config *c, const ct_pack *pack,
                            ct_arena *arena) {
  memset(t, 0, sizeof *t);
  t->config = *c;
  t->method = ct_method_of((ct_method_kind)c->method);
  t->views = 2 * c->pairs;
  t->pack = is_table(t) ? NULL : pack;
  t->items = CT_TAKE(arena, int, t->views);
  t->dz = ct_take_floats(arena, (uint64_t)t->views, (uint64_t)c->dim);
  if (!t->items || !t->dz) return CT_E_MEMORY;
  ct_status status = is_table(t) ? CT_OK : layout_images(t, arena);
  ct_encoder_config e = encoder_config(t);
  if (!status) status = ct_encoder_layout(&t->encoder, &e, t->views, arena);
  if (!status) status = ct_optim_layout(&t->optim, t->encoder.param_count, arena);
  if (!status) status = t->method->layout(t, arena);
  return status;
}

/* ---- reset */

static ct_optim_config optim_config(const ct_config *c) {
  return (ct_optim_config){
    .kind = (ct_optim_kind)c->optimizer, .momentum = c->momentum, .beta1 = c->beta1,
    .beta2 = c->beta2, .epsilon = ADAM_EPSILON, .weight_decay = c->weight_decay,
    .trust = LARS_TRUST,
  };
}

/* Angles in degrees of Cat, Dog, Car, Plane and then of their positives: the figure this page
 * corrects prints cosines only, and these are angles that give them to its two decimals. */
static void start_from_article(ct_trainer *t) {
  static const float degrees[8] = {0, 95.07f, 279.62f, 180.66f, 3.87f, 85.78f, 268.85f, 184.44f};
  int D = t->config.dim;
  memset(t->encoder.params, 0, sizeof(float) * (size_t)t->encoder.param_count);
  for (int i = 0; i < 8; i++) {
    float angle = degrees[i] * 0.01745329252f;
    t->encoder.params[i * D] = ct_cosf(angle);
    t->encoder.params[i * D + 1] = ct_sinf(angle);
  }
}

void ct_trainer_reset(ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_optim_config o = optim_config(c);
  t->next = CT_PHASE_AUGMENT;
  t->step = 0;
  t->loss = NOT_KNOWN;
  memset(t->dz, 0, sizeof(float) * (size_t)t->views * (size_t)c->dim);
  ct_encoder_reset(&t->encoder, (uint64_t)c->seed);
  ct_optim_reset(&t->optim, &o);
  for (int i = 0; i < t->views; i++) t->items[i] = is_table(t) ? i : 0;
  if (c->start == CT_START_ARTICLE) start_from_article(t);
  if (is_table(t)) return;
  size_t pixels = (size_t)ct_pack_image_size(t->pack);
  memset(t->images, 0, sizeof(float) * (size_t)t->views * pixels);
  int held_out = ct_split(t->split, t->concepts, t->pack->held_out);
  ct_sampler_reset(&t->sampler, t->split + held_out, c->pairs, (uint64_t)c->seed);
}

void ct_trainer_configure(ct_trainer *t) {
  ct_optim_config o = optim_config(&t->config);
  if (o.kind == t->optim.config.kind) t->optim.config = o;
  else ct_optim_reset(&t->optim, &o); /* one optimiser's memory means nothing to another */
}

/* ---- phases */

/* The drawing of view 0 or 1 of a pair; r: the pair's own numbers, drawn alike for both. */
static int choose_drawing(const ct_trainer *t, int view, ct_rng *r) {
  int drawings = t->pack->drawings;
  if (drawings == 1) return 0;
  int first = (int)ct_rng_below(r, (uint32_t)drawings);
  int other = (int)ct_rng_below(r, (uint32_t)drawings - 1);
  if (other >= first) other++;
  return view == 0 || t->config.positives == CT_POSITIVES_AUGMENT ? first : other;
}

static void make_view(ct_trainer *t, int view, int concept, const ct_augment *how) {
  const ct_pack *p = t->pack;
  int pairs = t->views / 2, second = view >= pairs, pixels = ct_pack_image_size(p);
  uint64_t seed = (uint64_t)t->config.seed;
  float *scratch = t->view_scratch + (size_t)ct_this_thread() * view_floats(p);
  uint64_t first_view = (uint64_t)t->step * (uint64_t)t->views;
  ct_rng of_pair = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)(view % pairs));
  ct_rng own = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)view);
  int drawing = choose_drawing(t, second, &of_pair);
  float *x = t->images + (size_t)view * (size_t)pixels;
  ct_rng mirror = ct_rng_make(seed, CT_RNG_PAIR, first_view + (uint64_t)(view % pairs));
  ct_augment here = *how;
  here.mirrored = ct_rng_uniform(&mirror) < t->config.mirror;
  if (!second) own = of_pair; /* goes on after the choice instead of using its numbers twice */
  t->items[view] = concept * p->drawings + drawing;
  ct_augment_image(x, ct_pack_image(p, concept, drawing), p->channels, p->height, p->width,
                   &here, &own, scratch);
}

/* Views that one task makes. */
#define VIEWS 4

typedef struct augment_job { ct_trainer *t; const int *concepts; ct_augment how; } augment_job;

static void augment_some(void *context, int index) {
  const augment_job *k = context;
  int pairs = k->t->config.pairs, views = k->t->views, first = index * VIEWS;
  for (int i = first; i < first + VIEWS && i < views; i++)
    make_view(k->t, i, k->concepts[i % pairs], &k->how);
}

static ct_status augment(ct_trainer *t) {
  const ct_config *c = &t->config;
  if (is_table(t)) return CT_OK; /* every step sees all items as they are */
  augment_job k = {t, ct_sampler_batch(&t->sampler, t->step),
                   {.crop = c->crop, .rotate = c->rotate, .flip = c->flip, .jitter = c->jitter,
                    .grey = c->grey, .blur = c->blur, .cutout = c->cutout,
                    .mean = t->pack->mean}};
  ct_parallel_for(augment_some, &k, (t->views + VIEWS - 1) / VIEWS);
  return CT_OK;
}

static ct_status encode(ct_trainer *t) {
  ct_encoder_forward(&t->encoder, t->images, t->items, t->views);
  return CT_OK;
}

static ct_status find_loss(ct_trainer *t) {
  double before = t->loss;
  memset(t->dz, 0, sizeof(float) * (size_t)t->views * (size_t)t->config.dim);
  ct_status status = t->method->loss(t);
  if (!status && !ct_finite(t->loss)) status = CT_E_NONFINITE;
  if (status) t->loss = before;
  return status;
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

static ct_status find_gradient(ct_trainer *t) {
  ct_encoder *e = &t->encoder;
  memset(e->grads, 0, sizeof(float) * (size_t)e->param_count);
  ct_encoder_backward(e, t->dz, t->images, t->items, t->views);
  int fine = is_bounded(e->grads, e->param_count) && is_bounded(e->params, e->param_count) &&
             is_bounded(e->batch_state, e->state_count);
  return fine ? CT_OK : CT_E_NONFINITE;
}

/* Puts the rows of a table back on the unit sphere, so that the learning rate is an angle and the
 * loss, which sees directions alone, cannot make them drift outwards. A row that an update moved
 * exactly to the centre stays where it was: table_y holds the rows before the update. */
static void put_back_on_sphere(ct_trainer *t) {
  int D = t->config.dim;
  for (int i = 0; i < t->views; i++) {
    float *row = t->encoder.params + i * D, inverse;
    if (ct_normalize_forward(row, &inverse, row, 1, D) != CT_OK)
      memcpy(row, t->encoder.table_y + i * D, sizeof(float) * (size_t)D);
  }
}

static ct_status update(ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_encoder *e = &t->encoder;
  float factor = ct_schedule_factor((ct_schedule)c->schedule, t->step, c->warmup, c->steps);
  ct_optim_update(&t->optim, e->params, e->grads, e->tensors, e->tensor_count, c->lr * factor);
  ct_encoder_settle(e);
  if (is_table(t)) put_back_on_sphere(t);
  t->step++;
  return CT_OK;
}

ct_status ct_trainer_phase(ct_trainer *t) {
  static ct_status (*const phases[CT_PHASE_COUNT])(ct_trainer *) = {
    [CT_PHASE_AUGMENT] = augment, [CT_PHASE_ENCODE] = encode, [CT_PHASE_LOSS] = find_loss,
    [CT_PHASE_GRADIENT] = find_gradient, [CT_PHASE_UPDATE] = update,
  };
  ct_status status = phases[t->next](t);
  if (status) t->next = CT_PHASE_AUGMENT;
  else t->next = (ct_phase)((t->next + 1) % CT_PHASE_COUNT);
  return status;
}

ct_status ct_trainer_step(ct_trainer *t) {
  ct_status status;
  do status = ct_trainer_phase(t);
  while (!status && t->next != CT_PHASE_AUGMENT);
  return status;
}
