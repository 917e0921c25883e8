/* Compares InfoNCE with a queue or a bank with a plain double-precision reference, its slope,
 * PyTorch and NT-Xent. */
#include "kernels/rows.h"
#include "loss/infonce.h"
#include "loss/ntxent.h"
#include "loss_check.h"

/* One query, an empty queue, primes, exactly 64 queries and 256 keys, and more. From here the
 * reference reads the keys (queue or bank), the positives, and which key is the query's own. */
typedef struct shape {
  int B, D, K;
  float tau;
  int bank;
  const double *keys, *positives; /* [K, D], [B, D] */
  const int *own;                 /* [B] */
} shape;

static const shape shapes[] = {
  {1, 1, 1, 0.5f, 0},      {1, 3, 7, 0.07f, 0},    {2, 2, 0, 0.5f, 0},     {2, 3, 1, 0.2f, 1},
  {7, 13, 5, 0.1f, 1},     {7, 130, 31, 0.07f, 0}, {64, 64, 256, 0.1f, 0}, {65, 3, 257, 0.5f, 1},
  {64, 31, 64, 0.2f, 1},   {3, 5, 1000, 0.07f, 0}, {67, 9, 519, 0.05f, 1}, {31, 4, 300, 0.005f, 0},
  {5, 3, 259, 0.001f, 1},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

typedef struct drawn { float *q, *k, *keys; int *own; } drawn;

static drawn draw(ct_arena *a, shape *f, unsigned seed) {
  drawn x = {check_rows(a, f->B, f->D, seed), check_rows(a, f->B, f->D, seed + 100), NULL, NULL};
  float *lengths = CT_TAKE(a, float, f->K + 1);
  x.keys = check_rows(a, f->K + 1, f->D, seed + 200);
  ct_normalize_forward(x.keys, lengths, x.keys, f->K, f->D);
  x.own = CT_TAKE(a, int, f->B);
  for (int i = 0; i < f->B; i++) {
    x.own[i] = f->K ? (i * 7 + 3) % f->K : 0;
    if (f->bank) memcpy(x.k + i * f->D, x.keys + x.own[i] * f->D, sizeof(float) * (size_t)f->D);
  }
  f->keys = check_doubles(a, x.keys, f->K * f->D);
  f->positives = check_doubles(a, x.k, f->B * f->D);
  f->own = x.own;
  return x;
}

static ct_status run(const shape *f, drawn x, float *dq, float *share, double *loss, ct_arena *a) {
  if (f->bank)
    return ct_infonce_bank(x.q, dq, x.keys, x.own, f->B, f->D, f->K, f->tau, share, loss, a);
  return ct_infonce(x.q, dq, x.k, x.keys, f->B, f->D, f->K, f->tau, share, loss, a);
}

static double query_reference(const double *q, const shape *f, int i) {
  double positive = check_cosine(q, f->positives + i * f->D, f->D) / (double)f->tau;
  double length = sqrt(check_dot(q, q, f->D)), top = -1e9, sum = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (int j = 0; j < f->K; j++) {
      if (f->bank && j == f->own[i]) continue;
      double l = check_dot(q, f->keys + j * f->D, f->D) / length / (double)f->tau - positive;
      if (pass == 0) top = fmax(top, l);
      else sum += exp(l - top);
    }
  }
  return top > 30 ? top + log(sum + exp(-top)) : log1p(sum * exp(top));
}

