#include "ct_test.h"
#include "base/random.h"

#define MANY 200000

/* The reference generator's published output: the first six numbers of pcg32 after srandom(42, 54)
 * (pcg-c-basic, pcg32-demo.out). Its seeding takes two steps from state 0. */
CT_TEST(is_pcg32) {
  static const uint32_t want[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                  0x83d2f293, 0xbfa4784b, 0xcbed606e};
  ct_rng r = {0, 54u << 1 | 1};
  ct_rng_u32(&r);
  r.state += 42;
  ct_rng_u32(&r);
  for (int i = 0; i < 6; i++) CT_INT(ct_rng_u32(&r), want[i], "number %d", i);
}

CT_TEST(streams_repeat_and_differ) {
  ct_rng a = ct_rng_make(7, CT_RNG_TEST, 3), b = ct_rng_make(7, CT_RNG_TEST, 3);
  ct_rng other[] = {ct_rng_make(8, CT_RNG_TEST, 3), ct_rng_make(7, CT_RNG_SPLIT, 3),
                    ct_rng_make(7, CT_RNG_TEST, 4), ct_rng_make(3, CT_RNG_TEST, 7)};
  int same[4] = {0};
  for (int i = 0; i < 1000; i++) {
    uint32_t x = ct_rng_u32(&a);
    CT_INT(x, ct_rng_u32(&b), "number %d of the same stream", i);
    for (int s = 0; s < 4; s++) same[s] += ct_rng_u32(&other[s]) == x;
  }
  for (int s = 0; s < 4; s++) CT_TRUE(same[s] <= 1, "stream %d agrees %d times", s, same[s]);
}

CT_TEST(first_numbers_of_neighbouring_counters_are_spread) {
  /* the first number of each of 4096 streams in 16 bins: chi-square with 15 degrees of freedom is
   * below 37.7 with probability 0.999 */
  int bins[16] = {0};
  for (int c = 0; c < 4096; c++) {
    ct_rng r = ct_rng_make(1, CT_RNG_TEST, (uint64_t)c);
    bins[ct_rng_u32(&r) >> 28]++;
  }
  double chi = 0;
  for (int i = 0; i < 16; i++) chi += (bins[i] - 256.0) * (bins[i] - 256.0) / 256.0;
  CT_TRUE(chi < 37.7, "chi-square %g", chi);
}

CT_TEST(uniform_is_uniform) {
  ct_rng r = ct_rng_make(1, CT_RNG_TEST, 0);
  double sum = 0, square = 0;
  for (int i = 0; i < MANY; i++) {
    double x = ct_rng_uniform(&r);
    CT_TRUE(x >= 0 && x < 1, "%g", x);
    sum += x, square += x * x;
  }
  /* the standard errors are 1/sqrt(12 n) = 6.5e-4 and 0.30/sqrt(n) = 6.7e-4; four of each */
  CT_NEAR(sum / MANY, 0.5, 2.6e-3, "mean");
  CT_NEAR(square / MANY, 1.0 / 3, 2.7e-3, "mean square");
}

CT_TEST(range_keeps_its_ends) {
  ct_rng r = ct_rng_make(2, CT_RNG_TEST, 0);
  for (int i = 0; i < 10000; i++) {
    float x = ct_rng_range(&r, -3, 5), narrow = ct_rng_range(&r, 1, 1.0000001f);
    CT_TRUE(x >= -3 && x < 5, "%g", (double)x);
    CT_TRUE(narrow == 1, "between neighbours only the lower one is left");
    CT_TRUE(ct_rng_range(&r, 2, 2) == 2, "an empty range");
  }
}

CT_TEST(below_is_even_and_in_range) {
  static const uint32_t tops[] = {1, 2, 3, 7, 10};
  for (int t = 0; t < 5; t++) {
    ct_rng r = ct_rng_make(3, CT_RNG_TEST, (uint64_t)t);
    int bins[10] = {0};
    for (int i = 0; i < 70000; i++) {
      uint32_t x = ct_rng_below(&r, tops[t]);
      CT_TRUE(x < tops[t], "%u of %u", x, tops[t]);
      bins[x]++;
    }
    double want = 70000.0 / tops[t];
    for (uint32_t i = 0; i < tops[t]; i++) {
      CT_NEAR(bins[i], want, 4.5 * sqrt(want), "bin %u of %u", i, tops[t]);
    }
  }
  ct_rng r = ct_rng_make(4, CT_RNG_TEST, 0);
  int high = 0;
  for (int i = 0; i < 1000; i++) high += ct_rng_below(&r, 0xC0000000u) >= 0x80000000u;
  CT_NEAR(high, 1000.0 / 3, 70, "a top that does not divide 2^32: no bias to the lower part");
}

CT_TEST(normal_is_normal) {
  ct_rng r = ct_rng_make(5, CT_RNG_TEST, 0);
  double m[5] = {0};
  for (int i = 0; i < MANY; i++) {
    double x = ct_rng_normal(&r), power = 1;
    CT_TRUE(fabs(x) < 6, "%g", x);
    for (int k = 0; k < 5; k++, power *= x) m[k] += power / MANY;
  }
  /* the standard errors of the moments are sqrt((m[2k] - m[k]^2) / n); four of each */
  CT_NEAR(m[1], 0, 4 * sqrt(1.0 / MANY), "mean");
  CT_NEAR(m[2], 1, 4 * sqrt(2.0 / MANY), "variance");
  CT_NEAR(m[3], 0, 4 * sqrt(15.0 / MANY), "third moment");
  CT_NEAR(m[4], 3, 4 * sqrt(96.0 / MANY), "fourth moment");
}

CT_TEST(shuffle_is_a_fair_permutation) {
  ct_rng r = ct_rng_make(6, CT_RNG_TEST, 0);
  int seen[5][5] = {{0}};
  for (int t = 0; t < 20000; t++) {
    int items[5] = {0, 1, 2, 3, 4}, once = 0;
    ct_rng_shuffle(&r, items, 5);
    for (int i = 0; i < 5; i++) once |= 1 << items[i], seen[i][items[i]]++;
    CT_INT(once, 31, "every item once");
  }
  for (int i = 0; i < 25; i++) {
    CT_NEAR(seen[i / 5][i % 5], 4000, 4.5 * sqrt(4000.0 * 0.8), "item %d at %d", i % 5, i / 5);
  }
  ct_rng_shuffle(&r, NULL, 0);
}

/* A seed in a reader's link must mean the same run for ever, so these bits must not change. */
CT_TEST(never_changes) {
  ct_rng r = ct_rng_make(1, CT_RNG_WEIGHTS, 0);
  CT_INT(ct_rng_u32(&r), 1652128936, "weights");
  r = ct_rng_make(20260101, CT_RNG_SPLIT, 5);
  CT_INT(ct_rng_u32(&r), 1606051523, "split");
}

CT_SUITE(random, is_pcg32, streams_repeat_and_differ,
         first_numbers_of_neighbouring_counters_are_spread, uniform_is_uniform,
         range_keeps_its_ends, below_is_even_and_in_range, normal_is_normal,
         shuffle_is_a_fair_permutation, never_changes)
