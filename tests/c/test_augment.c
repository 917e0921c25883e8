/* Views of images: what each switch changes and, above all, what it leaves unchanged. */
#include "views.h"

#define VIEWS 200 /* seeds that are tried where a claim is about all views */

static const ct_augment none = {.crop = 1};

static void expect_range(const float *y, int n, const char *what, unsigned seed) {
  for (int i = 0; i < n; i++)
    CT_TRUE(y[i] >= 0 && y[i] <= 1, "%s, seed %u: %g at %d", what, seed, (double)y[i], i);
}

CT_TEST(all_off_is_the_image) {
  static const int sides[][3] = {{3, 1, 1}, {1, 7, 5}, {3, 13, 17}, {3, 32, 32}, {1, 256, 3}};
  for (int s = 0; s < 5; s++) {
    int C = sides[s][0], H = sides[s][1], W = sides[s][2], n = C * H * W;
    ct_arena *a = ct_test_arena();
    uint8_t *x = CT_TAKE(a, uint8_t, n);
    float *y = CT_TAKE(a, float, n), *plain = CT_TAKE(a, float, n);
    picture(x, C, H, W);
    view(y, x, C, H, W, none, 1);
    ct_plain_image(plain, x, n);
    for (int i = 0; i < n; i++) {
      CT_TRUE(y[i] == (float)x[i] / 255.0f, "shape %d, at %d", s, i);
      CT_TRUE(plain[i] == y[i], "shape %d, at %d", s, i);
    }
  }
}

CT_TEST(same_seed_same_bits) {
  uint8_t x[SIZE];
  float y[SIZE], again[SIZE], other[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < 20; seed++) {
    view(y, x, 3, SIDE, SIDE, all_views, seed);
    view(again, x, 3, SIDE, SIDE, all_views, seed);
    view(other, x, 3, SIDE, SIDE, all_views, seed + 1000);
    CT_INT(memcmp(y, again, sizeof y), 0, "seed %u", seed);
    CT_TRUE(memcmp(y, other, sizeof y) != 0, "seed %u", seed);
  }
}

CT_TEST(every_view_is_within_0_and_1) {
  static const int sides[][3] = {{3, 24, 24}, {3, 5, 19}, {1, 24, 24}, {1, 1, 1}, {3, 2, 1}};
  uint8_t x[SIZE];
  float y[SIZE];
  for (int s = 0; s < 5; s++) {
    int C = sides[s][0], H = sides[s][1], W = sides[s][2];
    picture(x, C, H, W);
    for (unsigned seed = 0; seed < VIEWS; seed++) {
      ct_augment how = all_views;
      how.jitter = 1;
      how.rotate = 180;
      how.crop = 0.05f;
      view(y, x, C, H, W, how, seed);
      expect_range(y, C * H * W, "all on", seed);
    }
  }
}

/* A mirror is drawn at random like everything else, so the same seed with and without it differs
 * in the mirror alone. Mirroring the mirrored view restores the first:
 * coordinates only change sign. */
CT_TEST(flip_twice_is_the_view) {
  uint8_t x[SIZE];
  float y[SIZE], flipped[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < 20; seed++) {
    ct_augment how = {.crop = seed % 2 ? 0.4f : 1, .rotate = seed % 3 ? 20 : 0};
    view(y, x, 3, SIDE, SIDE, how, seed);
    how.flip = 1;
    view(flipped, x, 3, SIDE, SIDE, how, seed);
    for (int i = 0; i < 3 * SIDE; i++)
      for (int j = 0; j < SIDE; j++)
        CT_NEAR((double)flipped[i * SIDE + SIDE - 1 - j], (double)y[i * SIDE + j], 1e-6,
                "seed %u, row %d, column %d", seed, i, j);
  }
}

CT_TEST(flip_alone_mirrors_pixels) {
  uint8_t x[SIZE];
  float y[SIZE];
  picture(x, 3, SIDE, SIDE);
  view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .flip = 1}, 9);
  for (int i = 0; i < 3 * SIDE; i++)
    for (int j = 0; j < SIDE; j++) /* one side divides x by 255, the other multiplies by 1/255 */
      CT_NEAR((double)y[i * SIDE + SIDE - 1 - j], x[i * SIDE + j] / 255.0, 1e-6, "%d, %d", i, j);
}

