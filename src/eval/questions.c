#include "eval/questions.h"

#include "augment/image.h"
#include "data/toy.h"
#include "kernels/resample.h"

#define VERSIONS 4
#define LABEL_KIND 0 /* of the pack */
#define WHITE 1.0f

/* Side of what is zoomed in on, a sixth less each time: none is the drawing as it is, or its sharper
 * pixels would answer. */
static const float sides[VERSIONS] = {0.94f, 0.78f, 0.65f, 0.54f};

int ct_question_answers(const ct_pack *p, int data, ct_question q) {
  int toy = data == CT_DATA_TOY;
  switch (q) {
  case CT_ASK_CLASS: return p->labels > LABEL_KIND ? p->classes[LABEL_KIND] : 0;
  case CT_ASK_ROTATION: return !toy && p->height == p->width ? VERSIONS : 0;
  case CT_ASK_COLOUR: return p->channels == 3 ? VERSIONS : 0;
  case CT_ASK_SCALE: return toy ? 0 : VERSIONS;
  case CT_ASK_ARTIST: return p->drawings > 1 ? p->drawings : 0;
  default: return toy ? VERSIONS : 0;
  }
}

int ct_question_most_answers(const ct_pack *p, int data) {
  int most = 0;
  for (int q = 0; q < CT_QUESTION_COUNT; q++) {
    int answers = ct_question_answers(p, data, (ct_question)q);
    if (answers > most) most = answers;
  }
  return most;
}

int ct_question_answer(const ct_pack *p, int data, ct_question q, int item, int row) {
  switch (q) {
  case CT_ASK_CLASS: return ct_pack_label(p, LABEL_KIND, item / p->drawings);
  case CT_ASK_ARTIST: return item % p->drawings;
  default: { /* all versions among the drawings of an artist, and among every tenth concept */
    int concept = row / p->drawings;
    return (concept + concept / 10 + row % p->drawings) % ct_question_answers(p, data, q);
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

static void zoom(float *y, const uint8_t *x, const ct_pack *p, float side, float *scratch) {
  ct_affine map = {.a = side, .d = side, .cx = (float)p->width / 2, .cy = (float)p->height / 2};
  ct_resample(y, p->channels, p->height, p->width, x, p->height, p->width, &map, WHITE, scratch);
}

/* Half of a thing's own style and one of four that differ in half of their signs. */
static void restyle(float *y, int first, int style) {
  static const float signs[VERSIONS][VERSIONS] = {
    {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};
  for (int k = 0; k < VERSIONS; k++)
    y[first + k] = 0.5f + (y[first + k] - 0.5f) / 2 + signs[style][k] * CT_TOY_SPREAD / 255;
}

size_t ct_question_floats(const ct_pack *p) { return ct_resample_floats(p->height, p->width); }

void ct_question_read(float *x, const ct_pack *p, ct_question q, int item, int answer,
                      float *scratch) {
  int n = ct_pack_image_size(p);
  const uint8_t *from = ct_pack_image(p, item / p->drawings, item % p->drawings);
  if (q == CT_ASK_ROTATION) turn(x, from, p->channels, p->width, answer);
  else if (q == CT_ASK_SCALE) zoom(x, from, p, sides[answer], scratch);
  else ct_plain_image(x, from, n);
  if (q == CT_ASK_COLOUR) ct_turn_hue(x, n / 3, (float)answer / VERSIONS);
  if (q == CT_ASK_STYLE1) restyle(x, CT_TOY_CONTENT, answer);
  if (q == CT_ASK_STYLE2) restyle(x, CT_TOY_CONTENT + CT_TOY_STYLE / 2, answer);
  for (int i = 0; i < n; i++) x[i] -= p->mean;
}
