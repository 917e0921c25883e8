/* Bags of rows of an embedding table, by themselves and as the first layer of an encoder. */
#include <float.h>
#include "base/random.h"
#include "ct_test.h"
#include "nn/bag.h"
#include "nn/encoder.h"

#define ROWS 11
#define ITEMS 23

/* Items of 0, 1, 2, 3, 4 ids, and so on in turn; ids repeat within a bag and between bags. */
typedef struct bags { int ids[3 * ITEMS], starts[ITEMS + 1]; } bags;

static bags make_bags(void) {
  bags b;
  ct_rng r = ct_rng_make(1, CT_RNG_TEST, 0);
  b.starts[0] = 0;
  for (int i = 0; i < ITEMS; i++) {
    b.starts[i + 1] = b.starts[i] + i % 5;
    for (int k = b.starts[i]; k < b.starts[i + 1]; k++) b.ids[k] = (int)ct_rng_below(&r, ROWS);
  }
  return b;
}

static float *copy_of(ct_arena *a, const float *x, int n) {
  return memcpy(CT_TAKE(a, float, n), x, sizeof(float) * (size_t)n);
}

/* The mean of an item's rows in double precision. */
static double mean_of(const float *table, const ct_input *x, int item, int D, int d) {
  int begin = x->starts ? x->starts[item] : item, end = x->starts ? x->starts[item + 1] : item + 1;
  double sum = 0;
  for (int k = begin; k < end; k++) sum += (double)table[x->ids[k] * D + d];
  return end > begin ? sum / (end - begin) : 0;
}

static double slope_of(const float *dy, const ct_input *x, int row, int D, int d) {
  double sum = 0;
  for (int i = 0; i < x->n; i++) {
    int begin = x->starts ? x->starts[i] : i, end = x->starts ? x->starts[i + 1] : i + 1;
    for (int k = begin; k < end; k++)
      if (x->ids[k] == row) sum += (double)dy[i * D + d] / (end - begin);
  }
  return sum;
}

CT_TEST(rows_out_and_gradients_in) {
  static const int widths[] = {1, 2, 3, 7, 16, 65};
  bags b = make_bags();
  for (int k = 0; k < 12; k++) {
    int D = widths[k / 2];
    ct_arena *a = ct_test_arena();
    ct_input x = {.n = ITEMS, .ids = b.ids, .starts = k % 2 ? b.starts : NULL};
    float *table = ct_test_floats(a, ROWS * D, 1, -1, 1), *y = CT_TAKE(a, float, ITEMS * D);
    float *dy = ct_test_floats(a, ITEMS * D, 2, -1, 1), *d = ct_test_floats(a, ROWS * D, 3, -1, 1);
    float *before = copy_of(a, d, ROWS * D);
    ct_bag_forward(y, table, &x, D);
    ct_bag_backward(d, dy, &x, D);
    for (int i = 0; i < ITEMS * D; i++)
      CT_NEAR(y[i], mean_of(table, &x, i / D, D, i % D), 4 * (double)FLT_EPSILON, "item %d", i / D);
    for (int i = 0; i < ROWS * D; i++) {
      double want = (double)before[i] + slope_of(dy, &x, i / D, D, i % D);
      CT_NEAR(d[i], want, (double)FLT_EPSILON * ITEMS, "row %d", i / D); /* ids repeat */
    }
  }
}

CT_TEST(one_row_is_the_row_bit_for_bit) {
  static const float table[4] = {-0.0f, 0x1.fffffep-127f, -3, 0x1p-149f};
  static const int ids[2] = {1, 0}, starts[3] = {0, 1, 2};
  float y[4];
  for (int k = 0; k < 2; k++) {
    ct_bag_forward(y, table, &(ct_input){.n = 2, .ids = ids, .starts = k ? starts : NULL}, 2);
    CT_TRUE(memcmp(y, table + 2, 8) == 0 && memcmp(y + 2, table, 8) == 0, "starts: %d", k);
  }
}

/* An encoder of words: dz . z as a function of its parameters in double precision has the gradient
 * that the backward finds. */
