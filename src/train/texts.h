/* The texts of a step, for methods that compare drawings with names: one of every concept in the
 * batch, or two. They are views too, chosen at random from a concept's names and keywords.
 * Tests: test_texts.c */
#ifndef CT_TRAIN_TEXTS_H
#define CT_TRAIN_TEXTS_H

#include "train/trainer.h"

/* The first text of a pair is the English name with this probability; else some of its keywords,
 * which follow the name in half of the cases. A concept without keywords has its name alone. */
#define CT_TEXT_NAME 0.4f
#define CT_TEXT_KEYWORDS 0.3f

/* The second text, which the first is compared with, is one English keyword; or, where
 * config.languages is on, with this probability the name or some keywords in another language,
 * the name with the second probability. */
#define CT_TEXT_FOREIGN 0.8f
#define CT_TEXT_FOREIGN_NAME 0.6f
#define CT_TEXT_FOREIGN_KEYWORD 0.4f

/* Says what a dataset lacks to give texts, as ct_views_lack does; NULL when it lacks nothing. */
const char *ct_texts_lack(const ct_pack *pack);
/* Takes memory for the texts of a batch; errors as of ct_trainer_layout. */
ct_status ct_texts_layout(ct_trainer *t, ct_arena *arena);
/* Draws whose names the concepts are shown with: config.shuffled of them have another's. */
void      ct_texts_reset(ct_trainer *t);
/* Goes on with a saved run: draws the texts of its last steps again, at most so many, to know which
 * pieces it has seen. So many have nine tenths of the pieces of a long run. */
#define CT_TEXT_REPEATED 400
void      ct_texts_resume(ct_trainer *t);
/* Fills t->texts.input for step t->step: the first text of every pair, then, if the method has
 * two, the second of every pair. */
void      ct_texts_make(ct_trainer *t);

/* The parts of a text as bytes: a name, or keywords joined by new lines. */
typedef struct ct_words { const uint8_t *at; int length; } ct_words;
ct_words  ct_texts_name(const ct_texts *x, int concept, int language);
ct_words  ct_texts_keywords(const ct_texts *x, int concept, int language);
/* The keyword that begins at byte *from of all keywords; *from moves to where the next one
 * begins. */
ct_words  ct_texts_next_keyword(ct_words all, int *from);

#endif
