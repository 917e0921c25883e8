/* Rows of features with their classes, as the measures that use labels read them. */
#ifndef CT_MEASURE_LABELLED_H
#define CT_MEASURE_LABELLED_H

typedef struct ct_labelled {
  int count, width, classes;
  int groups;                             /* rows that show one thing, one after the other */
  const int *label;                       /* [count], each in 0 .. classes - 1 */
  void (*read)(const void *context, int row, float *x); /* x [width] out: of length 1, or zeros */
  const void *context;
} ct_labelled;

#endif
