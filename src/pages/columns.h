/*
 * Widths of table columns: private to pages, a pure function of what the cells need.
 * The one idea: of all widths that fit the room, those are best that make the rows lowest; they
 * are sought by moving small steps of width from one column to another while that helps.
 */
#ifndef PAGES_COLUMNS_H
#define PAGES_COLUMNS_H

#include <stddef.h>

#include "base/length.h"

/* What a column's cells ask for, padding included. */
struct column_need {
    sp least;      /* no narrower without a word sticking out */
    sp most;       /* its longest cell on one line */
    int64_t share; /* asked for in thousandths, or 0 */
};

struct column_cells {
    size_t rows;
    const sp *widths; /* rows × columns: each cell on one line, padding included */
};

/* Fits `count` columns into `room`, giving their widths, which may come to less than the room
 * where the table needs much less. Gives by how much the least widths pass the room (then the
 * columns are narrowed in proportion), else 0. */
sp columns_fit(const struct column_need *needs, size_t count, const struct column_cells *cells,
               sp room, sp *widths);

#endif
