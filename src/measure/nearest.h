/* The rows most similar to one, in a short list by falling similarity; among equals the lower row
 * comes first. Tests: test_map.c, test_metrics.c */
#ifndef CT_MEASURE_NEAREST_H
#define CT_MEASURE_NEAREST_H

/* Puts a row into a list of `count` rows that may hold k, unless k others are as similar. Rows must
 * come in rising order. Returns how many the list then holds.
 *   at, similarity  in, out  [k] */
int  ct_nearest_add(int *at, float *similarity, int count, int k, int row, float value);
/* The k rows nearest to row `own` of n. x [n]: the similarities of all rows to it. Returns how many
 * there are: k, or n - 1 where that is less.
 *   at, similarity  out  [k] */
int ct_nearest_scan(int *at, float *similarity, int k, const float *x, int n, int own);

#endif
