#include "train/networks.h"

#include <string.h>
#include "base/assert.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/rows.h"

#define BOUND 1e15f

/* Loops over every row whose network the run has. */
#define EACH(n) (ct_network *n = list; n < list + count; n++) if (n->batch)

static int is_trained(const ct_network *n) { return !CT_NETWORKS || n->moments; }

ct_status ct_networks_layout(ct_network *list, int count, ct_arena *arena) {
  ct_status status = CT_OK;
  for EACH(n) {
    n->config.frozen = !is_trained(n);
    if (!status) status = ct_encoder_layout(&n->net, &n->config, n->batch, arena);
    if (!status && is_trained(n))
      status = ct_optim_layout(&n->optim, n->net.param_count, n->net.tensors, n->net.tensor_count,
                               arena);
  }
  return status;
}

void ct_networks_reset(ct_network *list, int count, uint64_t seed, const ct_optim_config *o) {
  for EACH(n) {
    ct_encoder_reset(&n->net, seed + n->stream);
    if (is_trained(n)) ct_optim_reset(&n->optim, o);
  }
}

void ct_networks_configure(ct_network *list, int count, const ct_optim_config *o) {
  for EACH(n) if (is_trained(n)) ct_optim_configure(&n->optim, o);
}

void ct_networks_resume(ct_network *list, int count, const ct_optim_config *o, long step) {
  for EACH(n) if (is_trained(n)) ct_optim_resume(&n->optim, o, step);
}

/* ---- forward and backward */

int ct_networks_have(const ct_network *list, int count, int phase) {
  for (const ct_network *n = list; n < list + count; n++)
    if (n->batch && n->phase == phase) return 1;
  return 0;
}

void ct_networks_forward(ct_network *list, int count, int phase) {
  for EACH(n) if (n->phase == phase) ct_encoder_forward(&n->net, &n->input);
}

void ct_networks_clear(ct_network *list, int count) {
  for EACH(n)
    if (is_trained(n)) ct_encoder_clear(&n->net);
}

/* Floats are checked in at most BOUND_TASKS tasks of at least BOUND_FLOATS each. */
#define BOUND_TASKS 64
#define BOUND_FLOATS 32768

static int few_are_bounded(const float *x, int n) {
  i32x4 all = i32x4_splat(-1);
  f32x4 bound = f32x4_splat(BOUND);
  int i = 0, fine = 1;
  for (; i + 4 <= n; i += 4) {
    f32x4 v = f32x4_load(x + i);
    all &= (i32x4)(v <= bound) & (i32x4)(v >= -bound);
  }
  for (; i < n; i++) fine &= x[i] <= BOUND && x[i] >= -BOUND;
  return fine && (all[0] & all[1] & all[2] & all[3]);
}

typedef struct bound_job {
  const float *x;
  int n, chunk;
  int fine[BOUND_TASKS];
} bound_job;

static void look_at_chunk(void *context, int index) {
  bound_job *k = context;
  int first = index * k->chunk, left = k->n - first;
  k->fine[index] = few_are_bounded(k->x + first, left < k->chunk ? left : k->chunk);
}

int ct_is_bounded(const float *x, int n) {
  if (n <= BOUND_FLOATS) return few_are_bounded(x, n);
  bound_job k = {.x = x, .n = n, .chunk = (n + BOUND_TASKS - 1) / BOUND_TASKS};
  if (k.chunk < BOUND_FLOATS) k.chunk = BOUND_FLOATS;
  int count = (n + k.chunk - 1) / k.chunk, fine = 1;
  ct_parallel_for(look_at_chunk, &k, count);
  for (int i = 0; i < count; i++) fine &= k.fine[i];
  return fine;
}

static int rows_are_bounded(const float *table, const ct_touched *t, int D) {
  for (int i = 0; i < t->count; i++)
    if (!few_are_bounded(table + (size_t)t->rows[i] * (size_t)D, D)) return 0;
  return 1;
}

/* Of a sparse table, which is the first tensor, only the touched rows have a gradient. Where the
 * optimiser skips the others, this step leaves them as they are; each is looked at before the next
 * update that moves it. */
static int network_is_bounded(const ct_network *n) {
  const ct_encoder *e = &n->net;
  const ct_tensor *first = &e->tensors[0];
  const ct_touched *t = CT_NETWORKS ? first->touched : NULL;
  int begin = t ? first->count : 0, skipped = t && ct_optim_skips(&n->optim, first) ? begin : 0;
  if (t && !rows_are_bounded(e->grads, t, first->shape[1])) return 0;
  if (skipped && !rows_are_bounded(e->params, t, first->shape[1])) return 0;
  return ct_is_bounded(e->grads + begin, e->param_count - begin) &&
         ct_is_bounded(e->params + skipped, e->param_count - skipped);
}

static int is_fine(const ct_network *n) {
  const ct_encoder *e = &n->net;
  int fine = ct_is_bounded(e->batch_state, e->state_count);
  return fine && (!is_trained(n) || network_is_bounded(n));
}

int ct_networks_backward(ct_network *list, int count) {
  int fine = 1;
  for (ct_network *n = list + count - 1; n >= list; n--) {
    if (!n->batch) continue;
    if (is_trained(n) && n->dz) ct_encoder_backward(&n->net, n->dz, &n->input);
    fine = is_fine(n) && fine;
  }
  return fine;
}

/* ---- update */

/* Puts the rows back on the unit sphere, so that the learning rate is an angle and the loss, which
 * sees directions alone, cannot make them drift outwards. A row that an update moved exactly to
 * the centre stays where it was. The rows from before the update are kept in the memory of the
 * outputs, which nobody reads any more. */
static void update_rows(ct_network *n, float rate) {
  ct_encoder *e = &n->net;
  int D = e->config.dim, rows = e->config.input.size[0];
  float *before = ct_encoder_output(e);
  CT_ASSERT(e->batch >= rows);
  memcpy(before, e->params, sizeof(float) * (size_t)e->param_count);
  ct_optim_update(&n->optim, e->params, e->grads, e->tensors, e->tensor_count, rate);
  for (int i = 0; i < rows; i++) {
    float *row = e->params + (size_t)i * (size_t)D, inverse;
    if (ct_normalize_forward(row, &inverse, row, 1, D) != CT_OK)
      memcpy(row, before + (size_t)i * (size_t)D, sizeof(float) * (size_t)D);
  }
}

/* An optimiser counts its steps even while its weights stand still, so that one count serves all
 * optimisers. */
void ct_networks_update(ct_network *list, int count, float rate) {
  for EACH(n) {
    if (!is_trained(n)) continue;
    ct_encoder *e = &n->net;
    if (!CT_NETWORKS || (n->unit_rows && !n->still)) {
      update_rows(n, rate);
      continue;
    }
    ct_optim_update(&n->optim, e->params, e->grads, e->tensors, e->tensor_count,
                    n->still ? 0 : rate);
    ct_encoder_settle(e);
  }
}

void ct_networks_follow(ct_network *list, int count, float kept) {
  for EACH(n) {
    if (n->follows == CT_FOLLOWS_NONE) continue;
    const float *fast = list[n->follows].net.params;
    float *slow = n->net.params;
    for (int i = 0; i < n->net.param_count; i++)
      slow[i] = kept * slow[i] + (1 - kept) * fast[i];
    ct_encoder_settle(&n->net);
  }
}