static double reference(const double *q, const void *shape_) {
  const shape *f = shape_;
  double total = 0;
  for (int i = 0; i < f->B; i++) total += query_reference(q + i * f->D, f, i);
  return total / f->B;
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    drawn x = draw(a, &f, 11);
    double *exact = check_doubles(a, x.q, f.B * f.D), got = -1, want = reference(exact, &f);
    float share[67];
    CT_INT(run(&f, x, NULL, share, &got, a), CT_OK, "shape %d", s);
    double tau = (double)f.tau;
    CT_NEAR(got, want, check_tolerance(want, tau), "shape %d", s);
    for (int i = 0; i < f.B; i++)
      CT_NEAR((double)share[i], exp(-query_reference(exact + i * f.D, &f, i)),
              check_tolerance(1, tau), "shape %d, query %d", s, i);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    if (f.tau < 0.05f || f.D == 1) continue; /* 1 / tau makes a logit's error exceed 1e-5 */
    drawn x = draw(a, &f, 12);
    float *dq = check_zeros(a, f.B * f.D);
    double loss;
    CT_INT(run(&f, x, dq, NULL, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, x.q, dq, f.B * f.D, 16, 1e-2 * (double)f.tau, reference, &f, s);
  }
}

static void golden_of(const golden *g, int bank) {
  ct_arena *a = ct_test_arena();
  shape f = {.B = g->B, .D = GOLDEN_D, .K = 9, .tau = 0.2f, .bank = bank};
  int n = f.B * f.D;
  float *q = check_golden_rows(a, 2 * f.B), *dq = check_zeros(a, n), lengths[9];
  drawn x = {q, q + n, check_golden_rows(a, f.K), CT_TAKE(a, int, f.B)};
  ct_normalize_forward(x.keys, lengths, x.keys, f.K, f.D);
  for (int i = 0; i < f.B; i++) x.own[i] = (i * 7 + 3) % f.K;
  double loss;
  CT_INT(run(&f, x, dq, NULL, &loss, a), CT_OK, "%d queries", f.B);
  check_golden(a, g, loss, dq, n);
}

CT_TEST(golden_values) {
  for (const golden *g = golden_infonce; g->B; g++) golden_of(g, 0);
  for (const golden *g = golden_infonce_bank; g->B; g++) golden_of(g, 1);
}

/* When each view's queue is all views of the other items, the mean is NT-Xent. */
CT_TEST(queue_of_the_batch_is_ntxent) {
  ct_arena *a = ct_test_arena();
  int B = 9, D = 6, M = 2 * B;
  float *z = check_rows(a, M, D, 13), *queue = check_zeros(a, M * D), lengths[18];
  double want, loss, total = 0;
  CT_INT(ct_ntxent(z, NULL, B, D, 0.1f, &want, a), CT_OK, "NT-Xent");
  for (int i = 0; i < M; i++) {
    int p = (i + B) % M, K = 0;
    for (int j = 0; j < M; j++)
      if (j != i && j != p) memcpy(queue + K++ * D, z + j * D, sizeof(float) * (size_t)D);
    ct_normalize_forward(queue, lengths, queue, K, D);
    CT_INT(ct_infonce(z + i * D, NULL, z + p * D, queue, 1, D, K, 0.1f, NULL, &loss, a), CT_OK,
           "anchor %d", i);
    total += loss / M;
  }
  CT_NEAR(total, want, 1e-6 * want, "mean");
}

CT_TEST(order_of_the_queue_does_not_count) {
  ct_arena *a = ct_test_arena();
  shape f = {5, 6, 700, 0.07f, 0, NULL, NULL, NULL};
  drawn x = draw(a, &f, 14);
  float *turned = check_zeros(a, f.K * f.D);
  for (int j = 0; j < f.K; j++)
    memcpy(turned + (f.K - 1 - j) * f.D, x.keys + j * f.D, sizeof(float) * (size_t)f.D);
  double loss, again;
  CT_INT(run(&f, x, NULL, NULL, &loss, a), CT_OK, "as drawn");
  x.keys = turned;
  CT_INT(run(&f, x, NULL, NULL, &again, a), CT_OK, "turned round");
  CT_NEAR(again, loss, 1e-6 * loss, "the same");
}

