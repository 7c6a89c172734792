/*
 * The ways to end each page → the pages of the whole document that cost least: private to
 * pages. The one idea: forward dynamic programming over the places where a page can start, as
 * Knuth and Plass break a paragraph (Plass, "Optimal pagination techniques", 1981; Mittelbach,
 * "A general framework for globally optimized pagination", 2019); only integers decide.
 */
#ifndef PAGES_OPTIMUM_H
#define PAGES_OPTIMUM_H

#include "pages/compose.h"

struct plans {
    ARRAY(struct page_plan) list;
};

/* Where pages are sought from. */
struct optimum_start {
    struct cursor at;
    uint32_t page; /* number of the page that starts there, from 0 */
    sp empty;      /* height left on the page, or in the column, before it */
};

/* Where the text goes on behind the page, column or band from `from` that ends as `ending`
 * says, NULL as in compose_plan. Adds it, as one plan or as its balanced columns, to `plans`.
 */
struct cursor plans_next(const struct composition *c, struct cursor from,
                         const struct ending *ending);
struct cursor plans_add(const struct composition *c, struct cursor from,
                        const struct ending *ending, struct plans *plans);

/* The plan, from 0, that ends the page `number`, from 1; the number of pages. */
size_t plans_last(const struct plans *plans, size_t number);
size_t plans_pages(const struct plans *plans);

/* Pages from `start` to the end of the text and its notes with the least sum of costs, which is
 * given. Ways that cost far more than a page's best way are not followed, so time is linear in
 * the pages. Facing pages are balanced where the layout is duplex. `plans` may be NULL. */
int64_t optimum_find(const struct composition *c, struct optimum_start start,
                     struct plans *plans);

/* Whether what starts at `at` on page `number`, from 0, lies beside the column or the page
 * before it. */
bool optimum_faces(const struct composition *c, struct cursor at, uint32_t number);

#endif