/* `mirrored` says that the drawing is mirrored already, so a flip on top restores the drawing. */
CT_TEST(mirrored_is_a_flip_of_the_drawing) {
  uint8_t x[SIZE];
  float y[SIZE], flipped[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < 20; seed++) {
    ct_augment how = all_views, other = all_views;
    how.flip = 1;
    other.flip = 0, other.mirrored = 1;
    view(flipped, x, 3, SIDE, SIDE, how, seed);
    view(y, x, 3, SIDE, SIDE, other, seed);
    CT_INT(memcmp(y, flipped, sizeof y), 0, "mirrored, seed %u", seed);
    how.mirrored = 1, other.mirrored = 0;
    view(flipped, x, 3, SIDE, SIDE, how, seed);
    view(y, x, 3, SIDE, SIDE, other, seed);
    CT_INT(memcmp(y, flipped, sizeof y), 0, "both, seed %u", seed);
  }
}

/* Each happens as often as asked for: 400 binomial draws stay within 5 sigma of p. */
CT_TEST(probabilities_are_kept) {
  static const double asked[] = {0.1, 0.5, 0.9};
  uint8_t x[SIZE];
  float y[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (int k = 0; k < 3; k++) {
    int mirrored = 0, grey = 0, blurred = 0;
    float p = (float)asked[k];
    for (unsigned seed = 0; seed < 400; seed++) {
      view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .flip = p}, seed);
      mirrored += fabs((double)y[0] - x[SIDE - 1] / 255.0) < 1e-6;
      view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .grey = p}, seed);
      grey += fabs((double)y[0] - (double)y[PLANE]) < 1e-6;
      view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .blur = p}, seed);
      int same = 0;
      for (int i = 0; i < SIZE; i++) same += y[i] == (float)x[i] / 255.0f;
      blurred += same < SIZE;
    }
    double room = 5 * sqrt(400 * asked[k] * (1 - asked[k]));
    CT_NEAR(mirrored, 400 * asked[k], room, "mirrored");
    CT_NEAR(grey, 400 * asked[k], room, "grey");
    /* a sigma near 0.1 leaves about 1 in 10 of the blurred images unchanged */
    CT_TRUE(blurred <= 400 * asked[k] + room && blurred >= 0.75 * 400 * asked[k] - room,
            "%d blurred", blurred);
  }
}

CT_TEST(grey_is_bt601) {
  uint8_t x[SIZE];
  float y[SIZE];
  picture(x, 3, SIDE, SIDE);
  view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .grey = 1}, 1);
  for (int i = 0; i < PLANE; i++) {
    double want = (0.299 * x[i] + 0.587 * x[PLANE + i] + 0.114 * x[2 * PLANE + i]) / 255;
    for (int c = 0; c < 3; c++) CT_NEAR((double)y[c * PLANE + i], want, 1e-6, "at %d", i);
  }
}

/* Saturation and hue cannot change a grey picture, so its channels stay equal. */
CT_TEST(jitter_keeps_grey_grey) {
  uint8_t x[SIZE];
  float y[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (int i = 0; i < PLANE; i++) x[PLANE + i] = x[2 * PLANE + i] = x[i];
  for (unsigned seed = 0; seed < 40; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .jitter = 1}, seed);
    for (int i = 0; i < PLANE; i++) {
      CT_NEAR((double)y[PLANE + i], (double)y[i], 2e-6, "seed %u, at %d", seed, i);
      CT_NEAR((double)y[2 * PLANE + i], (double)y[i], 2e-6, "seed %u, at %d", seed, i);
    }
  }
}

/* Jitter moves every view, and the more the stronger it is;
 * over many views it has no direction. */
CT_TEST(jitter_grows_with_its_strength) {
  uint8_t x[SIZE];
  float y[SIZE];
  double weak = 0, strong = 0, drift = 0;
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < VIEWS; seed++) {
    for (int k = 0; k < 2; k++) {
      view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .jitter = k ? 0.4f : 0.02f}, seed);
      for (int i = 0; i < SIZE; i++) {
        double moved = (double)y[i] - x[i] / 255.0;
        *(k ? &strong : &weak) += fabs(moved) / SIZE / VIEWS;
        if (!k) drift += moved / SIZE / VIEWS;
      }
    }
  }
  CT_TRUE(weak > 0.001 && weak < 0.02, "%g", weak);
  CT_TRUE(strong > 5 * weak && strong < 40 * weak, "%g against %g", strong, weak);
  CT_NEAR(drift, 0, 0.002, "brightness has a mean factor of 1");
}

