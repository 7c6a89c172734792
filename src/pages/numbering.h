/*
 * Numbers beside lines, for who reviews a text on paper: private to pages.
 */
#ifndef PAGES_NUMBERING_H
#define PAGES_NUMBERING_H

#include "pages/paint.h"

/* Numbers the lines painted on the page so far, going on from the page before, and paints every
 * nth number the layout asks for to the left of the text. Lines that share a baseline, or
 * nearly, as cells of a row do, are one. */
void numbering_paint(struct painter *painter);

#endif
