/* Tables of which a batch touches few rows: which rows these are, their updates, and that nothing
 * reads or writes the others. */
#include <float.h>
#include "../golden/golden.h"
#include "ct_test.h"
#include "io/entries.h"
#include "nn/touched.h"
#include "train/networks.h"

static const ct_optim_config adam = {.kind = CT_ADAMW, .momentum = 0.9f, .beta1 = 0.9f,
  .beta2 = 0.999f, .epsilon = 1e-8f, .weight_decay = 0.1f, .trust = 0.1f};

static ct_optim_config with_kind(ct_optim_kind kind) {
  ct_optim_config c = adam;
  c.kind = kind;
  return c;
}

/* ---- which rows */

CT_TEST(rows_are_listed_as_their_ids_come) {
  static const int ids[] = {9, 4, 4, 9, 2, 7, 4, 0}, starts[] = {0, 2, 2, 5, 8};
  static const int all[] = {9, 4, 2, 7, 0}, third[] = {4, 9, 2}, bare[] = {9, 4};
  ct_touched t;
  ct_arena *a = ct_test_arena();
  CT_INT(ct_touched_layout(&t, 10, a), CT_OK, "layout");
  float *gradient = ct_test_floats(a, 10 * 3, 1, 1, 2);
  ct_input x = {.n = 4, .ids = ids, .starts = starts}, slice = ct_input_slice(&x, 2, 1, 0);
  ct_touched_reset(&t, 10);
  ct_touched_add(&t, &x);
  CT_INT(t.count, 5, "each once");
  CT_TRUE(memcmp(t.rows, all, sizeof all) == 0, "in the order of the ids");
  ct_touched_clear(&t, gradient, 3);
  for (int i = 0; i < 30; i++) {
    int row = i / 3, touched = row == 9 || row == 4 || row == 2 || row == 7 || row == 0;
    CT_TRUE((gradient[i] == 0) == touched, "gradient %d", i);
  }
  ct_touched_add(&t, &slice);
  CT_INT(t.count, 3, "a slice has its own ids alone");
  CT_TRUE(memcmp(t.rows, third, sizeof third) == 0, "of which the first is 4");
  ct_touched_clear(&t, gradient, 3);
  ct_touched_add(&t, &(ct_input){.n = 3, .ids = ids});
  CT_INT(t.count, 2, "one id an item");
  CT_TRUE(memcmp(t.rows, bare, sizeof bare) == 0, "without starts");
}

/* ---- the update of one table */

typedef struct table {
  ct_touched touched;
  ct_tensor tensor;
  ct_optim optim;
} table;

static table *make_table(ct_arena *a, int rows, int D, const ct_optim_config *c) {
  table *t = CT_TAKE(a, table, 1);
  t->tensor = (ct_tensor){.name = "w", .count = rows * D, .shape = {rows, D}, .rank = 2, .decay = 1,
                          .touched = &t->touched};
  CT_INT(ct_touched_layout(&t->touched, rows, a), CT_OK, "rows");
  ct_touched_reset(&t->touched, rows);
  CT_INT(ct_optim_layout(&t->optim, rows * D, &t->tensor, 1, a), CT_OK, "optimiser");
  ct_optim_reset(&t->optim, c);
  return t;
}

static void touch(table *t, const int *ids, int n) {
  ct_touched_reset(&t->touched, t->tensor.shape[0]);
  ct_touched_add(&t->touched, &(ct_input){.n = n, .ids = ids});
}

/* Muon does with such a table what AdamW does, and neither decays its weights. */
CT_TEST(sparse_adam_is_torch) {
  enum { ROWS = 5, D = 3, COUNT = ROWS * D, STEPS = 6 };
  static const ct_optim_kind kinds[] = {CT_ADAMW, CT_MUON};
  for (int k = 0; k < 2; k++) {
    ct_optim_config c = with_kind(kinds[k]);
    table *t = make_table(ct_test_arena(), ROWS, D, &c);
    float p[COUNT], g[COUNT];
    for (int i = 0; i < COUNT; i++) p[i] = (float)golden_sparse_start[i];
    for (int s = 0; s < STEPS; s++) {
      int ids[ROWS], n = 0;
      for (int row = ROWS - 1; row >= 0; row--)
        if (golden_sparse_touched[s * ROWS + row] > 0) ids[n++] = row;
      for (int i = 0; i < COUNT; i++) g[i] = (float)golden_sparse_grads[s * COUNT + i];
      touch(t, ids, n);
      ct_optim_update(&t->optim, p, g, &t->tensor, 1, 0.05f);
    }
    /* six steps of a few roundings of numbers near 1; the wrong place of epsilon errs by 1e-2 */
    for (int i = 0; i < COUNT; i++)
      CT_NEAR((double)p[i], golden_sparse_adam[i], 1e-6, "kind %d, at %d", kinds[k], i);
  }
}