typedef struct seen { double brightness, contrast, saturation, hue; } seen;

/* Measures what jitter did to a picture of two colours that differ by a grey. Brightness scales
 * the mean luma; contrast scales the difference of the lumas too; saturation scales the distance
 * from grey too; and hue turns that distance about the axis of greys. */
static seen see(const float *now, const float *before) {
  double luma[2][2], away[2][3], length[2];
  const float *both[2] = {before, now};
  for (int k = 0; k < 2; k++) {
    const float *y = both[k];
    double mean = ((double)y[0] + (double)y[PLANE] + (double)y[2 * PLANE]) / 3;
    for (int half = 0; half < 2; half++) {
      const float *z = y + half * PLANE / 2;
      double red = (double)z[0], green = (double)z[PLANE], blue = (double)z[2 * PLANE];
      luma[k][half] = 0.299 * red + 0.587 * green + 0.114 * blue;
    }
    for (int c = 0; c < 3; c++) away[k][c] = (double)y[c * PLANE] - mean;
    length[k] = sqrt(away[k][0] * away[k][0] + away[k][1] * away[k][1] + away[k][2] * away[k][2]);
  }
  seen s;
  s.brightness = (luma[1][0] + luma[1][1]) / (luma[0][0] + luma[0][1]);
  s.contrast = (luma[1][1] - luma[1][0]) / (luma[0][1] - luma[0][0]) / s.brightness;
  s.saturation = length[1] / length[0] / s.brightness / s.contrast;
  double sine = 0;
  for (int c = 0; c < 3; c++)
    sine += away[0][c] * (away[1][(c + 1) % 3] - away[1][(c + 2) % 3]) / sqrt(3);
  s.hue = asin(sine / length[0] / length[1]);
  return s;
}

/* Uniform around `centre`: the mean within 5 sigma for n draws, the spread of a uniform number. */
static void expect_uniform(const double *x, int n, double centre, double half, const char *what) {
  double mean = 0, spread = 0;
  for (int i = 0; i < n; i++) {
    CT_NEAR(x[i], centre, 1.15 * half, "%s, seed %d", what, i); /* hue moves luma a little */
    mean += x[i] / n;
  }
  for (int i = 0; i < n; i++) spread += (x[i] - mean) * (x[i] - mean) / n;
  CT_NEAR(mean, centre, 5 * half / sqrt(3.0 * n) + 0.02 * half, "mean of %s", what);
  CT_NEAR(sqrt(spread), half / sqrt(3), 0.1 * half, "spread of %s", what);
}

CT_TEST(jitter_is_uniform) {
  static const uint8_t colours[3] = {128, 102, 110};
  uint8_t x[SIZE];
  float y[SIZE], plain[SIZE];
  double brightness[VIEWS], contrast[VIEWS], saturation[VIEWS], hue[VIEWS];
  for (int i = 0; i < SIZE; i++)
    x[i] = (uint8_t)(colours[i / PLANE] + (i % PLANE < PLANE / 2 ? 0 : 40));
  ct_plain_image(plain, x, SIZE);
  for (unsigned seed = 0; seed < VIEWS; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .jitter = 0.1f}, seed);
    seen s = see(y, plain);
    brightness[seed] = s.brightness;
    contrast[seed] = s.contrast;
    saturation[seed] = s.saturation;
    hue[seed] = s.hue;
  }
  expect_uniform(brightness, VIEWS, 1, 0.08, "brightness");
  expect_uniform(contrast, VIEWS, 1, 0.08, "contrast");
  expect_uniform(saturation, VIEWS, 1, 0.08, "saturation");
  expect_uniform(hue, VIEWS, 0, 0.02 * 2 * 3.14159265358979323846, "hue");
}

/* Only white comes in at the corners of a turned picture. */
CT_TEST(white_lies_outside) {
  uint8_t x[SIZE];
  float y[SIZE];
  memset(x, 0, sizeof x);
  double corners = 0, centre = 0;
  for (unsigned seed = 0; seed < VIEWS; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .rotate = 180}, seed);
    expect_range(y, SIZE, "turned", seed);
    corners += (double)y[0] / VIEWS;
    centre += (double)y[SIDE / 2 * SIDE + SIDE / 2] / VIEWS;
  }
  CT_TRUE(corners > 0.8, "%g", corners); /* corners are black only near quarter turns */
  CT_NEAR(centre, 0, 0, "the middle stays");
  memset(x, 255, sizeof x);
  for (unsigned seed = 0; seed < 20; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 0.2f, .rotate = 180, .flip = 0.5f}, seed);
    for (int i = 0; i < SIZE; i++) CT_NEAR((double)y[i], 1, 1e-6, "white stays white");
  }
}

