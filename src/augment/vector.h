/* Random views of a vector of content and style (data/toy.h). */
#ifndef CT_AUGMENT_VECTOR_H
#define CT_AUGMENT_VECTOR_H

#include <stdint.h>
#include "base/random.h"

typedef struct ct_vector_augment {
  int content;  /* the first so many numbers are content, the others style */
  int style;    /* the first so many numbers of style are drawn anew */
  float noise;  /* deviation of normal noise added to the content */
  float spread; /* deviation of style, in 8-bit steps; the unit of `noise` too */
  float mean;   /* subtracted from every number at the end, in 0..1 */
} ct_vector_augment;

/* Makes one view: y [n] out, in 0..1 minus the mean; x [n] in; rng: this view's own. All random
 * numbers are drawn whichever augmentations are on, so that changing one leaves the others as they
 * were. */
void ct_augment_vector(float *y, const uint8_t *x, int n, const ct_vector_augment *how,
                       ct_rng *rng);

#endif
