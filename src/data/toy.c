#include "data/toy.h"

#include "base/random.h"

#define SIZE (CT_TOY_CONTENT + CT_TOY_STYLE)
#define CENTRE 0.8f /* deviation of the classes' centres, per number */
#define WITHIN 0.4f /* deviation of a class's things about its centre */

ct_status ct_toy_layout(ct_pack *pack, ct_arena *arena) {
  *pack = (ct_pack){.concepts = CT_TOY_THINGS, .labels = 1, .classes = {CT_TOY_CLASSES},
                    .track_count = 1};
  ct_track *track = &pack->tracks[0];
  *track = (ct_track){.kind = CT_TRACK_VECTOR, .concepts = CT_TOY_THINGS, .renditions = 1,
                      .shape = {SIZE, 1, 1}, .size = SIZE, .mean = 0.5f};
  track->values = CT_TAKE(arena, uint8_t, CT_TOY_THINGS * (SIZE + 2));
  pack->label_bytes = track->values + CT_TOY_THINGS * SIZE;
  return track->values ? CT_OK : CT_E_MEMORY;
}

static uint8_t byte_of(float x) {
  float byte = 128 + CT_TOY_SPREAD * x; /* 127.5, and 0.5 to round */
  return byte > 255 ? 255 : byte > 0 ? (uint8_t)byte : 0;
}

void ct_toy_reset(ct_pack *pack, uint64_t seed) {
  float centre[CT_TOY_CLASSES][CT_TOY_CONTENT];
  ct_rng r = ct_rng_make(seed, CT_RNG_SYNTHETIC, 0);
  for (int i = 0; i < CT_TOY_CLASSES * CT_TOY_CONTENT; i++)
    centre[i / CT_TOY_CONTENT][i % CT_TOY_CONTENT] = CENTRE * ct_rng_normal(&r);
  uint8_t *values = pack->tracks[0].values, *labels = values + CT_TOY_THINGS * SIZE;
  for (int i = 0; i < CT_TOY_THINGS; i++) {
    int class = i % CT_TOY_CLASSES;
    for (int k = 0; k < CT_TOY_CONTENT; k++)
      *values++ = byte_of(centre[class][k] + WITHIN * ct_rng_normal(&r));
    for (int k = 0; k < CT_TOY_STYLE; k++) *values++ = byte_of(ct_rng_normal(&r));
    *labels++ = (uint8_t)class;
    *labels++ = 0;
  }
}
