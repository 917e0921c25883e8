/* Metrics of a set of embeddings. u [M, D] are unit rows (ct_normalize_forward). A metric reads
 * labels only where they are an argument, and is NaN where the set is too small for its
 * definition.
 *
 * Metrics that compare every row with every other take long, so each call covers a range of rows
 * (or of dimensions), from .. to - 1, in rising order; for the potential `from` must be a multiple
 * of CT_METRIC_ROWS. The result has the same bits wherever the ranges are cut.
 * Tests: test_metrics.c; the effective rank is in measure/rank.h */
#ifndef CT_MEASURE_METRICS_H
#define CT_MEASURE_METRICS_H

#define CT_METRIC_ROWS 32 /* rows compared at once */

/* Mean squared distance of positive pairs, row i of a with row i of b; 0 .. 4. Wang & Isola 2020,
 * arXiv:2005.10242, section 4.1 with alpha = 2.
 *   a, b  in  n rows of D, `row` floats from one to the next */
double ct_metric_alignment(const float *a, const float *b, int n, int D, int row);

/* Log of the mean Gaussian potential exp(-t distance^2) over ordered pairs i != j, t = 2 as in the
 * paper; 0 means total collapse. O(M^2 D) time, no matrix.
 *   sum  in, out  of the potentials of pairs i < j: += those whose i is in the range; 0 at
 * first */
void   ct_metric_potential(double *sum, const float *u, int M, int D, double t, int from, int to);
double ct_metric_uniformity(double sum, int M);

/* Mean over dimensions of the standard deviation, times sqrt(D): 1 when spread evenly, 0 when
 * collapsed. Chen & He 2021, arXiv:2011.10566, figure 2.
 *   sum  in, out  of the deviations: += those of a range of dimensions; 0 at first */
void   ct_metric_deviation(double *sum, const float *u, int M, int D, int from, int to);
double ct_metric_std(double sum, int D);

/* Mean cosine of rows that share a label but not a concept (see ct_metric_named): how near to each
 * other the encoder lets concepts of one class be. Wang & Liu 2021, arXiv:2012.09740, section 4.2,
 * there called tolerance; NaN where no two such rows share a label. A label below 0 is none.
 *   sum, count  in, out  of pairs j < i of the same label: += those whose i is in the range */
void   ct_metric_same(double *sum, int *count, const float *u, const int *labels, int D, int stride,
                      int from, int to);
double ct_metric_tolerance(double sum, int count);

/* Retrieval (R@1): for how many rows from .. to - 1 of query the row of gallery with the same
 * number is the most similar of its n rows. A tie is a miss. query, gallery: as a, b of
 * ct_metric_alignment. */
int ct_metric_found(const float *query, const float *gallery, int n, int D, int row, int from,
                    int to);
/* Leave-one-out k-NN: how many of the rows from .. to - 1 get their own label by majority of the k
 * most similar other rows (ties: the nearer wins). Each `stride` rows side by side are of one
 * concept and not compared: rows i and j with i / stride == j / stride are skipped. labels [M /
 * stride]; k in 1 .. 32. */
int ct_metric_named(const float *u, const int *labels, int M, int D, int stride, int k, int from,
                    int to);

#endif
