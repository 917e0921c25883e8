#include "drive.h"

#include <limits.h>
#include "readings.h"
#include "sample_texts.h"
#include "train/trainer.h"

/* ---- parameters ------------------------------------------------------------------------------ */

#define ONE(...) +1
static const struct { const char *name; double value, least, most; } table[CT_PARAM_COUNT] = {
#define INT(name, value, least, most, ...)   {#name, value, least, most},
#define FLOAT(name, value, least, most, ...) {#name, value, least, most},
#define ENUM(name, value, LIST, ...)         {#name, value, 0, (0 LIST(ONE)) - 1},
#include "config/params.def"
#undef INT
#undef FLOAT
#undef ENUM
};

double drive_least(int param) { return table[param].least; }
double drive_most(int param) { return table[param].most; }
double drive_default(int param) { return table[param].value; }

static const sample_shape drawings = {40, 3, 3, 6, 5, 2};

uint8_t *drive_pack(ct_arena *a, size_t *size) {
  return sample_pack_with_texts(a, drawings, size);
}

static void draft(int param, double value) {
  CT_INT(ct_draft_set(param, value), CT_OK, "%s", ct_error());
}

void drive_draft(int k) {
  static const int values[][2] = {
    {CT_PARAM_pairs, 5}, {CT_PARAM_dim, 6}, {CT_PARAM_hidden_units, 9}, {CT_PARAM_feature, 7},
    {CT_PARAM_queue, 13}, {CT_PARAM_prototypes, 11}, {CT_PARAM_keep, 3}, {CT_PARAM_norm, CT_ON},
    {CT_PARAM_buckets, 97},
  };
  ct_draft_reset();
  if (k == CT_METHOD_COUNT) return draft(CT_PARAM_bug, 1); /* the cards */
  draft(CT_PARAM_data, CT_DATA_EMOJI);
  draft(CT_PARAM_encoder, CT_ENCODER_MLP);
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) draft(values[i][0], values[i][1]);
  draft(CT_PARAM_tau, 0.2);
  draft(CT_PARAM_lr, 0.01);
  if (k < CT_METHOD_COUNT) return draft(CT_PARAM_method, k);
  switch (k - CT_METHOD_COUNT) {
  case 1: return draft(CT_PARAM_learn_tau, CT_ON);
  case 2: return draft(CT_PARAM_encoder, CT_ENCODER_CNN);
  case 3: draft(CT_PARAM_method, CT_BYOL); return draft(CT_PARAM_encoder, CT_ENCODER_RESNET);
  case 4:
    draft(CT_PARAM_method, CT_CLIP);
    draft(CT_PARAM_slip, 0.5);
    draft(CT_PARAM_text_text, 0.5);
    draft(CT_PARAM_languages, CT_ON);
    draft(CT_PARAM_held_out, CT_HELD_OUT_TWEMOJI);
    return draft(CT_PARAM_learn_tau, CT_ON);
  case 5:
    draft(CT_PARAM_method, CT_CLIP);
    draft(CT_PARAM_compare, CT_COMPARE_SIGMOID);
    draft(CT_PARAM_text_encoder, CT_TEXT_TRANSFORMER);
    draft(CT_PARAM_shuffled, 0.5);
    draft(CT_PARAM_word_dropout, 0.3);
    return draft(CT_PARAM_learn_tau, CT_ON);
  default:
    draft(CT_PARAM_method, CT_SWAV);
    draft(CT_PARAM_crops, 2);
    draft(CT_PARAM_positives, CT_POSITIVES_AUGMENT);
    draft(CT_PARAM_data, CT_DATA_TOY);
  }
}

/* ---- invariants ----------------------------------------------------------------------------- */

uint64_t drive_mix(uint64_t hash, const void *bytes, size_t n) {
  const uint8_t *at = bytes;
  for (size_t i = 0; i < n; i++) hash = (hash ^ at[i]) * 0x100000001b3u;
  return hash;
}

static uint64_t print_file(ct_session *s, uint8_t *file) {
  size_t size = ct_session_save(s, file, (size_t)CT_READ(s, save_bytes));
  CT_TRUE(size > 0, "%s", ct_error());
  return drive_mix(0xcbf29ce484222325u, file, size);
}

uint64_t drive_print(ct_session *s, uint8_t *file) {
  double loss = CT_READ(s, loss);
  return drive_mix(print_file(s, file), &loss, sizeof loss);
}

