/*
 * Takes the bytes of a PDF file, gives where each of its objects stands and the trailer
 * (ISO 32000-1, 7.5.4, 7.5.5 and 7.5.8).
 * The one idea: a file that this program printed, and nobody changed, has one cross-reference
 * table, classic or a stream, so nothing is followed from table to table and nothing repaired.
 * Private to proof.
 */
#ifndef PROOF_TABLE_H
#define PROOF_TABLE_H

#include "proof/object.h"

enum entry_kind {
    ENTRY_FREE,
    ENTRY_BYTE,  /* at byte `at` of the file */
    ENTRY_PACKED /* the object stream `at` holds it, as number `index` of its objects */
};

struct entry {
    enum entry_kind kind;
    uint32_t at;
    uint32_t index;
};

struct table {
    size_t count; /* objects, free ones too */
    struct entry *entries;
    struct object trailer;
};

/* Reads the table of the file `bytes` into `*table`, in `arena`. What is wrong with it, for
 * people, or NULL. A table that unpacks to more than `most` bytes is wrong. */
const char *table_read(struct arena *arena, struct text bytes, size_t most,
                       struct table *table);

#endif
