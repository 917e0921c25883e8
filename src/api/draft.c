#include "api/draft.h"
#include "api/report.h"
#include "api/setup.h"
#include "api/state.h"
#include "io/checkpoint.h"

static ct_config draft;
static int draft_ready;

ct_config *ct_draft(void) {
  if (!draft_ready) ct_draft_reset();
  return &draft;
}

void ct_draft_reset(void) {
  ct_config_defaults(&draft);
  draft_ready = 1;
}

ct_status ct_draft_set(int param, double value) {
  ct_text *why = ct_why();
  return ct_report(ct_config_set(ct_draft(), param, value, why), why);
}

double ct_draft_get(int param) {
  return param >= 0 && param < CT_PARAM_COUNT ? ct_config_get(ct_draft(), param) : NOT_KNOWN;
}

ct_status ct_draft_load(const uint8_t *bytes, size_t size) {
  ct_text *why = ct_why();
  ct_saved saved;
  ct_status status = ct_checkpoint_settings(&saved, bytes, size, why);
  if (!status) *ct_draft() = saved.config;
  return ct_report(status, why);
}