/* A crop enlarges: on a ramp the slope is that of the crop, between sqrt(0.25 * 3/4) and 1, and no
 * white comes in. Over many views the mean area is that of a uniform number. */
CT_TEST(crops_stay_inside) {
  uint8_t x[2 * PLANE];
  float right[PLANE], down[PLANE];
  double area = 0;
  for (int i = 0; i < PLANE; i++) {
    x[i] = (uint8_t)(10 * (i % SIDE));
    x[PLANE + i] = (uint8_t)(10 * (i / SIDE));
  }
  for (unsigned seed = 0; seed < 400; seed++) {
    ct_augment how = {.crop = 0.25f};
    view(right, x, 1, SIDE, SIDE, how, seed);
    view(down, x + PLANE, 1, SIDE, SIDE, how, seed);
    int middle = SIDE / 2 * SIDE + SIDE / 2;
    double width = ((double)right[middle + 4] - (double)right[middle - 4]) * 255 / 80;
    double height = ((double)down[middle + 4 * SIDE] - (double)down[middle - 4 * SIDE]) * 255 / 80;
    CT_TRUE(width > 0.43 && width < 1.001 && height > 0.43 && height < 1.001, "seed %u", seed);
    CT_TRUE(width / height > 0.74 && width / height < 1.34, "aspect, seed %u", seed);
    area += width * height / 400;
    for (int i = 0; i < PLANE; i++) CT_TRUE(right[i] <= 0.9021f, "no white, seed %u", seed);
  }
  CT_NEAR(area, 0.625, 0.055, "mean area"); /* 5 sigma for 400 uniform numbers in 0.25 .. 1 */
}

/* A view is turned by at most half a turn either way, so among many views one is near each quarter
 * turn. Near means 0.5 degrees, which moves a corner by 0.15 pixels. */
CT_TEST(quarter_turns_are_found) {
  uint8_t x[PLANE];
  float y[PLANE];
  picture(x, 1, SIDE, SIDE);
  double left = 1, right = 1, half = 1;
  for (unsigned seed = 0; seed < 2000; seed++) {
    view(y, x, 1, SIDE, SIDE, (ct_augment){.crop = 1, .rotate = 180}, seed);
    double to_left = 0, to_right = 0, to_half = 0;
    for (int i = 4; i < SIDE - 4; i++)
      for (int j = 4; j < SIDE - 4; j++) {
        double got = (double)y[i * SIDE + j];
        to_left += fabs(got - x[j * SIDE + SIDE - 1 - i] / 255.0) / 256;
        to_right += fabs(got - x[(SIDE - 1 - j) * SIDE + i] / 255.0) / 256;
        to_half += fabs(got - x[(SIDE - 1 - i) * SIDE + SIDE - 1 - j] / 255.0) / 256;
      }
    left = fmin(left, to_left);
    right = fmin(right, to_right);
    half = fmin(half, to_half);
  }
  CT_TRUE(left < 0.005, "%g", left);
  CT_TRUE(right < 0.005, "%g", right);
  CT_TRUE(half < 0.005, "%g", half);
}

/* Switching one augmentation on leaves the random choices of the others unchanged. */
CT_TEST(switches_do_not_disturb_each_other) {
  uint8_t x[SIZE];
  float y[SIZE], grey[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < 20; seed++) {
    ct_augment how = {.crop = 0.3f, .rotate = 10};
    view(y, x, 3, SIDE, SIDE, how, seed);
    how.grey = 1;
    view(grey, x, 3, SIDE, SIDE, how, seed);
    for (int i = 0; i < PLANE; i++) {
      double want = 0.299 * (double)y[i] + 0.587 * (double)y[PLANE + i]
                    + 0.114 * (double)y[2 * PLANE + i];
      CT_NEAR((double)grey[i], want, 1e-6, "seed %u, at %d", seed, i);
    }
  }
}

