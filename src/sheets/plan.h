/*
 * Takes the number and size of pages and how to print them, gives which page lies where on
 * which side of which sheet: numbers alone, so that it can be tested without pages. Private to
 * sheets.
 */
#ifndef SHEETS_PLAN_H
#define SHEETS_PLAN_H

#include "design/design.h"
#include "pages/pages.h"

#define NO_PAGE ((uint32_t)0xFFFFFFFF)

/* One place for a page on one side of a sheet. */
struct slot {
    uint32_t page; /* index, or NO_PAGE: it stays white */
    sp x, y;       /* the page's top left corner */
};

struct plan {
    sp width, height; /* of the sheets */
    sp page_width, page_height;
    int64_t scale;        /* of pages, in 1/65536; never over 1 */
    size_t side_count;    /* both sides of all sheets */
    size_t columns, rows; /* of the places on a side */
    sp left, top;         /* where they begin */
    sp cell_width, cell_height, gap;
    struct slot *slots; /* side_count × columns × rows, by sides, then rows */
};

/* The room that crop marks take around what is cut out: their distance and their length. */
#define MARK_DISTANCE PT(9)
#define MARK_LENGTH   PT(14)

/* Plans `count` pages of that size. A booklet is filled up with white pages to a multiple of
 * four and folded in the middle: sheet s (from 0, outermost) carries on its front pages n - 2s
 * and 1 + 2s, on its back 2 + 2s and n - 1 - 2s, and its pages move by s times the creep toward
 * the fold. `scale` is 0 where a single page does not fit its sheet. */
struct plan plan_sheets(struct arena *arena, const struct pages *pages,
                        const struct print *print);

#endif
