/* Shared by the losses that take a softmax over all cosines of a row and over all of a column:
 * one tile of the matrix serves both its rows and its columns.
 *
 * Exponentials are relative to a shift, exp((cosine - shift) / tau). With one shift of 1 for all,
 * a pair's exponential serves its row, its column and both passes over the matrix. Where
 * exp(-2 / tau) would underflow, each row and each column has a shift of its own, its largest
 * cosine so far, and its sum is rescaled whenever that rises (Milakov & Gimelshein 2018,
 * arXiv:1805.02867). */
#ifndef CT_LOSS_SOFTMAX_H
#define CT_LOSS_SOFTMAX_H

#define CT_SOFTMAX_TILE 128 /* the most rows or columns: 64 KB stay in the second-level cache */

/* The softmaxes of consecutive rows, or of consecutive columns. */
typedef struct ct_softmax {
  double *sum;  /* of exp((cosine - shift) / tau) over the negatives */
  float *shift; /* starts as 1 where it is shared, else as any of the cosines */
  float *part;  /* 1 / (sum + the positive's term), once ct_softmax_close has run */
} ct_softmax;

/* A tile, whose entries are first cosines. Minus infinity stands for a pair that is no negative,
 * and in the columns that fill up the last vector. */
typedef struct ct_softmax_tile {
  float *at;
  int stride, rows, columns; /* floats from row to row, a multiple of 4 */
  int masked;                /* 1: some entries are minus infinity */
  float rate;                /* 1 / tau */
  int shared;                /* one shift for all, which ct_softmax_shares permits */
} ct_softmax_tile;

int  ct_softmax_shares(float rate);
/* Sets the columns that fill up the last vector to minus infinity; returns whether there are
 * such columns. */
int  ct_softmax_fill_up(const ct_softmax_tile *t);
/* Adds the tile's exponentials to the sums of its rows and, if `both`, of its columns; a tile that
 * is its own transpose needs only its rows. Afterwards the tile holds the exponentials where the
 * shift is shared, else still the cosines. */
void ct_softmax_sum(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns, int both);
/* For entry i with the cosine of its positive: returns minus the log of the positive's share (exact
 * near 0), computes part[i], and turns sum[i] into the negatives' share of the softmax: 1 minus the
 * positive's share, without a subtraction. */
double ct_softmax_close(ct_softmax s, int i, double positive, float rate);
/* tile = each pair's weight in its row's softmax plus that in its column's. summed: the tile is as
 * ct_softmax_sum left it; otherwise it holds cosines. */
void ct_softmax_weigh(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns, int summed);

#endif