/* Odd widths have a tail behind the vectors. */
CT_TEST(rows_touched_in_every_step_move_as_dense_ones) {
  static const int widths[] = {1, 3, 4, 7, 64};
  enum { ROWS = 9, STEPS = 6 };
  for (int k = 0; k < 5; k++) {
    int D = widths[k], n = ROWS * D, ids[] = {7, 0, 3};
    ct_arena *a = ct_test_arena();
    ct_optim_config plain = adam;
    plain.weight_decay = 0;
    table *t = make_table(a, ROWS, D, &adam), *dense = make_table(a, ROWS, D, &plain);
    dense->tensor.touched = NULL;
    float *p = ct_test_floats(a, n, 1, -1, 1), *q = ct_test_floats(a, n, 1, -1, 1);
    float *start = ct_test_floats(a, n, 1, -1, 1);
    touch(t, ids, 3);
    for (int s = 0; s < STEPS; s++) {
      size_t mark = ct_arena_mark(a);
      float *g = ct_test_floats(a, n, 2u + (unsigned)s, -1, 1);
      ct_optim_update(&t->optim, p, g, &t->tensor, 1, 0.01f);
      ct_optim_update(&dense->optim, q, g, &dense->tensor, 1, 0.01f);
      ct_arena_release(a, mark);
    }
    for (int i = 0; i < n; i++) {
      int row = i / D, moved = row == 7 || row == 0 || row == 3;
      if (moved) CT_NEAR(p[i], q[i], 2e-6, "width %d: [%d]", D, i); /* epsilon stands elsewhere */
      else CT_TRUE(memcmp(p + i, start + i, 4) == 0, "width %d: [%d] moved", D, i);
    }
  }
}

/* SGD and LARS treat the table as any tensor without weight decay. */
CT_TEST(other_optimisers_move_all_rows) {
  enum { ROWS = 6, D = 5, COUNT = ROWS * D };
  static const ct_optim_kind kinds[] = {CT_SGD, CT_LARS};
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    ct_optim_config c = with_kind(kinds[k]), plain = c;
    plain.weight_decay = 0;
    table *t = make_table(a, ROWS, D, &c), *dense = make_table(a, ROWS, D, &plain);
    dense->tensor.touched = NULL;
    float *p = ct_test_floats(a, COUNT, 1, -1, 1), *q = ct_test_floats(a, COUNT, 1, -1, 1);
    for (int s = 0; s < 3; s++) {
      float g[COUNT] = {0};
      int ids[] = {s, 5 - s};
      touch(t, ids, 2);
      for (int i = 0; i < 2 * D; i++) g[ids[i / D] * D + i % D] = (float)(i + 1) / 7;
      ct_optim_update(&t->optim, p, g, &t->tensor, 1, 0.01f);
      ct_optim_update(&dense->optim, q, g, &dense->tensor, 1, 0.01f);
    }
    CT_TRUE(memcmp(p, q, sizeof(float) * COUNT) == 0, "kind %d", kinds[k]);
  }
}

/* Muon's scratch for a matrix is larger than the matrix. */
CT_TEST(a_table_takes_no_scratch) {
  enum { ROWS = 32768, D = 64 };
  ct_touched touched;
  ct_optim o;
  size_t used[2];
  for (int k = 0; k < 2; k++) {
    ct_tensor x = {.name = "w", .count = ROWS * D, .shape = {ROWS, D}, .rank = 2, .decay = 1,
                   .touched = k ? &touched : NULL};
    ct_arena measure;
    ct_arena_measure(&measure);
    CT_INT(ct_optim_layout(&o, x.count, &x, 1, &measure), CT_OK, "layout");
    used[k] = measure.used;
  }
  CT_INT(used[1], 2 * sizeof(float) * ROWS * D, "two moments alone");
  CT_TRUE(used[0] > 3 * sizeof(float) * ROWS * D, "a matrix has scratch");
}

/* ---- towers of texts */

#define ROWS 300
#define TEXTS 7
#define HIDDEN 12
#define DIM 4

static const ct_encoder_config tower = {
  .kind = CT_ENCODER_MLP, .input = {CT_INPUT_TOKENS, {ROWS, 1, 1}}, .hidden = HIDDEN, .feature = 8,
  .head = 1, .dim = DIM, .activation = CT_GELU, .blocks = 1, .words = 64,
};
static const ct_encoder_kind kinds_of_tower[] = {CT_ENCODER_MLP, CT_ENCODER_TRANSFORMER};

/* Texts of 5, 0, 1, 3, ... ids below 40 and a few high ones; ids repeat, and the texts of another
 * step have other ids. To a transformer each id is a word. */
