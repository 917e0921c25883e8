/* The learning rate in the course of a run. */
#include "ct_test.h"
#include "optim/optim.h"

static double factor(ct_schedule schedule, long step, long warmup, long steps) {
  return (double)ct_schedule_factor(schedule, step, warmup, steps);
}

CT_TEST(constant_is_one_after_warmup) {
  CT_NEAR(factor(CT_CONSTANT, 0, 0, 100), 1, 0, "no warm-up");
  CT_NEAR(factor(CT_CONSTANT, 5000, 0, 100), 1, 0, "past the end");
  for (long s = 0; s < 7; s++)
    CT_NEAR(factor(CT_CONSTANT, s, 7, 100), (double)(s + 1) / 7, 1e-7, "step %ld", s);
  CT_NEAR(factor(CT_CONSTANT, 7, 7, 100), 1, 0, "after warm-up");
}

CT_TEST(cosine_is_half_a_wave) {
  static const long warmups[] = {0, 1, 7, 99}, lengths[] = {1, 13, 100, 1200};
  for (int w = 0; w < 4; w++)
    for (int l = 0; l < 4; l++) {
      long warmup = warmups[w], steps = lengths[l];
      for (long s = 0; s < steps + 3; s++) {
        double want = s < warmup ? (double)(s + 1) / (double)warmup
                    : s >= steps ? 0
                    : 0.5 + 0.5 * cos(3.14159265358979323846 * (double)(s - warmup)
                                      / (double)(steps - warmup));
        /* the tolerance is one rounding to single */
        CT_NEAR(factor(CT_COSINE, s, warmup, steps), want, 6e-8, "%ld of %ld", s, steps);
      }
    }
}

CT_TEST(cosine_never_rises) {
  for (long s = 20; s < 500; s++)
    CT_TRUE(factor(CT_COSINE, s + 1, 20, 500) <= factor(CT_COSINE, s, 20, 500), "step %ld", s);
  CT_NEAR(factor(CT_COSINE, 20, 20, 500), 1, 0, "starts at the rate");
  CT_NEAR(factor(CT_COSINE, 260, 20, 500), 0.5, 1e-7, "half way");
  CT_NEAR(factor(CT_COSINE, 500, 20, 500), 0, 0, "ends at 0");
}

CT_TEST(warmup_longer_than_the_run) {
  CT_NEAR(factor(CT_COSINE, 5, 10, 4), 0.6, 1e-7, "still warming up");
  CT_NEAR(factor(CT_COSINE, 10, 10, 4), 0, 0, "over");
}

CT_SUITE(schedule, constant_is_one_after_warmup, cosine_is_half_a_wave, cosine_never_rises,
         warmup_longer_than_the_run)
