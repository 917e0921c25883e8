/* The packed dataset: what web/data/ writes and the engine reads. All numbers little-endian.
 *
 *   bytes  content
 *   0      magic "CTPK"
 *   4      u32 version    3
 *   8      u32 concepts   N, 1 .. 1,000,000
 *   12     u32 tracks     T, 1 .. 8
 *   16     u32 labels     L, kinds of label per concept, 0 .. 4
 *   20     u32 classes[4] number of classes of each kind, 1 .. 65,536 (0 where unused)
 *   36     u32 split      0: the shuffled fifth of data/sampler.h is held out; 1: the last so many
 *                         concepts; 2: those listed
 *   40     u32 held out   so many concepts, 1 .. N-1; with split 0: 0
 *   44     u32 [5]        0
 *   64     T headers of 32 bytes, one for each track (data/track.h)
 *   ...    u16 labels     [L, N], padded with 0 to a multiple of 4
 *   ...    u8 listed      [N] with split 2 alone: 1 held out, 0 trained on; padded likewise
 *   ...    T blocks, one for each track, each padded likewise
 * The file ends exactly there. Labels are for evaluation; of the training, the method supcon alone
 * reads them (method/supcon.c). Concepts, tracks and renditions are counted from 0, in what is said
 * of a file too. */
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
/* The most that the headers of a file and of its tracks take. */
#define CT_PACK_HEADERS_MAX (CT_PACK_HEADER + CT_PACK_TRACKS_MAX * CT_TRACK_HEADER)

typedef struct ct_pack {
  int concepts, labels;
  int classes[CT_PACK_LABELS_MAX];
  ct_split_kind split;
  int held_out;                /* as in the header: 0 for the shuffled fifth */
  const uint8_t *label_bytes;  /* u16 little-endian, [L, N] */
  const uint8_t *listed;       /* [N]; NULL but for a listed split */
  int track_count;
  ct_track tracks[CT_PACK_TRACKS_MAX];
} ct_pack;

/* Checks `bytes` whole, then decodes palettes in place; the pack points into `bytes`, which the
 * caller keeps. A second open of the same bytes is an error of the caller (they are decoded now).
 * Errors: CT_E_FORMAT, and nothing is changed; `why`, unless NULL, then says what is wrong. */
ct_status ct_pack_open(ct_pack *pack, uint8_t *bytes, size_t size, ct_text *why);

/* Reads and checks the headers alone, the first CT_PACK_HEADERS_MAX bytes at most, for sizing: of a
 * file of `size` bytes. */
ct_status ct_pack_peek(ct_pack *pack, const uint8_t *bytes, size_t size, ct_text *why);

/* The nth track of a kind, from 0; NULL: there are fewer. */
const ct_track *ct_pack_track(const ct_pack *p, ct_track_kind kind, int nth);
/* What an encoder of pictures or numbers reads: the first track of pixels or vector; NULL: none. */
const ct_track *ct_pack_seen(const ct_pack *p);

int ct_pack_label(const ct_pack *p, int kind, int concept);
/* The label by which things count as of one class where a single one is asked for (k-NN, false
 * negatives, supcon): the finer of the first two kinds; -1 without labels. */
int ct_pack_class(const ct_pack *p, int concept);

#endif
