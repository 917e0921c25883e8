/* What can be said of a set of embeddings. u [M, D] are unit rows (ct_normalize_forward); no labels
 * are read unless they are an argument; NaN where a set is too small for the definition.
 * Tests: test_metrics.c */
#ifndef CT_METHOD_METRICS_H
#define CT_METHOD_METRICS_H

#include "base/arena.h"

/* Mean squared distance of positive pairs, row i of a with row i of b; 0 .. 4. Wang & Isola 2020,
 * arXiv:2005.10242, section 4.1 with alpha = 2.
 *   a, b  in  n rows of D, `row` floats from one to the next */
double ct_metric_alignment(const float *a, const float *b, int n, int D, int row);
/* Log of the mean Gaussian potential over ordered pairs i != j, t = 2 as in the paper; 0 means
 * total collapse. O(M^2 D) time, no matrix. */
double ct_metric_uniformity(const float *u, int M, int D, double t);
/* Mean over dimensions of the standard deviation, times sqrt(D): 1 when spread evenly, 0 when
 * collapsed. Chen & He 2021, arXiv:2011.10566, figure 2. */
double ct_metric_std(const float *u, int M, int D);
/* exp of the entropy of the normalised singular values of the centred rows; 1 .. D, and 0 when all
 * rows are the same. Roy & Vetterli 2007, "The effective rank".
 *   spectrum [D] out (may be NULL): singular values / sqrt(M), falling
 * Scratch: ct_metric_rank_bytes(D), given back. O(M D^2 + D^3) time. */
double ct_metric_effective_rank(const float *u, int M, int D, float *spectrum, ct_arena *scratch);
size_t ct_metric_rank_bytes(int D);
/* Recall at 1: share of rows i of query whose most similar row of gallery is row i. Ties count as a
 * miss unless i is the only best. query, gallery: as a, b of ct_metric_alignment. */
double ct_metric_recall1(const float *query, const float *gallery, int n, int D, int row);
/* Leave-one-out k-NN accuracy by majority of the k most similar other rows (ties: the nearer wins);
 * `stride` rows from one item to the next share a concept and are not neighbours of each other:
 * rows i and j with i / stride == j / stride are skipped. labels [M / stride]; k in 1 .. 32. */
double ct_metric_knn(const float *u, const int *labels, int M, int D, int stride, int k);

/* Eigenvalues of a symmetric matrix: Householder reflections to a tridiagonal one, then QR steps
 * with Wilkinson's shift (Golub & Van Loan, 8.3).
 *   values [D] out, falling; a [D, D] in, destroyed; off [D] scratch */
void ct_eigenvalues(double *values, double *a, double *off, int D);

#endif
