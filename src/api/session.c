#include "api/session.h"
#include <string.h>
#include "api/draft.h"
#include "api/report.h"
#include "api/state.h"
#include "data/toy.h"
#include "io/checkpoint.h"
#include "train/check.h"
#include "train/parts.h"
#include "train/views.h"

/* ---- creation */

/* Whether the dataset is read from a file; the others are made here. */
static int is_packed(const ct_config *c) {
  return CT_NETWORKS && c->data != CT_DATA_CARDS && c->data != CT_DATA_TOY;
}

static ct_status layout_texts(ct_session *s, ct_arena *arena) {
  ct_status status = ct_matching_layout(&s->matching, &s->trainer, &s->evaluation, arena);
  return status ? status : ct_prompts_layout(&s->prompts, &s->matching, arena);
}

static ct_status layout(ct_session *s, const ct_config *c, const ct_pack *pack, ct_arena *arena) {
  ct_status status = CT_NETWORKS && c->data == CT_DATA_TOY ? ct_toy_layout(&s->pack, arena) : CT_OK;
  if (!status) status = ct_trainer_layout(&s->trainer, c, pack, arena);
  if (!status) status = ct_evaluation_layout(&s->evaluation, &s->trainer, arena);
  if (!status)
    status = ct_assignment_layout(&s->assignment, &s->trainer, s->evaluation.count, arena);
  if (!status && ct_has(&s->trainer, CT_PART_TEXT)) status = layout_texts(s, arena);
  if (status || ct_has_data(&s->trainer)) return status;
  return ct_points_layout(&s->points, &s->trainer, s->evaluation.count, arena);
}

/* A packed dataset of `size` bytes, all at `data`; or only the headers of its first part there, and
 * those of what follows it at `second`, which is NULL otherwise. */
typedef struct dataset {
  const uint8_t *data, *second;
  size_t size;
} dataset;

/* Reads all of a dataset where `decoded`, its bytes, may be decoded in place; else (NULL) its
 * headers alone. */
static ct_status read_data(ct_pack *pack, dataset from, uint8_t *decoded, ct_text *why) {
  char words[200];
  ct_text cause;
  ct_text_init(&cause, words, sizeof words);
  ct_status status = decoded
      ? ct_pack_open(pack, decoded, from.size, &cause)
      : ct_pack_peek(pack, from.data, from.second, from.size, &cause);
  if (!status) return CT_OK;
  ct_text_add(why, "the dataset is damaged, or not a packed one: ");
  ct_text_add(why, words);
  return status;
}

/* Checks the draft against the data; *pack is filled when the draft reads a file. */
static ct_status check_draft(dataset from, ct_pack *pack, ct_text *why) {
  const ct_config *c = ct_draft();
  ct_status status = ct_config_check(c, why);
  if (status || !is_packed(c)) return status;
  if (!from.data) {
    ct_text_add(why, "no dataset was given");
    return CT_E_ARG;
  }
  status = read_data(pack, from, NULL, why);
  const char *lack = status ? NULL : ct_views_lack(c, pack);
  if (!lack) return status;
  ct_text_add(why, "the dataset cannot be used here: ");
  ct_text_add(why, lack);
  return CT_E_FORMAT;
}

static ct_status layout_draft(ct_session *s, const ct_pack *pack, ct_arena *arena, ct_text *why) {
  ct_status status = layout(s, ct_draft(), pack, arena);
  if (status == CT_E_CONFIG && why->length == 0)
    ct_text_add(why, "`pairs` is more than the data has to train on");
  if (status == CT_E_FORMAT && why->length == 0) /* check_draft has tested for all else */
    ct_text_add(why, "this `method` reads labels, and the dataset has none");
  return status;
}

static ct_session probe; /* laid out only to count its bytes; too large for a small stack */

size_t ct_session_bytes(const uint8_t *data, size_t size) {
  return ct_session_bytes_peeked(data, NULL, size);
}

size_t ct_session_second(const uint8_t *headers, size_t size) {
  return CT_NETWORKS ? ct_pack_second(headers, size) : 0;
}

size_t ct_session_bytes_peeked(const uint8_t *headers, const uint8_t *second, size_t size) {
  ct_text *why = ct_why();
  ct_arena arena;
  ct_arena_measure(&arena);
  ct_arena_take(&arena, sizeof(ct_session));
  memset(&probe, 0, sizeof probe);
  dataset from = {headers, second, size};
  ct_status status = check_draft(from, &probe.pack, why);
  if (!status) status = layout_draft(&probe, &probe.pack, &arena, why);
  return ct_report(status, why) ? 0 : arena.used;
}

