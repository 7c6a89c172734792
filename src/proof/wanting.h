/*
 * Takes pieces of the document in reading order, gathers the words that the finished file must
 * have. Private to proof: what expected.c (sections) and parts.c (what is printed around them)
 * share.
 */
#ifndef PROOF_WANTING_H
#define PROOF_WANTING_H

#include "base/map.h"
#include "proof/expected.h"
#include "proof/reading.h"
#include "proof/styled.h"

/* A stretch of the text being gathered, and where it came from. */
struct origin {
    size_t start;
    struct span span;
};

struct writer {
    struct job *job;
    const struct document *document;
    const struct references *references;
    struct design *design;
    const struct style *body;
    struct surroundings at; /* of the present block */
    struct wants *wants;
    struct buffer text; /* of the present block, normalised */
    ARRAY(struct origin) origins;
    size_t skip;                /* bytes of the next text that were written before */
    const void *place;          /* of the next want, see expected.h */
    size_t settled;             /* of wants->unseen: those before have their want */
    struct map entries;         /* of the bibliography, by id */
    char parts[PART_INDEX + 1]; /* their places are those of generated headings */
    bool linked;                /* within a link */
    bool bare;                  /* without notes, cites and links: for the contents list */
    bool raised; /* notes are marked with letters: the cites are raised numbers */
    int depth;
    ARRAY(uint32_t) mentioned; /* notes in the order of their first marks */
    uint32_t *mention;         /* by note: place in mentioned + 1 */
    bool notes_below;          /* those mentioned now stand under the table */
    ARRAY(uint32_t) below;     /* those of the present table */
    size_t told;               /* notes whose text is written */
    ARRAY(uint32_t) beside;    /* notes for the margin that are not told yet */
    bool in_note;
    bool in_table; /* notes wait for the end of the table, or of pictures side by side */
};

/* Gathers `text`, normalised, as part of the present block. */
void want_text(struct writer *writer, struct text text, struct span span);

/* One want by itself, at the writer's place, which it takes. */
void want_push(struct writer *writer, enum want_kind kind, struct text word, struct span span);

/* Something unseen that belongs to the next word; valid until the next one. */
struct unseen *want_unseen(struct writer *writer, enum unseen_kind kind, struct span span);

/* The next want is that of all that is unseen before byte `end` of what was gathered. */
void want_settle(struct writer *writer, size_t end);

/* What was gathered becomes words of `kind`. */
void want_flush(struct writer *writer, enum want_kind kind);

/* The same at the end of a block, with the notes it mentions behind it. */
void want_end(struct writer *writer);

/* The word that the layout gives a role under the body, or empty text. */
struct text want_label(struct writer *writer, const char *role);

void want_inlines(struct writer *writer, struct inlines inlines);
void want_blocks(struct writer *writer, struct blocks blocks);
void want_heading(struct writer *writer, const struct block *block);

/* "Table 2" before a caption, where it has a number. */
void want_number(struct writer *writer, const struct block *block, enum label_kind kind);

/* The parts that a layout names, in its order. */
void want_parts(struct writer *writer, const enum part *parts, size_t count);

#endif
