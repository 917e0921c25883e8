/* Shared by clip and siglip: the B x B matrix of cosines of two batches, a tile at a time, and how
 * the weights of its pairs become gradients. The matrix is never stored.
 *
 * Tiles are spread over threads in rounds. In a round every block of rows of a and every block of
 * rows of b belongs to one tile, whose task alone adds to what belongs to the two. So there are no
 * partial sums to join, and the order of additions is the same for any number of threads. */
#ifndef CT_LOSS_CROSS_TILES_H
#define CT_LOSS_CROSS_TILES_H

#include "base/arena.h"
#include "base/status.h"
#include "loss/cross.h"

#define CT_CROSS_TILE 128 /* the most rows and columns of a tile, 64 KB */

typedef struct ct_cross_tiles {
  const ct_cross *x;
  int side, blocks;  /* rows of a tile; blocks of so many rows, the last may be shorter */
  float rate;        /* the scale */
  int gradient;      /* 0: value alone */
  float *u[2], *du[2], *inverse[2]; /* [B, D] unit rows of a and b; [B, D]; [B] */
  double *positive;  /* [B] cosine of each pair */
  float *pull;       /* [B] the weight of row i's pair in the gradient, with its sign turned */
  double *slope;     /* [blocks] sum over the block's rows of a of u . du */
  ct_status *status; /* [2 blocks] */
  int kept;          /* tiles that have memory of their own */
  float *tiles;      /* [kept, side, side], then one for each thread if some are not kept */
} ct_cross_tiles;

/* A tile and its position: rows of a, columns that are rows of b. */
typedef struct ct_cross_tile {
  int row, rows, column, columns;
  float *at; /* [side, side], of which rows x columns are used */
  int kept;  /* 1: what a visit leaves in the tile is there at the next visit */
} ct_cross_tile;

/* Takes the memory for x->B and x->D. keep: tiles are kept from one visit to the next, as many as
 * fit into 16 MB; otherwise there is one for each thread. */
ct_status ct_cross_layout(ct_cross_tiles *w, const ct_cross *x, int keep, ct_arena *arena);
/* Whether sizes and numbers of x have values that a loss can be computed with. */
int       ct_cross_valid(const ct_cross *x);

/* Fills u, inverse and positive. Errors: CT_E_ZERO, CT_E_NONFINITE. */
ct_status ct_cross_start(ct_cross_tiles *w);

static inline int ct_cross_rows(const ct_cross_tiles *w, int block) {
  int left = w->x->B - block * w->side;
  return left < w->side ? left : w->side;
}

/* Calls visit for every tile of the matrix. */
typedef void (*ct_cross_visit)(void *context, ct_cross_tile at);
void ct_cross_each(ct_cross_tiles *w, ct_cross_visit visit, void *context);

/* tile = cosines, but minus infinity where a row meets its own pair, which `positive` has exactly,
 * and in the columns that fill up the last vector. Returns whether there is such an entry. */
int  ct_cross_fill(const ct_cross_tiles *w, ct_cross_tile at);
/* du of the rows += tile times u of the columns, and the transpose likewise */
void ct_cross_pull(const ct_cross_tiles *w, ct_cross_tile at);

/* From du, which holds the weighted sums over the other pairs, and `pull`: da, db += factor times
 * d loss / d a, b, and *dscale. The loss is a function of factor / scale times the cosines.
 * Errors: CT_E_NONFINITE, and nothing is changed. */
ct_status ct_cross_finish(ct_cross_tiles *w, double factor, double *dscale);

#endif
