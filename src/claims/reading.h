/*
 * What the files that read and check claims share: the job, the register as it grows, and what
 * is left of the search for passages. Private to claims.
 */
#ifndef CLAIMS_READING_H
#define CLAIMS_READING_H

#include "claims/claims.h"

struct reading {
    struct job *job;
    struct claims *claims;
    ARRAY(struct claim) list; /* while files are read */
    struct map passages;      /* texts made ready for searching, by the path of their file */
    size_t searched;          /* bytes looked through so far */
};

/* `text` as a zero-terminated string for diag. */
const char *reading_string(const struct reading *reading, struct text text);

/* "claims/effect.yaml, line 12" for a second place in a message. */
const char *reading_place(const struct reading *reading, struct span span);

/* ---- numbers.c */

/* Reads the map of a claim's numbers. */
void numbers_read(struct reading *reading, const struct value *map, struct claim *claim);

/* What a number may hold. */
extern const struct field_table number_table;

/* ---- check.c: what one claim, and all of them together, may not say */

void check_claims(struct reading *reading);

/* ---- effects.c: one number against itself and the others of its claim */

void effects_check(struct reading *reading, const struct claim *claim);

/* ---- datum.c: the same number under two claims */

void datum_check(struct reading *reading);

/* ---- passage.c: passages against the texts they are from */

void passages_check(struct reading *reading);

#endif
