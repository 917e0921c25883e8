/* The rows most similar to one, in a short list by falling similarity; among equals the lower row
 * comes first. Tests: test_map.c, test_metrics.c */
#ifndef CT_MEASURE_NEAREST_H
#define CT_MEASURE_NEAREST_H

/* Puts a row into a list of `count` rows that may hold k, unless k others are as similar. Rows must
 * come in rising order. Returns how many the list then holds.
 *   at, similarity  in, out  [k] */
int  ct_nearest_add(int *at, float *similarity, int count, int k, int row, float value);
/* The k nearest of the rows from .. to - 1 among all others of u [n, D], which are unit rows or
 * zeros; k < n. The bits do not depend on the range.
 *   at, similarity  out  [to - from, k] */
void ct_nearest_rows(int *at, float *similarity, const float *u, int n, int D, int k, int from,
                     int to);

#endif
