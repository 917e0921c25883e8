/* Embeds texts that no training step has drawn: names, keywords, prompts, and what a reader types.
 * It has copies of the text encoder's weights, of the step of a look, so that a text is embedded as
 * the names and drawings of that look were; and activations of its own, so that it may run in the
 * middle of a step.  Tests: test_matching.c */
#ifndef CT_EVAL_PHRASES_H
#define CT_EVAL_PHRASES_H

#include "train/trainer.h"

#define CT_PHRASES_MOST 64        /* texts embedded at once */
#define CT_PHRASE_BYTES 16384     /* the longest text that a reader may type */

/* What the newest text is made of. */
typedef struct ct_phrase {
  int words, pieces;
  int seen;               /* pieces that a text of the training had */
} ct_phrase;

typedef struct ct_phrases {
  const ct_trainer *t;    /* NULL where the run has no texts */
  ct_encoder twin;        /* its params are one of the two below */
  float *shown, *next;    /* weights of the last whole look, and of the look under way */
  ct_pieces pieces;
  int *starts, *words;    /* [CT_PHRASES_MOST + 1] */
  int count;              /* texts added */
  float *u;               /* [CT_PHRASES_MOST, D] */
} ct_phrases;

ct_status    ct_phrases_layout(ct_phrases *p, const ct_trainer *t, ct_arena *arena);
/* A look begins: copies the present weights, with which texts are embedded until ct_phrases_wait. */
void         ct_phrases_look(ct_phrases *p);
/* The look goes on without texts: they are embedded with the weights of the last whole look. */
void         ct_phrases_wait(ct_phrases *p);
/* The look ends, and is the last whole one from now on. */
void         ct_phrases_show(ct_phrases *p);
void         ct_phrases_clear(ct_phrases *p);
/* Adds a text; together they may be as long as CT_PHRASE_BYTES, or as CT_PHRASES_MOST of the
 * longest names or keywords. Errors: CT_E_FORMAT for bytes that are not UTF-8, and nothing is
 * added. */
ct_status    ct_phrases_add(ct_phrases *p, const uint8_t *utf8, size_t size);
ct_phrase    ct_phrases_newest(const ct_phrases *p);
/* Returns unit rows [count, D], valid until the next call; a text without words is a zero row
 * where the encoder gives it no length. */
const float *ct_phrases_embed(ct_phrases *p);

#endif
