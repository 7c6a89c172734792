/*
 * The words that claim files are written in, as lists ended by NULL in the order of their
 * enums. Private to claims.
 */
#ifndef CLAIMS_WORDS_H
#define CLAIMS_WORDS_H

#include "claims/claims.h"

extern const char *const evidence_words[];
extern const char *const certainty_words[];
extern const char *const downgrade_words[];
extern const char *const upgrade_words[];
extern const char *const verdict_words[];
extern const char *const measure_words[];

#endif