CT_TEST(gradient_is_tangential_and_added) {
  ct_arena *a = ct_test_arena();
  shape f = {67, 9, 300, 0.1f, 0, NULL, NULL, NULL};
  drawn x = draw(a, &f, 15);
  int n = f.B * f.D;
  float *dq = check_zeros(a, n), *more = check_zeros(a, n);
  double loss, alone;
  CT_INT(run(&f, x, dq, NULL, &loss, a), CT_OK, "gradient");
  for (int i = 0; i < n; i++) more[i] = 2;
  CT_INT(run(&f, x, more, NULL, &loss, a), CT_OK, "added");
  for (int i = 0; i < f.B; i++) {
    double along = 0;
    for (int d = 0; d < f.D; d++) along += (double)x.q[i * f.D + d] * (double)dq[i * f.D + d];
    CT_NEAR(along, 0, 1e-7, "row %d", i);
  }
  for (int i = 0; i < n; i++) CT_NEAR((double)more[i] - 2, (double)dq[i], 2.5e-7, "at %d", i);
  CT_INT(run(&f, x, NULL, NULL, &alone, a), CT_OK, "value alone");
  CT_TRUE(alone == loss, "the same bits with and without a gradient");
}

/* The largest queue that the labs offer takes no more scratch than a small one. */
CT_TEST(memory_does_not_grow_with_the_queue) {
  ct_arena *a = ct_test_arena();
  int B = 32, D = 16, K = 65536;
  float *q = check_rows(a, B, D, 16), *queue = check_zeros(a, K * D), *dq = check_zeros(a, B * D);
  for (int j = 0; j < K; j++) queue[j * D + j % D] = j / D % 2 ? 1 : -1;
  size_t need = ct_infonce_bytes(B, D);
  CT_TRUE(ct_infonce_bytes(256, 128) <= 3 << 20, "%zu bytes", ct_infonce_bytes(256, 128));
  ct_arena exact;
  ct_arena_init(&exact, ct_arena_take(a, need), need);
  double loss, want = 0;
  CT_INT(ct_infonce(q, dq, q, queue, B, D, K, 0.2f, NULL, &loss, &exact), CT_OK, "promised bytes");
  for (int i = 0; i < B; i++) {
    double sum = 0, square = 0;
    for (int d = 0; d < D; d++) square += (double)q[i * D + d] * (double)q[i * D + d];
    for (int d = 0; d < D; d++) sum += 2 * cosh((double)q[i * D + d] / sqrt(square) * 5);
    want += log1p(K / (2 * D) * sum * exp(-5)) / B;
  }
  CT_NEAR(loss, want, 1e-5 * want, "each axis 2,048 times, both ways");
  ct_arena_init(&exact, exact.base, need - CT_ARENA_ALIGN);
  CT_INT(ct_infonce(q, dq, q, queue, B, D, K, 0.2f, NULL, &loss, &exact), CT_E_MEMORY, "less");
}