typedef struct drive {
  const uint8_t *at, *end;
  ct_session *s;             /* NULL before the first one opens */
  void *memory;              /* of the session; of exactly its size when it was taken for it */
  size_t room;
  uint8_t *pack, *file, *kept; /* kept: the file saved last, kept_size bytes; 0: none */
  size_t pack_size, kept_size;
  float *floats;
  int *ints;
  int loaded;                /* 1: a file was loaded since the last whole step */
} drive;

#define ROOM_MOST ((size_t)20 << 20) /* of a session: small sessions allow many calls */
#define FILE_MOST ((size_t)1 << 20)
#define LIST 12                     /* the most items of one request */
#define FLOATS 65536

static int byte(drive *d) { return d->at < d->end ? *d->at++ : 0; }

static int below(drive *d, int n) { return byte(d) % n; }

/* An argument that should be 0 .. n - 1, and is so most of the time. */
static int index_near(drive *d, int n) {
  static const int odd[] = {-1, INT_MIN, INT_MAX};
  int b = byte(d);
  if (b < 3) return odd[b];
  return b < 8 ? n + b - 3 : (b * 257 + byte(d)) % (n > 0 ? n : 1);
}

/* A value that is mostly within the limits, and mostly a small one. */
static double value_of(drive *d, int param) {
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0.5};
  double least = drive_least(param), most = drive_most(param);
  int how = byte(d);
  if (how < 6) return odd[how];
  if (how < 12) return how % 2 ? least - 1 : most + 1;
  if (how < 60) return how % 2 ? least : most;
  if (how < 100) return drive_default(param);
  double share = byte(d) / 255.0, value = least + (most - least) * share * share;
  return how < 180 ? floor(value) : floor(least + 16 * share); /* small sizes */
}

static int items_of(const drive *d) { return (int)CT_READ(d->s, items); }

static void must_have_words(const char *call) {
  CT_TRUE(strlen(ct_error()) > 0, "%s was refused without a word", call);
}

static void look(drive *d) {
  ct_session *s = d->s;
  const float *p = CT_AT(s, params);
  for (int i = 0; i < CT_LENGTH(s, params); i++)
    CT_TRUE(isfinite(p[i]), "parameter %d is %g", i, (double)p[i]);
  double loss = CT_READ(s, loss), steps = CT_READ(s, steps);
  CT_TRUE(isfinite(loss) || isnan(loss), "loss %g", loss);
  CT_TRUE(!isnan(loss) || d->loaded || steps == 0, "no loss after %g steps", steps);
}

/* ---- calls ----------------------------------------------------------------------------------- */

/* Opens a session in the memory of the last one if that is large enough,
 * or in memory of its size. */
static void open_session(drive *d) {
  size_t bytes = ct_session_bytes(d->pack, d->pack_size);
  if (!bytes) return must_have_words("a draft");
  if (bytes > ROOM_MOST) return;
  if (bytes > d->room || byte(d) % 2) {
    free(d->memory);
    d->room = bytes;
    d->memory = aligned_alloc(CT_ARENA_ALIGN, bytes);
    CT_TRUE(d->memory != NULL, "no memory");
  }
  d->s = ct_session_create(d->memory, bytes, d->pack, d->pack_size);
  CT_TRUE(d->s != NULL, "%s", ct_error());
  d->loaded = 0;
  if (CT_READ(d->s, save_bytes) <= FILE_MOST) return;
  drive_draft(0); /* such a session would take too long to check after every call */
  open_session(d);
}

static void change_draft(drive *d) {
  int how = byte(d);
  if (how < 200) drive_draft(how % DRIVE_CONFIGS);
  for (int n = how % 3; n > 0; n--) {
    int param = index_near(d, CT_PARAM_COUNT), known = param >= 0 && param < CT_PARAM_COUNT;
    if (ct_draft_set(param, value_of(d, known ? param : 0))) must_have_words("a value");
    CT_TRUE(known == !isnan(ct_draft_get(param)), "draft's parameter %d", param);
  }
}

/* The loss may be that of a step that was given up after it was computed. */
static void step(drive *d) {
  int n = below(d, 4) - 1;
  uint64_t before = print_file(d->s, d->file);
  double steps = CT_READ(d->s, steps);
  if (ct_session_step(d->s, n)) must_have_words("a step");
  else if (n > 0) CT_NEAR(CT_READ(d->s, steps) - steps, n, 0, "steps");
  if (CT_READ(d->s, steps) != steps) d->loaded = 0;
  else CT_TRUE(print_file(d->s, d->file) == before, "no step, and yet a change");
}

static void phase(drive *d) {
  for (int n = below(d, 8); n >= 0; n--) {
    uint64_t before = drive_print(d->s, d->file);
    int done = ct_session_phase(d->s);
    if (done >= 0) {
      CT_TRUE((int)CT_READ(d->s, phases) >> done & 1, "phase %d", done);
      continue;
    }
    must_have_words("a phase");
    CT_TRUE(drive_print(d->s, d->file) == before, "a failed phase left a trace");
  }
}

