#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/shots.h"

/* Synthetic rows: a point on the sphere for each class, plus noise; `groups` rows of each item. */
typedef struct sample { float *x; int *label; int F; } sample;

static void read_sample(const void *context, int row, float *x) {
  const sample *s = context;
  memcpy(x, s->x + row * s->F, sizeof(float) * (size_t)s->F);
}

static ct_labelled make(ct_arena *a, sample *s, int count, int F, int C, int groups, float noise,
                        unsigned seed) {
  float *centre = ct_test_floats(a, C * F, 1, -1, 1), *inverse = CT_TAKE(a, float, count);
  s->x = ct_test_floats(a, count * F, seed, -noise, noise);
  s->label = CT_TAKE(a, int, count);
  s->F = F;
  for (int i = 0; i < count; i++) {
    int thing = i / groups;
    s->label[i] = (thing * 7 + thing / 5) % C;
    for (int f = 0; f < F; f++) s->x[i * F + f] += centre[s->label[i] * F + f];
  }
  CT_INT(ct_normalize_forward(s->x, inverse, s->x, count, F), CT_OK, "rows");
  return (ct_labelled){.count = count, .width = F, .classes = C, .groups = groups,
                       .label = s->label, .read = read_sample, .context = s};
}

static ct_probe *laid_out(ct_arena *a, int F, int C) {
  ct_probe *p = CT_TAKE(a, ct_probe, 1);
  CT_INT(ct_probe_layout(p, F, C, a), CT_OK, "%d features, %d classes", F, C);
  ct_probe_begin(p, F, C);
  return p;
}

static double run(ct_probe *p, const ct_labelled *train, const ct_labelled *test, int slice) {
  for (int calls = 0; calls < 10000000; calls++) {
    int budget = slice;
    if (ct_probe_advance(p, train, test, &budget)) return ct_probe_accuracy(p, test);
  }
  return -1;
}

/* The loss of all rows at w in double precision, with decay 0.01, and its gradient [C, F + 1]. */
static double reference(double *g, const double *w, const ct_probe *p, const ct_labelled *rows) {
  int F = p->F, C = p->C;
  double loss = 0, v[64], z[16];
  const sample *s = rows->context;
  for (int i = 0; i < C * (F + 1); i++) g[i] = 0;
  for (int i = 0; i < rows->count; i++) {
    double sum = 0;
    for (int f = 0; f < F; f++)
      v[f] = ((double)s->x[i * F + f] - (double)p->mean[f]) * (double)p->r;
    v[F] = 1;
    for (int c = 0; c < C; c++) {
      z[c] = 0;
      for (int f = 0; f <= F; f++) z[c] += w[c * (F + 1) + f] * v[f];
      sum += exp(z[c]);
    }
    loss += (log(sum) - z[rows->label[i]]) / rows->count;
    for (int c = 0; c < C; c++)
      for (int f = 0; f <= F; f++)
        g[c * (F + 1) + f] += (exp(z[c]) / sum - (c == rows->label[i])) * v[f] / rows->count;
  }
  for (int i = 0; i < C * (F + 1); i++)
    if (i % (F + 1) != F) loss += 0.005 * w[i] * w[i], g[i] += 0.01 * w[i];
  return loss;
}

CT_TEST(reaches_the_least_loss) {
  static const struct { int count, F, C; float noise; } shapes[] = {
      {5, 1, 2, 0.9f}, {13, 2, 3, 0.7f}, {64, 5, 2, 1}, {97, 7, 5, 0.8f}, {131, 17, 10, 1}};
  for (int k = 0; k < 5; k++) {
    ct_arena *a = ct_test_arena();
    sample s;
    int F = shapes[k].F, C = shapes[k].C, size = C * (F + 1);
    ct_labelled rows = make(a, &s, shapes[k].count, F, C, 1, shapes[k].noise, 3);
    ct_probe *p = laid_out(a, F, C);
    run(p, &rows, &rows, 1000);
    ct_probe_begin_few(p);
    run(p, &rows, &rows, 1000);
    double w[200], g[200], v[200], least, got;
    for (int i = 0; i < size; i++) w[i] = v[i] = 0;
    for (int step = 0; step < 2000; step++) { /* gradient descent with momentum */
      reference(g, w, p, &rows);
      for (int i = 0; i < size; i++) v[i] = 0.9 * v[i] - 0.1 * g[i], w[i] += v[i];
    }
    least = reference(g, w, p, &rows);
    for (int i = 0; i < size; i++) w[i] = (double)p->w[i];
    got = reference(g, w, p, &rows);
    CT_NEAR(p->loss, got, 1e-5, "the loss it sees, shape %d", k); /* it is in single precision */
    CT_TRUE(got <= least * 1.01 + 1e-6, "loss %g, least %g, shape %d", got, least, k);
    CT_TRUE(got >= least - 1e-6, "below the least: %g, %g, shape %d", got, least, k);
  }
}

CT_TEST(slices_change_no_bit) {
  static const int slices[] = {1, 7, 64, 65, 100000};
  float first[64];
  double accuracy = 0;
  for (int k = 0; k < 5; k++) {
    ct_arena *a = ct_test_arena();
    sample s, t;
    ct_labelled train = make(a, &s, 150, 6, 4, 3, 0.9f, 5);
    ct_labelled test = make(a, &t, 45, 6, 4, 3, 0.9f, 6);
    ct_probe *p = laid_out(a, 6, 4);
    double got = run(p, &train, &test, slices[k]);
    if (k == 0) memcpy(first, p->w, sizeof(float) * 28), accuracy = got;
    CT_TRUE(memcmp(first, p->w, sizeof(float) * 28) == 0, "slices of %d", slices[k]);
    CT_NEAR(got, accuracy, 0, "slices of %d", slices[k]);
  }
}

