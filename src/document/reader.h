/*
 * What the files of this folder share while one document is read: its growing lists, variables,
 * abbreviations and what is left of the limits.
 */
#ifndef DOCUMENT_READER_H
#define DOCUMENT_READER_H

#include "base/map.h"
#include "document/document.h"

/* Limits of one document; hostile input ends in a message, not in memory. */
#define NESTING_MOST   32               /* boxes, lists, quotes within each other */
#define INLINES_MOST   32               /* emphasis, links … within each other */
#define BRACKETS_MOST  100              /* "[" open at one time */
#define PARAGRAPH_MOST ((size_t)65536)  /* bytes */
#define LINES_MOST     ((size_t)250000) /* lines and cells of all sections */
#define MARKS_MOST     ((size_t)500000) /* characters with a meaning in Markdown, likewise */
#define COLUMNS_MOST   64               /* of a table */

/* A variable: text, or a blank to fill in. */
struct variable {
    struct text name;
    struct text text; /* its value, or the blank's label */
    bool to_fill;
    struct meta *meta; /* the metadata it stands for, or NULL */
};

#define ABBREVIATION_UNPLACED 3 /* the rank of one that is expanded nowhere so far */

struct abbreviation {
    struct text name;      /* as written in the text */
    struct text expansion; /* what is printed at its first use */
    struct span span;
    struct abbreviation *base; /* itself, or the singular: what is explained once for both */
    struct abbreviation *next; /* another one that starts with the same word */
    struct inline_node *first; /* where it will be expanded; NULL: nowhere, or by the author */
    int rank;                  /* of the best place so far, lower is better */
    bool used;
};

/* A footnote while its section is read. */
struct definition {
    struct text label;
    uint32_t note; /* index into reader.notes */
    struct span span;
    bool used;
};

struct reader {
    struct job *job;
    struct arena *arena;
    struct document *document;
    struct settings settings;
    struct map variables;     /* struct variable by name */
    struct map abbreviations; /* struct abbreviation lists by their first word */
    bool initials[256];       /* first bytes of abbreviations: most words need no look-up */
    ARRAY(struct cite) cites;
    ARRAY(struct note) notes;
    ARRAY(struct image) images;
    ARRAY(struct claim_use) uses;
    const struct claim *claim; /* whose text is read now, or NULL */
    uint32_t outer;            /* the use it is read for + 1 */
    struct map index;          /* struct index_entry by its path: "dose; intravenous" */
    ARRAY(struct index_entry *) entries; /* the same, as they were made */
    ARRAY(struct index_mark) index_marks;
    struct builder *spare;  /* builders that are done, to be used again */
    struct map definitions; /* struct definition by label; of the present section */
    size_t lines;           /* used of LINES_MOST */
    size_t marks;           /* used of MARKS_MOST */
};

/* `text` as a zero-terminated string for diag. */
const char *reader_string(const struct reader *reader, struct text text);

/* `number` in decimal, likewise. */
const char *reader_number(const struct reader *reader, size_t number);

/* Whether the code point is a letter, digit or mark, as far as words and citation keys go:
 * ASCII exactly; beyond it everything but punctuation, symbols, spaces and private use. */
bool rune_in_word(uint32_t rune);

#endif
