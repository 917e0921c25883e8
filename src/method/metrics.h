/* What can be said of a set of embeddings. All take raw embeddings and normalise rows themselves
 * where the definition asks for it; none reads labels unless they are an argument. */
#ifndef CT_METHOD_METRICS_H
#define CT_METHOD_METRICS_H

#include "base/arena.h"
#include "base/status.h"

/* u [M, D] are unit rows (ct_normalize_forward). */

/* Mean squared distance of positive pairs, row i with i + B; 0 .. 4. Wang & Isola 2020,
 * arXiv:2005.10242, eq. with alpha = 2. */
double ct_metric_alignment(const float *u, int B, int D);
/* Log of the mean Gaussian potential over ordered pairs i != j, t = 2 as in the paper; 0 means
 * total collapse. O(M^2 D) time, no matrix. */
double ct_metric_uniformity(const float *u, int M, int D, double t);
/* Mean over dimensions of the standard deviation, times sqrt(D): 1 when spread evenly, 0 when
 * collapsed. Chen & He 2021, arXiv:2011.10566, figure 2. */
double ct_metric_std(const float *u, int M, int D);
/* exp of the entropy of the normalised singular values of the centred rows; 1 .. D. Roy & Vetterli
 * 2007. spectrum [D] out (may be NULL): singular values / sqrt(M), falling. D <= 512.
 * Scratch: ct_metric_rank_bytes(D). */
double ct_metric_effective_rank(const float *u, int M, int D, float *spectrum, ct_arena *scratch);
size_t ct_metric_rank_bytes(int D);
/* Recall at 1: share of rows i of query whose most similar row of gallery is row i. Ties count as a
 * miss unless i is the only best. query, gallery [n, D] unit rows. */
double ct_metric_recall1(const float *query, const float *gallery, int n, int D);
/* Leave-one-out k-NN accuracy by majority of the k most similar other rows (ties: the nearer wins);
 * `stride` rows from one item to the next share a concept and are not neighbours of each other:
 * rows i and j with i / stride == j / stride are skipped. labels [M / stride]. k <= 32. */
double ct_metric_knn(const float *u, const int *labels, int M, int D, int stride, int k);

/* Eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan 8.5).
 * a [D, D] in, destroyed; values [D] out, falling; vectors [D, D] out, row i belongs to values[i]
 * (NULL: not wanted). */
void ct_eigen_symmetric(double *a, double *values, double *vectors, int D);

#endif
