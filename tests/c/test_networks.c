/* The list of networks by itself: two towers read different numbers of the same items and meet in
 * one loss. Only the rows say that there are two. */
#include "base/elementary.h"
#include "ct_test.h"
#include "data/toy.h"
#include "io/entries.h"
#include "loss/ntxent.h"
#include "train/networks.h"

#define PAIRS 16
#define DIM 4
#define TOWERS 2
#define STEPS 60
#define FORWARD 0 /* the only phase */

/* The numbers of an item that each tower reads: content and a little style, and the other way
 * round, so that both see only some of the content. */
static const struct { const char *prefix, *moments; uint64_t stream; int first, count; } towers[] = {
  {"", "optimizer", 0, 0, 10},
  {"second.", "optimizer.second", (uint64_t)3 << 40, 3, 13},
};

typedef struct trainer {
  ct_pack things;
  ct_network networks[TOWERS];
  float *x[TOWERS], *z, *dz; /* [PAIRS, count] of each; [2 PAIRS, DIM] */
  ct_arena scratch;
  double loss;
  long step;
} trainer;

static const ct_optim_config adam = {.kind = CT_ADAMW, .beta1 = 0.9f, .beta2 = 0.999f,
                                     .epsilon = 1e-8f, .weight_decay = 0.01f};

static trainer *make(ct_arena *a) {
  trainer *t = CT_TAKE(a, trainer, 1);
  memset(t, 0, sizeof *t);
  CT_INT(ct_toy_layout(&t->things, a), CT_OK, "things");
  ct_toy_reset(&t->things, 7);
  t->z = CT_TAKE(a, float, 2 * PAIRS * DIM);
  t->dz = CT_TAKE(a, float, 2 * PAIRS * DIM);
  size_t bytes = ct_ntxent_bytes(PAIRS, DIM);
  ct_arena_init(&t->scratch, ct_arena_take(a, bytes), bytes);
  for (int k = 0; k < TOWERS; k++) {
    int count = towers[k].count;
    t->x[k] = CT_TAKE(a, float, PAIRS * count);
    t->networks[k] = (ct_network){
      .prefix = towers[k].prefix, .moments = towers[k].moments, .stream = towers[k].stream,
      .batch = PAIRS, .phase = FORWARD, .follows = CT_FOLLOWS_NONE,
      .config = {.kind = CT_ENCODER_MLP, .input = {CT_INPUT_VECTOR, {count, 1, 1}}, .hidden = 12,
                 .feature = 8, .head = 2, .dim = DIM, .activation = CT_GELU, .norm = 1},
    };
  }
  CT_INT(ct_networks_layout(t->networks, TOWERS, a), CT_OK, "networks");
  for (int k = 0; k < TOWERS; k++) {
    t->networks[k].input = (ct_input){.n = PAIRS, .values = t->x[k]};
    t->networks[k].dz = t->dz + k * PAIRS * DIM;
  }
  ct_networks_reset(t->networks, TOWERS, 1, &adam);
  return t;
}

/* Gives each tower its numbers of items first .. first + PAIRS - 1. */
static void read_things(trainer *t, int first) {
  for (int k = 0; k < TOWERS; k++)
    for (int i = 0; i < PAIRS; i++)
      for (int d = 0; d < towers[k].count; d++) {
        int thing = (first + i) % CT_TOY_THINGS;
        int number = ct_track_values(ct_pack_seen(&t->things), thing, 0)[towers[k].first + d];
        t->x[k][i * towers[k].count + d] = (float)number / 255 - 0.5f;
      }
}

static void find_loss(trainer *t) {
  ct_networks_forward(t->networks, TOWERS, FORWARD);
  for (int k = 0; k < TOWERS; k++)
    memcpy(t->z + k * PAIRS * DIM, t->networks[k].net.z, sizeof(float) * PAIRS * DIM);
  memset(t->dz, 0, sizeof(float) * 2 * PAIRS * DIM);
  CT_INT(ct_ntxent(t->z, t->dz, PAIRS, DIM, 0.5f, &t->loss, &t->scratch), CT_OK, "loss");
}

