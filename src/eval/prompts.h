/* Zero-shot classification (Radford et al. 2021, section 3.1): a drawing's class is the one whose
 * prompt, any text, is most similar to it; no label is trained on. The drawings are those that the
 * matching asks about (eval/baseline.h).  Tests: test_matching.c */
#ifndef CT_EVAL_PROMPTS_H
#define CT_EVAL_PROMPTS_H

#include "eval/matching.h"

#define CT_PROMPTS_MOST 256 /* classes */

typedef struct ct_prompts {
  ct_matching *m;
  int kind, classes;       /* of label; classes 0: there are no prompts */
  int starts[CT_PROMPTS_MOST + 1];
  uint8_t text[CT_PHRASE_BYTES]; /* the prompts, one behind the other */
  float *u;                /* [CT_PROMPTS_MOST, D] unit rows */
  int counts[CT_PROMPTS_MOST], hits[CT_PROMPTS_MOST]; /* drawings of a class; those found */
  int *label;              /* [drawings asked about] their classes */
} ct_prompts;

ct_status ct_prompts_layout(ct_prompts *p, ct_matching *m, ct_arena *arena);
/* Sets the prompts, one a line and one for each class of that kind of label, and classifies with
 * them. Errors: CT_E_ARG with words for another number of lines, too long a text, or no such kind
 * of label; CT_E_FORMAT for bytes that are not UTF-8. On an error nothing is changed. */
ct_status ct_prompts_set(ct_prompts *p, const uint8_t *utf8, size_t size, int kind, ct_text *why);
/* Embeds the prompts anew, classifies the drawings of the last look, and sets those metrics of the
 * matching that are of prompts. */
void      ct_prompts_classify(ct_prompts *p);
/* The metric that is of raw pixels alone, once they are known. */
void      ct_prompts_pixels(ct_prompts *p);

#endif