static void set(drive *d) {
  int param = index_near(d, CT_PARAM_COUNT), known = param >= 0 && param < CT_PARAM_COUNT;
  double value = value_of(d, known ? param : 0), was = ct_session_get(d->s, param);
  uint64_t before = drive_print(d->s, d->file); /* a save completes a step whose update is done */
  double steps = CT_READ(d->s, steps);
  ct_status status = ct_session_set(d->s, param, value);
  CT_NEAR(CT_READ(d->s, steps), steps, 0, "a live change restarts nothing");
  if (!status) {
    CT_TRUE(ct_param_live(param) || value == was, "%s is not live", table[param].name);
    CT_NEAR(ct_session_get(d->s, param), (float)value, 1e-6 * fabs(value), "%s", table[param].name);
    return;
  }
  must_have_words("a value");
  CT_TRUE(drive_print(d->s, d->file) == before, "a refused value left a trace");
}

static void save(drive *d) {
  size_t enough = (size_t)CT_READ(d->s, save_bytes), room = byte(d) < 200 ? enough : enough - 9;
  size_t written = ct_session_save(d->s, d->kept, room);
  CT_TRUE(written <= room && (written > 0) == (room == enough), "%d bytes written", (int)written);
  if (written) d->kept_size = written;
  else must_have_words("a file");
  if (written) CT_INT(ct_session_load(d->s, d->kept, written), CT_OK, "its own: %s", ct_error());
  d->loaded |= written > 0;
}

/* Loads the file saved last, by whichever session, intact or damaged. */
static void load(drive *d) {
  int how = byte(d);
  size_t size = how % 8 == 7 ? d->kept_size / 2 : d->kept_size;
  if (!d->kept_size) return;
  if (how >= 128)
    for (int n = how % 4; n >= 0; n--) {
      size_t at = (size_t)(byte(d) << 16 | byte(d) << 8 | byte(d)) % d->kept_size;
      d->kept[at] ^= (uint8_t)(1 << how % 8);
    }
  uint64_t before = drive_print(d->s, d->file);
  if (ct_session_load(d->s, d->kept, size)) {
    must_have_words("a file");
    CT_TRUE(drive_print(d->s, d->file) == before, "a refused file left a trace");
  } else {
    d->loaded = 1;
  }
}

static void move(drive *d) {
  static const float places[] = {0, 1, -1, 1e-30f, 1e30f, NAN, INFINITY, 3};
  const float x = places[below(d, 8)], y = places[below(d, 8)], z = places[below(d, 8)];
  uint64_t before = drive_print(d->s, d->file);
  if (!ct_session_move(d->s, index_near(d, items_of(d)), x, y, z)) return;
  must_have_words("a place");
  CT_TRUE(drive_print(d->s, d->file) == before, "a refused place left a trace");
}

static void evaluate(drive *d) {
  static const int budgets[] = {INT_MIN, -1, 0, 1, 7, 24, 64, 1000};
  int budget = budgets[below(d, 8)];
  switch (below(d, 4)) {
  case 0:
    ct_session_examine(d->s, budget);
    ct_session_examine_pixels(d->s, budget);
    break;
  case 1: ct_session_measure_pixels(d->s, budget); break;
  case 2: ct_session_ask(d->s, below(d, 3)); break;
  default: ct_session_evaluate(d->s, budget);
  }
}

static int list_items(drive *d) {
  int n = below(d, LIST + 1);
  for (int i = 0; i < n; i++) d->ints[i] = index_near(d, items_of(d));
  return n;
}

static void show_prototypes(drive *d) {
  static const int iterations[] = {-1, 0, 1, 3, 100};
  int count = (int)CT_READ(d->s, prototypes), times = iterations[below(d, 5)];
  CT_TRUE((CT_AT(d->s, prototype_positions) != NULL) == (count > 0), "places");
  int most = (FLOATS - 2 * count) / (1 + LIST) < count ? 0 : below(d, 4);
  if (ct_session_collect(d->s, times, most, d->ints, d->ints + count)) must_have_words("a list");
  int n = list_items(d);
  if (n * count + count > FLOATS) return;
  if (ct_session_assign(d->s, times, d->ints, n, d->floats, d->floats + n * count))
    must_have_words("an assignment");
}

