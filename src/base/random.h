/* Random numbers: PCG-XSH-RR 64/32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation"), the same numbers on every machine.
 *
 * Nothing in the engine keeps a generator across steps: each use makes its own from the session's
 * seed, a purpose and a counter, so a run can resume anywhere and the order of threads is free. */
#ifndef CT_BASE_RANDOM_H
#define CT_BASE_RANDOM_H

#include <stdint.h>

typedef struct ct_rng { uint64_t state, increment; } ct_rng;

/* The purpose of the numbers; two purposes never share a stream. */
typedef enum ct_rng_purpose {
  CT_RNG_WEIGHTS = 1, CT_RNG_BATCH, CT_RNG_AUGMENT, CT_RNG_SPLIT, CT_RNG_SYNTHETIC, CT_RNG_TEST,
  CT_RNG_SHOTS, CT_RNG_PAIR, CT_RNG_TEXT, CT_RNG_SHUFFLE
} ct_rng_purpose;

/* seed: the session's; counter: step, item, layer, ..., a number that makes this use unique. */
ct_rng   ct_rng_make(uint64_t seed, ct_rng_purpose purpose, uint64_t counter);
uint32_t ct_rng_u32(ct_rng *r);
float    ct_rng_uniform(ct_rng *r);                      /* [0, 1), 24 bits */
float    ct_rng_range(ct_rng *r, float low, float high); /* [low, high) */
uint32_t ct_rng_below(ct_rng *r, uint32_t n);            /* 0 .. n-1 without bias; n >= 1 */
float    ct_rng_normal(ct_rng *r);                       /* mean 0, variance 1 (Box-Muller) */
void     ct_rng_shuffle(ct_rng *r, int *items, int n);   /* Fisher-Yates */

#endif
