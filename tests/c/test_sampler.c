#include "ct_test.h"
#include "data/sampler.h"

static int is_permutation(const int *items, int n) {
  unsigned char seen[2000] = {0};
  for (int i = 0; i < n; i++) {
    if (items[i] < 0 || items[i] >= n || seen[items[i]]) return 0;
    seen[items[i]] = 1;
  }
  return 1;
}

static ct_pack of(int concepts, ct_split_kind split, int held_out, const uint8_t *listed) {
  return (ct_pack){.concepts = concepts, .split = split, .held_out = held_out, .listed = listed};
}

CT_TEST(split_holds_out_one_in_five) {
  static const int sizes[] = {1, 2, 3, 5, 7, 10, 13, 100, 1586};
  int items[1586], again[1586];
  for (int k = 0; k < 9; k++) {
    int n = sizes[k];
    ct_pack p = of(n, CT_SPLIT_SHUFFLED, 0, NULL);
    int held_out = ct_split(items, &p);
    CT_TRUE(is_permutation(items, n), "%d", n);
    CT_NEAR(held_out, n / 5.0, 0.5, "of %d", n); /* the count is rounded */
    CT_INT(held_out, ct_split_held_out(&p), "of %d", n);
    ct_split(again, &p);
    CT_TRUE(memcmp(items, again, sizeof(int) * (size_t)n) == 0, "the same split twice, %d", n);
  }
}

CT_TEST(split_holds_out_the_last) {
  int items[100];
  for (int last = 1; last < 100; last += 14) {
    ct_pack p = of(100, CT_SPLIT_LAST, last, NULL);
    CT_INT(ct_split(items, &p), last, "count");
    CT_INT(ct_split_held_out(&p), last, "count");
    for (int i = 0; i < 100; i++)
      CT_INT(items[i], i < last ? 100 - last + i : i - last, "%d of %d", i, last);
  }
}

CT_TEST(split_holds_out_those_listed) {
  static const uint8_t listed[7] = {0, 1, 1, 0, 0, 1, 0};
  static const int wanted[7] = {1, 2, 5, 0, 3, 4, 6};
  ct_pack p = of(7, CT_SPLIT_LISTED, 3, listed);
  int items[7];
  CT_INT(ct_split(items, &p), 3, "count");
  CT_INT(ct_split_held_out(&p), 3, "count");
  for (int i = 0; i < 7; i++) CT_INT(items[i], wanted[i], "%d", i);
}

static ct_sampler make(int count, int batch, uint64_t seed, const int *items) {
  ct_sampler s;
  CT_INT(ct_sampler_layout(&s, count, ct_test_arena()), CT_OK, "layout");
  ct_sampler_reset(&s, items, batch, seed);
  return s;
}

CT_TEST(no_repeats_within_an_epoch) {
  int items[103], seen[103];
  for (int i = 0; i < 103; i++) items[i] = 7 * i;
  static const int batches[] = {1, 2, 10, 51, 52, 103};
  for (int k = 0; k < 6; k++) {
    ct_sampler s = make(103, batches[k], 5, items);
    int per_epoch = 103 / batches[k];
    for (long step = 0; step < 3 * per_epoch; step++) {
      if (step % per_epoch == 0) memset(seen, 0, sizeof seen);
      const int *batch = ct_sampler_batch(&s, step);
      for (int i = 0; i < batches[k]; i++) {
        CT_TRUE(batch[i] / 7 * 7 == batch[i] && batch[i] / 7 < 103, "item %d", batch[i]);
        CT_INT(seen[batch[i] / 7]++, 0, "item %d at step %ld", batch[i], step);
      }
    }
  }
}

CT_TEST(a_batch_depends_on_seed_and_step_alone) {
  int items[37], first[200][8];
  for (int i = 0; i < 37; i++) items[i] = i;
  ct_sampler s = make(37, 8, 3, items);
  for (int t = 0; t < 200; t++) memcpy(first[t], ct_sampler_batch(&s, t), sizeof first[t]);
  for (int t = 199; t >= 0; t -= 7) {
    ct_sampler_reset(&s, items, 8, 3);
    CT_TRUE(memcmp(first[t], ct_sampler_batch(&s, t), sizeof first[t]) == 0, "step %d", t);
  }
  ct_sampler_reset(&s, items, 8, 4);
  CT_TRUE(memcmp(first[0], ct_sampler_batch(&s, 0), sizeof first[0]) != 0, "another seed");
  CT_TRUE(memcmp(first[0], first[4], sizeof first[0]) != 0, "another epoch");
}

CT_TEST(every_item_comes_as_often) {
  int items[30], count[30] = {0};
  for (int i = 0; i < 30; i++) items[i] = i;
  ct_sampler s = make(30, 7, 11, items); /* each epoch drops two of thirty */
  for (long t = 0; t < 4000; t++)
    for (int i = 0; i < 7; i++) count[ct_sampler_batch(&s, t)[i]]++;
  /* 1000 epochs take an item with probability 28 / 30: 933, and 5 sigma of 7.9 are allowed */
  for (int i = 0; i < 30; i++) CT_NEAR(count[i], 933.3, 40, "item %d", i);
}

CT_SUITE(sampler, split_holds_out_one_in_five, split_holds_out_the_last,
         split_holds_out_those_listed, no_repeats_within_an_epoch,
         a_batch_depends_on_seed_and_step_alone, every_item_comes_as_often)