static ct_input texts_of(ct_arena *a, int step) {
  static const int lengths[TEXTS] = {5, 0, 1, 3, 8, 2, 4};
  int *starts = CT_TAKE(a, int, TEXTS + 1), *ids = CT_TAKE(a, int, 64), *each = CT_TAKE(a, int, 64);
  starts[0] = 0;
  for (int w = 0; w < 64; w++) each[w] = w;
  for (int i = 0; i < TEXTS; i++) {
    starts[i + 1] = starts[i] + lengths[i];
    for (int k = starts[i]; k < starts[i + 1]; k++)
      ids[k] = k % 6 ? (k * k + 17 * step) % 40 : (ROWS - 1 - 13 * step - k) % ROWS;
    if (lengths[i] > 2) ids[starts[i] + 2] = ids[starts[i]];
  }
  return (ct_input){.n = TEXTS, .ids = ids, .starts = starts, .words = starts, .word_starts = each};
}

/* A tower and, behind it, the momentum encoder that follows it. */
static ct_network *make_towers(ct_arena *a, ct_encoder_kind kind, const ct_optim_config *c) {
  ct_network *list = CT_TAKE(a, ct_network, 2);
  list[0] = (ct_network){.prefix = "", .moments = "optimizer", .batch = TEXTS, .phase = 0,
                         .follows = CT_FOLLOWS_NONE, .config = tower};
  list[1] = (ct_network){.prefix = "target.", .batch = TEXTS, .phase = 0, .follows = 0,
                         .config = tower};
  list[0].config.kind = list[1].config.kind = kind;
  CT_INT(ct_networks_layout(list, 2, a), CT_OK, "layout");
  ct_networks_reset(list, 2, 1, c);
  list[0].dz = ct_test_floats(a, TEXTS * DIM, 5, -1, 1);
  return list;
}

static void step_towers(ct_network *list, ct_arena *a, int step) {
  list[0].input = list[1].input = texts_of(a, step);
  ct_networks_forward(list, 2, 0);
  ct_networks_clear(list, 2);
  CT_TRUE(ct_networks_backward(list, 2), "step %d: bounded", step);
  ct_networks_update(list, 2, 0.01f);
}

static int is_touched(const ct_encoder *e, int row) { return e->touched.marks[row]; }

/* The rows that a step does not touch are filled with NaN: in the gradient, in both moments and in
 * the weights. Whoever reads one would spread it, and whoever writes one would change its bits. */
CT_TEST(a_step_reads_and_writes_touched_rows_alone) {
  static const ct_optim_kind kinds[] = {CT_ADAMW, CT_MUON};
  for (int k = 0; k < 4; k++) {
    ct_arena *a = ct_test_arena();
    ct_optim_config c = with_kind(kinds[k % 2]);
    ct_network *list = make_towers(a, kinds_of_tower[k / 2], &c);
    ct_encoder *e = &list[0].net;
    ct_optim *o = &list[0].optim;
    float *blocks[] = {e->params, e->grads, o->first, o->second};
    ct_input x = texts_of(a, 3);
    ct_touched_add(&e->touched, &x);
    int all = e->touched.count;
    CT_TRUE(all > 10 && all < 24, "%d of %d rows", all, ROWS);
    for (int b = 0; b < 4; b++)
      for (int i = 0; i < ROWS * HIDDEN; i++)
        if (!is_touched(e, i / HIDDEN)) blocks[b][i] = NAN;
    float *before = memcpy(CT_TAKE(a, float, ROWS * HIDDEN), e->params, 4 * ROWS * HIDDEN);
    step_towers(list, a, 3);
    step_towers(list, a, 3);
    CT_INT(e->touched.count, all, "the same rows each time");
    for (int b = 0; b < 4; b++)
      for (int i = 0; i < ROWS * HIDDEN; i++)
        CT_TRUE((blocks[b][i] != blocks[b][i]) == !is_touched(e, i / HIDDEN), "block %d: %d", b, i);
    for (int i = 0; i < ROWS * HIDDEN; i++)
      CT_TRUE(is_touched(e, i / HIDDEN) == (e->params[i] != before[i] && before[i] == before[i]),
              "weight %d", i);
    for (int i = ROWS * HIDDEN; i < e->param_count; i++)
      CT_TRUE(e->params[i] - e->params[i] == 0, "parameter %d", i);
    ct_networks_clear(list, 2);
    CT_INT(e->touched.count, 0, "cleared");
    for (int i = 0; i < e->param_count; i++)
      CT_TRUE(e->grads[i] == 0 || (i < ROWS * HIDDEN && e->grads[i] != e->grads[i]), "%d", i);
  }
}