CT_TEST(an_encoder_of_tokens_has_the_slope_of_its_values) {
  enum { hidden = 5, feature = 4, dim = 3 };
  ct_encoder_config c = {.kind = CT_ENCODER_MLP, .input = {CT_INPUT_TOKENS, {ROWS, 1, 1}},
                         .hidden = hidden, .feature = feature, .head = 1, .dim = dim,
                         .activation = CT_GELU};
  bags b = make_bags();
  ct_input x = {.n = ITEMS, .ids = b.ids, .starts = b.starts};
  ct_arena *a = ct_test_arena();
  static ct_encoder e;
  CT_INT(ct_encoder_layout(&e, &c, ITEMS, a), CT_OK, "layout");
  ct_encoder_reset(&e, 3);
  CT_TRUE(strcmp(e.tensors[0].name, "backbone.0.weight") == 0, "%s", e.tensors[0].name);
  CT_TRUE(strcmp(e.tensors[1].name, "backbone.2.weight") == 0, "behind an RMS norm");
  CT_INT(e.tensors[0].shape[0] * e.tensors[0].shape[1], ROWS * hidden, "the table");
  float *dz = ct_test_floats(a, ITEMS * dim, 4, -1, 1);
  ct_encoder_forward(&e, &x);
  ct_encoder_backward(&e, dz, &x);
  for (int p = 0; p < e.param_count; p++) {
    double value[2];
    float kept = e.params[p], h = 0x1p-7f;
    for (int s = 0; s < 2; s++) {
      e.params[p] = s ? kept + h : kept - h;
      ct_encoder_evaluate(&e, &x);
      value[s] = 0;
      for (int i = 0; i < ITEMS * dim; i++) value[s] += (double)dz[i] * (double)e.z[i];
    }
    e.params[p] = kept;
    double slope = (value[1] - value[0]) / (2 * (double)h);
    CT_NEAR(e.grads[p], slope, 2e-3 * (1 + fabs(slope)), "parameter %d", p);
  }
}

CT_TEST(an_encoder_reads_what_it_can) {
  static const struct { ct_encoder_kind kind; ct_input_shape input; int status; } table[] = {
    {CT_ENCODER_TABLE, {CT_INPUT_ROWS, {7, 1, 1}}, CT_OK},
    {CT_ENCODER_TABLE, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_OK},
    {CT_ENCODER_TABLE, {CT_INPUT_PIXELS, {3, 5, 7}}, CT_E_CONFIG},
    {CT_ENCODER_TABLE, {CT_INPUT_VECTOR, {7, 1, 1}}, CT_E_CONFIG},
    {CT_ENCODER_MLP, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_OK},
    {CT_ENCODER_MLP, {CT_INPUT_VECTOR, {7, 1, 1}}, CT_OK},
    {CT_ENCODER_MLP, {CT_INPUT_VECTOR, {7, 2, 1}}, CT_E_CONFIG},
    {CT_ENCODER_MLP, {CT_INPUT_TOKENS, {0, 1, 1}}, CT_E_CONFIG},
    {CT_ENCODER_MLP, {CT_INPUT_TOKENS, {1 << 30, 1, 1}}, CT_E_CONFIG},
    {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {3, 5, 7}}, CT_OK},
    {CT_ENCODER_CNN, {CT_INPUT_FRAMES, {1, 40, 64}}, CT_OK},
    {CT_ENCODER_CNN, {CT_INPUT_VECTOR, {7, 1, 1}}, CT_E_CONFIG},
    {CT_ENCODER_CNN, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
  };
  for (int k = 0; k < (int)(sizeof table / sizeof table[0]); k++) {
    static ct_encoder e;
    ct_arena measure;
    ct_arena_measure(&measure);
    ct_encoder_config c = {.kind = table[k].kind, .input = table[k].input, .hidden = 8,
                           .feature = 6, .head = 1, .dim = 4};
    CT_INT(ct_encoder_layout(&e, &c, 2, &measure), table[k].status, "line %d", k);
  }
}

CT_SUITE(bag, rows_out_and_gradients_in, one_row_is_the_row_bit_for_bit,
         an_encoder_of_tokens_has_the_slope_of_its_values, an_encoder_reads_what_it_can)
