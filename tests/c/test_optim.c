/* Compares the optimisers with torch.optim, and checks what must hold for any numbers. */
#include "../golden/golden.h"
#include "ct_test.h"
#include "optim/optim.h"

#define COUNT 7
#define STEPS 5

static const ct_tensor whole = {.name = "w", .offset = 0, .count = COUNT, .decay = 1};
static const ct_optim_config plain = {.kind = CT_SGD, .momentum = 0.9f, .beta1 = 0.9f,
  .beta2 = 0.999f, .epsilon = 1e-8f, .weight_decay = 0, .trust = 0.1f};

static ct_optim make(const ct_optim_config *config, int count) {
  ct_optim o;
  CT_INT(ct_optim_layout(&o, count, &whole, 1, ct_test_arena()), CT_OK, "layout");
  ct_optim_reset(&o, config);
  return o;
}

static void start(float *p) {
  for (int i = 0; i < COUNT; i++) p[i] = (float)golden_optim_start[i];
}

static void run(ct_optim *o, float *p, const ct_tensor *tensors, int tensor_count) {
  for (int s = 0; s < STEPS; s++) {
    float g[COUNT];
    for (int i = 0; i < COUNT; i++) g[i] = (float)golden_optim_grads[s * COUNT + i];
    ct_optim_update(o, p, g, tensors, tensor_count, 0.05f);
  }
}

static void check_golden(ct_optim_kind kind, float decay, const double *want) {
  ct_optim_config config = plain;
  float p[COUNT];
  config.kind = kind;
  config.weight_decay = decay;
  ct_optim o = make(&config, COUNT);
  start(p);
  run(&o, p, &whole, 1);
  CT_INT(o.step, STEPS, "steps counted");
  /* five steps of a few roundings of numbers near 1 */
  for (int i = 0; i < COUNT; i++) CT_NEAR((double)p[i], want[i], 1e-6, "at %d", i);
}

CT_TEST(sgd_is_torch) { check_golden(CT_SGD, 0.01f, golden_sgd); }
CT_TEST(adam_is_torch) { check_golden(CT_ADAMW, 0, golden_adam); }
CT_TEST(adamw_is_torch) { check_golden(CT_ADAMW, 0.01f, golden_adamw); }
CT_TEST(lars_is_simclr) { check_golden(CT_LARS, 0.01f, golden_lars); }

/* A matrix takes Muon's steps; a single number is no matrix and takes AdamW's. */
CT_TEST(muon_is_torch) {
  static const ct_tensor tensors[] = {
    {.name = "w", .offset = 0, .count = 6, .shape = {2, 3}, .rank = 2, .decay = 1},
    {.name = "s", .offset = 6, .count = 1, .shape = {1}, .rank = 1, .decay = 1},
  };
  ct_optim_config config = plain;
  float p[COUNT];
  config.kind = CT_MUON;
  config.weight_decay = 0.01f;
  ct_optim o;
  CT_INT(ct_optim_layout(&o, COUNT, tensors, 2, ct_test_arena()), CT_OK, "layout");
  ct_optim_reset(&o, &config);
  start(p);
  run(&o, p, tensors, 2);
  /* five steps of 0.05, each after five iterations in single precision */
  for (int i = 0; i < COUNT; i++) CT_NEAR((double)p[i], golden_muon[i], 4e-6, "at %d", i);
}

/* The formulas in double, for lengths with tails and many steps. */
static void reference(const ct_optim_config *c, double *p, double *m, double *v, const float *grad,
                      int n, int t, double lr) {
  double pp = 0, gg = 0, rate = lr, decay = (double)c->weight_decay, mu = (double)c->momentum;
  double b1 = (double)c->beta1, b2 = (double)c->beta2;
  for (int i = 0; i < n; i++) pp += p[i] * p[i], gg += pow((double)grad[i] + decay * p[i], 2);
  if (pp > 0 && gg > 0) rate *= (double)c->trust * sqrt(pp) / sqrt(gg);
  for (int i = 0; i < n; i++) {
    double g = (double)grad[i];
    if (c->kind == CT_SGD) {
      m[i] = mu * m[i] + g + decay * p[i];
      p[i] -= lr * m[i];
    } else if (c->kind == CT_LARS) {
      m[i] = mu * m[i] + rate * (g + decay * p[i]);
      p[i] -= m[i];
    } else {
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      p[i] *= 1 - lr * decay;
      p[i] -= lr * m[i] / (1 - pow(b1, t)) / (sqrt(v[i] / (1 - pow(b2, t))) + (double)c->epsilon);
    }
  }
}

