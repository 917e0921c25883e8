/* Every reading and every array of api/readings.def, for the cards, every method and every
 * encoder: before the first step, between two phases, after steps, and after an evaluation. */
#include <limits.h>
#include "drive.h"
#include "eval/evaluate.h"
#include "readings.h"
#include "sample_pack.h"
#include "show/lag.h"

static const size_t element_size[] = {
#define READING(...)
#define ARRAY(name, type, ...) sizeof(type),
#include "api/readings.def"
#undef READING
#undef ARRAY
};

typedef struct place { uint8_t *memory, *pack; size_t bytes, pack_bytes; } place;

static ct_session *open_drive(ct_arena *a, int k, place *p) {
  drive_draft(k);
  p->pack = drive_pack(a, &p->pack_bytes);
  p->bytes = ct_session_bytes(p->pack, p->pack_bytes);
  p->memory = ct_arena_take(a, p->bytes);
  CT_TRUE(p->memory != NULL, "configuration %d: the test arena is full", k);
  ct_session *s = ct_session_create(p->memory, p->bytes, p->pack, p->pack_bytes);
  CT_TRUE(s != NULL, "configuration %d: %s", k, ct_error());
  return s;
}

static int lies_in(const uint8_t *first, size_t n, const uint8_t *room, size_t bytes) {
  return first >= room && first + n <= room + bytes;
}

/* An array has its sides, the slowest first, and then 0s; all of it lies in
 * the session or the pack. */
static void check_array(ct_session *s, const place *p, int array) {
  int shape[CT_ARRAY_AXES], sides = 0;
  memset(shape, -1, sizeof shape);
  const uint8_t *first = ct_session_array(s, array, shape);
  CT_TRUE(first == ct_session_array(s, array, NULL), "array %d: without its shape", array);
  size_t n = element_size[array];
  for (; sides < CT_ARRAY_AXES && shape[sides]; sides++) {
    CT_TRUE(shape[sides] > 0, "array %d, axis %d: %d", array, sides, shape[sides]);
    n *= (size_t)shape[sides];
  }
  CT_TRUE((first != NULL) == (sides > 0), "array %d: %d sides", array, sides);
  for (int i = sides; i < CT_ARRAY_AXES; i++) CT_INT(shape[i], 0, "array %d, axis %d", array, i);
  if (!first) return;
  CT_TRUE(lies_in(first, n, p->memory, p->bytes) || lies_in(first, n, p->pack, p->pack_bytes),
          "array %d: %zu bytes lie elsewhere", array, n);
  CT_TRUE((size_t)first % element_size[array] == 0, "array %d: alignment", array);
}

static void check_shape(ct_session *s, int array, int a, int b, int c, int d) {
  int want[CT_ARRAY_AXES] = {a, b, c, d}, got[CT_ARRAY_AXES];
  ct_session_array(s, array, got);
  for (int i = 0; i < CT_ARRAY_AXES; i++) CT_INT(got[i], want[i], "array %d, axis %d", array, i);
}

static double least_views(void) {
  int one = ct_draft_get(CT_PARAM_method) == CT_CLIP && ct_draft_get(CT_PARAM_slip) == 0;
  return (one ? 1 : 2) * ct_draft_get(CT_PARAM_pairs);
}

/* Readings, arrays and the draft must agree wherever they say the same. */
static void check_shapes(ct_session *s, int cards) {
  int items = (int)CT_READ(s, items), views = CT_LENGTH(s, view_items);
  int width = CT_LENGTH(s, spectrum), phases = (int)CT_READ(s, phases), images[CT_ARRAY_AXES];
  CT_TRUE(items > 0 && width > 0 && views >= least_views(), "sides");
  check_shape(s, CT_ARRAY_item_ids, items, 0, 0, 0);
  check_shape(s, CT_ARRAY_positions, items, 3, 0, 0);
  check_shape(s, CT_ARRAY_embeddings, items, width, 0, 0);
  check_shape(s, CT_ARRAY_metrics, CT_METRIC_COUNT, 0, 0, 0);
  check_shape(s, CT_ARRAY_answers, CT_ANSWERS_COUNT, CT_QUESTION_COUNT, 0, 0);
  check_shape(s, CT_ARRAY_lag, phases >> CT_PHASE_MOMENTUM & 1 ? 1 + 2 * CT_LAG_AGES : 0, 0, 0, 0);
  int drawn = !cards && width > 3, mapped = !isnan(CT_READ(s, mapped_step));
  check_shape(s, CT_ARRAY_picture, drawn ? items : 0, drawn ? 3 : 0, 0, 0);
  CT_TRUE(isnan(CT_READ(s, magnified)) == !drawn, "magnified %g", CT_READ(s, magnified));
  check_shape(s, CT_ARRAY_map, mapped ? items : 0, mapped ? 2 : 0, 0, 0);
  check_shape(s, CT_ARRAY_forces, cards ? items : 0, cards ? 3 : 0, 0, 0);
  int shown = (int)CT_READ(s, prototypes);
  CT_INT(shown, phases >> CT_PHASE_ASSIGN & 1 ? ct_draft_get(CT_PARAM_prototypes) : 0, "shown");
  check_shape(s, CT_ARRAY_prototype_positions, shown, shown ? 3 : 0, 0, 0);
  ct_session_array(s, CT_ARRAY_images, images);
  CT_TRUE((images[0] == 0) == cards, "%d images", images[0]);
  check_shape(s, CT_ARRAY_view_images, cards ? 0 : views, images[1], images[2], images[3]);
  const int *ids = CT_AT(s, item_ids);
  for (int i = 0; !cards && i < items; i++)
    CT_TRUE(ids[i] >= 0 && ids[i] < images[0], "item %d is drawing %d", i, ids[i]);
}

