/* A batch and its views: which drawings, and what is done to each. */
#include "train/views.h"

#include <string.h>
#include "augment/image.h"
#include "augment/vector.h"
#include "base/parallel.h"
#include "data/toy.h"
#include "kernels/resample.h"

/* Scratch of one view, in whole cache lines: no two threads write the same. */
static size_t view_floats(const ct_pack *p) {
  return (ct_resample_floats(p->height, p->width) + 15) / 16 * 16;
}

ct_status ct_views_layout(ct_trainer *t, ct_arena *arena) {
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

void ct_views_reset(ct_trainer *t) {
  size_t pixels = (size_t)ct_pack_image_size(t->pack);
  memset(t->images, 0, sizeof(float) * (size_t)t->views * pixels);
  int held_out = ct_split(t->split, t->concepts, t->pack->held_out);
  ct_sampler_reset(&t->sampler, t->split + held_out, t->config.pairs, (uint64_t)t->config.seed);
}

/* The drawing of a pair's view 0, 1, ...; r: the pair's own numbers, drawn alike for both. */
static int choose_drawing(const ct_trainer *t, int view, ct_rng *r) {
  int drawings = t->pack->drawings;
  if (drawings == 1) return 0;
  int first = (int)ct_rng_below(r, (uint32_t)drawings);
  int other = (int)ct_rng_below(r, (uint32_t)drawings - 1);
  if (other >= first) other++;
  return view % 2 == 0 || t->config.positives == CT_POSITIVES_AUGMENT ? first : other;
}

#define LARGE 2 /* views of each pair before its smaller crops */

static void make_toy_view(float *y, const uint8_t *x, const ct_trainer *t, ct_rng *rng) {
  ct_vector_augment how = {.content = CT_TOY_CONTENT, .style = t->config.style_dims,
                           .noise = t->config.jitter, .spread = CT_TOY_SPREAD,
                           .mean = t->pack->mean};
  ct_augment_vector(y, x, CT_TOY_CONTENT + CT_TOY_STYLE, &how, rng);
}

/* Pixels of one view of the batch of a step, to x; returns its drawing, as ct_trainer.items. */
static int make_view(const ct_trainer *t, float *x, long step, int view, int concept,
                     const ct_augment *how) {
  const ct_pack *p = t->pack;
  int pairs = t->config.pairs, which = view / pairs;
  uint64_t seed = (uint64_t)t->config.seed;
  float *scratch = t->view_scratch + (size_t)ct_this_thread() * view_floats(p);
  uint64_t first_view = (uint64_t)step * (uint64_t)t->views;
  ct_rng of_pair = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)(view % pairs));
  ct_rng own = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)view);
  int drawing = choose_drawing(t, which, &of_pair);
  ct_rng mirror = ct_rng_make(seed, CT_RNG_PAIR, first_view + (uint64_t)(view % pairs));
  ct_augment here = *how;
  here.mirrored = ct_rng_uniform(&mirror) < t->config.mirror;
  if (which >= LARGE) here.smaller = 1 - t->config.small;
  if (which == 0) own = of_pair; /* goes on after the choice instead of using its numbers twice */
  const uint8_t *from = ct_pack_image(p, concept, drawing);
  if (t->config.data == CT_DATA_TOY) make_toy_view(x, from, t, &own);
  else ct_augment_image(x, from, p->channels, p->height, p->width, &here, &own, scratch);
  return concept * p->drawings + drawing;
}

/* Views that one task makes. */
#define VIEWS 4

typedef struct augment_job { ct_trainer *t; const int *concepts; ct_augment how; } augment_job;

static void augment_some(void *context, int index) {
  const augment_job *k = context;
  ct_trainer *t = k->t;
  size_t pixels = (size_t)ct_pack_image_size(t->pack);
  int pairs = t->config.pairs, first = index * VIEWS;
  for (int i = first; i < first + VIEWS && i < t->views; i++)
    t->items[i] = make_view(t, t->images + (size_t)i * pixels, t->step, i,
                            k->concepts[i % pairs], &k->how);
}

static ct_augment recipe_of(const ct_config *c, float mean) {
  return (ct_augment){.crop = c->crop, .rotate = c->rotate, .flip = c->flip, .jitter = c->jitter,
                      .grey = c->grey, .blur = c->gaussian_blur, .cutout = c->cutout, .mean = mean};
}

int ct_views_alike(const ct_config *a, const ct_config *b) {
  ct_augment first = recipe_of(a, 0), second = recipe_of(b, 0);
  return a->positives == b->positives && a->mirror == b->mirror && a->style_dims == b->style_dims &&
         memcmp(&first, &second, sizeof first) == 0;
}

void ct_views_make(ct_trainer *t) {
  augment_job k = {t, ct_sampler_batch(&t->sampler, t->step), recipe_of(&t->config, t->pack->mean)};
  ct_parallel_for(augment_some, &k, (t->views + VIEWS - 1) / VIEWS);
}

void ct_view_again(ct_trainer *t, float *x, long step, int view) {
  int concept = ct_sampler_batch(&t->sampler, step)[view % t->config.pairs];
  ct_augment recipe = recipe_of(&t->config, t->pack->mean);
  make_view(t, x, step, view, concept, &recipe);
}