CT_TEST(formulas_hold_for_any_length) {
  static const int lengths[] = {1, 3, 4, 7, 31, 64, 127};
  for (int kind = 0; kind < CT_OPTIM_COUNT; kind++)
    for (int l = 0; l < 7; l++) {
      ct_optim_config config = plain;
      int n = lengths[l];
      config.kind = (ct_optim_kind)kind;
      config.weight_decay = 0.02f;
      ct_optim o = make(&config, n);
      ct_tensor tensor = {.name = "w", .count = n, .decay = 1};
      ct_arena more;
      float memory[1024];
      ct_arena_init(&more, memory, sizeof memory);
      float *p = ct_test_floats(&more, n, 31, -1, 1);
      double want[127], m[127] = {0}, v[127] = {0};
      for (int i = 0; i < n; i++) want[i] = (double)p[i];
      for (int t = 1; t <= 40; t++) {
        size_t mark = ct_arena_mark(&more);
        float *g = ct_test_floats(&more, n, 100u + (unsigned)t, -1, 1);
        reference(&config, want, m, v, g, n, t, (double)0.01f);
        ct_optim_update(&o, p, g, &tensor, 1, 0.01f);
        ct_arena_release(&more, mark);
      }
      /* 40 steps, each with a few roundings of numbers up to 1 */
      for (int i = 0; i < n; i++)
        CT_NEAR((double)p[i], want[i], 4e-6, "kind %d, length %d, at %d", kind, n, i);
    }
}

/* Biases have neither decay nor LARS's own rate, so for them LARS is plain momentum. */
CT_TEST(tensors_without_decay_are_left_plain) {
  ct_tensor bias = whole;
  bias.decay = 0;
  for (int kind = 0; kind < CT_OPTIM_COUNT; kind++) {
    ct_optim_config config = plain, other = plain;
    float decayed[COUNT], simple[COUNT];
    config.kind = (ct_optim_kind)kind;
    config.weight_decay = 0.5f;
    other.kind = kind == CT_ADAMW || kind == CT_MUON ? CT_ADAMW : CT_SGD;
    ct_optim o = make(&config, COUNT);
    start(decayed);
    run(&o, decayed, &bias, 1);
    o = make(&other, COUNT);
    start(simple);
    run(&o, simple, &whole, 1);
    /* SGD multiplies by the rate after the momentum and LARS before, so roundings differ */
    for (int i = 0; i < COUNT; i++)
      CT_NEAR((double)decayed[i], (double)simple[i], 1e-6, "kind %d, at %d", kind, i);
  }
}

CT_TEST(tensors_cut_the_block) {
  static const ct_tensor parts[3] = {{.name = "a", .offset = 0, .count = 3, .decay = 1},
                                     {.name = "b", .offset = 3, .count = 1, .decay = 1},
                                     {.name = "c", .offset = 4, .count = 3, .decay = 1}};
  for (int kind = 0; kind <= CT_ADAMW; kind++) { /* LARS reads whole tensors */
    ct_optim_config config = plain;
    float together[COUNT], apart[COUNT];
    config.kind = (ct_optim_kind)kind;
    config.weight_decay = 0.01f;
    ct_optim o = make(&config, COUNT);
    start(together);
    run(&o, together, &whole, 1);
    ct_optim_reset(&o, &config);
    CT_INT(o.step, 0, "a reset counts anew");
    start(apart);
    run(&o, apart, parts, 3);
    CT_INT(memcmp(together, apart, sizeof apart), 0, "the same bits after a reset, kind %d", kind);
  }
}

CT_TEST(no_rate_no_move) {
  for (int kind = 0; kind < CT_OPTIM_COUNT; kind++) {
    ct_optim_config config = plain;
    float p[COUNT], before[COUNT], g[COUNT] = {1, -2, 3, 0, 1e-20f, 5, -6};
    config.kind = (ct_optim_kind)kind;
    config.weight_decay = 0.1f;
    ct_optim o = make(&config, COUNT);
    start(p);
    start(before);
    ct_optim_update(&o, p, g, &whole, 1, 0);
    CT_INT(memcmp(p, before, sizeof p), 0, "kind %d", kind);
  }
}

/* Adam's first step has the size of the rate and the sign of the gradient, whatever its size. */
CT_TEST(adam_first_step_is_the_rate) {
  ct_optim_config config = plain;
  float p[COUNT] = {0}, g[COUNT] = {1, -2, 1e-3f, -1e4f, 5, -6, 0};
  config.kind = CT_ADAMW;
  ct_optim o = make(&config, COUNT);
  ct_optim_update(&o, p, g, &whole, 1, 0.05f);
  for (int i = 0; i < COUNT; i++) /* an epsilon of 1e-8 beside a gradient of 1e-3 */
    CT_NEAR((double)p[i], g[i] > 0 ? -0.05 : g[i] < 0 ? 0.05 : 0, 1e-6, "at %d", i);
}

CT_TEST(layout_needs_room) {
  ct_optim o;
  ct_arena small;
  float memory[64];
  ct_arena_init(&small, memory, sizeof memory);
  CT_INT(ct_optim_layout(&o, 1000, &whole, 1, &small), CT_E_MEMORY, "too small");
  ct_arena_measure(&small);
  CT_INT(ct_optim_layout(&o, 1000, &whole, 1, &small), CT_OK, "measuring");
  CT_TRUE(small.used >= 8000, "two floats a parameter");
}

CT_SUITE(optim, sgd_is_torch, adam_is_torch, adamw_is_torch, lars_is_simclr, muon_is_torch,
         formulas_hold_for_any_length, tensors_without_decay_are_left_plain, tensors_cut_the_block,
         no_rate_no_move, adam_first_step_is_the_rate, layout_needs_room)