CT_TEST(rows_kept_for_the_choice_are_not_fitted) {
  float first[28];
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    sample s;
    ct_labelled train = make(a, &s, 120, 6, 4, 2, 0.9f, 5);
    for (int i = 0; i < 120; i++)
      if (k && i / 2 % 10 == 9) s.label[i] = 3 - s.label[i];
    ct_probe *p = laid_out(a, 6, 4);
    for (int budget = 1; p->stage != CT_PROBE_CHOOSE; budget = 1)
      ct_probe_advance(p, &train, &train, &budget);
    if (k == 0) memcpy(first, p->w, sizeof first);
    CT_TRUE(memcmp(first, p->w, sizeof first) == 0, "other labels of the rows kept");
  }
}

CT_TEST(accuracy_of_plain_cases) {
  ct_arena *a = ct_test_arena();
  sample s, t;
  ct_labelled train = make(a, &s, 400, 8, 4, 2, 0.2f, 5), test = make(a, &t, 80, 8, 4, 2, 0.2f, 6);
  CT_NEAR(run(laid_out(a, 8, 4), &train, &test, 333), 1, 0, "classes far apart");
  for (int i = 0; i < 80; i++) t.label[i] = (t.label[i] + 1) % 4;
  CT_NEAR(run(laid_out(a, 8, 4), &train, &test, 333), 0, 0, "every one named wrongly");
  memset(s.x, 0, sizeof(float) * 3200);
  memset(t.x, 0, sizeof(float) * 640);
  int most = 0;
  for (int i = 0; i < 400; i++) s.label[i] = i % 5 ? 2 : 1;
  for (int i = 0; i < 80; i++) most += t.label[i] == 2;
  CT_NEAR(run(laid_out(a, 8, 4), &train, &test, 333), most / 80.0, 0, "nothing but how many");
}

/* ---- few shots */

static ct_shots_run *shots(ct_arena *a, const ct_labelled *train) {
  ct_shots_run *s = CT_TAKE(a, ct_shots_run, 1);
  CT_INT(ct_shots_layout(s, train->classes, train->count / train->groups, a), CT_OK, "layout");
  ct_shots_begin(s, train);
  return s;
}

CT_TEST(labelled_rows_are_of_different_things) {
  ct_arena *a = ct_test_arena();
  sample x;
  ct_labelled train = make(a, &x, 3 * 200, 6, 4, 3, 0.5f, 5);
  for (int i = 0; i < 3 * 200; i++) /* leaves two items of class 2 */
    if (i / 3 == 17 || i / 3 == 90) x.label[i] = 2;
    else if (x.label[i] == 2) x.label[i] = 1;
  ct_shots_run *s = shots(a, &train);
  ct_probe *p = laid_out(a, 6, 4);
  run(p, &train, &train, 100000);
  int differs = 0, before[40] = {0};
  for (int episode = 0; episode < CT_SHOTS_EPISODES; episode++) {
    while (s->done < 3 * episode + 1) {
      int budget = 500;
      ct_shots_advance(s, p, &train, &train, &budget);
    }
    CT_INT(s->end[0], 4, "one of each class");
    CT_INT(s->end[1], 3 * 5 + 2, "five, where there are");
    CT_INT(s->end[2], 3 * 10 + 2, "ten");
    for (int i = 0; i < s->end[2]; i++) {
      CT_INT(x.label[s->row[i]], s->label[i], "row %d", s->row[i]);
      for (int j = 0; j < i; j++) CT_TRUE(s->row[i] / 3 != s->row[j] / 3, "a thing twice");
      differs += s->row[i] != before[i];
      before[i] = s->row[i];
    }
  }
  CT_TRUE(differs > 32 * (CT_SHOTS_EPISODES - 1), "episodes are alike: %d", differs);
}

CT_TEST(more_labels_are_worth_more) {
  double first[3];
  for (int slice = 50; slice <= 50000; slice += 49950) {
    ct_arena *a = ct_test_arena();
    sample x, y;
    ct_labelled train = make(a, &x, 600, 12, 5, 2, 1.3f, 5);
    ct_labelled test = make(a, &y, 200, 12, 5, 2, 1.3f, 6);
    ct_shots_run *s = shots(a, &train);
    ct_probe *p = laid_out(a, 12, 5);
    double whole = run(p, &train, &test, 100000);
    for (int over = 0; !over;) {
      int budget = slice;
      over = ct_shots_advance(s, p, &train, &test, &budget);
    }
    for (int k = 0; k < 3; k++) {
      double value = ct_shots_accuracy(s, k);
      CT_TRUE(value > (k ? ct_shots_accuracy(s, k - 1) : 0.2), "%d shots: %g", ct_shots[k], value);
      CT_TRUE(value < whole, "%d shots: %g, all labels %g", ct_shots[k], value, whole);
      if (slice == 50) first[k] = value;
      CT_NEAR(value, first[k], 0, "in slices of %d", slice);
    }
  }
}

CT_SUITE(probe, reaches_the_least_loss, slices_change_no_bit,
         rows_kept_for_the_choice_are_not_fitted, accuracy_of_plain_cases,
         labelled_rows_are_of_different_things, more_labels_are_worth_more)