/* Every row is looked at where every row moves. */
CT_TEST(bounds_are_checked_where_an_update_goes) {
  for (int kind = 0; kind < CT_OPTIM_COUNT; kind++) {
    ct_arena *a = ct_test_arena();
    ct_optim_config c = with_kind((ct_optim_kind)kind);
    ct_network *list = make_towers(a, CT_ENCODER_MLP, &c);
    ct_encoder *e = &list[0].net;
    step_towers(list, a, 0);
    int touched = e->touched.rows[3], other = 0, lazy = kind == CT_ADAMW || kind == CT_MUON;
    while (is_touched(e, other)) other++;
    list[0].dz = NULL; /* the gradient stays as it is made here */
    for (int b = 0; b < 2; b++) {
      float *at = (b ? e->grads : e->params) + touched * HIDDEN + 7, kept = *at;
      *at = 1e16f;
      CT_TRUE(!ct_networks_backward(list, 2), "kind %d, block %d", kind, b);
      *at = kept;
      CT_TRUE(ct_networks_backward(list, 2), "kind %d", kind);
    }
    e->params[other * HIDDEN] = 1e16f;
    CT_INT(ct_networks_backward(list, 2), lazy, "kind %d, another row", kind);
  }
}

/* Each optimiser trains, its momentum encoder follows in every row, and a saved run goes on with
 * the same bits. */
CT_TEST(towers_follow_and_go_on) {
  for (int k = 0; k < 2 * CT_OPTIM_COUNT; k++) {
    static ct_entries l, m;
    int kind = k / 2;
    ct_arena *a = ct_test_arena();
    ct_optim_config c = with_kind((ct_optim_kind)kind);
    ct_network *list = make_towers(a, kinds_of_tower[k % 2], &c);
    ct_network *other = make_towers(a, kinds_of_tower[k % 2], &c);
    ct_encoder *e = &list[0].net, *slow = &list[1].net;
    size_t bytes = sizeof(float) * (size_t)e->param_count;
    CT_TRUE(!slow->grads && !slow->tensors[0].touched, "the momentum encoder has no gradient");
    for (int s = 0; s < 4; s++) step_towers(list, a, s);
    float *start = memcpy(ct_arena_take(a, bytes), slow->params, bytes);
    ct_networks_follow(list, 2, 0.75f);
    for (int p = 0; p < e->param_count; p++)
      CT_NEAR(slow->params[p], 0.75 * (double)start[p] + 0.25 * (double)e->params[p], 1e-6,
              "kind %d: weight %d follows", kind, p);
    l.count = m.count = 0;
    ct_entries_networks(&l, list, 2);
    ct_entries_networks(&m, other, 2);
    CT_INT(l.count, m.count, "entries");
    step_towers(other, a, 9); /* what it touched then is not saved, and must not matter */
    for (int i = 0; i < l.count; i++)
      memcpy(m.at[i].values, l.at[i].values, sizeof(float) * (size_t)l.at[i].count);
    ct_networks_resume(other, 2, &c, list[0].optim.step);
    for (int s = 4; s < 8; s++) step_towers(list, a, s), step_towers(other, a, s);
    CT_TRUE(memcmp(e->params, other[0].net.params, bytes) == 0, "kind %d: the same bits", kind);
  }
}

/* A text of no ids, and a batch of no ids at all. */
CT_TEST(texts_without_words_are_zeros) {
  ct_arena *a = ct_test_arena();
  ct_network *list = make_towers(a, CT_ENCODER_MLP, &adam);
  ct_encoder *e = &list[0].net;
  static const int starts[TEXTS + 1] = {0};
  list[0].input = list[1].input = (ct_input){.n = TEXTS, .ids = starts, .starts = starts};
  ct_networks_forward(list, 2, 0);
  for (int i = 0; i < TEXTS * HIDDEN; i++) CT_TRUE(e->layers[1].y[i] == 0, "RMS norm, %d", i);
  ct_networks_clear(list, 2);
  CT_TRUE(ct_networks_backward(list, 2), "bounded");
  CT_INT(e->touched.count, 0, "no row");
  ct_networks_update(list, 2, 0.01f);
  step_towers(list, a, 1);
  CT_TRUE(e->layers[1].y[HIDDEN] == 0 && e->layers[1].y[0] != 0, "the second text is empty");
}

CT_SUITE(sparse, rows_are_listed_as_their_ids_come, sparse_adam_is_torch,
         rows_touched_in_every_step_move_as_dense_ones, other_optimisers_move_all_rows,
         a_table_takes_no_scratch, a_step_reads_and_writes_touched_rows_alone,
         bounds_are_checked_where_an_update_goes, towers_follow_and_go_on,
         texts_without_words_are_zeros)
