/* Questions about an item whose answer a linear layer may or may not read from the features. The
 * first asks for the class. Each other one asks for something that views may change (a nuisance
 * for telling the class): every item is given to the encoder in one of a few versions, and the
 * question is which one. An encoder keeps what all views share, and has reason to forget what they
 * differ in (Chen et al. 2020, arXiv:2002.05709, section 4.2 and table 3, ask the same). Tests:
 * test_nuisance.c */
#ifndef CT_EVAL_QUESTIONS_H
#define CT_EVAL_QUESTIONS_H

#include "train/trainer.h"

#define CT_QUESTION_LIST(X)                                                                     \
  X(CT_ASK_CLASS,    "class",    "its class: nothing is done to it")                            \
  X(CT_ASK_ROTATION, "rotation", "by how many quarter turns it was rotated")                    \
  X(CT_ASK_COLOUR,   "colour",   "by how many quarter turns its hue was shifted")               \
  X(CT_ASK_SCALE,    "scale",    "how far it was zoomed in")                                    \
  X(CT_ASK_ARTIST,   "artist",   "which of the artists drew it: nothing is done to it")         \
  X(CT_ASK_STYLE1,   "style1",   "toy: which of 4 styles, by the first half of its numbers")    \
  X(CT_ASK_STYLE2,   "style2",   "toy: which of 4 styles, by the second half")

typedef enum ct_question {
#define X(code, name, help) code,
  CT_QUESTION_LIST(X)
#undef X
  CT_QUESTION_COUNT
} ct_question;

/* How many answers a question has; 0 where the data does not have the question. */
int    ct_question_answers(const ct_pack *pack, ct_question q);
/* The most answers that any question has. */
int    ct_question_most_answers(const ct_pack *pack);
/* The right answer for an item that is row `row` of a list of renditions, concept by concept. Each
 * version is given to about as many rows as any other. */
int    ct_question_answer(const ct_pack *pack, ct_question q, int item, int row);
/* x [shape of the track that the encoder reads] out, 0..1 minus its mean: the item (concept *
 * renditions + rendition) in the version that belongs to the answer; scratch: ct_question_floats
 * floats. */
void   ct_question_read(float *x, const ct_pack *pack, ct_question q, int item, int answer,
                        float *scratch);
size_t ct_question_floats(const ct_pack *pack);

#endif
