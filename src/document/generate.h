/*
 * What the files that make generated parts share: a part under way and the table it fills.
 * Private to document.
 */
#ifndef DOCUMENT_GENERATE_H
#define DOCUMENT_GENERATE_H

#include "document/attributes.h"
#include "document/uses.h"

/* A part that is being made. */
struct part {
    struct builder *builder;
    struct reader *reader; /* the builder's */
    const struct attributes *attributes;
    enum wording_language language;
    struct span span; /* of the line that asks for it */
    ARRAY(const struct claim *) chosen;
    const char *make;       /* its kind, as written */
    struct inlines caption; /* of a table */
    struct text id;
    struct span id_span;
    ARRAY(struct block) blocks; /* what came of it */
};

/* ---- generate.c */

/* A block of nothing but its kind, at the part's place. */
struct block generate_block(const struct part *part, enum block_kind kind);

/* Starts what is printed of a claim in a row: its nodes are a use of their own until
 * generate_row_end, which takes what generate_row gave. */
uint32_t generate_row(struct part *part, const struct claim *claim);
void generate_row_end(struct part *part, uint32_t around);

/* ---- generate_tables.c: one function for each kind of table */

void make_certainty(struct part *part);
void make_balance(struct part *part);
void make_disagreements(struct part *part);
void make_corrections(struct part *part);
void make_trace(struct part *part);
void make_sign_off(struct part *part);

/* ---- generate_effects.c */

void make_effects(struct part *part);

/* ---- generate_tables.c: what tables are made of */

#define PART_COLUMNS_MOST 24

/* A table while its rows are added. */
struct grid {
    struct part *part;
    struct table *table;
    ARRAY(struct cell) cells;
    struct inline_list row[PART_COLUMNS_MOST]; /* the cells of the row under way */
};

/* A table whose columns share the width as `shares` say (0: as the content asks); its heads are
 * set by grid_head. */
void grid_open(struct grid *grid, struct part *part, size_t columns, const int64_t *shares);

/* The head of a column. */
void grid_head(struct grid *grid, size_t column, const struct located *head);

/* Adds a claim's certainty in one word with its mark; nothing if it has none. */
void grid_grade(struct part *part, struct inline_list *out, const struct claim *claim);

/* Adds the row under way. */
void grid_row(struct grid *grid);

/* Adds the table with the part's caption, id, widths and alignment to its blocks. */
void grid_close(struct grid *grid);

#endif
