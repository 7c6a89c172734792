/*
 * Numbers in a column set on their decimal points: private to pages.
 */
#ifndef PAGES_DECIMAL_H
#define PAGES_DECIMAL_H

#include "pages/build.h"

/* The broken cells of a table, head first. */
struct decimal_cells {
    const struct table *table;
    struct paragraph **cells; /* (rows + 1) × columns */
    size_t rows, columns;
    const sp *widths;
};

/* Moves the one-line cells of decimal columns so that their points stand under each other, the
 * whole centred in the column. Cells that hold no number stay where they are. */
void decimal_align(struct builder *b, const struct decimal_cells *cells);

#endif
