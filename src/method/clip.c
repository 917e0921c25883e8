/* CLIP (Radford et al. 2021): in a batch of drawings and texts, each drawing finds the text of its
 * concept and each text the drawing. By weights, two drawings of a concept find each other too
 * (SLIP, Mu et al. 2021, arXiv:2112.12750), and two texts of it. */
#include "loss/clip.h"
#include "loss/siglip.h"
#include "train/trainer.h"

static int has_second_view(const ct_config *c) { return c->slip > 0; }

static int parts(const ct_config *c) {
  return CT_PART_TEXT | (c->learn_tau == CT_ON ? CT_PART_TEMPERATURE : 0);
}

static void views(const ct_config *c, int *views, int *encoded, int *first_key) {
  *views = *encoded = has_second_view(c) ? 2 : 1;
  *first_key = 0;
}

static ct_status check(const ct_config *c, ct_text *why) {
  const char *wrong = NULL;
  if (c->data != CT_DATA_EMOJI) wrong = "method: clip needs names, which only emoji have here";
  else if (c->learn_tau == CT_ON && c->tau < CT_TEMPERATURE_LEAST)
    wrong = "`tau` must be at least 0.01 to be learned";
  if (wrong && why) ct_text_add(why, wrong);
  return wrong ? CT_E_CONFIG : CT_OK;
}

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int B = t->config.pairs, D = t->config.dim;
  int sigmoid = t->config.compare == CT_COMPARE_SIGMOID;
  return ct_trainer_take_scratch(t, sigmoid ? ct_siglip_bytes(B, D) : ct_clip_bytes(B, D), arena);
}

/* Adds one comparison, of so much weight, to the loss and to all gradients. */
static ct_status compare(ct_trainer *t, const float *a, float *da, const float *b, float *db,
                         double weight) {
  const ct_config *c = &t->config;
  ct_cross x = {.B = c->pairs, .D = c->dim, .a = a, .b = b, .da = da, .db = db, .weight = weight,
                .scale = 1 / (double)ct_trainer_tau(t), .bias = (double)ct_trainer_bias(t)};
  int sigmoid = c->compare == CT_COMPARE_SIGMOID;
  ct_status status = sigmoid ? ct_siglip(&x, &t->scratch) : ct_clip(&x, &t->scratch);
  if (status) return status;
  t->loss += x.weight * x.loss;
  t->temperature.gradient[0] += (float)x.dscale;
  t->temperature.gradient[1] += (float)x.dbias;
  return CT_OK;
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  size_t half = (size_t)c->pairs * (size_t)c->dim;
  const float *z = t->encoder->z, *text = t->text_encoder->z;
  float *dz = t->dz, *dtext = t->texts.dz;
  int two = has_second_view(c);
  t->loss = 0;
  t->temperature.gradient[0] = t->temperature.gradient[1] = 0;
  ct_status status = compare(t, z, dz, text, dtext, two ? 0.5 : 1);
  if (!status && two) status = compare(t, z + half, dz + half, text, dtext, 0.5);
  if (!status && two) status = compare(t, z, dz, z + half, dz + half, (double)c->slip);
  if (!status && c->text_text > 0)
    status = compare(t, text, dtext, text + half, dtext + half, (double)c->text_text);
  return status;
}

const ct_method ct_method_CT_CLIP = {.parts = parts, .check = check, .views = views,
                                     .layout = layout, .loss = loss};