static void train(trainer *t, int steps) {
  for (int s = 0; s < steps; s++, t->step++) {
    read_things(t, (int)t->step * PAIRS);
    ct_networks_clear(t->networks, TOWERS);
    find_loss(t);
    CT_TRUE(ct_networks_backward(t->networks, TOWERS), "bounded");
    ct_networks_update(t->networks, TOWERS, 0.01f);
  }
}

CT_TEST(two_towers_have_the_slope_of_their_loss) {
  trainer *t = make(ct_test_arena());
  read_things(t, 0);
  ct_networks_clear(t->networks, TOWERS);
  find_loss(t);
  CT_TRUE(ct_networks_backward(t->networks, TOWERS), "bounded");
  for (int k = 0; k < TOWERS; k++) {
    ct_encoder *e = &t->networks[k].net;
    CT_INT(e->tensors[0].shape[1], towers[k].count, "tower %d reads", k);
    for (int p = 0; p < e->param_count; p += 3) {
      double value[2];
      float kept = e->params[p], h = 0x1p-7f;
      for (int s = 0; s < 2; s++) {
        e->params[p] = s ? kept + h : kept - h;
        find_loss(t);
        value[s] = t->loss;
      }
      e->params[p] = kept;
      double slope = (value[1] - value[0]) / (2 * (double)h);
      CT_NEAR(e->grads[p], slope, 2e-3 * (0.1 + fabs(slope)), "tower %d, parameter %d", k, p);
    }
  }
}

/* The share of a held-out batch's items whose nearest embedding in the
 * other tower is their own. */
static double found(trainer *t) {
  int right = 0;
  read_things(t, CT_TOY_THINGS - PAIRS);
  find_loss(t);
  for (int i = 0; i < PAIRS; i++) {
    int best = 0;
    double highest = -2;
    for (int j = 0; j < PAIRS; j++) {
      const float *a = t->z + i * DIM, *b = t->z + (PAIRS + j) * DIM;
      double dot = 0, aa = 0, bb = 0;
      for (int d = 0; d < DIM; d++) {
        dot += (double)a[d] * (double)b[d];
        aa += (double)a[d] * (double)a[d], bb += (double)b[d] * (double)b[d];
      }
      if (dot / ct_sqrt(aa * bb) > highest) highest = dot / ct_sqrt(aa * bb), best = j;
    }
    right += best == i;
  }
  return (double)right / PAIRS;
}

CT_TEST(two_towers_learn_what_both_see) {
  trainer *t = make(ct_test_arena());
  double before = found(t), loss;
  find_loss(t);
  loss = t->loss;
  train(t, STEPS);
  CT_TRUE(t->loss < 0.7 * loss, "loss %g, then %g", loss, t->loss);
  CT_TRUE(found(t) > 0.4 && before < 0.3, "%g found, then %g", before, found(t));
}

static ct_range any(const ct_entry *e) {
  (void)e;
  return (ct_range){-1e30f, 1e30f};
}

