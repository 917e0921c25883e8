#include "io/json.h"
#include <string.h>

void ct_json_init(ct_json *j, const char *text, size_t length) {
  *j = (ct_json){text, text + length, 0};
}

static void skip_blanks(ct_json *j) {
  while (j->at < j->end && (*j->at == ' ' || *j->at == '\n' || *j->at == '\r' || *j->at == '\t'))
    j->at++;
}

int ct_json_take(ct_json *j, char c) {
  skip_blanks(j);
  if (j->failed || j->at >= j->end || *j->at != c) return 0;
  j->at++;
  return 1;
}

void ct_json_need(ct_json *j, char c) {
  if (!ct_json_take(j, c)) j->failed = 1;
}

ct_slice ct_json_string(ct_json *j) {
  ct_slice none = {"", 0};
  ct_json_need(j, '"');
  if (j->failed) return none;
  const char *start = j->at;
  for (; j->at < j->end; j->at++) {
    unsigned char c = (unsigned char)*j->at;
    if (c == '"') {
      ct_slice s = {start, (size_t)(j->at - start)};
      j->at++;
      return s;
    }
    if (c < 0x20) break; /* JSON forbids control characters in strings */
    if (c == '\\' && ++j->at >= j->end) break;
  }
  j->failed = 1;
  return none;
}

uint64_t ct_json_whole(ct_json *j) {
  skip_blanks(j);
  const char *start = j->at;
  uint64_t value = 0;
  while (!j->failed && j->at < j->end && *j->at >= '0' && *j->at <= '9') {
    value = value * 10 + (uint64_t)(*j->at++ - '0');
    if (value > (uint64_t)1 << 53) j->failed = 1;
  }
  if (j->at == start) j->failed = 1;
  return j->failed ? 0 : value;
}

/* Skips a number, true, false or null, without checking that it is spelled correctly. */
static void skip_word(ct_json *j) {
  const char *start = j->at;
  for (; j->at < j->end; j->at++) {
    char c = *j->at;
    int fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '+' ||
               c == 'E';
    if (!fits) break;
  }
  if (j->at == start) j->failed = 1;
}

static void skip(ct_json *j, int depth) {
  int object = ct_json_take(j, '{');
  if (depth > 8) j->failed = 1;
  if (!object && !ct_json_take(j, '[')) {
    if (j->at < j->end && *j->at == '"') ct_json_string(j);
    else skip_word(j);
    return;
  }
  char close = object ? '}' : ']';
  if (ct_json_take(j, close)) return;
  do {
    if (object) {
      ct_json_string(j);
      ct_json_need(j, ':');
    }
    if (!j->failed) skip(j, depth + 1);
  } while (ct_json_take(j, ','));
  ct_json_need(j, close);
}

void ct_json_skip(ct_json *j) { skip(j, 0); }

int ct_json_done(ct_json *j) {
  skip_blanks(j);
  return !j->failed && j->at == j->end;
}

int ct_slice_is(ct_slice s, const char *text) {
  return strlen(text) == s.length && memcmp(s.at, text, s.length) == 0;
}
