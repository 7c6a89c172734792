/*
 * Columns of even height: private to pages.
 * The one idea: the end of a band of columns is one step of the page: the least depth at which
 * the columns hold all that is left of it is sought from the mean height up, and at each depth
 * the cheapest breaks.
 */
#ifndef PAGES_BALANCE_H
#define PAGES_BALANCE_H

#include "pages/optimum.h"

/* Adds to `endings` the ways to end the band of columns that starts at `from` on the page:
 * what comes next stands below it, or on the next page. Whether one cuts nothing that is to be
 * kept, so that no other way need be looked at; none is added where the page has no room. */
bool balance_endings(const struct composition *c, struct cursor from, struct endings *endings);

/* Adds the columns of such an ending to `plans`. */
void balance_plans(const struct composition *c, struct cursor from, const struct ending *ending,
                   struct plans *plans);

#endif
