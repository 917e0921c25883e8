#include "api/session.h"
#include <string.h>
#include "api/checkpoint.h"
#include "base/assert.h"
#include "base/elementary.h"
#include "data/toy.h"
#include "kernels/rows.h"
#include "loss/ntxent.h"
#include "method/assignment.h"
#include "method/lag.h"
#include "method/reveal.h"

#define NOT_KNOWN __builtin_nan("")

struct ct_session {
  ct_pack pack;
  ct_trainer trainer;
  ct_evaluation evaluation;
  ct_lag lag;
  ct_assignment assignment;
  float *gradient;    /* table: [items, dim] */
  float *forces;      /* table: [items, 3] */
  ct_arena scratch;   /* table: of one loss */
};

/* ---- words */

static char error_words[1024];
static ct_status error_status;

static ct_text *error_text(void) {
  static ct_text text;
  ct_text_init(&text, error_words, sizeof error_words);
  return &text;
}

/* Keeps the words a callee wrote; falls back on the status' own sentence. */
static ct_status report(ct_status status, ct_text *why) {
  error_status = status;
  if (status == CT_OK) error_words[0] = 0;
  else if (why->length == 0) ct_text_add(why, ct_status_text(status));
  return status;
}

const char *ct_error(void) { return error_words; }
int ct_error_status(void) { return (int)error_status; }

static void add_choice(ct_text *t, const char *name, const char *help, int first) {
  ct_text_add(t, first ? "{\"name\":\"" : ",{\"name\":\"");
  ct_text_add(t, name);
  ct_text_add(t, "\",\"help\":\"");
  ct_text_add(t, help);
  ct_text_add(t, "\"}");
}

/* CT_E_CONFIG -> config */
static const char *status_name(const char *code) {
  static char name[32];
  size_t n = 0;
  code += strncmp(code, "CT_E_", 5) == 0 ? 5 : 3;
  for (; code[n] && n + 1 < sizeof name; n++)
    name[n] = (char)(code[n] >= 'A' && code[n] <= 'Z' ? code[n] + 32 : code[n]);
  name[n] = 0;
  return name;
}

const char *ct_schema(void) {
  static char json[16384];
  if (json[0]) return json;
  ct_text t;
  ct_text_init(&t, json, sizeof json);
  ct_config_schema(&t);
  CT_ASSERT(!t.full && t.length > 1 && json[t.length - 1] == '}');
  t.length--; /* open the object again, for the tables that are not parameters */
#define X(code, name, help) add_choice(&t, name, help, code == 0);
  ct_text_add(&t, ",\"phases\":[");
  CT_PHASE_LIST(X)
  ct_text_add(&t, "],\"metrics\":[");
  CT_METRIC_LIST(X)
  ct_text_add(&t, "],\"questions\":[");
  CT_QUESTION_LIST(X)
  ct_text_add(&t, "],\"answers\":[");
  CT_ANSWERS_LIST(X)
#undef X
#define X(code, help) add_choice(&t, status_name(#code), help, code == 0);
  ct_text_add(&t, "],\"statuses\":[");
  CT_STATUS_LIST(X)
#undef X
  ct_text_add(&t, "]}");
  CT_ASSERT(!t.full);
  return json;
}

/* ---- the draft */

static ct_config draft;
static int draft_ready;

static ct_config *the_draft(void) {
  if (!draft_ready) ct_draft_reset();
  return &draft;
}

void ct_draft_reset(void) {
  ct_config_defaults(&draft);
  draft_ready = 1;
}

ct_status ct_draft_set(int param, double value) {
  ct_text *why = error_text();
  return report(ct_config_set(the_draft(), param, value, why), why);
}

double ct_draft_get(int param) {
  return param >= 0 && param < CT_PARAM_COUNT ? ct_config_get(the_draft(), param) : NOT_KNOWN;
}

ct_status ct_draft_load(const uint8_t *bytes, size_t size) {
  ct_text *why = error_text();
  ct_saved saved;
  ct_status status = ct_checkpoint_settings(&saved, bytes, size, why);
  if (!status) *the_draft() = saved.config;
  return report(status, why);
}

/* ---- life */

/* Whether a set is read from a file; the others are made here. */
static int is_packed(const ct_config *c) {
  return CT_NETWORKS && c->data != CT_DATA_CARDS && c->data != CT_DATA_TOY;
}

static int is_table(const ct_session *s) {
  return ct_trainer_is_table(&s->trainer);
}

