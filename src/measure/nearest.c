#include "measure/nearest.h"

#include "base/vec.h"

#define AT_ONCE 16 /* similarities that are passed over where none is great enough */

static int least(int a, int b) { return a < b ? a : b; }

int ct_nearest_add(int *at, float *similarity, int count, int k, int row, float value) {
  if (count == k && !(value > similarity[k - 1])) return count;
  int i = count < k ? count++ : k - 1;
  for (; i > 0 && value > similarity[i - 1]; i--) {
    similarity[i] = similarity[i - 1];
    at[i] = at[i - 1];
  }
  similarity[i] = value;
  at[i] = row;
  return count;
}

/* Whether any of AT_ONCE numbers is above a limit. */
static int any_above(const float *x, float limit) {
  const f32x4 l = f32x4_splat(limit);
  i32x4 found = i32x4_splat(0);
  for (int j = 0; j < AT_ONCE; j += 4) found |= f32x4_load(x + j) > l;
  return (found[0] | found[1] | found[2] | found[3]) != 0;
}

int ct_nearest_scan(int *at, float *similarity, int k, const float *x, int n, int own) {
  int count = 0;
  for (int j = 0; j < n;) {
    if (count == k && j + AT_ONCE <= n && !any_above(x + j, similarity[k - 1])) {
      j += AT_ONCE;
      continue;
    }
    for (int end = least(j + AT_ONCE, n); j < end; j++)
      if (j != own) count = ct_nearest_add(at, similarity, count, k, j, x[j]);
  }
  return count;
}
