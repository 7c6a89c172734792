/*
 * Marks drawn as outlines: private to pages.
 * The one idea: a mark is a drawing in a square of 1000 units on the baseline, scaled to the
 * type beside it, so it prints the same whatever fonts are there.
 */
#ifndef PAGES_MARKS_H
#define PAGES_MARKS_H

#include "pages/paint.h"

/* The width `mark` takes beside text of `style`. */
sp mark_width(enum mark mark, const struct style *style);

/* Paints the mark of `beside` with its left edge at x on the baseline y, under its tag or as an
 * artifact where that is NO_TAG. */
void mark_paint(struct painter *painter, const struct beside *beside, sp x, sp y);

#endif