static ct_status layout(ct_session *s, const ct_config *c, const ct_pack *pack, ct_arena *arena) {
  ct_status status = CT_NETWORKS && c->data == CT_DATA_TOY ? ct_toy_layout(&s->pack, arena) : CT_OK;
  if (!status) status = ct_trainer_layout(&s->trainer, c, pack, arena);
  if (!status) status = ct_evaluation_layout(&s->evaluation, &s->trainer, arena);
  if (!status)
    status = ct_assignment_layout(&s->assignment, &s->trainer, s->evaluation.count, arena);
  if (status || c->encoder != CT_ENCODER_TABLE) return status;
  int items = s->evaluation.count, D = c->dim, B = items / 2;
  size_t exact = ct_ntxent_bytes(B, D), bug = ct_ntxent_bug_bytes(B, D);
  size_t scratch = exact > bug ? exact : bug;
  s->gradient = CT_TAKE(arena, float, items * D);
  s->forces = CT_TAKE(arena, float, items * 3);
  void *memory = ct_arena_take(arena, scratch);
  if (!s->gradient || !s->forces || !memory) return CT_E_MEMORY;
  ct_arena_init(&s->scratch, memory, scratch);
  return CT_OK;
}

/* Checks the draft against the data; *pack is filled when the draft reads a file. */
static ct_status check_draft(const uint8_t *data, size_t size, ct_pack *pack, ct_text *why) {
  const ct_config *c = the_draft();
  ct_status status = ct_config_check(c, why);
  if (status || !is_packed(c)) return status;
  if (!data) {
    ct_text_add(why, "data: no dataset was given");
    return CT_E_ARG;
  }
  status = ct_pack_peek(pack, data, size);
  if (status) ct_text_add(why, "data: not a packed dataset, or a damaged one");
  return status;
}

static ct_status layout_draft(ct_session *s, const ct_pack *pack, ct_arena *arena, ct_text *why) {
  ct_status status = layout(s, &draft, draft.data == CT_DATA_CARDS ? NULL : pack, arena);
  if (status == CT_E_CONFIG && why->length == 0)
    ct_text_add(why, "pairs: more than the data has to train on");
  return status;
}

static ct_session probe; /* laid out nowhere, to be measured; too large for a small stack */

size_t ct_session_bytes(const uint8_t *data, size_t size) {
  ct_text *why = error_text();
  ct_arena arena;
  ct_arena_measure(&arena);
  ct_arena_take(&arena, sizeof(ct_session));
  memset(&probe, 0, sizeof probe);
  ct_status status = check_draft(data, size, &probe.pack, why);
  if (!status) status = layout_draft(&probe, &probe.pack, &arena, why);
  return report(status, why) ? 0 : arena.used;
}

int ct_measured_items(void) { return probe.evaluation.count; }
size_t ct_measured_save_bytes(void) { return ct_checkpoint_most(&probe.trainer); }

ct_session *ct_session_create(void *memory, size_t bytes, uint8_t *data, size_t size) {
  ct_text *why = error_text();
  ct_arena arena;
  ct_pack peeked;
  ct_arena_init(&arena, memory, bytes);
  ct_session *s = CT_TAKE(&arena, ct_session, 1);
  ct_status status = s ? check_draft(data, size, &peeked, why) : CT_E_MEMORY;
  if (!status) {
    memset(s, 0, sizeof *s);
    if (is_packed(&draft)) status = ct_pack_open(&s->pack, data, size);
  }
  if (!status) status = layout_draft(s, &s->pack, &arena, why);
  if (report(status, why)) return NULL;
  if (CT_NETWORKS && draft.data == CT_DATA_TOY) ct_toy_reset(&s->pack, (uint64_t)draft.seed);
  ct_session_reset(s);
  return s;
}

void ct_session_reset(ct_session *s) {
  ct_trainer_reset(&s->trainer);
  ct_evaluation_reset(&s->evaluation, &s->trainer);
  if (CT_NETWORKS) ct_lag_reset(&s->lag, &s->trainer);
}

/* ---- training */

ct_status ct_session_step(ct_session *s, int n) {
  ct_status status = CT_OK;
  for (int i = 0; i < n && !status; i++) status = ct_trainer_step(&s->trainer);
  return report(status, error_text());
}

int ct_session_phase(ct_session *s) {
  int phase = s->trainer.next;
  ct_status status = report(ct_trainer_phase(&s->trainer), error_text());
  return status ? -(int)status : phase;
}

