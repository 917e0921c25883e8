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
    return refuse(why, "method: free points move by simclr alone; the others need drawings");
  if (c->encoder != CT_ENCODER_TABLE)
    return refuse(why, "encoder: the cards have no pixels to read, so it must be table");
  if (c->average > 0)
    return refuse(why, "average: free points are shown as they are, so it must be 0");
  if (c->pairs > CT_CARDS_MAX)
    return refuse_number(why, "pairs: ", c->pairs, " is more than the 64 cards there are");
  if (c->start == CT_START_ARTICLE && c->pairs != 4)
    return refuse_number(why, "start: the article's points are 4 pairs, not ", c->pairs, "");
  if (c->start == CT_START_ARTICLE && c->dim > 3)
    return refuse_number(why, "start: the article's points have dim 2 or 3, not ", c->dim, "");
  return CT_OK;
}

static ct_status check_images(const ct_config *c, ct_text *why) {
  if (c->encoder == CT_ENCODER_TABLE)
    return refuse(why, "encoder: a table reads no pixels; drawings need mlp, cnn or resnet");
  if (c->start != CT_START_RANDOM)
    return refuse(why, "start: only the free embeddings of cards have other starts than random");
  if (c->data == CT_DATA_TOY && c->encoder != CT_ENCODER_MLP)
    return refuse(why, "encoder: the toy's numbers lie nowhere, so it must be mlp");
  if (c->data == CT_DATA_TOY && c->positives == CT_POSITIVES_ARTISTS)
    return refuse(why, "positives: the toy has no artists, so a pair must be augment");
  if (c->data == CT_DATA_MNIST && c->positives == CT_POSITIVES_ARTISTS)
    return refuse(why, "positives: every digit was written once, so a pair must be augment");
  if (c->head == 0 && c->dim != c->feature)
    return refuse_number(why, "dim: without a projection head (head 0) the embedding is the "
                              "representation, so dim must equal feature, ", c->feature, "");
  return CT_OK;
}

ct_status ct_config_check(const ct_config *c, ct_text *why) {
  if (!CT_NETWORKS && c->data != CT_DATA_CARDS)
    return refuse(why, "data: this module moves the free points of cards, and reads no drawings");
  ct_status status = c->data == CT_DATA_CARDS ? check_cards(c, why) : check_images(c, why);
  if (status) return status;
  if (c->bug != CT_BUG_NONE && 2 * c->pairs > CT_BUG_VIEWS_MAX)
    return refuse_number(why, "bug: mistakes are shown with at most 64 pairs, not ", c->pairs, "");
  const ct_method *method = ct_method_of((ct_method_kind)c->method);
  if (c->learn_tau == CT_ON && c->method != CT_SIMCLR && c->method != CT_CLIP)
    return refuse(why, "learn_tau: only simclr and clip learn their temperature here");
  if (method->least_pairs > c->pairs)
    return refuse_number(why, "pairs: this method needs at least ", method->least_pairs, "");
  return method->check ? method->check(c, why) : CT_OK;
}
