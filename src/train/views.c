/* Chooses the renditions of a batch and makes its views of them. */
#include "train/views.h"

#include <string.h>
#include "augment/image.h"
#include "augment/vector.h"
#include "base/parallel.h"
#include "data/toy.h"
#include "kernels/resample.h"
#include "train/texts.h"

#define TOY_SIZE (CT_TOY_CONTENT + CT_TOY_STYLE)

/* Scratch of one view, in whole cache lines, so that no two threads write to the same line. */
static size_t view_floats(const ct_track *k) {
  if (k->kind == CT_TRACK_VECTOR) return 0;
  return (ct_resample_floats(k->shape[1], k->shape[2]) + 15) / 16 * 16;
}

const char *ct_views_lack(const ct_config *c, const ct_pack *p) {
  const ct_track *k = ct_pack_seen(p);
  if (!k) return "it has neither pictures nor vectors, which are what an encoder reads";
  if (k->kind == CT_TRACK_VECTOR && k->size != TOY_SIZE)
    return "its vectors are not 8 numbers of content and 8 of style, from which views are made";
  if (k->kind == CT_TRACK_VECTOR && c->encoder != CT_ENCODER_MLP)
    return "its vectors have no pixels, so `encoder` must be `encoder=mlp`";
  if (ct_split_held_out(p) < 1) return "it has too few concepts to hold one out";
  if (k->renditions < 2 && c->positives == CT_POSITIVES_ARTISTS)
    return "it has one rendition of each concept, so `positives` must be `positives=augment`";
  if (c->method != CT_CLIP) return NULL;
  if (k->renditions < 2 || ct_held_out_rendition(c) >= k->renditions)
    return "it has no such artist to hold out, or no other artist to train on";
  return ct_texts_lack(p);
}

ct_status ct_views_layout(ct_trainer *t, ct_arena *arena) {
  if (ct_views_lack(&t->config, t->pack)) return CT_E_FORMAT;
  t->track = ct_pack_seen(t->pack);
  t->concepts = t->pack->concepts;
  t->held_out = ct_split_held_out(t->pack);
  int training = ct_held_out_rendition(&t->config) < 0 ? t->concepts - t->held_out : t->concepts;
  if (t->config.pairs > training) return CT_E_CONFIG;
  t->images = ct_take_floats(arena, (uint64_t)t->views, (uint64_t)t->track->size);
  t->view_scratch = ct_take_floats(arena, CT_THREADS_MAX, view_floats(t->track));
  t->split = CT_TAKE(arena, int, t->concepts);
  if (!t->images || !t->view_scratch || !t->split) return CT_E_MEMORY;
  return ct_sampler_layout(&t->sampler, training, arena);
}

void ct_views_reset(ct_trainer *t) {
  memset(t->images, 0, sizeof(float) * (size_t)t->views * (size_t)t->track->size);
  int held_out = ct_split(t->split, t->pack);
  if (ct_held_out_rendition(&t->config) >= 0) held_out = 0;
  ct_sampler_reset(&t->sampler, t->split + held_out, t->config.pairs, (uint64_t)t->config.seed);
}

/* Chooses the rendition for view 0, 1, ... of a pair; r: the pair's random numbers, the same for
 * all its views. */
static int choose_rendition(const ct_trainer *t, int view, ct_rng *r) {
  int kept_back = ct_held_out_rendition(&t->config);
  int renditions = t->track->renditions - (kept_back >= 0);
  int chosen = 0;
  if (renditions > 1) {
    int first = (int)ct_rng_below(r, (uint32_t)renditions);
    int other = (int)ct_rng_below(r, (uint32_t)renditions - 1);
    if (other >= first) other++;
    chosen = view % 2 == 0 || t->config.positives == CT_POSITIVES_AUGMENT ? first : other;
  }
  return kept_back >= 0 && chosen >= kept_back ? chosen + 1 : chosen;
}

#define LARGE 2 /* full-size views of each pair; its smaller crops come after them */

static void make_vector_view(float *y, const uint8_t *x, const ct_trainer *t, ct_rng *rng) {
  ct_vector_augment how = {.content = CT_TOY_CONTENT, .style = t->config.style_dims,
                           .noise = t->config.jitter, .spread = CT_TOY_SPREAD,
                           .mean = t->track->mean};
  ct_augment_vector(y, x, t->track->size, &how, rng);
}

/* Writes one view of the batch of a step to x; returns its rendition as ct_trainer.items has
 * it. */
static int make_view(const ct_trainer *t, float *x, long step, int view, int concept,
                     const ct_augment *how) {
  const ct_track *k = t->track;
  int pairs = t->config.pairs, which = view / pairs;
  uint64_t seed = (uint64_t)t->config.seed;
  float *scratch = t->view_scratch + (size_t)ct_this_thread() * view_floats(k);
  uint64_t first_view = (uint64_t)step * (uint64_t)t->views;
  ct_rng of_pair = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)(view % pairs));
  ct_rng own = ct_rng_make(seed, CT_RNG_AUGMENT, first_view + (uint64_t)view);
  int rendition = choose_rendition(t, which, &of_pair);
  ct_rng mirror = ct_rng_make(seed, CT_RNG_PAIR, first_view + (uint64_t)(view % pairs));
  ct_augment here = *how;
  here.mirrored = ct_rng_uniform(&mirror) < t->config.mirror;
  if (which >= LARGE) here.smaller = 1 - t->config.small;
  if (which == 0) own = of_pair; /* continues behind the numbers that made the choice */
  const uint8_t *from = ct_track_values(k, concept, rendition);
  if (k->kind == CT_TRACK_VECTOR) make_vector_view(x, from, t, &own);
  else ct_augment_image(x, from, k->shape[0], k->shape[1], k->shape[2], &here, &own, scratch);
  return concept * k->renditions + rendition;
}

/* Views that one task makes. */
#define VIEWS 4

typedef struct augment_job { ct_trainer *t; const int *concepts; ct_augment how; } augment_job;

static void augment_some(void *context, int index) {
  const augment_job *k = context;
  ct_trainer *t = k->t;
  size_t size = (size_t)t->track->size;
  int pairs = t->config.pairs, first = index * VIEWS;
  for (int i = first; i < first + VIEWS && i < t->views; i++)
    t->items[i] = make_view(t, t->images + (size_t)i * size, t->step, i,
                            k->concepts[i % pairs], &k->how);
}

static ct_augment recipe_of(const ct_config *c, float mean) {
  return (ct_augment){.crop = c->crop, .rotate = c->rotate, .flip = c->flip, .jitter = c->jitter,
                      .grey = c->grey, .blur = c->gaussian_blur, .cutout = c->cutout,
                      .randconv = c->randconv, .mean = mean};
}

int ct_views_alike(const ct_config *a, const ct_config *b) {
  ct_augment first = recipe_of(a, 0), second = recipe_of(b, 0);
  return a->positives == b->positives && a->mirror == b->mirror && a->style_dims == b->style_dims &&
         memcmp(&first, &second, sizeof first) == 0;
}

void ct_views_make(ct_trainer *t) {
  ct_augment recipe = recipe_of(&t->config, t->track->mean);
  augment_job k = {t, ct_sampler_batch(&t->sampler, t->step), recipe};
  ct_parallel_for(augment_some, &k, (t->views + VIEWS - 1) / VIEWS);
}

void ct_view_again(ct_trainer *t, float *x, long step, int view) {
  int concept = ct_sampler_batch(&t->sampler, step)[view % t->config.pairs];
  ct_augment recipe = recipe_of(&t->config, t->track->mean);
  make_view(t, x, step, view, concept, &recipe);
}
