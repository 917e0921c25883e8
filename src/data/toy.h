/* Things whose content and style are known: where a picture has shapes and light, these have numbers.
 *
 * A thing is 16 numbers: 8 of content, about the centre of one of 10 classes, and 8 of style, which
 * say nothing of the class. All are one vector track of a packed dataset, content first. Number x
 * is the byte 127.5 + CT_TOY_SPREAD x, rounded and cut to 0..255.
 *
 * After the content and style of von Kuegelgen et al. 2021, arXiv:2106.04619.  Tests: test_toy.c */
#ifndef CT_DATA_TOY_H
#define CT_DATA_TOY_H

#include "base/arena.h"
#include "data/pack.h"

#define CT_TOY_THINGS 2000
#define CT_TOY_CLASSES 10
#define CT_TOY_CONTENT 8 /* numbers, the first */
#define CT_TOY_STYLE 8
#define CT_TOY_SPREAD 42.0f /* steps of a byte per 1: beyond 3 is cut off */

/* *pack out: what its header would say, with memory for labels and numbers. */
ct_status ct_toy_layout(ct_pack *pack, ct_arena *arena);
/* Draws all things anew; the same for the same seed. Thing i is of class i % CT_TOY_CLASSES. */
void      ct_toy_reset(ct_pack *pack, uint64_t seed);

#endif
