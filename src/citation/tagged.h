/*
 * Takes the lines of a tagged file (PubMed, RIS), gives tag by tag its value, continuation
 * lines joined.
 */
#ifndef CITATION_TAGGED_H
#define CITATION_TAGGED_H

#include "citation/record.h"

struct tagged_line {
    struct text tag; /* empty for a line without one */
    struct text value;
    struct span tag_span;
    struct span span; /* of the value's first line */
    bool blank;       /* an empty line */
};

struct tagged {
    struct importer *importer;
    size_t at;
    size_t tag_most; /* the longest tag: 4 for PubMed, 2 for RIS */
};

/* Moves to the next line with its continuations; false at the end of the file. */
bool tagged_next(struct tagged *tagged, struct tagged_line *line);

#endif
