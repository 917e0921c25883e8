/* The learning-rate schedule: warm-up, then constant or half a cosine (Loshchilov & Hutter 2017,
 * arXiv:1608.03983, without restarts). */
#include "base/elementary.h"
#include "optim/optim.h"

#define PI 3.14159265358979323846

float ct_schedule_factor(ct_schedule schedule, long step, long warmup, long steps) {
  if (step < warmup) return (float)((double)(step + 1) / (double)warmup);
  if (schedule != CT_COSINE) return 1;
  if (step >= steps) return 0;
  /* here warmup <= step < steps, so the divisor is at least 1 */
  double progress = (double)(step - warmup) / (double)(steps - warmup);
  return (float)(0.5 * (1 + ct_cos(PI * progress)));
}
