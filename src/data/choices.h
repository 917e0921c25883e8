/* The kinds of track and of split in a packed dataset: X(code, name, help text). A file has each
 * as a number, its position in the list, so a new one goes to the end. */
#ifndef CT_DATA_CHOICES_H
#define CT_DATA_CHOICES_H

#define CT_TRACK_LIST(X)                                                                 \
  X(CT_TRACK_PIXELS, "pixels", "pictures")                                               \
  X(CT_TRACK_VECTOR, "vector", "as many numbers each, which lie nowhere")                \
  X(CT_TRACK_TOKENS, "tokens", "lists of ids of a vocabulary, some longer than others")  \
  X(CT_TRACK_FRAMES, "frames", "bands at steps in time, as a spectrogram has them")      \
  X(CT_TRACK_TEXT,   "text",   "UTF-8, some longer than others")

#define CT_SPLIT_LIST(X)                                                              \
  X(CT_SPLIT_SHUFFLED, "shuffled", "a fifth is held out, the same in every run")      \
  X(CT_SPLIT_LAST,     "last",     "the last concepts are held out")                  \
  X(CT_SPLIT_LISTED,   "listed",   "the dataset says of each concept")

typedef enum ct_track_kind {
#define X(code, name, help) code,
  CT_TRACK_LIST(X)
#undef X
  CT_TRACK_COUNT
} ct_track_kind;
typedef enum ct_split_kind {
#define X(code, name, help) code,
  CT_SPLIT_LIST(X)
#undef X
  CT_SPLIT_COUNT
} ct_split_kind;

#endif
