/*
 * Pages that are turned: private to pages. A landscape block lies across pages of its own, head
 * at the sheet's left edge, as it would be read with the sheet turned clockwise; running head
 * and foot stay where they are on all pages, so that the sheet can be bound.
 * The one idea: while such a block is set and painted, the text area is the turned one; all
 * that stands in a turned page's coordinates goes into one view of the page.
 */
#ifndef PAGES_TURNED_H
#define PAGES_TURNED_H

#include "pages/compose.h"

struct painter;

/* Takes `block` as floats that each have a turned page for themselves. `here`: no text passes
 * them; what follows starts a page. */
void turned_take(const struct frame *frame, const struct block *block, bool here);

/* Whether the page holds a turned float and nothing else of the text. */
bool turned_alone(const struct builder *b, const struct page_plan *plan);

/* Paints the page's turned float, with line numbers where the layout asks for them. */
void turned_paint(struct painter *painter, const struct page_plan *plan);

/* The view of what was painted so. */
struct view turned_view(const struct painter *painter);

/* A box (left, top, right, bottom) of the turned page, in place, as one of the upright page. */
void turned_box(const struct builder *b, sp box[4]);

#endif