CT_TEST(two_towers_are_saved_and_go_on) {
  static ct_entries l;
  static char header[16384];
  ct_arena *a = ct_test_arena();
  trainer *t = make(a), *other = make(a);
  ct_text text, why;
  char words[200];
  l.count = 0;
  train(t, 5);
  ct_entries_networks(&l, t->networks, TOWERS);
  ct_text_init(&text, header, sizeof header);
  ct_text_init(&why, words, sizeof words);
  ct_text_add(&text, "{\"__metadata__\":{}");
  ct_tensors_describe(&text, &l);
  CT_TRUE(!text.full && strstr(header, "\"second.backbone.0.weight\""), "the second tower's name");
  CT_TRUE(strstr(header, "\"optimizer.second.first\"") != NULL, "and its moments'");
  uint8_t *data = ct_arena_take(a, ct_tensors_bytes(&l));
  size_t bytes = ct_tensors_write(&l, data);
  CT_INT(bytes, ct_tensors_bytes(&l), "bytes");
  train(t, 5);

  l.count = 0;
  ct_entries_networks(&l, other->networks, TOWERS);
  ct_status status = ct_tensors_read(&l, header, text.length, data, bytes, any, &why);
  CT_INT(status, CT_OK, "%s", words);
  ct_networks_resume(other->networks, TOWERS, &adam, 5);
  other->step = 5;
  train(other, 5);
  for (int k = 0; k < TOWERS; k++) {
    const ct_encoder *e = &t->networks[k].net, *f = &other->networks[k].net;
    CT_TRUE(memcmp(e->params, f->params, sizeof(float) * (size_t)e->param_count) == 0, "%d", k);
    CT_TRUE(memcmp(e->state, f->state, sizeof(float) * (size_t)e->state_count) == 0, "%d", k);
  }
  CT_TRUE(t->loss == other->loss, "the same loss");
  CT_INT(ct_tensors_read(&l, header, text.length, data, bytes - 4, any, &why), CT_E_FORMAT,
         "cut short");
}

/* A row without a batch is left out; a row that is not trained has no gradient and no update. */
CT_TEST(rows_say_what_they_are) {
  static ct_network list[3];
  ct_arena *a = ct_test_arena();
  ct_encoder_config c = {.kind = CT_ENCODER_MLP, .input = {CT_INPUT_VECTOR, {3, 1, 1}}, .hidden = 4,
                         .feature = 3, .head = 1, .dim = 2};
  float x[6], dz[4] = {1, 2, 3, 4};
  for (int i = 0; i < 6; i++) x[i] = (float)i;
  list[0] = (ct_network){.moments = "optimizer", .batch = 2, .phase = 1,
                         .follows = CT_FOLLOWS_NONE, .config = c};
  list[1] = (ct_network){.phase = 2, .moments = "optimizer", .follows = CT_FOLLOWS_NONE};
  list[2] = (ct_network){.batch = 2, .phase = 3, .follows = 0, .config = c};
  CT_INT(ct_networks_layout(list, 3, a), CT_OK, "layout");
  CT_TRUE(ct_networks_have(list, 3, 1) && !ct_networks_have(list, 3, 2), "phases");
  ct_networks_reset(list, 3, 1, &adam);
  for (int k = 0; k < 3; k++) list[k].input = (ct_input){.n = 2, .values = x};
  list[0].dz = dz;
  ct_encoder *fast = &list[0].net, *slow = &list[2].net;
  size_t bytes = sizeof(float) * (size_t)fast->param_count;
  CT_TRUE(memcmp(fast->params, slow->params, bytes) == 0 && !slow->grads, "begins alike");
  float *start = memcpy(ct_arena_take(a, bytes), fast->params, bytes);
  ct_networks_clear(list, 3);
  ct_networks_forward(list, 3, 1);
  CT_TRUE(ct_networks_backward(list, 3), "bounded");
  ct_networks_update(list, 3, 0.1f);
  CT_TRUE(memcmp(fast->params, start, bytes) != 0, "the trained one moved");
  CT_TRUE(memcmp(slow->params, start, bytes) == 0, "the other did not");
  ct_networks_follow(list, 3, 0.75f);
  for (int p = 0; p < fast->param_count; p++)
    CT_NEAR(slow->params[p], 0.75 * (double)start[p] + 0.25 * (double)fast->params[p], 1e-6,
            "weight %d follows", p);
  fast->grads[1] = 1e16f;
  list[0].dz = NULL;
  CT_TRUE(!ct_networks_backward(list, 3), "a gradient out of bounds");
}

CT_SUITE(networks, two_towers_have_the_slope_of_their_loss, two_towers_learn_what_both_see,
         two_towers_are_saved_and_go_on, rows_say_what_they_are)
