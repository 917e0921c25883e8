#include "api/points.h"

#include "api/report.h"
#include "api/state.h"

double ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight) {
  if (!ct_has_item(s, anchor)) return NOT_KNOWN;
  return ct_points_anchor(&s->evaluation, &s->trainer, anchor, cosine, weight);
}

double ct_session_loss_now(ct_session *s, int bug) {
  return ct_points_loss(&s->points, &s->evaluation, &s->trainer, bug);
}

ct_status ct_session_move(ct_session *s, int item, float x, float y, float z) {
  ct_trainer *t = &s->trainer;
  float place[3] = {x, y, z};
  if (!ct_has_item(s, item)) return ct_no_such_item();
  if (ct_has_data(t) || t->config.dim > 3) return ct_report(CT_E_STATE, ct_why());
  return ct_report(ct_points_move(t, item, place), ct_why());
}
