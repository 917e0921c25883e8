/* The random convolution of a view, and the filter that it is made of. */
#include "kernels/filter.h"
#include "views.h"

/* The number of scratch floats is enough for the filter too, at every shape. */
CT_TEST(scratch_is_enough_for_a_filter) {
  for (int H = 1; H < 70; H++)
    for (int W = 1; W < 70; W++)
      CT_TRUE(ct_filter_floats(3, H, W) <= ct_resample_floats(H, W), "%d x %d", H, W);
}

static double padded(const float *x, int C, int H, int W, int c, int i, int j) {
  int inside = c < C && i >= 0 && i < H && j >= 0 && j < W;
  return inside ? (double)x[(c * H + i) * W + j] : 0;
}

/* Pixel (i, j) of new channel o. */
static double filtered(const float *x, const float *w, int C, int H, int W, int o, int i, int j) {
  double sum = 0;
  for (int c = 0; c < C; c++)
    for (int u = 0; u < 3; u++)
      for (int v = 0; v < 3; v++)
        sum += (double)w[((o * C + c) * 3 + u) * 3 + v] *
               padded(x, C, H, W, c, i + u - 1, j + v - 1);
  return sum;
}

/* As the definition in double, at the tails of vectors and where the filter is wider than the
 * image; and nothing behind y or the scratch is written to. */
CT_TEST(filter_is_a_convolution) {
  static const int sides[][3] = {{1, 1, 1}, {3, 1, 1}, {1, 2, 9}, {3, 1, 8}, {3, 5, 1}, {1, 7, 5},
                                 {3, 3, 15}, {3, 13, 17}, {1, 28, 28}, {3, 32, 32}, {3, 6, 23}};
  for (int s = 0; s < (int)(sizeof sides / sizeof *sides); s++) {
    int C = sides[s][0], H = sides[s][1], W = sides[s][2], n = C * H * W;
    int room = (int)ct_filter_floats(C, H, W);
    ct_arena *a = ct_test_arena();
    float *x = CT_TAKE(a, float, n), *y = CT_TAKE(a, float, n + 1);
    float *scratch = CT_TAKE(a, float, room + 1), w[CT_FILTER_WEIGHTS_MAX];
    ct_rng r = ct_rng_make((unsigned)s, CT_RNG_TEST, 0);
    for (int k = 0; k < n; k++) x[k] = ct_rng_normal(&r);
    for (int k = 0; k < 9 * C * C; k++) w[k] = ct_rng_normal(&r);
    memcpy(y, x, sizeof(float) * (size_t)n);
    y[n] = scratch[room] = 77;
    ct_filter(y, w, C, H, W, scratch);
    for (int k = 0; k < n; k++)
      CT_NEAR((double)y[k], filtered(x, w, C, H, W, k / (H * W), k / W % H, k % W), 2e-5,
              "shape %d, at %d", s, k);
    CT_TRUE(y[n] == 77 && scratch[room] == 77, "shape %d", s);
  }
}

/* The convolution's numbers come behind those of all others: with it the view is the same view,
 * convolved with the weights that its generator gives next. At all-white and at C = 1 too. */
CT_TEST(randconv_is_a_cross_fade_of_the_same_view) {
  static const int sides[][3] = {{3, 24, 24}, {1, 24, 24}, {3, 5, 19}, {1, 1, 1}, {3, 2, 1}};
  uint8_t x[SIZE];
  float plain[SIZE], y[SIZE], w[CT_FILTER_WEIGHTS_MAX], scratch[4 * 27 * 27];
  for (int s = 0; s < 5; s++) {
    int C = sides[s][0], H = sides[s][1], W = sides[s][2], n = C * H * W;
    picture(x, C, H, W);
    for (unsigned seed = 0; seed < 20; seed++) {
      ct_augment how = all_views;
      how.mean = 0.7f;
      ct_rng r = ct_rng_make(seed, CT_RNG_AUGMENT, 3);
      ct_augment_image(plain, x, C, H, W, &how, &r, scratch);
      ct_rng_uniform(&r); /* whether it happens */
      double share = (double)ct_rng_uniform(&r);
      for (int k = 0; k < 9 * C * C; k++) w[k] = ct_rng_normal(&r) / sqrtf((float)(9 * C));
      how.randconv = 1;
      view(y, x, C, H, W, how, seed);
      for (int k = 0; k < n; k++) {
        double other = filtered(plain, w, C, H, W, k / (H * W), k / W % H, k % W);
        CT_NEAR((double)y[k], (1 - share) * (double)plain[k] + share * other, 1e-5,
                "shape %d, seed %u, at %d", s, seed, k);
      }
    }
  }
}

/* It happens as often as asked for; the share is uniform and the weights have mean 0 and variance
 * 1 / 9 C. An impulse shows both: at its neighbours are the weights times the share alone. */
CT_TEST(randconv_has_its_distribution) {
  enum { MIDDLE = SIDE / 2 * SIDE + SIDE / 2, SEEDS = 2000 };
  uint8_t x[SIZE];
  float y[SIZE];
  memset(x, 0, sizeof x);
  x[MIDDLE] = 255; /* red; the mean is 0, black */
  double happened = 0, sum = 0, square = 0;
  for (unsigned seed = 0; seed < SEEDS; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .randconv = 0.3f}, seed);
    int changed = y[MIDDLE] != 1;
    happened += changed;
    for (int k = 0; k < 27 && changed; k++) {
      int at = k / 9 * PLANE + MIDDLE + (k % 9 / 3 - 1) * SIDE + k % 3 - 1;
      if (at == MIDDLE) continue;
      sum += (double)y[at] / 26;
      square += (double)y[at] * (double)y[at] / 26;
    }
  }
  CT_NEAR(happened / SEEDS, 0.3, 5 * sqrt(0.3 * 0.7 / SEEDS), "happened");
  double variance = 1.0 / 3 / 27; /* the mean of a squared uniform share, times that of a weight */
  CT_NEAR(sum / happened, 0, 5 * sqrt(variance / 26 / happened), "mean of the weights");
  CT_NEAR(square / happened, variance, 0.15 * variance, "variance of share times weight");
}

/* The mean is left as it is, so that padding and the hole of a cutout add nothing. */
CT_TEST(randconv_keeps_the_mean) {
  uint8_t x[SIZE];
  float y[SIZE];
  memset(x, 51, sizeof x);
  for (unsigned seed = 0; seed < 20; seed++) {
    ct_augment how = {.crop = 1, .cutout = 0.5f, .randconv = 1, .mean = 51.0f / 255};
    view(y, x, 3, SIDE, SIDE, how, seed);
    for (int i = 0; i < SIZE; i++) CT_TRUE(y[i] == 0, "seed %u, at %d: %g", seed, i, (double)y[i]);
  }
}

CT_SUITE(randconv, scratch_is_enough_for_a_filter, filter_is_a_convolution,
         randconv_is_a_cross_fade_of_the_same_view, randconv_has_its_distribution,
         randconv_keeps_the_mean)
