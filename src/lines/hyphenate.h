/*
 * Takes a word and its language, gives the places where it may be hyphenated.
 * The one idea: patterns are loaded when a paragraph first needs them, once for a language,
 * from Debian's hyphen-* packages.
 */
#ifndef LINES_HYPHENATE_H
#define LINES_HYPHENATE_H

#include "base/job.h"

struct hyphenators; /* the dictionaries opened so far */
struct hyphenator;  /* one dictionary */

/* None opened yet; kept in `arena`. */
struct hyphenators *hyphenators_new(struct arena *arena);
void hyphenators_free(struct hyphenators *hyphenators);

/* Starts loading the patterns for `language` beside the work that goes on: libhyphen takes
 * about 20 ms for those of English, half a short build. Nothing is lost where no thread can be
 * had. */
void hyphenators_expect(struct hyphenators *hyphenators, struct text language);

/* The patterns for a BCP 47 tag: "en-US" finds hyph_en_US.dic, "en" hyph_en.dic or English of
 * the United States. NULL where none are installed, which is noted once, at `at`. */
struct hyphenator *hyphenators_find(struct job *job, struct hyphenators *hyphenators,
                                    struct text language, struct span at);

#define HYPHENATE_MOST 100 /* bytes in a word; longer ones are not hyphenated */

/* Sets marks[i] for each byte i of `word` (letters only) before which a hyphen may go, with the
 * language's least letters at both ends. Breaks that would change spelling are left out. */
void hyphenate(struct hyphenator *hyphenator, struct text word, bool marks[HYPHENATE_MOST]);

#endif
