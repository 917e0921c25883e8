/* One track of a packed dataset: what every concept is in one modality, in one or more renditions
 * (drawings by several artists, names in several languages, spoken by several voices).
 *
 * A dense track (pixels, vector, frames) has as many numbers in each rendition, bytes that stand
 * for 0..1 in steps of 1/255. A ragged one (tokens, text) has units, as many as each rendition
 * takes; one that is missing has none. Its header in a file, 32 bytes, little-endian:
 *
 *   bytes  content
 *   0      u32 kind        by its place in CT_TRACK_LIST (data/choices.h)
 *   4      u32 encoding    0: plain, 1: pictures as palettes (pixels of 3 channels only)
 *   8      u32 renditions  R of each concept, 1 .. 16
 *   12     u32 shape[3]    pixels: channels C (1 or 3), height H, width W (1 .. 256)
 *                          vector: numbers (1 .. 65,536), 1, 1
 *                          tokens: ids in the vocabulary (1 .. 65,536), most in a rendition
 *                          (1 .. 65,536), 1
 *                          frames: steps in time (1 .. 1,024), bands (1 .. 256), 1
 *                          text: most bytes in a rendition (1 .. 65,536), 1, 1
 *   24     u32 mean        about the mean of all numbers, thousandths of 255, 0 .. 1000; ragged: 0
 *   28     u32 bytes       of its block
 *
 * Its block, for N concepts:
 *
 *   dense   u8 [N, R, shape]
 *           palettes: each picture as [H, W] indices of colours, then the colours (r, g, b), as
 *           many as the room of the two other planes holds, at most 256; what is over is not read,
 *           and an index of no colour is black. Flat drawings have few colours: compressed, this is
 *           a third of what all pixels take.
 *   ragged  u32 [N R + 1]  where each rendition's units begin, and where the last one's end: the
 *           first is 0, and none is less than the one before
 *           tokens: u16 ids below the vocabulary; text: the bytes of valid UTF-8 */
#ifndef CT_DATA_TRACK_H
#define CT_DATA_TRACK_H

#include "base/status.h"
#include "base/text.h"
#include "data/bytes.h"
#include "data/choices.h"

#define CT_TRACK_HEADER 32

typedef struct ct_track {
  ct_track_kind kind;
  int concepts, renditions, shape[3];
  int size;              /* numbers of a rendition, as shape says; ragged: the most units of one */
  float mean;            /* 0 .. 1: an encoder is given numbers in 0..1 minus this */
  uint8_t *values;       /* dense: [concepts, renditions, size]; ragged: all units, in order */
  const uint8_t *starts; /* [concepts * renditions + 1] u32, as in the file; dense: NULL */
} ct_track;

const char *ct_track_name(ct_track_kind kind);

/* Numbers of a rendition, or its units: ids, bytes of text. */
int            ct_track_length(const ct_track *t, int concept, int rendition);
/* The first of them: numbers [size], ids for ct_track_token, or bytes of text (no 0 at the end). */
const uint8_t *ct_track_values(const ct_track *t, int concept, int rendition);
/* Id i of a rendition of tokens, whose values are at `values`. */
static inline int ct_track_token(const uint8_t *values, int i) {
  return ct_u16_at(values + 2 * (ptrdiff_t)i);
}

/* For data/pack.c: from header to block. Errors: CT_E_FORMAT, with what is wrong in `why`. */
ct_status ct_track_read(ct_track *t, const uint8_t *header, int concepts, ct_text *why);
/* Checks the block, as long as the header says, and points into it. */
ct_status ct_track_open(ct_track *t, const uint8_t *header, uint8_t *block, ct_text *why);
/* Palettes to pixels, in place. */
void      ct_track_decode(ct_track *t, const uint8_t *header);
static inline uint32_t ct_track_bytes(const uint8_t *header) { return ct_u32_at(header + 28); }

#endif
