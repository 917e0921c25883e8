/* A synthetic dataset as sample_pack.h makes it, followed by its second part: names and keywords of
 * all concepts in three languages. A name is of two made-up words, of which the second is shared by
 * every fifth concept; keywords are the word of its class and one of its own. Some translations are
 * missing, some concepts have no keywords, and some a keyword without a word in it. */
#ifndef SAMPLE_TEXTS_H
#define SAMPLE_TEXTS_H

#include <stdio.h>
#include "sample_pack.h"

#define SAMPLE_LANGUAGES 3
#define SAMPLE_TEXT_MOST 96

/* A word of three syllables for a number, other than that of every other number below 1,728. */
static inline void sample_word(char word[7], int number, int language) {
  static const char consonants[] = "bdfgklmnprst", vowels[] = "aeiou";
  for (int k = 0; k < 3; k++, number /= 12) {
    word[2 * k] = consonants[number % 12];
    word[2 * k + 1] = vowels[(number + language + k) % 5];
  }
  word[6] = 0;
}

static inline int sample_is_odd(int concept) { return concept % 7 == 3; }

static inline int sample_name(char *text, int concept, int language) {
  char own[7], shared[7];
  sample_word(own, concept, language);
  sample_word(shared, 1000 + concept % 5, language);
  return language && concept % 4 == 3 ? 0 : sprintf(text, "%s %s", own, shared);
}

static inline int sample_keywords(char *text, int concept, int language) {
  char own[7], shared[7];
  sample_word(own, 500 + concept, language);
  sample_word(shared, 1100 + sample_label(0, concept), language);
  if (sample_is_odd(concept)) return sprintf(text, "?!\n%s", own);
  return concept % 6 == 5 ? 0 : sprintf(text, "%s\n%s", shared, own);
}

/* Writes a track's block, or only counts its bytes where `at` is NULL; *most: of the longest. */
static inline size_t sample_put_texts(uint8_t *at, int concepts, int track, int *most) {
  int count = concepts * SAMPLE_LANGUAGES;
  size_t length = 0, starts = 4 * ((size_t)count + 1);
  char text[SAMPLE_TEXT_MOST];
  for (int i = 0; i < count; i++) {
    int concept = i / SAMPLE_LANGUAGES, language = i % SAMPLE_LANGUAGES;
    int bytes = track ? sample_keywords(text, concept, language)
                      : sample_name(text, concept, language);
    if (at) memcpy(at + starts + length, text, (size_t)bytes);
    length += (size_t)bytes;
    if (at) sample_put(at + 4 * (i + 1), (uint32_t)length);
    if (bytes > *most) *most = bytes;
  }
  return starts + length;
}

/* The file; memory from the arena. */
static inline uint8_t *sample_pack_with_texts(ct_arena *a, sample_shape s, size_t *size) {
  int most[2] = {1, 1};
  size_t first = sample_bytes(s), block[2], headers = CT_PACK_HEADER + 2 * CT_TRACK_HEADER;
  *size = first + headers;
  for (int k = 0; k < 2; k++) {
    block[k] = sample_put_texts(NULL, s.concepts, k, most + k);
    *size += (block[k] + 3) / 4 * 4;
  }
  uint8_t *file = ct_arena_take(a, *size);
  if (!file) ct_fail(__FILE__, __LINE__, "the test arena is full");
  memset(file, 0, *size);
  memcpy(file, sample_pack(a, s), first);
  uint8_t *second = file + first, *at = second + headers;
  const uint32_t header[4] = {0, 3, (uint32_t)s.concepts, 2};
  for (int i = 1; i < 4; i++) sample_put(second + 4 * i, header[i]);
  memcpy(second, "CTPK", 4);
  for (int k = 0; k < 2; k++) {
    const uint32_t track[8] = {CT_TRACK_TEXT, 0, SAMPLE_LANGUAGES, (uint32_t)most[k], 1, 1, 0,
                               (uint32_t)block[k]};
    for (int i = 0; i < 8; i++)
      sample_put(second + CT_PACK_HEADER + CT_TRACK_HEADER * k + 4 * i, track[i]);
    sample_put_texts(at, s.concepts, k, most + k);
    at += (block[k] + 3) / 4 * 4;
  }
  return file;
}

#endif
