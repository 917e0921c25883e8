/* The packed dataset, which web/data/ writes and the engine reads. All numbers are little-endian.
 *
 *   bytes  content
 *   0      magic "CTPK"
 *   4      u32 version    3
 *   8      u32 concepts   N, 1 .. 1,000,000
 *   12     u32 tracks     T, 1 .. 8
 *   16     u32 labels     L, kinds of label per concept, 0 .. 4
 *   20     u32 classes[4] number of classes of each kind, 1 .. 65,536 (0 where unused)
 *   36     u32 split      held-out concepts: 0: the shuffled fifth of data/sampler.h; 1: the last
 *                         ones; 2: those listed
 *   40     u32 held out   number of held-out concepts, 1 .. N-1; with split 0: 0
 *   44     u32 [5]        0
 *   64     T headers of 32 bytes, one for each track (data/track.h)
 *   ...    u16 labels     [L, N], padded with 0 to a multiple of 4
 *   ...    u8 listed      [N] only with split 2: 1 held out, 0 trained on; padded likewise
 *   ...    T blocks, one for each track, each padded likewise
 * The dataset ends exactly there. Labels are for evaluation; in training only the method supcon
 * reads them (method/supcon.c). Concepts, tracks and renditions are counted from 0, also in
 * messages.
 *
 * One packed dataset may be followed by another, its second part, which adds tracks about the same
 * concepts: the tracks of both are the dataset's, at most 8. Labels and split are those of the
 * first; the second has as many concepts, no labels, and split 0. */
#ifndef CT_DATA_PACK_H
#define CT_DATA_PACK_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "base/text.h"
#include "data/track.h"

#define CT_PACK_LABELS_MAX 4
#define CT_PACK_TRACKS_MAX 8
#define CT_PACK_HEADER 64
/* The most bytes that the headers of a dataset and of its tracks take; those of a second part are
 * behind the blocks of the first and take as much again. */
#define CT_PACK_HEADERS_MAX (CT_PACK_HEADER + CT_PACK_TRACKS_MAX * CT_TRACK_HEADER)

typedef struct ct_pack {
  int concepts, labels;
  int classes[CT_PACK_LABELS_MAX];
  ct_split_kind split;
  int held_out;                /* as in the header: 0 for the shuffled fifth */
  const uint8_t *label_bytes;  /* u16 little-endian, [L, N] */
  const uint8_t *listed;       /* [N]; NULL unless the split is listed */
  int track_count;
  ct_track tracks[CT_PACK_TRACKS_MAX];
} ct_pack;

/* Checks all of `bytes`, then decodes palettes in place; the pack points into `bytes`, which the
 * caller keeps. The same bytes must not be opened twice, since they are decoded by then.
 * Errors: CT_E_FORMAT, and nothing is changed; `why`, unless NULL, then says what is wrong. */
ct_status ct_pack_open(ct_pack *pack, uint8_t *bytes, size_t size, ct_text *why);

/* Reads and checks only the headers of a dataset of `size` bytes, to find how much memory it needs:
 * at most its first CT_PACK_HEADERS_MAX bytes and, where another follows, as many at `second`.
 * second: where those bytes are (ct_pack_second); NULL where `bytes` has the whole dataset. */
ct_status ct_pack_peek(ct_pack *pack, const uint8_t *bytes, const uint8_t *second, size_t size,
                       ct_text *why);
/* The position in a dataset of `size` bytes at which a second part may begin, as the headers of the
 * first tell, its first CT_PACK_HEADERS_MAX bytes; 0 where these are wrong or nothing follows. */
size_t    ct_pack_second(const uint8_t *bytes, size_t size);

/* The nth track of a kind, counted from 0; NULL where there are fewer. */
const ct_track *ct_pack_track(const ct_pack *p, ct_track_kind kind, int nth);
/* The track that an encoder reads: the first of kind pixels or vector; NULL where there is
 * none. */
const ct_track *ct_pack_seen(const ct_pack *p);

int ct_pack_label(const ct_pack *p, int kind, int concept);
/* A concept's class where a single one is needed (k-NN, false negatives, supcon): its label of the
 * finer of the first two kinds; -1 without labels. */
int ct_pack_class(const ct_pack *p, int concept);

#endif
