/* Rows of features with their classes, in the form that the measures with labels read. */
#ifndef CT_MEASURE_LABELLED_H
#define CT_MEASURE_LABELLED_H

typedef struct ct_labelled {
  int count, width, classes;
  int groups;                             /* rows of one concept, which lie side by side */
  const int *label;                       /* [count], each in 0 .. classes - 1 */
  void (*read)(const void *context, int row, float *x); /* x [width] out: length 1, or zeros */
  const void *context;
} ct_labelled;

#endif