ct_status ct_session_set(ct_session *s, int param, double value) {
  ct_text *why = error_text();
  ct_trainer *t = &s->trainer;
  ct_config changed = t->config;
  ct_status status = ct_config_set(&changed, param, value, why);
  if (!status && !ct_param_live(param) && value != ct_config_get(&t->config, param)) {
    ct_text_add(why, ct_param_name(param));
    ct_text_add(why, ": changing it restarts training");
    status = CT_E_STATE;
  }
  if (!status) status = ct_config_check(&changed, why);
  if (!status) {
    t->config = changed;
    ct_trainer_configure(t);
    ct_evaluation_configure(&s->evaluation, t);
    ct_lag_configure(&s->lag, t);
  }
  return report(status, why);
}

double ct_session_get(const ct_session *s, int param) {
  int known = param >= 0 && param < CT_PARAM_COUNT;
  return known ? ct_config_get(&s->trainer.config, param) : NOT_KNOWN;
}

int ct_session_phases(const ct_session *s) { return ct_trainer_phases(&s->trainer); }

double ct_session_steps(const ct_session *s) { return (double)s->trainer.step; }
double ct_session_loss(const ct_session *s) { return s->trainer.loss; }

double ct_session_rate(const ct_session *s) {
  const ct_config *c = &s->trainer.config;
  return (double)(c->lr * ct_schedule_factor((ct_schedule)c->schedule, s->trainer.step, c->warmup,
                                             c->steps));
}

double ct_session_tau(const ct_session *s) { return (double)ct_trainer_tau(&s->trainer); }

/* Known on the circle, and wherever the pairs fit a regular simplex (pairs <= dim + 1), whose
 * cosines are all -1 / (pairs - 1). */
double ct_session_floor(const ct_session *s) {
  const ct_config *c = &s->trainer.config;
  double tau = (double)ct_trainer_tau(&s->trainer);
  if (!is_table(s) || c->bug != CT_BUG_NONE) return NOT_KNOWN;
  if (c->dim == 2) return ct_ntxent_circle_floor(c->pairs, tau);
  if (c->pairs > c->dim + 1) return NOT_KNOWN;
  if (c->pairs == 1) return 0;
  double cosine = -1.0 / (c->pairs - 1);
  return ct_log1p(2.0 * (c->pairs - 1) * ct_exp((cosine - 1) / tau));
}

/* ---- the items shown */

int ct_session_items(const ct_session *s) { return s->evaluation.count; }
const int *ct_session_item_ids(const ct_session *s) { return s->evaluation.items; }

static int has_follower(const ct_session *s) {
  return CT_NETWORKS && (s->trainer.parts & CT_PART_TARGET) != 0;
}

int ct_session_evaluate(ct_session *s, int budget) {
  ct_evaluation *e = &s->evaluation;
  int renewed = ct_evaluation_advance(e, &s->trainer, budget);
  if (has_follower(s) && (renewed || ct_lag_is_due(&s->lag, &s->trainer)))
    ct_lag_measure(&s->lag, &s->trainer, e->items, e->slice < e->count ? e->slice : e->count,
                   e->image);
  return renewed;
}

const float *ct_session_lag(const ct_session *s) {
  return has_follower(s) ? (const float *)&s->lag : NULL;
}

double ct_session_lag_step(const ct_session *s) { return (double)s->lag.step; }

int ct_session_measure_pixels(ct_session *s, int budget) {
  return ct_evaluation_measure_pixels(&s->evaluation, &s->trainer, budget);
}

double ct_session_evaluated(const ct_session *s) {
  return (double)s->evaluation.done / s->evaluation.count;
}

double ct_session_evaluated_step(const ct_session *s) { return (double)s->evaluation.step; }

int ct_session_examine(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_ENCODER, budget);
}

int ct_session_examine_pixels(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_PIXELS, budget);
}

double ct_session_examined(const ct_session *s) { return ct_exam_done(&s->evaluation.exam); }
double ct_session_examined_step(const ct_session *s) { return (double)s->evaluation.exam.step; }

void ct_session_ask(ct_session *s, int nuisances) {
  ct_exam_ask(&s->evaluation.exam, nuisances != 0);
}

double ct_session_answer(const ct_session *s, int whose, int question) {
  int known = whose >= 0 && whose < CT_ANSWERS_COUNT && question >= 0 &&
              question < CT_QUESTION_COUNT;
  return known ? s->evaluation.exam.answer[whose][question] : NOT_KNOWN;
}

const float *ct_session_positions(const ct_session *s) { return s->evaluation.xyz; }
const float *ct_session_embeddings(const ct_session *s) { return s->evaluation.u; }
const float *ct_session_spectrum(const ct_session *s) { return s->evaluation.spectrum; }
int ct_session_width(const ct_session *s) { return s->evaluation.projection.D; }