/* A reading that may be unknown is NaN then, and none is infinite. */
static void check_readings(ct_session *s, int steps, int evaluated) {
  for (int r = 0; r < CT_READING_COUNT; r++) {
    double x = ct_session_read(s, r);
    int unknown = r == CT_READING_floor || r == CT_READING_examined ||
                  r == CT_READING_false_negatives || r == CT_READING_matched ||
                  r == CT_READING_mapped_step || r == CT_READING_magnified || (r == CT_READING_loss && steps == 0);
    CT_TRUE(isfinite(x) || (unknown && isnan(x)), "reading %d: %g", r, x);
  }
  CT_NEAR(CT_READ(s, steps), steps, 0, "steps");
  CT_TRUE(isnan(CT_READ(s, loss)) == (steps == 0), "loss %g", CT_READ(s, loss));
  CT_NEAR(CT_READ(s, evaluated_step), evaluated, 0, "evaluated");
  CT_TRUE(CT_READ(s, lag_step) >= -1 && CT_READ(s, lag_step) <= steps, "lag");
  CT_NEAR(CT_READ(s, examined_step), -1, 0, "no exam yet");
}

static void check_all(ct_session *s, const place *p, int cards, int steps, int evaluated) {
  for (int array = 0; array < CT_ARRAY_COUNT; array++) check_array(s, p, array);
  check_shapes(s, cards);
  check_readings(s, steps, evaluated);
}

CT_TEST(everything_can_be_read_at_any_time) {
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    place p;
    ct_session *s = open_drive(ct_test_arena(), k, &p);
    int cards = k == CT_METHOD_COUNT, first = cards ? 0 : -1; /* points are evaluated at once */
    check_all(s, &p, cards, 0, first);
    CT_TRUE(ct_session_phase(s) >= 0, "configuration %d: %s", k, ct_error());
    check_all(s, &p, cards, 0, first);
    while (CT_READ(s, steps) == 0) CT_TRUE(ct_session_phase(s) >= 0, "%s", ct_error());
    CT_INT(ct_session_step(s, 2), CT_OK, "configuration %d: %s", k, ct_error());
    check_all(s, &p, cards, 3, first);
    while (!ct_session_evaluate(s, 24)) {}
    check_all(s, &p, cards, 3, 3);
    const double *metrics = CT_AT(s, metrics);
    CT_TRUE(isfinite(metrics[CT_METRIC_UNIFORMITY]), "configuration %d: no metric", k);
    ct_session_ask_map(s, 1);
    check_all(s, &p, cards, 3, 3);
    while (CT_READ(s, mapped_step) != 3 && !cards) ct_session_evaluate(s, 24);
    check_all(s, &p, cards, 3, 3);
    ct_session_ask_map(s, 0);
    ct_session_reset(s);
    check_all(s, &p, cards, 0, first);
  }
}

/* The sides are written out for two sessions: 4 pairs on the circle, and the drive's drawings. */
CT_TEST(shapes_are_those_of_the_data) {
  place p;
  ct_session *s = open_drive(ct_test_arena(), CT_METHOD_COUNT, &p);
  check_shape(s, CT_ARRAY_params, 16, 0, 0, 0);
  check_shape(s, CT_ARRAY_embeddings, 8, 2, 0, 0);
  CT_NEAR(CT_READ(s, drawings), 2, 0, "cards");
  CT_NEAR(CT_READ(s, mean), 0, 0, "cards");
  s = open_drive(ct_test_arena(), CT_SIMCLR, &p);
  check_shape(s, CT_ARRAY_images, 120, 3, 6, 5);
  check_shape(s, CT_ARRAY_view_images, 10, 3, 6, 5);
  check_shape(s, CT_ARRAY_embeddings, 24, 6, 0, 0);
  CT_NEAR(CT_READ(s, drawings), 3, 0, "drawings");
  CT_NEAR(CT_READ(s, mean), SAMPLE_MEAN, 1e-6, "mean");
  const uint8_t *images = CT_AT(s, images);
  for (int i = 0; i < 120; i++) /* concept-major, each [3, 6, 5] */
    CT_INT(images[i * 90 + 89], sample_pixel(i / 3, i % 3, 89), "the last pixel of %d", i);
}

CT_TEST(what_is_not_there_is_nan_or_null) {
  static const int wrong[] = {-1, INT_MIN, INT_MAX};
  place p;
  ct_session *s = open_drive(ct_test_arena(), CT_SIMCLR, &p);
  for (int i = 0; i < 5; i++) {
    int reading = i < 3 ? wrong[i] : CT_READING_COUNT + i - 3;
    int array = i < 3 ? wrong[i] : CT_ARRAY_COUNT + i - 3, shape[CT_ARRAY_AXES] = {7, 7, 7, 7};
    CT_TRUE(isnan(ct_session_read(s, reading)), "reading %d", reading);
    CT_TRUE(!ct_session_array(s, array, shape), "array %d", array);
    for (int axis = 0; axis < CT_ARRAY_AXES; axis++) CT_INT(shape[axis], 0, "array %d", array);
    CT_TRUE(!ct_session_array(s, array, NULL), "array %d, without its shape", array);
  }
}

CT_SUITE(read, everything_can_be_read_at_any_time, shapes_are_those_of_the_data,
         what_is_not_there_is_nan_or_null)
