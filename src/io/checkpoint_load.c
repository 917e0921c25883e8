/* Reads checkpoints: first the settings of the run, then its tensors; only then is anything
 * changed. */
#include <string.h>
#include "base/elementary.h"
#include "io/checkpoint.h"
#include "io/entries.h"
#include "train/check.h"

#define STEP_MOST (INT32_MAX / 2) /* leaves room to go on from there */

/* ---- the metadata */

/* Finds where the header begins and how long it is. */
static ct_status find_header(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why) {
  uint64_t length = 0;
  if (size < 8) return ct_refuse_file(why, "the file is shorter than the length of its header", "");
  for (int i = 0; i < 8; i++) length |= (uint64_t)bytes[i] << (8 * i);
  if (length > CT_CHECKPOINT_HEADER_MAX)
    return ct_refuse_file(why, "the file's header has a length that no checkpoint's has", "");
  if (length > size - 8) return ct_refuse_file(why, "the file ends within its header", "");
  s->header = (const char *)bytes + 8;
  s->length = (size_t)length;
  return CT_OK;
}

/* A whole number in quotes; -1 when it is anything else. */
static int64_t whole_of(ct_slice s) {
  ct_json j;
  ct_json_init(&j, s.at, s.length);
  uint64_t value = ct_json_whole(&j);
  return ct_json_done(&j) ? (int64_t)value : -1;
}

/* Hands every key and value of the metadata to `take`, until it refuses one. */
typedef ct_status (*taker)(ct_saved *s, ct_slice key, ct_slice value, ct_text *why);

static ct_status each_pair(ct_json *j, ct_saved *s, taker take, ct_text *why) {
  ct_json_need(j, '{');
  if (ct_json_take(j, '}')) return CT_OK;
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    ct_slice value = ct_json_string(j);
    if (j->failed) return CT_OK; /* the caller sees it */
    ct_status status = take(s, key, value, why);
    if (status) return status;
  } while (ct_json_take(j, ','));
  ct_json_need(j, '}');
  return CT_OK;
}

/* Sets s->step to 0 where the format is one of ours, to -1 where it is not: nothing else in such a
 * file can be interpreted. */
static ct_status take_format(ct_saved *s, ct_slice key, ct_slice value, ct_text *why) {
  (void)why;
  if (!ct_slice_is(key, "format")) return CT_OK;
  int ours = ct_slice_is(value, "contrastive-lab 1") || ct_slice_is(value, "contrastive-lab 2");
  s->step = ours ? 0 : -1;
  return CT_OK;
}

/* Whether `key` is the present or the former name of the parameter. */
static int names_param(ct_slice key, int p) {
  const char *former = ct_param_former(p);
  return ct_slice_is(key, ct_param_name(p)) || (former && ct_slice_is(key, former));
}

static ct_status take_setting(ct_saved *s, ct_slice key, ct_slice value, ct_text *why) {
  if (ct_slice_is(key, "format")) return CT_OK;
  int64_t *count = ct_slice_is(key, "step") ? &s->step
                   : ct_slice_is(key, "optimizer_step") ? &s->optimizer_step : NULL;
  if (count) {
    int64_t whole = whole_of(value);
    if (*count >= 0) return ct_refuse_file(why, "the file counts its steps twice", "");
    if (whole < 0 || whole > STEP_MOST)
      return ct_refuse_file(why, "the file's count of steps is not possible", "");
    *count = whole;
    return CT_OK;
  }
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    if (!names_param(key, p)) continue;
    if (s->named[p]++) return ct_refuse_file(why, ct_param_name(p), " is given twice in the file");
    return ct_config_read(&s->config, p, value.at, value.length, why);
  }
  ct_text_slice(why, key);
  return ct_refuse_file(why, " is a setting that this version does not have", "");
}

/* Walks the whole header, so that its text is known to be valid; *meta then stands at the
 * metadata. */
static ct_status find_metadata(const ct_saved *s, ct_json *meta, ct_text *why) {
  ct_json j;
  int found = 0;
  ct_json_init(&j, s->header, s->length);
  ct_json_need(&j, '{');
  do {
    ct_slice key = ct_json_string(&j);
    ct_json_need(&j, ':');
    if (ct_slice_is(key, "__metadata__")) {
      *meta = j;
      found++;
    }
    ct_json_skip(&j);
  } while (ct_json_take(&j, ','));
  ct_json_need(&j, '}');
  if (!ct_json_done(&j)) return ct_refuse_file(why, "the file's header is not valid JSON", "");
  if (found != 1) return ct_refuse_file(why, "the file was not made by this lab", "");
  return CT_OK;
}

ct_status ct_checkpoint_settings(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why) {
  ct_json meta, again;
  ct_status status = find_header(s, bytes, size, why);
  if (!status) status = find_metadata(s, &meta, why);
  if (status) return status;
  again = meta;
  s->step = -1;
  each_pair(&again, s, take_format, why);
  if (again.failed || s->step < 0) return ct_refuse_file(why, "the file was not made by this lab", "");
  s->step = s->optimizer_step = -1;
  ct_config_defaults(&s->config);
  memset(s->named, 0, sizeof s->named);
  status = each_pair(&meta, s, take_setting, why);
  if (status) return status;
  if (s->step < 0 || s->optimizer_step < 0)
    return ct_refuse_file(why, "the file does not say how many steps were done", "");
  return ct_config_check(&s->config, why);
}

/* Names every parameter that differs and cannot change during a run, with both values. */
static ct_status compare(const ct_config *saved, const ct_config *here, ct_text *why) {
  int differ = 0;
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    if (ct_param_live(p) || ct_config_get(saved, p) == ct_config_get(here, p)) continue;
    ct_text_add(why, differ++ ? "; " : "");
    ct_text_add(why, "`");
    ct_text_add(why, ct_param_name(p));
    ct_text_add(why, "` is ");
    ct_config_say(saved, p, why);
    ct_text_add(why, " in the file and ");
    ct_config_say(here, p, why);
    ct_text_add(why, " here");
  }
  return differ ? CT_E_CONFIG : CT_OK;
}

/* ---- the tensors */

static int ends_in(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n >= m && strcmp(name + n - m, end) == 0;
}

/* The range in which a run leaves an optimiser's moments, batch norm's variances and a
 * temperature, with room to spare. From numbers outside it the next update might not be finite. */
static ct_range range_of(const ct_entry *e) {
  const float largest = 0x1.fffffep127f, moment = 1e20f, square = 1e36f;
  if (ends_in(e->name, ".first")) return (ct_range){-moment, moment};
  if (ends_in(e->name, ".second")) return (ct_range){0, square};
  if (ends_in(e->name, ".running_var")) return (ct_range){0, largest};
  if (strcmp(e->name, "logit_scale") == 0)
    return (ct_range){-ct_logf(CT_TEMPERATURE_MOST), -ct_logf(CT_TEMPERATURE_LEAST)};
  return (ct_range){-largest, largest};
}

ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why) {
  ct_saved s;
  ct_entries l;
  ct_status status = ct_checkpoint_settings(&s, bytes, size, why);
  if (!status) status = compare(&s.config, &t->config, why);
  if (status) return status;
  const uint8_t *data = (const uint8_t *)s.header + s.length;
  ct_entries_list(&l, t);
  status = ct_tensors_read(&l, s.header, s.length, data, size - 8 - s.length, range_of, why);
  if (status) return status;
  ct_trainer_resume(t, &s.config, (long)s.step, (long)s.optimizer_step);
  return CT_OK;
}
