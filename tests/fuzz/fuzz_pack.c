/* libFuzzer: any bytes as a dataset. */
#include <stdlib.h>
#include <string.h>
#include "data/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  uint8_t *copy = malloc(size ? size : 1); /* opening decodes in place */
  ct_pack pack;
  memcpy(copy, bytes, size);
  if (ct_pack_open(&pack, copy, size) == CT_OK) {
    volatile uint8_t last = *ct_pack_image(&pack, pack.concepts - 1, pack.drawings - 1);
    (void)last;
    for (int k = 0; k < pack.labels; k++) ct_pack_label(&pack, k, pack.concepts - 1);
  }
  free(copy);
  return 0;
}
