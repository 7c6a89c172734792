/*
 * A table while it is set: private to pages.
 * The one idea: cells lie on a grid of rows (those of the head first) and columns; a cell that
 * takes several is kept at its top left place, the places it covers hold nothing but its
 * number.
 */
#ifndef PAGES_TABLE_H
#define PAGES_TABLE_H

#include "pages/flow.h"

struct tabulation {
    const struct frame *around; /* of the caption */
    const struct frame *frame;  /* the same inside the table's margins */
    struct builder *b;
    const struct table *table;
    const struct style *style, *head, *group, *stack;
    const struct style *cell[2], *row_header[2]; /* of odd and of even rows */
    uint32_t tag;
    size_t columns, heads, rows; /* rows of the grid: heads, then those of the body */
    struct paragraph **cells;    /* rows × columns; NULL where another cell covers */
    uint32_t *owners;            /* rows × columns: the place of the cell that is there */
    uint32_t *tags;              /* rows × columns: elements of the cells */
    bool stacked;                /* rows are set as labelled lines */
    bool *even;                  /* by row: counted from the group's start */
    bool joined;                 /* a cell takes several rows */
    bool headed;                 /* too intricate for scopes: cells name their heads */
    sp *widths;                  /* of columns, padding included */
    sp *lefts;                   /* of columns, from the table's left edge */
    sp *heights;                 /* of rows */
    sp width;
    sp caption; /* its height with its spaces: the first row shares a page with it */
    bool wide;  /* reported as too wide: its lines need not be */
};

/* The cell whose top left place is `at`. */
const struct cell *cell_at(const struct tabulation *t, size_t at);

/* How many columns and rows the cell at place `at` takes, at least one. */
size_t cell_across(const struct tabulation *t, size_t at);
size_t cell_down(const struct tabulation *t, size_t at);

/* Whether grid row `row` heads the rows below it. */
bool row_groups(const struct tabulation *t, size_t row);

/* The style of a grid row (its borders, paddings and background), and of the cell at `at`. */
const struct style *row_style(const struct tabulation *t, size_t row);
const struct style *cell_style(const struct tabulation *t, size_t at);

/* Makes the elements and the unbroken paragraphs of all cells, for a table from `span`. */
void cells_make(struct tabulation *t, struct span span);

/* What the cell at `at` says again after a page turn, "(continued)" behind it; an artifact. */
struct paragraph *cell_again(struct tabulation *t, size_t at);

/* What the cell at `at` says, unbroken and without notes and links; an artifact. */
struct paragraph *cell_bare(const struct tabulation *t, size_t at);

/* Finds the columns' widths and breaks the cells to them. Reports at `span` what is too wide.
 */
void widths_fit(struct tabulation *t, struct span span);

/* Reports that the table is wider than its room by `excess`. */
void table_report_wide(const struct tabulation *t, sp excess, struct span span);

/* Room beside the text of the cell at `at`. Text starts at the table's very edges, so that
 * rules and text line up, unless rows have a background. */
sp cell_pad(const struct tabulation *t, size_t at, enum side side);

/* The width of the text of the cell at `at`, and how it is aligned. */
sp cell_width(const struct tabulation *t, size_t at);
enum alignment cell_alignment(const struct tabulation *t, size_t at);

/* The container of the table's rows: its frame, which stands again overleaf. */
struct container table_container(const struct tabulation *t);

/* Adds the broken table's rows to the flow, in a container. */
void rows_flow(struct tabulation *t);

/* What must not be cut in grid row `row`, as messages name it, or NULL: a row that states a
 * dose, by itself or under a head that names the unit, or how certain a claim is. */
const char *row_critical(const struct tabulation *t, size_t row);

/* A row of the grid with room for its cells, but none yet. */
struct row *row_new(const struct tabulation *t, size_t number);

/* The height of a row's paddings and borders. */
sp row_edges(const struct style *style);

/* Adds the row as a piece. */
void row_push(const struct frame *frame, const struct row *row, enum keep before);

/* What a break before grid row `row` does: not after the first or before the last, and rather
 * not with fewer than three rows on a side; nor in rows that a cell joins, unless `parted`. */
enum keep row_keep(const struct tabulation *t, size_t row, bool parted);

/* Whether rows are to be set as blocks of labelled lines: the style asks for it at this width,
 * there are heads to label them by, and no cell of the body takes several rows or columns. */
bool stack_wanted(const struct tabulation *t);

/* Breaks the cells and adds the rows to the flow so. Reports at `span` a word that is too wide.
 */
void stack_flow(struct tabulation *t, struct span span);

#endif