int ct_measured_items(void) { return probe.evaluation.count; }
size_t ct_measured_save_bytes(void) { return ct_checkpoint_most(&probe.trainer); }

ct_session *ct_session_create(void *memory, size_t bytes, uint8_t *data, size_t size) {
  ct_text *why = ct_why();
  ct_arena arena;
  ct_pack peeked;
  ct_arena_init(&arena, memory, bytes);
  ct_session *s = CT_TAKE(&arena, ct_session, 1);
  const ct_config *c = ct_draft();
  dataset from = {data, NULL, size};
  ct_status status = s ? check_draft(from, &peeked, why) : CT_E_MEMORY;
  if (!status) {
    memset(s, 0, sizeof *s);
    if (is_packed(c)) status = read_data(&s->pack, from, data, why);
  }
  if (!status) status = layout_draft(s, &s->pack, &arena, why);
  if (ct_report(status, why)) return NULL;
  if (CT_NETWORKS && c->data == CT_DATA_TOY) ct_toy_reset(&s->pack, (uint64_t)c->seed);
  ct_session_reset(s);
  return s;
}

void ct_session_reset(ct_session *s) {
  ct_trainer_reset(&s->trainer);
  ct_evaluation_reset(&s->evaluation, &s->trainer);
  if (CT_NETWORKS) ct_lag_reset(&s->lag, &s->trainer);
  if (CT_NETWORKS) ct_matching_reset(&s->matching);
}

/* ---- training */

ct_status ct_session_step(ct_session *s, int n) {
  ct_status status = CT_OK;
  for (int i = 0; i < n && !status; i++) status = ct_trainer_step(&s->trainer);
  return ct_report(status, ct_why());
}

int ct_session_phase(ct_session *s) {
  int phase = s->trainer.next;
  ct_status status = ct_report(ct_trainer_phase(&s->trainer), ct_why());
  return status ? -(int)status : phase;
}

void ct_session_preview(ct_session *s) { ct_trainer_preview(&s->trainer); }

ct_status ct_session_set(ct_session *s, int param, double value) {
  ct_text *why = ct_why();
  ct_trainer *t = &s->trainer;
  ct_config changed = t->config;
  ct_status status = ct_config_set(&changed, param, value, why);
  if (!status && !ct_param_live(param) && value != ct_config_get(&t->config, param)) {
    ct_text_add(why, "`");
    ct_text_add(why, ct_param_name(param));
    ct_text_add(why, "` cannot change without restarting training");
    status = CT_E_STATE;
  }
  if (!status) status = ct_config_check(&changed, why);
  if (!status) {
    t->config = changed;
    ct_trainer_configure(t);
    ct_evaluation_configure(&s->evaluation, t);
    ct_lag_configure(&s->lag, t);
  }
  return ct_report(status, why);
}

double ct_session_get(const ct_session *s, int param) {
  int known = param >= 0 && param < CT_PARAM_COUNT;
  return known ? ct_config_get(&s->trainer.config, param) : NOT_KNOWN;
}

/* ---- checkpoints */

/* A file holds whole steps only, so a step whose update has been made is finished first. */
size_t ct_session_save(ct_session *s, uint8_t *out, size_t capacity) {
  ct_trainer *t = &s->trainer;
  ct_status status = t->next == CT_PHASE_FOLLOW ? ct_trainer_phase(t) : CT_OK;
  size_t bytes = status ? 0 : ct_checkpoint_save(t, out, capacity);
  ct_report(bytes || status ? status : CT_E_MEMORY, ct_why());
  return bytes;
}

ct_status ct_session_load(ct_session *s, const uint8_t *bytes, size_t size) {
  ct_text *why = ct_why();
  ct_status status = ct_report(ct_checkpoint_load(&s->trainer, bytes, size, why), why);
  if (status) return status;
  ct_evaluation_configure(&s->evaluation, &s->trainer);
  ct_evaluation_abandon(&s->evaluation); /* it belonged to other weights */
  ct_lag_reset(&s->lag, &s->trainer);
  ct_matching_abandon(&s->matching);
  return CT_OK;
}