double ct_session_metric(const ct_session *s, int metric) {
  return metric >= 0 && metric < CT_METRIC_COUNT ? s->evaluation.metric[metric] : NOT_KNOWN;
}

static int is_item(const ct_session *s, int item) {
  return item >= 0 && item < s->evaluation.count;
}

static ct_status no_such_item(void) {
  ct_text *why = error_text();
  ct_text_add(why, "item: there is no such item");
  return CT_E_ARG;
}

static const float *row_of(const ct_session *s, int item) {
  return s->evaluation.u + (size_t)item * (size_t)s->evaluation.projection.D;
}

ct_status ct_session_similarity(ct_session *s, const int *items, int n, float *out) {
  int D = s->evaluation.projection.D;
  for (int i = 0; i < n; i++)
    if (!is_item(s, items[i])) return no_such_item();
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      out[i * n + j] = out[j * n + i] = ct_dot(row_of(s, items[i]), row_of(s, items[j]), D);
  return CT_OK;
}

int ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines) {
  int D = s->evaluation.projection.D, found = 0;
  if (!is_item(s, item) || k < 1) return 0;
  for (int j = 0; j < s->evaluation.count; j++) {
    if (j == item) continue;
    float c = ct_dot(row_of(s, item), row_of(s, j), D);
    if (found == k && !(c > cosines[k - 1])) continue;
    int at = found < k ? found++ : k - 1; /* insertion into a short falling list */
    for (; at > 0 && c > cosines[at - 1]; at--) {
      cosines[at] = cosines[at - 1];
      items[at] = items[at - 1];
    }
    cosines[at] = c;
    items[at] = j;
  }
  return found;
}

double ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight) {
  const ct_config *c = &s->trainer.config;
  double loss = NOT_KNOWN;
  if (!is_table(s) || !is_item(s, anchor)) return loss;
  float tau = ct_trainer_tau(&s->trainer);
  ct_status status = ct_ntxent_anchor(s->evaluation.u, c->pairs, c->dim, tau, (ct_bug)c->bug,
                                      anchor, cosine, weight, &loss);
  return status ? NOT_KNOWN : loss;
}

double ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                       int *role) {
  if (!CT_NETWORKS || !is_item(s, anchor)) return NOT_KNOWN;
  return ct_reveal_anchor(&s->evaluation, &s->trainer, method, anchor, cosine, push, role);
}

double ct_session_false_negatives(const ct_session *s) { return ct_reveal_batch(&s->trainer); }

double ct_session_false_push(ct_session *s, int method) {
  return ct_reveal_push(&s->evaluation, &s->trainer, method);
}

double ct_session_loss_now(ct_session *s, int bug) {
  const ct_config *c = &s->trainer.config;
  double loss = NOT_KNOWN;
  if (!is_table(s) || bug < 0 || bug >= CT_BUG_COUNT) return loss;
  if (2 * c->pairs > CT_BUG_VIEWS_MAX) return loss;
  float tau = ct_trainer_tau(&s->trainer);
  ct_status status = ct_ntxent_bug(s->evaluation.u, NULL, c->pairs, c->dim, tau, (ct_bug)bug,
                                   &loss, &s->scratch);
  return status ? NOT_KNOWN : loss;
}

const float *ct_session_forces(ct_session *s) {
  const ct_config *c = &s->trainer.config;
  double loss;
  if (!is_table(s) || c->dim > 3) return NULL;
  size_t n = (size_t)s->evaluation.count, D = (size_t)c->dim;
  float tau = ct_trainer_tau(&s->trainer);
  memset(s->gradient, 0, n * D * sizeof(float));
  ct_status status =
      c->bug == CT_BUG_NONE
          ? ct_ntxent(s->evaluation.u, s->gradient, c->pairs, c->dim, tau, &loss, &s->scratch)
          : ct_ntxent_bug(s->evaluation.u, s->gradient, c->pairs, c->dim, tau, (ct_bug)c->bug,
                          &loss, &s->scratch);
  if (status) return NULL;
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < 3; d++) s->forces[3 * i + d] = d < D ? -s->gradient[i * D + d] : 0;
  return s->forces;
}

ct_status ct_session_move(ct_session *s, int item, float x, float y, float z) {
  ct_trainer *t = &s->trainer;
  int D = t->config.dim;
  float place[3] = {x, y, z}, inverse;
  if (!is_item(s, item)) return no_such_item();
  if (!is_table(s) || D > 3) return report(CT_E_STATE, error_text());
  ct_status status = ct_normalize_forward(place, &inverse, place, 1, D);
  if (!status) {
    size_t at = (size_t)t->encoder.tensors[0].offset + (size_t)item * (size_t)D;
    memcpy(t->encoder.params + at, place, (size_t)D * sizeof(float));
    /* what the optimiser remembers was for another place */
    memset(t->optim.first + at, 0, (size_t)D * sizeof(float));
    memset(t->optim.second + at, 0, (size_t)D * sizeof(float));
    t->next = CT_PHASE_AUGMENT;
  }
  return report(status, error_text());
}