CT_TEST(bank_rows_move_towards_embeddings) {
  ct_arena *a = ct_test_arena();
  float *bank = check_rows(a, 4, 3, 17), lengths[4], kept[12];
  ct_normalize_forward(bank, lengths, bank, 4, 3);
  memcpy(kept, bank, sizeof kept);
  float v[6] = {0, 5, 0, 1, 2, 2};
  static const int index[2] = {2, 0}, outside[2] = {0, 4};
  CT_INT(ct_bank_update(bank, v, index, 2, 3, 4, 0.5f), CT_OK, "moved");
  for (int i = 0; i < 2; i++) {
    double mixed[3], length = i == 0 ? 5 : 3, square = 0;
    for (int d = 0; d < 3; d++) {
      mixed[d] = 0.5 * (double)kept[index[i] * 3 + d] + 0.5 * (double)v[i * 3 + d] / length;
      square += mixed[d] * mixed[d];
    }
    for (int d = 0; d < 3; d++)
      CT_NEAR((double)bank[index[i] * 3 + d], mixed[d] / sqrt(square), 1e-7, "row %d", i);
  }
  for (int d = 0; d < 3; d++) CT_NEAR((double)bank[3 + d], (double)kept[3 + d], 0, "others stay");
  memcpy(kept, bank, sizeof kept);
  CT_INT(ct_bank_update(bank, v, outside, 2, 3, 4, 0.5f), CT_E_ARG, "no such row");
  CT_INT(ct_bank_update(bank, v, index, 2, 3, 4, 1.5f), CT_E_ARG, "momentum");
  v[4] = (float)NAN;
  CT_INT(ct_bank_update(bank, v, index, 2, 3, 4, 0.5f), CT_E_NONFINITE, "NaN");
  v[3] = v[4] = v[5] = 0;
  CT_INT(ct_bank_update(bank, v, index, 2, 3, 4, 0.5f), CT_E_ZERO, "zero row");
  for (int i = 0; i < 12; i++) CT_NEAR((double)bank[i], (double)kept[i], 0, "untouched, %d", i);
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float q[6] = {1, 2, 3, 4, 5, 6}, k[6] = {6, 5, 4, 3, 2, 1}, queue[6] = {1, 0, 0, 0, 1, 0}, dq[6];
  float share[2] = {3, 3}, nan = (float)NAN;
  static const int own[2] = {0, 1}, outside[2] = {0, 2};
  double loss = 42;
  for (int i = 0; i < 6; i++) dq[i] = 3;
  size_t used = a->used;
  CT_INT(ct_infonce(q, dq, k, queue, 0, 3, 2, 1, share, &loss, a), CT_E_ARG, "no query");
  CT_INT(ct_infonce(q, dq, k, queue, 2, 0, 2, 1, share, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, -1, 1, share, &loss, a), CT_E_ARG, "queue of -1");
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, 0, share, &loss, a), CT_E_ARG, "tau 0");
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, -1, share, &loss, a), CT_E_ARG, "tau -1");
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, nan, share, &loss, a), CT_E_ARG, "tau NaN");
  CT_INT(ct_infonce_bank(q, dq, queue, own, 2, 3, 2, 0, share, &loss, a), CT_E_ARG, "bank, tau 0");
  CT_INT(ct_infonce_bank(q, dq, queue, outside, 2, 3, 2, 1, share, &loss, a), CT_E_ARG, "index");
  CT_INT(ct_infonce_bank(q, dq, queue, own, 2, 3, 0, 1, share, &loss, a), CT_E_ARG, "no bank");
  queue[1] = nan;
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, 1, share, &loss, a), CT_E_NONFINITE, "queue NaN");
  CT_INT(ct_infonce_bank(q, dq, queue, own, 2, 3, 2, 1, share, &loss, a), CT_E_NONFINITE, "bank");
  queue[1] = 0, k[0] = nan;
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, 1, share, &loss, a), CT_E_NONFINITE, "key NaN");
  k[0] = 6, q[4] = nan;
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, 1, share, &loss, a), CT_E_NONFINITE, "query NaN");
  q[3] = q[4] = q[5] = 0;
  CT_INT(ct_infonce(q, dq, k, queue, 2, 3, 2, 1, share, &loss, a), CT_E_ZERO, "zero query");
  CT_INT(ct_infonce_bank(q, dq, queue, own, 2, 3, 2, 1, share, &loss, a), CT_E_ZERO, "bank");
  CT_INT(ct_infonce(k, dq, q, queue, 2, 3, 2, 1, share, &loss, a), CT_E_ZERO, "zero key");
  CT_INT((long)a->used, (long)used, "scratch given back");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dq, 6, 3);
  check_untouched(share, 2, 3);
}

CT_SUITE(infonce, value_is_the_reference, gradient_is_the_slope, golden_values,
         queue_of_the_batch_is_ntxent, order_of_the_queue_does_not_count,
         gradient_is_tangential_and_added, memory_does_not_grow_with_the_queue,
         bank_rows_move_towards_embeddings, errors_change_nothing)
