#include "train/check.h"

#include "base/build.h"
#include "loss/ntxent_bugs.h"
#include "train/method.h"

static ct_status refuse(ct_text *why, const char *words) {
  if (why) ct_text_add(why, words);
  return CT_E_CONFIG;
}

static ct_status refuse_number(ct_text *why, const char *before, int value, const char *after) {
  if (!why) return CT_E_CONFIG;
  ct_text_add(why, before);
  ct_text_number(why, value);
  ct_text_add(why, after);
  return CT_E_CONFIG;
}

static ct_status check_cards(const ct_config *c, ct_text *why) {
  if (c->method != CT_SIMCLR)
    return refuse(why, "free points can only be trained by `method=simclr`");
  if (c->encoder != CT_ENCODER_TABLE)
    return refuse(why, "free points have no pixels, so `encoder` must be `encoder=table`");
  if (c->average > 0)
    return refuse(why, "`average` must be 0 for free points");
  if (c->pairs > CT_CARDS_MAX)
    return refuse_number(why, "`pairs` can be at most 64 for free points, not ", c->pairs, "");
  if (c->start == CT_START_ARTICLE && c->pairs != 4)
    return refuse_number(why, "`start=article` has 4 pairs, not ", c->pairs, "");
  if (c->start == CT_START_ARTICLE && c->dim > 3)
    return refuse_number(why, "`start=article` has 2 or 3 dimensions, not ", c->dim, "");
  return CT_OK;
}

static ct_status check_images(const ct_config *c, ct_text *why) {
  if (c->encoder == CT_ENCODER_TABLE)
    return refuse(why, "`encoder=table` reads no pixels; drawings need another `encoder`");
  if (c->start != CT_START_RANDOM)
    return refuse(why, "only free points can have another `start` than `start=random`");
  if (c->data == CT_DATA_TOY && c->encoder != CT_ENCODER_MLP)
    return refuse(why, "`data=toy` has no pixels, so `encoder` must be `encoder=mlp`");
  if (c->data == CT_DATA_TOY && c->positives == CT_POSITIVES_ARTISTS)
    return refuse(why, "`data=toy` has no artists, so `positives` must be `positives=augment`");
  if (c->data == CT_DATA_MNIST && c->positives == CT_POSITIVES_ARTISTS)
    return refuse(why, "every digit was written once, so `positives` must be `positives=augment`");
  if (c->head == 0 && c->dim != c->feature)
    return refuse_number(why, "without a projection head the embedding is the representation, "
                              "so `dim` must be equal to `feature`, ", c->feature, "");
  return CT_OK;
}

ct_status ct_config_check(const ct_config *c, ct_text *why) {
  if (!CT_NETWORKS && c->data != CT_DATA_CARDS)
    return refuse(why, "this build of the engine moves free points only and reads no drawings");
  ct_status status = c->data == CT_DATA_CARDS ? check_cards(c, why) : check_images(c, why);
  if (status) return status;
  if (c->bug != CT_BUG_NONE && 2 * c->pairs > CT_BUG_VIEWS_MAX)
    return refuse_number(why, "a `bug` can be shown with at most 64 pairs, not ", c->pairs, "");
  const ct_method *method = ct_method_of((ct_method_kind)c->method);
  if (c->learn_tau == CT_ON && c->method != CT_SIMCLR && c->method != CT_CLIP)
    return refuse(why, "only `method=simclr` and `method=clip` can learn `tau`");
  if (method->least_pairs > c->pairs)
    return refuse_number(why, "this `method` needs `pairs` of at least ", method->least_pairs, "");
  return method->check ? method->check(c, why) : CT_OK;
}
