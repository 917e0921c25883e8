/* The packed dataset: what web/data/ writes and the engine reads. All numbers little-endian.
 *
 *   bytes  content
 *   0      magic "CTPK"
 *   4      u32 version    1: pixels as they are, 2 (C = 3 only): pictures as palettes
 *   8      u32 concepts   N, 1 .. 1,000,000
 *   12     u32 drawings   V, pictures per concept (3 artists; 1 for MNIST), 1 .. 16
 *   16     u32 channels   C, 1 or 3
 *   20     u32 height     H, 1 .. 256
 *   24     u32 width      W, 1 .. 256
 *   28     u32 labels     L, kinds of label per concept, 0 .. 4
 *   32     u32 classes[4] number of classes of each kind (0 where unused)
 *   48     u32 held out   the last so many concepts are held out, 0 .. N-1; 0: the shuffled fifth
 *                         of data/sampler.h
 *   52     u32 mean       about the mean of all pixels, thousandths of 255, 0 .. 1000
 *   56     u32 [2]        0
 *   64     u16 labels     [L, N]
 *   ...    padded with 0 to a multiple of 4
 *   ...    u8 pixels      [N, V, C, H, W]
 *            version 2: each picture as [H, W] indices of colours, then the colours (r, g, b), as
 *                       many as the room of the two other planes holds, at most 256; what is over
 *                       is not read, and an index of no colour is black. Flat drawings have few
 *                       colours: compressed, this is a third of what all pixels take.
 * The file ends exactly there. Labels are for evaluation; of the training, the method supcon alone
 * reads them (method/supcon.c). */
#ifndef CT_DATA_PACK_H
#define CT_DATA_PACK_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

#define CT_PACK_LABELS_MAX 4

typedef struct ct_pack {
  int concepts, drawings, channels, height, width, labels;
  int classes[CT_PACK_LABELS_MAX];
  int held_out;                /* as in the header */
  float mean;                  /* 0 .. 1: an encoder is given pixels in 0..1 minus this */
  const uint8_t *label_bytes;  /* u16 little-endian, [L, N] */
  uint8_t *pixels;             /* [N, V, C, H, W], decoded */
} ct_pack;

/* Checks `bytes` whole, then decodes the pixels in place; the pack points into `bytes`, which the
 * caller keeps. A second open of the same bytes is an error of the caller (they are decoded now).
 * Errors: CT_E_FORMAT (and nothing is changed) for a wrong magic, version, range, label or size. */
ct_status ct_pack_open(ct_pack *pack, uint8_t *bytes, size_t size);

/* Reads and checks the header alone (pixels and labels untouched), for sizing. */
ct_status ct_pack_peek(ct_pack *pack, const uint8_t *bytes, size_t size);

static inline int ct_pack_image_size(const ct_pack *p) {
  return p->channels * p->height * p->width;
}
const uint8_t *ct_pack_image(const ct_pack *p, int concept, int drawing); /* [C, H, W] */
int            ct_pack_label(const ct_pack *p, int kind, int concept);
/* The label by which things count as of one class where a single one is asked for (k-NN, false
 * negatives, supcon): the finer of the first two kinds; -1 without labels. */
int            ct_pack_class(const ct_pack *p, int concept);

#endif
