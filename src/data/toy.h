/* The toy: invented things whose content and style are known numbers, where a picture has shapes
 * and light.
 *
 * A thing is 16 numbers: 8 of content, near the centre of one of 10 classes, and 8 of style, which
 * do not depend on the class. All things are one vector track of a packed dataset, content first.
 * A number x is stored as the byte 127.5 + CT_TOY_SPREAD x, rounded and cut to 0..255.
 *
 * After the content and style of von Kuegelgen et al. 2021, arXiv:2106.04619.  Tests:
 * test_toy.c */
#ifndef CT_DATA_TOY_H
#define CT_DATA_TOY_H

#include "base/arena.h"
#include "data/pack.h"

#define CT_TOY_THINGS 2000
#define CT_TOY_CLASSES 10
#define CT_TOY_CONTENT 8 /* the first numbers of a thing */
#define CT_TOY_STYLE 8
#define CT_TOY_SPREAD 42.0f /* byte steps per unit: numbers beyond 3 are cut off */

/* *pack out: filled as if from a file's header, with memory for labels and numbers. */
ct_status ct_toy_layout(ct_pack *pack, ct_arena *arena);
/* Draws all things anew, the same for the same seed. Thing i has class i % CT_TOY_CLASSES. */
void      ct_toy_reset(ct_pack *pack, uint64_t seed);

#endif
