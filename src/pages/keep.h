/*
 * What a page break costs where it falls: private to pages.
 * The one idea: every piece of the flow carries a reason, and one table gives the reason its
 * rank, its cost and the words that explain it.
 */
#ifndef PAGES_KEEP_H
#define PAGES_KEEP_H

#include <stdbool.h>
#include <stdint.h>

/* Why a break is unwelcome, from the least to the most, so that of two the larger counts. */
enum keep {
    KEEP_FREE,       /* between blocks */
    KEEP_ITEM,       /* between items of a list */
    KEEP_LINES,      /* inside a paragraph */
    KEEP_ITEM_LINES, /* inside an item of a list */
    KEEP_ROW,        /* between rows of a table */
    KEEP_HYPHEN,     /* the page would end in a hyphen */
    KEEP_LEAD,       /* between a paragraph and its list */
    KEEP_ITEM_ALONE, /* one item of a list alone on a side */
    KEEP_BOX,        /* inside a box that may be split */
    KEEP_TABLE,      /* inside a table that a page could hold whole */
    KEEP_ROW_NEAR,   /* two rows of a table alone on a side */
    KEEP_SMALL,      /* inside a table of few rows or less than a quarter page */
    KEEP_ORPHAN,     /* leaves the first lines of a paragraph alone */
    KEEP_WIDOW,      /* leaves its last lines alone */
    KEEP_ROW_EDGE,   /* leaves one row of a table alone */
    KEEP_NEXT,       /* parts what keeps with the next */
    KEEP_TOGETHER,   /* parts what keeps together */
    KEEP_EDGE,       /* parts a box from its edge: no sense at all */
    KEEPS
};

/* A break of a higher rank is only taken where there is none of a lower one. */
enum rank { RANK_FREE, RANK_LINES, RANK_NEXT, RANK_TOGETHER, RANK_EDGE, RANKS };

enum rank keep_rank(enum keep keep);

/* Its cost within its rank, and what its rank adds to that over a whole document. */
int keep_cost(enum keep keep);
int64_t rank_cost(enum rank rank);

/* What it is, to follow "a break …"; never NULL. */
const char *keep_words(enum keep keep);

#endif
