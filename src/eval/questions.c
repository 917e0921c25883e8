#include "eval/questions.h"

#include "augment/image.h"
#include "data/toy.h"
#include "kernels/resample.h"

#define VERSIONS 4
#define LABEL_KIND 0 /* the kind of label, of those in the pack, that is the class */
#define WHITE 1.0f

/* Side of the window that is zoomed in on, a sixth less each time. None is 1, because the sharper
 * pixels of the unscaled picture would give the answer away. */
static const float sides[VERSIONS] = {0.94f, 0.78f, 0.65f, 0.54f};

int ct_question_answers(const ct_pack *p, ct_question q) {
  const ct_track *k = ct_pack_seen(p);
  int pixels = k->kind == CT_TRACK_PIXELS;
  switch (q) {
  case CT_ASK_CLASS: return p->labels > LABEL_KIND ? p->classes[LABEL_KIND] : 0;
  case CT_ASK_ROTATION: return pixels && k->shape[1] == k->shape[2] ? VERSIONS : 0;
  case CT_ASK_COLOUR: return pixels && k->shape[0] == 3 ? VERSIONS : 0;
  case CT_ASK_SCALE: return pixels ? VERSIONS : 0;
  case CT_ASK_ARTIST: return k->renditions > 1 ? k->renditions : 0;
  default: return pixels ? 0 : VERSIONS;
  }
}

int ct_question_most_answers(const ct_pack *p) {
  int most = 0;
  for (int q = 0; q < CT_QUESTION_COUNT; q++) {
    int answers = ct_question_answers(p, (ct_question)q);
    if (answers > most) most = answers;
  }
  return most;
}

int ct_question_answer(const ct_pack *p, ct_question q, int item, int row) {
  int renditions = ct_pack_seen(p)->renditions;
  switch (q) {
  case CT_ASK_CLASS: return ct_pack_label(p, LABEL_KIND, item / renditions);
  case CT_ASK_ARTIST: return item % renditions;
  default: { /* every artist's renditions, and every tenth concept, come in all versions */
    int concept = row / renditions;
    return (concept + concept / 10 + row % renditions) % ct_question_answers(p, q);
  }
  }
}

/* ---- versions */

static void turn(float *y, const uint8_t *x, int C, int side, int quarters) {
  int n = side * side;
  for (int i = 0; i < n; i++) {
    int row = i / side, column = i % side, last = side - 1;
    int from = quarters == 0 ? i
             : quarters == 1 ? (last - column) * side + row
             : quarters == 2 ? n - 1 - i
             : column * side + last - row;
    for (int c = 0; c < C; c++) y[c * n + i] = (float)x[c * n + from] / 255;
  }
}

static void zoom(float *y, const uint8_t *x, const int *shape, float side, float *scratch) {
  int C = shape[0], H = shape[1], W = shape[2];
  ct_affine map = {.a = side, .d = side, .cx = (float)W / 2, .cy = (float)H / 2};
  ct_resample(y, C, H, W, x, H, W, &map, WHITE, scratch);
}

/* Halves the style of one of the toy's things and adds one of four that differ in half of their
 * signs. */
static void restyle(float *y, int first, int style) {
  static const float signs[VERSIONS][VERSIONS] = {
    {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};
  for (int k = 0; k < VERSIONS; k++)
    y[first + k] = 0.5f + (y[first + k] - 0.5f) / 2 + signs[style][k] * CT_TOY_SPREAD / 255;
}

size_t ct_question_floats(const ct_pack *p) {
  const ct_track *k = ct_pack_seen(p);
  return k->kind == CT_TRACK_PIXELS ? ct_resample_floats(k->shape[1], k->shape[2]) : 0;
}

void ct_question_read(float *x, const ct_pack *p, ct_question q, int item, int answer,
                      float *scratch) {
  const ct_track *k = ct_pack_seen(p);
  const uint8_t *from = ct_track_values(k, item / k->renditions, item % k->renditions);
  if (q == CT_ASK_ROTATION) turn(x, from, k->shape[0], k->shape[2], answer);
  else if (q == CT_ASK_SCALE) zoom(x, from, k->shape, sides[answer], scratch);
  else ct_plain_image(x, from, k->size);
  if (q == CT_ASK_COLOUR) ct_turn_hue(x, k->size / 3, (float)answer / VERSIONS);
  if (q == CT_ASK_STYLE1) restyle(x, CT_TOY_CONTENT, answer);
  if (q == CT_ASK_STYLE2) restyle(x, CT_TOY_CONTENT + CT_TOY_STYLE / 2, answer);
  for (int i = 0; i < k->size; i++) x[i] -= k->mean;
}
