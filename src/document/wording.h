/*
 * Takes a language, gives the words and number signs that generated parts print in it.
 * The one idea: a table of words by language; English stands in for languages that have none.
 */
#ifndef DOCUMENT_WORDING_H
#define DOCUMENT_WORDING_H

#include "claims/claims.h"

enum wording_language { WORDING_EN, WORDING_FR, WORDING_DE, WORDING_LANGUAGES };

enum wording {
    WORDING_STATEMENT,
    WORDING_CERTAINTY,
    WORDING_REASONS,
    WORDING_SOURCES,
    WORDING_FOR,
    WORDING_AGAINST,
    WORDING_WOULD_SETTLE,
    WORDING_DISAGREES,
    WORDING_OLDER_PAGE,
    WORDING_VERDICT,
    WORDING_RIGHT,
    WORDING_SOURCE,
    WORDING_LOCATOR,
    WORDING_PASSAGE,
    WORDING_SAYS_SO,
    WORDING_FAIR,
    WORDING_SIGNED,
    WORDING_CONTRADICTS,
    WORDING_NO_PASSAGE,
    WORDING_TO,       /* between the ends of an interval */
    WORDING_OF,       /* 30 of 47 */
    WORDING_INTERVAL, /* confidence interval, short */
    WORDING_SEE,      /* in an index: what stands in its place */
    WORDING_SEE_ALSO, /* … what else to look at */
    WORDING_SYMBOLS,  /* … the head of what has neither letters nor digits */
    WORDING_COUNT
};

/* The language of a BCP 47 tag; English for what is not known. */
enum wording_language wording_language(struct text tag);

/* The word in that language. */
struct text wording(enum wording_language language, enum wording word);

/* "low certainty"; `capital` for the start of a sentence. Empty for CERTAINTY_NONE. */
struct text wording_certainty(enum wording_language language, enum certainty certainty,
                              bool capital);

/* "Low", for a table's cell. */
struct text wording_grade(enum wording_language language, enum certainty certainty);

/* The mark "⊕⊕○○", and what it is read aloud as ("2 of 4"). */
struct text wording_mark(enum certainty certainty);
struct text wording_mark_aloud(enum wording_language language, enum certainty certainty);

/* "risk of bias", "large effect". */
struct text wording_reason(enum wording_language language, int reason, bool up);

/* "outdated". */
struct text wording_verdict(enum wording_language language, enum verdict verdict);

#endif
