/*
 * Numbers beside lines, for who reviews a text on paper: private to pages.
 */
#ifndef PAGES_NUMBERING_H
#define PAGES_NUMBERING_H

#include "pages/paint.h"

/* Numbers the lines of the page's items from `first` on, which stand at the painter's left,
 * going on from the page before, and paints every nth number the layout asks for to the left of
 * the text. Lines that share a baseline, or nearly, as cells of a row do, are one. `band`: the
 * columns between which the numbers stand, NULL in the margin; too little room is reported,
 * once. */
void numbering_paint(struct painter *painter, size_t first, const struct column_band *band);

#endif
