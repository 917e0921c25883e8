#include "ct_test.h"
#include <stdint.h>
#include "base/status.h"

#define OFFSET 7

static unsigned char memory[1024 + CT_ARENA_ALIGN] __attribute__((aligned(CT_ARENA_ALIGN)));

CT_TEST(hands_out_aligned_blocks_that_do_not_overlap) {
  ct_arena a;
  ct_arena_init(&a, memory + OFFSET, sizeof memory - OFFSET);
  unsigned char *end = memory + OFFSET;
  static const size_t sizes[] = {1, 64, 65, 0, 3, 128};
  for (int i = 0; i < 6; i++) {
    unsigned char *at = ct_arena_take(&a, sizes[i]);
    CT_TRUE(at != NULL, "block %d", i);
    CT_INT((uintptr_t)at % CT_ARENA_ALIGN, 0, "alignment of block %d", i);
    CT_TRUE(at >= end && at + sizes[i] <= memory + sizeof memory, "place of block %d", i);
    end = at + sizes[i];
  }
}

CT_TEST(refuses_what_does_not_fit) {
  ct_arena a;
  ct_arena_init(&a, memory, 256);
  CT_TRUE(ct_arena_take(&a, 257) == NULL, "one byte too many");
  CT_TRUE(ct_arena_take(&a, SIZE_MAX) == NULL, "a size that wraps when rounded up");
  CT_TRUE(ct_arena_take(&a, SIZE_MAX - 64) == NULL, "a size that wraps when added");
  CT_INT(a.used, 0, "a refusal takes nothing");
  CT_TRUE(ct_arena_take(&a, 256) == memory, "all of it");
  CT_TRUE(ct_arena_take(&a, 1) == NULL, "full");
  ct_arena_init(&a, memory + 1, 8);
  CT_TRUE(ct_arena_take(&a, 1) == NULL, "no aligned byte in it");
  ct_arena_init(&a, NULL, 0);
  CT_TRUE(ct_arena_take(&a, 1) == NULL, "no memory at all");
}

CT_TEST(mark_and_release_give_the_same_block_again) {
  ct_arena a;
  ct_arena_init(&a, memory, 512);
  ct_arena_take(&a, 10);
  size_t mark = ct_arena_mark(&a);
  void *first = ct_arena_take(&a, 100);
  ct_arena_release(&a, mark);
  CT_TRUE(ct_arena_take(&a, 100) == first, "after the release");
}

static void *layout(ct_arena *a) {
  CT_TAKE(a, float, 33);
  CT_TAKE(a, char, 1);
  return CT_TAKE(a, double, 9);
}

CT_TEST(measuring_counts_what_the_layout_takes) {
  ct_arena counting, a;
  ct_arena_measure(&counting);
  CT_TRUE(layout(&counting) != NULL, "measuring never refuses");
  CT_INT(counting.used, 192 + 64 + 128, "rounded up to the alignment");
  ct_arena_init(&a, memory, counting.used);
  CT_TRUE(layout(&a) != NULL, "the answer is enough");
  ct_arena_init(&a, memory, counting.used - 1);
  CT_TRUE(layout(&a) == NULL, "and no less is");
}

CT_TEST(measuring_beyond_all_memory_saturates) {
  ct_arena a;
  ct_arena_measure(&a);
  for (int i = 0; i < 4; i++) CT_TRUE(ct_arena_take(&a, SIZE_MAX / 3) != NULL, "take %d", i);
  CT_TRUE(a.used >= SIZE_MAX / 2 - CT_ARENA_ALIGN, "more than there can be");
}

CT_TEST(every_status_has_a_sentence) {
  for (int s = 0; s < CT_STATUS_COUNT; s++) {
    CT_TRUE(strlen(ct_status_text((ct_status)s)) >= 2, "status %d", s);
  }
  CT_TRUE(strcmp(ct_status_text(CT_OK), "ok") == 0, "ok");
  CT_TRUE(strlen(ct_status_text((ct_status)CT_STATUS_COUNT)) > 0, "one past the end");
  CT_TRUE(strlen(ct_status_text((ct_status)-1)) > 0, "negative");
}

CT_SUITE(arena, hands_out_aligned_blocks_that_do_not_overlap, refuses_what_does_not_fit,
         mark_and_release_give_the_same_block_again, measuring_counts_what_the_layout_takes,
         measuring_beyond_all_memory_saturates, every_status_has_a_sentence)
