/*
 * The faults of a draft, on paper: private to pages.
 * The one idea: the pages are finished before anything is marked, and what is marked moves
 * nothing, so a draft breaks its lines and pages as the print will; what the margin has no room
 * for is said in a list behind the last page.
 */
#ifndef PAGES_FAULTS_H
#define PAGES_FAULTS_H

#include "pages/paint.h"
#include "pages/trace.h"

/* An error or warning with the number it has on paper, and where it stands there. */
struct fault {
    const struct diag *diag;
    size_t number;        /* 1 … in the order of the pages; those on no page come last */
    struct places places; /* none: it stands on no page */
};

struct faults {
    ARRAY(struct fault) list; /* by number */
};

/* Paints the marks of the page: one for each line that has faults, in the margin its text is
 * nearer to or else in the other; what stands in the margins already is left clear. `items` are
 * those the page has so far. */
void faults_paint(struct painter *painter, const struct faults *faults,
                  const struct page *page);

/* The list as ordinary blocks: a heading, what the signs mean, and a table with a row for each
 * fault, grouped by page. */
struct blocks faults_blocks(struct builder *b, const struct faults *faults);

#endif
