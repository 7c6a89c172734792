/*
 * Numbers in a column set on their decimal points: private to pages.
 */
#ifndef PAGES_DECIMAL_H
#define PAGES_DECIMAL_H

#include "pages/build.h"

/* The broken cells of a table that hold numbers of decimal columns. */
struct decimal_cells {
    const struct table *table;
    struct paragraph **cells; /* rows × columns; NULL where there is none */
    size_t rows, columns;
    const sp *rooms; /* of each column what its padding leaves */
};

/* The width of column `column` with its numbers on their points; its cells stand on one line.
 */
sp decimal_width(struct builder *b, const struct decimal_cells *cells, size_t column);

/* Moves the one-line cells of decimal columns so that their points stand under each other, the
 * whole in the middle of the column, under its head; at the left edge of the first column. A
 * cell without a number (a dash) stands across the points. */
void decimal_align(struct builder *b, const struct decimal_cells *cells);

#endif
