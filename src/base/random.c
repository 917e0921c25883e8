#include "base/random.h"
#include "base/assert.h"
#include "base/elementary.h"

#define PCG_MULTIPLIER 6364136223846793005u
#define GOLDEN 0x9E3779B97F4A7C15u /* 2^64 / golden ratio, odd */

/* The finaliser of SplitMix64 (Steele, Lea & Flood 2014), a one-to-one map: every input bit
 * affects every output bit, so seeds and counters that differ by one give unrelated streams. */
static uint64_t mix(uint64_t x) {
  x += GOLDEN;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

ct_rng ct_rng_make(uint64_t seed, ct_rng_purpose purpose, uint64_t counter) {
  CT_ASSERT((unsigned)purpose < 128);
  uint64_t h = mix(mix(mix(seed) + (uint64_t)purpose) + counter);
  ct_rng r;
  r.state = h;
  /* The increment selects the stream and must be odd; it contains the purpose's own bits. */
  r.increment = mix(h) << 8 | (uint64_t)purpose << 1 | 1;
  ct_rng_u32(&r);
  return r;
}

uint32_t ct_rng_u32(ct_rng *r) {
  uint64_t s = r->state;
  r->state = s * PCG_MULTIPLIER + r->increment;
  uint32_t folded = (uint32_t)((s >> 18 ^ s) >> 27);
  uint32_t turn = (uint32_t)(s >> 59);
  return folded >> turn | folded << (-turn & 31);
}

float ct_rng_uniform(ct_rng *r) { return (float)(ct_rng_u32(r) >> 8) * 0x1p-24f; }

float ct_rng_range(ct_rng *r, float low, float high) {
  float x = low + (high - low) * ct_rng_uniform(r);
  return x < high ? x : low; /* the sum may round up to high */
}

uint32_t ct_rng_below(ct_rng *r, uint32_t n) {
  CT_ASSERT(n >= 1);
  uint32_t surplus = -n % n; /* 2^32 mod n numbers are rejected, so that n divides the rest */
  uint32_t x;
  do x = ct_rng_u32(r);
  while (x < surplus);
  return x % n;
}

float ct_rng_normal(ct_rng *r) {
  float radius = ct_sqrtf(-2.0f * ct_logf(1.0f - ct_rng_uniform(r))); /* log of (0, 1] */
  return radius * ct_cosf(6.28318531f * ct_rng_uniform(r));
}

void ct_rng_shuffle(ct_rng *r, int *items, int n) {
  for (int i = n - 1; i > 0; i--) {
    int j = (int)ct_rng_below(r, (uint32_t)i + 1);
    int kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}