CT_TEST(blur_smooths_and_keeps_the_mean) {
  uint8_t x[SIZE];
  float y[SIZE];
  for (int i = 0; i < SIZE; i++) x[i] = (i + i / SIDE) % 2 ? 255 : 0; /* chequers */
  double contrast = 0;
  for (unsigned seed = 0; seed < 50; seed++) {
    view(y, x, 3, SIDE, SIDE, (ct_augment){.crop = 1, .blur = 1}, seed);
    double mean = 0, spread = 0;
    for (int i = 0; i < SIZE; i++) mean += (double)y[i] / SIZE;
    for (int i = 0; i < SIZE; i++) spread += pow((double)y[i] - mean, 2) / SIZE;
    CT_NEAR(mean, 0.5, 1e-4, "seed %u", seed); /* a chequerboard stays even */
    contrast += sqrt(spread) / 50;
  }
  CT_TRUE(contrast < 0.3, "%g", contrast); /* it is 0.5 without blur */
}

/* The mean is subtracted from every pixel of the finished view. */
CT_TEST(mean_is_taken_away) {
  uint8_t x[SIZE];
  float y[SIZE], less[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (unsigned seed = 0; seed < 20; seed++) {
    ct_augment how = all_views;
    how.cutout = 0;
    view(y, x, 3, SIDE, SIDE, how, seed);
    how.mean = 0.7f;
    view(less, x, 3, SIDE, SIDE, how, seed);
    for (int i = 0; i < SIZE; i++) CT_TRUE(less[i] == y[i] - 0.7f, "seed %u, at %d", seed, i);
  }
}

/* Cutout removes one square of the given side, clipped at the edges, in every channel alike, and
 * changes nothing else. Its centre may be any pixel, so the mean share of `side` pixels that stays
 * inside a row of SIDE is known; many views have it on average. */
CT_TEST(cutout_is_a_square) {
  static const float shares[] = {0.02f, 0.25f, 0.5f, 1};
  static const int sides[] = {0, 6, 12, 24};
  uint8_t x[SIZE];
  float y[SIZE], whole[SIZE];
  picture(x, 3, SIDE, SIDE);
  for (int k = 0; k < 4; k++) {
    double area = 0, most = 0, inside = 0;
    for (int at = 0; at < SIDE; at++) { /* the centre is at each pixel in turn */
      int from = at - sides[k] / 2, to = from + sides[k];
      inside += ((to < SIDE ? to : SIDE) - (from > 0 ? from : 0)) / (double)SIDE;
    }
    for (unsigned seed = 0; seed < 400; seed++) {
      ct_augment how = {.crop = 0.5f, .jitter = 0.5f, .mean = 0.25f};
      int left = SIDE, right = -1, top = SIDE, bottom = -1, count = 0;
      view(whole, x, 3, SIDE, SIDE, how, seed);
      how.cutout = shares[k];
      view(y, x, 3, SIDE, SIDE, how, seed);
      for (int i = 0; i < PLANE; i++) {
        int cut = y[i] != whole[i];
        for (int c = 0; c < 3; c++) {
          float want = cut ? 0 : whole[c * PLANE + i];
          CT_TRUE(y[c * PLANE + i] == want, "side %d, seed %u, at %d", sides[k], seed, i);
        }
        if (!cut) continue;
        count++;
        if (i / SIDE < top) top = i / SIDE;
        if (i / SIDE > bottom) bottom = i / SIDE;
        if (i % SIDE < left) left = i % SIDE;
        if (i % SIDE > right) right = i % SIDE;
      }
      if (count) CT_INT(count, (bottom - top + 1) * (right - left + 1), "one rectangle");
      CT_TRUE(right - left < sides[k] && bottom - top < sides[k], "no larger than asked for");
      most = count > most ? count : most;
      area += count / 400.0;
    }
    if (sides[k] < SIDE) CT_NEAR(most, sides[k] * sides[k], 0, "wholly inside: %d", sides[k]);
    CT_NEAR(area, inside * inside, 0.06 * inside * inside, "side %d", sides[k]);
  }
}

CT_SUITE(augment, all_off_is_the_image, same_seed_same_bits, every_view_is_within_0_and_1,
         flip_twice_is_the_view, flip_alone_mirrors_pixels, mirrored_is_a_flip_of_the_drawing,
         probabilities_are_kept, grey_is_bt601,
         jitter_keeps_grey_grey, jitter_grows_with_its_strength, jitter_is_uniform,
         white_lies_outside,
         crops_stay_inside, quarter_turns_are_found, switches_do_not_disturb_each_other,
         blur_smooths_and_keeps_the_mean, mean_is_taken_away, cutout_is_a_square)
