#include "text/normal.h"
#include "base/assert.h"

void ct_normal_init(ct_normal *n, ct_normal_put *put, void *to) {
  n->put = put;
  n->to = to;
  n->run_count = n->rest_count = n->has_base = 0;
}

/* ---- third: composition */

static void put_held(ct_normal *n) {
  if (n->has_base) n->put(n->to, n->base.code, n->base.property);
  for (int i = 0; i < n->rest_count; i++) n->put(n->to, n->rest[i].code, n->rest[i].property);
  n->has_base = n->rest_count = 0;
}

/* Only marks and Korean letters compose with what stands before them. */
static int may_compose(int property) {
  return property != CT_TEXT_SEPARATOR && (property <= CT_TEXT_MARK || property == CT_TEXT_HANGUL);
}

/* A mark reaches the base past marks of lower classes, another character only from beside it. A
 * composed character has the property of its first. */
static void compose(ct_normal *n, ct_normal_char c) {
  int class = ct_text_class(c.property), rest = n->rest_count;
  int reaches = n->has_base && (!rest || ct_text_class(n->rest[rest - 1].property) < class);
  uint32_t whole = reaches && may_compose(c.property) ? ct_text_compose(n->base.code, c.code) : 0;
  if (whole) {
    n->base.code = whole;
    return;
  }
  if (class) {
    CT_ASSERT(rest < CT_NORMAL_RUN);
    n->rest[n->rest_count++] = c;
    return;
  }
  put_held(n);
  n->base = c;
  n->has_base = 1;
}

/* ---- second: case folding. It keeps the property, except that the iota below becomes a letter. */

static void fold(ct_normal *n, ct_normal_char c) {
  uint32_t out[CT_FOLDED_MOST];
  int count = ct_text_fold(c.code, out), class = ct_text_class(c.property);
  int property = class && out[0] != c.code ? CT_TEXT_LETTER : c.property;
  for (int i = 0; i < count; i++) compose(n, (ct_normal_char){out[i], property});
}

/* ---- first: decomposition, with the marks in a row in the order of their classes */

static void put_run(ct_normal *n) {
  for (int i = 0; i < n->run_count; i++) fold(n, n->run[i]);
  n->run_count = 0;
}

static void add_mark(ct_normal *n, ct_normal_char c) {
  if (n->run_count == CT_NORMAL_RUN) {
    put_run(n);
    compose(n, (ct_normal_char){CT_NORMAL_JOINER, CT_TEXT_IGNORED});
  }
  int i = n->run_count++;
  for (; i > 0 && n->run[i - 1].property > c.property; i--) n->run[i] = n->run[i - 1];
  n->run[i] = c;
}

static void add_decomposed(ct_normal *n, ct_normal_char c) {
  if (ct_text_class(c.property)) {
    add_mark(n, c);
    return;
  }
  if (n->run_count) put_run(n);
  fold(n, c);
}

void ct_normal_add(ct_normal *n, uint32_t code) {
  uint32_t out[CT_DECOMPOSED_MOST];
  int property = ct_text_property(code);
  if (property == CT_TEXT_IGNORED) return;
  int count = ct_text_decompose(code, out);
  for (int i = 0; i < count; i++) {
    if (out[i] != code) property = ct_text_property(out[i]);
    add_decomposed(n, (ct_normal_char){out[i], property});
  }
}

void ct_normal_end(ct_normal *n) {
  put_run(n);
  put_held(n);
}