/* ---- prototypes */

int ct_session_prototypes(const ct_session *s) {
  return ct_assignment_is_shown(&s->assignment, &s->evaluation) ? s->assignment.K : 0;
}

const float *ct_session_prototype_positions(ct_session *s) {
  ct_status status = ct_assignment_place(&s->assignment, &s->trainer, &s->evaluation);
  return status ? NULL : s->assignment.xyz;
}

ct_status ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                            float *totals) {
  ct_assignment *a = &s->assignment;
  size_t row = sizeof(float) * (size_t)a->K;
  for (int i = 0; i < n; i++)
    if (!is_item(s, items[i])) return no_such_item();
  ct_status status = ct_assignment_find(a, &s->trainer, &s->evaluation, iterations);
  if (status) return report(status, error_text());
  for (int i = 0; i < n; i++)
    memcpy(out + (size_t)i * (size_t)a->K, a->codes + (size_t)items[i] * (size_t)a->K, row);
  memset(totals, 0, row);
  for (int i = 0; i < s->evaluation.count; i++)
    ct_axpy(totals, 1, a->codes + (size_t)i * (size_t)a->K, a->K);
  return CT_OK;
}

ct_status ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items) {
  if (!CT_NETWORKS) return report(CT_E_STATE, error_text());
  ct_assignment *a = &s->assignment;
  ct_status status = ct_assignment_find(a, &s->trainer, &s->evaluation, iterations);
  if (!status) ct_assignment_collect(a, s->evaluation.count, most, counts, items);
  return report(status, error_text());
}

/* ---- the batch at hand */

int ct_session_views(const ct_session *s) { return s->trainer.views; }
const int *ct_session_view_items(const ct_session *s) { return s->trainer.items; }
const float *ct_session_view_images(const ct_session *s) { return s->trainer.images; }

const uint8_t *ct_session_image(const ct_session *s, int item_id) {
  const ct_pack *p = s->trainer.pack;
  if (!CT_NETWORKS || !p || item_id < 0 || item_id >= p->concepts * p->drawings) return NULL;
  return ct_pack_image(p, item_id / p->drawings, item_id % p->drawings);
}

int ct_session_image_shape(const ct_session *s, int axis) {
  const ct_pack *p = s->trainer.pack;
  if (!p || axis < 0 || axis > 2) return 0;
  return axis == 0 ? p->channels : axis == 1 ? p->height : p->width;
}

int ct_session_drawings(const ct_session *s) {
  return s->trainer.pack ? s->trainer.pack->drawings : 2;
}

double ct_session_mean(const ct_session *s) {
  return s->trainer.pack ? (double)s->trainer.pack->mean : 0;
}

/* ---- parameters and checkpoints */

int ct_session_param_count(const ct_session *s) { return s->trainer.encoder.param_count; }
const float *ct_session_params(const ct_session *s) { return s->trainer.encoder.params; }

/* The step that saving finishes may have one digit more than the present one, and then the header,
 * which is padded to a multiple of 8, one such more. */
size_t ct_session_save_bytes(const ct_session *s) {
  const ct_trainer *t = &s->trainer;
  return ct_checkpoint_bytes(t) + (t->next == CT_PHASE_FOLLOW ? 8 : 0);
}

/* A file has whole steps only: where this one's update is made, what is left of it is done. */
size_t ct_session_save(ct_session *s, uint8_t *out, size_t capacity) {
  ct_trainer *t = &s->trainer;
  ct_status status = t->next == CT_PHASE_FOLLOW ? ct_trainer_phase(t) : CT_OK;
  size_t bytes = status ? 0 : ct_checkpoint_save(t, out, capacity);
  report(bytes || status ? status : CT_E_MEMORY, error_text());
  return bytes;
}

ct_status ct_session_load(ct_session *s, const uint8_t *bytes, size_t size) {
  ct_text *why = error_text();
  ct_status status = report(ct_checkpoint_load(&s->trainer, bytes, size, why), why);
  if (status) return status;
  ct_evaluation_configure(&s->evaluation, &s->trainer);
  ct_evaluation_abandon(&s->evaluation); /* it was of other weights */
  ct_lag_reset(&s->lag, &s->trainer);
  return CT_OK;
}