static void show(drive *d) {
  ct_session *s = d->s;
  int items = items_of(d), anchor = index_near(d, items), method = below(d, 20) - 2;
  float *cosine = d->floats, *weight = cosine + items;
  switch (below(d, 5)) {
  case 0: {
    int n = list_items(d), known = 1;
    for (int i = 0; i < n; i++) known &= d->ints[i] >= 0 && d->ints[i] < items;
    CT_INT(ct_session_similarity(s, d->ints, n, d->floats) == CT_OK, known, "items");
    if (!known) must_have_words("an item");
    break;
  }
  case 1: {
    int k = below(d, LIST) - 2, found = ct_session_neighbours(s, anchor, k, d->ints, cosine);
    CT_TRUE(found >= 0 && found <= (k > 0 ? k : 0), "%d of %d neighbours", found, k);
    break;
  }
  case 2:
    ct_session_breakdown(s, anchor, cosine, weight);
    ct_session_loss_now(s, below(d, CT_BUG_COUNT + 2) - 1);
    break;
  case 3:
    ct_session_push(s, method, anchor, cosine, weight, d->ints);
    ct_session_false_push(s, method);
    break;
  default: show_prototypes(d);
  }
}

/* Types a text of a few bytes, which need not be valid, at any time: training must not notice. */
static void type(drive *d) {
  ct_session *s = d->s;
  uint8_t text[24];
  size_t size = (size_t)below(d, sizeof text);
  int most = below(d, LIST) - 2, n = below(d, 4), result = 0;
  uint64_t before = drive_print(s, d->file);
  for (size_t i = 0; i < size; i++) text[i] = (uint8_t)byte(d);
  switch (below(d, 4)) {
  case 0:
    result = ct_session_search(s, text, size, most, d->ints, d->ints + 3, d->floats);
    CT_TRUE(result <= (most > 0 ? most : 0), "%d of %d found", result, most);
    break;
  case 1:
    result = ct_session_words(s, index_near(d, CT_LENGTH(s, images)), below(d, 5) - 1, most, d->ints,
                              d->floats);
    CT_TRUE(result <= (most > 0 ? most : 0), "%d of %d words", result, most);
    break;
  case 2:
    for (int i = 0; i < n; i++) d->ints[i] = index_near(d, CT_LENGTH(s, images) / 3);
    result = -(int)ct_session_match(s, d->ints, n, d->floats);
    break;
  default: result = -(int)ct_session_prompts(s, text, size, below(d, 4) - 1);
  }
  if (result < 0) must_have_words("a text");
  CT_TRUE(drive_print(s, d->file) == before, "a text left a trace");
}

static double sum_of(const uint8_t *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* Reads everything that can be read, so that a sanitizer sees it. */
static void read_all(drive *d) {
  static const int size[] = {
#define READING(...)
#define ARRAY(name, type, ...) sizeof(type),
#include "api/readings.def"
#undef READING
#undef ARRAY
  };
  volatile double sum = 0;
  for (int r = -1; r <= CT_READING_COUNT; r++) sum += ct_session_read(d->s, r);
  for (int a = -1; a <= CT_ARRAY_COUNT; a++) {
    int length = ct_array_length(d->s, a);
    const void *first = ct_session_array(d->s, a, NULL);
    CT_TRUE((first != NULL) == (length > 0), "%d numbers of array %d", length, a);
    if (first) sum += sum_of(first, length * size[a]);
  }
  CT_TRUE(CT_READ(d->s, tau) > 0, "tau %g", CT_READ(d->s, tau));
}

static void reset(drive *d) {
  ct_session_reset(d->s);
  d->loaded = 0;
  CT_TRUE(isnan(CT_READ(d->s, loss)) && CT_READ(d->s, steps) == 0, "a new run");
}

void drive_run(ct_arena *a, const uint8_t *bytes, size_t size) {
  static void (*const calls[])(drive *d) = {
    change_draft, open_session, step, step, phase, phase, set, set, set, reset, save, load, move,
    evaluate, evaluate, show, show, type, read_all,
  };
  drive d = {.at = bytes, .end = bytes + size};
  d.pack = drive_pack(a, &d.pack_size);
  d.file = ct_arena_take(a, FILE_MOST);
  d.kept = ct_arena_take(a, FILE_MOST);
  d.floats = CT_TAKE(a, float, FLOATS);
  d.ints = CT_TAKE(a, int, FLOATS);
  CT_TRUE(d.file && d.kept && d.floats && d.ints, "the arena is full");
  drive_draft(byte(&d) % DRIVE_CONFIGS);
  open_session(&d);
  CT_TRUE(d.s != NULL, "room for a session");
  while (d.at < d.end) {
    calls[below(&d, sizeof calls / sizeof *calls)](&d);
    look(&d);
  }
  free(d.memory);
}
