#include "ct_test.h"
#include "eval/exam.h"
#include "sample_pack.h"

static const sample_shape drawings = {60, 3, 1, 6, 5, 2}; /* 48 training concepts in 2 classes */

typedef struct run { ct_trainer t; ct_exam e; ct_pack pack; } run;

static run *make(ct_arena *a, sample_shape shape, ct_encoder_kind encoder) {
  run *r = CT_TAKE(a, run, 1);
  ct_config c;
  ct_config_defaults(&c);
  if (encoder != CT_ENCODER_TABLE) {
    c.data = CT_DATA_EMOJI;
    c.encoder = (int)encoder;
    c.pairs = 8;
    c.dim = 5;
    c.hidden_units = 16;
    c.feature = 24;
    c.tau = 0.2f;
    c.lr = 0.01f;
    CT_INT(ct_pack_open(&r->pack, sample_pack(a, shape), sample_bytes(shape), NULL), CT_OK, "open");
  }
  CT_INT(ct_trainer_layout(&r->t, &c, encoder ? &r->pack : NULL, a), CT_OK, "trainer");
  CT_INT(ct_exam_layout(&r->e, &r->t, a), CT_OK, "exam");
  ct_trainer_reset(&r->t);
  ct_exam_reset(&r->e);
  return r;
}

static void steps(run *r, int n) {
  for (int i = 0; i < n; i++) CT_INT(ct_trainer_step(&r->t), CT_OK, "step %ld", r->t.step);
}

static void whole(run *r) {
  while (!ct_exam_advance(&r->e, CT_EXAM_ENCODER, 100000)) {}
}

static int is_unknown(double x) { return x != x; }

CT_TEST(each_subject_by_itself) {
  run *r = make(ct_test_arena(), drawings, CT_ENCODER_MLP);
  const double *encoder = r->e.score[CT_EXAM_ENCODER], *pixels = r->e.score[CT_EXAM_PIXELS];
  double done = 0;
  for (int over = 0; !over;) {
    CT_TRUE(ct_exam_done(&r->e) >= done && ct_exam_done(&r->e) <= 1, "share done falls");
    done = ct_exam_done(&r->e);
    over = ct_exam_advance(&r->e, CT_EXAM_ENCODER, 20);
  }
  CT_TRUE(done > 0.9, "the last share %g", done);
  for (int k = 0; k < CT_EXAM_SCORES; k++) {
    CT_TRUE(encoder[k] >= 0 && encoder[k] <= 1, "score %d", k);
    CT_TRUE(is_unknown(pixels[k]), "pixels have not been asked");
  }
  while (!ct_exam_advance(&r->e, CT_EXAM_PIXELS, 100000)) {}
  CT_INT(ct_exam_advance(&r->e, CT_EXAM_PIXELS, 1), 1, "pixels are known once for all");
  for (int k = 0; k < CT_EXAM_SCORES; k++)
    CT_TRUE(pixels[k] >= 0 && pixels[k] <= 1, "score %d", k);
  CT_INT(r->e.step, 0, "step");
  ct_trainer_reset(&r->t);
  ct_exam_reset(&r->e);
  CT_TRUE(is_unknown(encoder[0]) && !is_unknown(pixels[0]), "a reset forgets the encoder's");
}

/* In the split, the rows of one concept are all on the same side. */
CT_TEST(concepts_never_straddle) {
  run *r = make(ct_test_arena(), drawings, CT_ENCODER_MLP);
  CT_INT(r->e.train_count, 48 * 3, "training rows");
  for (int i = 0; i < r->e.count; i++) {
    int concept = r->e.items[i] / 3, held_out = 0;
    for (int k = 0; k < r->t.held_out; k++) held_out |= r->t.split[k] == concept;
    CT_INT(held_out, i >= r->e.train_count, "row %d", i);
    CT_INT(ct_question_answer(&r->pack, CT_ASK_CLASS, r->e.items[i], i),
           sample_label(0, concept), "row %d", i);
  }
}

/* In slices while training goes on, the scores are those of the weights with which the exam began,
 * and the run is unchanged. */
CT_TEST(training_goes_on_meanwhile) {
  static const ct_encoder_kind kinds[] = {CT_ENCODER_MLP, CT_ENCODER_CNN};
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    run *plain = make(a, drawings, kinds[k]), *r = make(a, drawings, kinds[k]);
    steps(plain, 10);
    whole(plain);
    steps(r, 10);
    for (int over = 0; !over;) {
      over = ct_exam_advance(&r->e, CT_EXAM_ENCODER, 10);
      if (r->t.step < 40) steps(r, 1);
    }
    CT_INT(r->e.step, 10, "measured where it began");
    for (int s = 0; s < CT_EXAM_SCORES; s++)
      CT_NEAR(r->e.score[0][s], plain->e.score[0][s], 0, "score %d", s);
    steps(plain, 30);
    size_t bytes = sizeof(float) * (size_t)r->t.encoder->param_count;
    CT_TRUE(memcmp(r->t.encoder->params, plain->t.encoder->params, bytes) == 0, "the run parts");
  }
}

CT_TEST(waits_while_a_step_needs_the_activations) {
  run *r = make(ct_test_arena(), drawings, CT_ENCODER_MLP);
  for (int i = 0; i < 2 * CT_PHASE_COUNT; i++) {
    int busy = r->t.next > CT_PHASE_ENCODE, at = r->e.at;
    ct_exam_advance(&r->e, CT_EXAM_ENCODER, 7);
    CT_INT(r->e.at == at, busy, "phase %d", (int)r->t.next);
    CT_INT(ct_trainer_phase(&r->t), CT_OK, "phase");
  }
}

CT_TEST(nothing_to_examine) {
  sample_shape bare = drawings;
  bare.labels = 0;
  run *table = make(ct_test_arena(), drawings, CT_ENCODER_TABLE);
  CT_TRUE(is_unknown(ct_exam_done(&table->e)), "a table");
  CT_INT(ct_exam_advance(&table->e, CT_EXAM_ENCODER, 100), 0, "a table");
  run *r = make(ct_test_arena(), bare, CT_ENCODER_MLP);
  CT_TRUE(is_unknown(ct_exam_done(&r->e)), "no labels");
  CT_INT(ct_exam_advance(&r->e, CT_EXAM_ENCODER, 100), 0, "no labels");
}

CT_TEST(a_dead_network_is_examined_too) {
  run *r = make(ct_test_arena(), drawings, CT_ENCODER_MLP);
  memset(r->t.encoder->params, 0, sizeof(float) * (size_t)r->t.encoder->param_count);
  whole(r);
  for (int k = 0; k < CT_EXAM_SCORES; k++)
    CT_TRUE(r->e.score[0][k] >= 0.2 && r->e.score[0][k] <= 0.8, "guessing: %g", r->e.score[0][k]);
}

CT_SUITE(exam, each_subject_by_itself, concepts_never_straddle, training_goes_on_meanwhile,
         waits_while_a_step_needs_the_activations, nothing_to_examine,
         a_dead_network_is_examined_too)
