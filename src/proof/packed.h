/*
 * Takes the bytes of a PDF file whose cross-reference table is a stream (ISO 32000-1, 7.5.8),
 * checks that what a reader must unpack to find its objects is bounded.
 * The one idea: the table and the object streams (7.5.7) are found and unpacked here first, by
 * our own few functions and one after the other, so that the library that opens the file never
 * meets one that grows without end. Private to proof.
 */
#ifndef PROOF_PACKED_H
#define PROOF_PACKED_H

#include "base/text.h"

struct packed {
    bool used;           /* the file has such a table */
    size_t object_count; /* entries of the table */
    size_t decoded;      /* bytes that the table and the object streams unpack to */
    const char *damage;  /* what is wrong, or NULL */
};

/* Looks at the file `bytes`; what unpacks to more than `most` bytes is damage. The table must
 * be a single one, and it and the object streams plain or deflated, without references in their
 * dictionaries' lengths. `arena` is left as it was. */
struct packed packed_check(struct arena *arena, struct text bytes, size_t most);

#endif
