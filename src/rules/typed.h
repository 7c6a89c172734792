/*
 * Takes claims and the running text, gives the numbers that somebody typed into them as words,
 * in their order. Private to rules.
 */
#ifndef RULES_TYPED_H
#define RULES_TYPED_H

#include "rules/prose.h"

/* A run of digits, with points and commas within: "24", "1,500", "0.5". */
struct typed_number {
    struct text digits;
    struct text
        scalar; /* the YAML text that it is a slice of; empty: `span` is its own place */
    struct span span;
};

struct typed {
    size_t count;
    struct typed_number *items;
};

struct typed_file {
    uint32_t source;
    struct typed typed;
};

struct typed_files {
    size_t count;
    struct typed_file *items;
};

/* Those in a claim's texts and locators, without its data, the names of sources and what
 * {{…}} prints. In the job's arena, as all here. */
struct typed typed_in_claim(struct job *job, const struct claim *claim);

/* Those of the running text and of its citations' locators, by the file they were typed into:
 * each section in turn, then the document file's variables. */
struct typed_files typed_in_files(struct job *job, const struct document *document,
                                  const struct prose *prose);

/* Where a number stands. */
struct span typed_place(struct job *job, const struct typed_number *number);

/* All of them with spaces between. */
struct text typed_words(struct job *job, const struct typed *typed);

#endif
