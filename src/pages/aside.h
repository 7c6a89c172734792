/*
 * Margin notes: boxes and figures that stand beside the text, in the outer margin: private to
 * pages.
 * The one idea: a note hangs on the first piece of the block before it; where it comes to stand
 * is found when its page is known, as near its line as what is there before lets it.
 */
#ifndef PAGES_ASIDE_H
#define PAGES_ASIDE_H

#include "pages/compose.h"

struct painter;

/* Takes `block` as a margin note if the margin has room for a column of text; else reports
 * that. Whether it was taken. */
bool asides_take(const struct frame *frame, const struct block *block);

/* By how much what is as wide as the text and the column of margin notes passes the text: 0
 * where the margin has no room for a column. */
sp asides_reach(struct builder *b);

/* Sets the notes written in the lines of `paragraph`, whose pieces stand in the frame's flow
 * from `first` on, beside those lines; where the margin has no room for any, which is reported,
 * below the paragraph. */
void asides_set(const struct frame *frame, const struct paragraph *paragraph, size_t first);

/* Hangs what hung on the pieces of `old` on those of the same paragraph broken anew, `lines`.
 */
void asides_move(struct builder *b, const struct piece *old, struct piece *lines,
                 const struct paragraph *paragraph);

/* The frame of a margin note: its flow is its own, its left edge the margin column's. */
struct frame asides_frame(const struct frame *frame, struct flow *flow);

/* Where the margin is taken while pieces are placed down a page. */
struct margin {
    sp bottom; /* below the last note, or what reaches into the margin */
    sp used;   /* height of all that stands in it */
    sp moved;  /* by how much notes stand below their lines, in all */
};

/* Whether `piece` takes a part of the margin; on an even page all of its frame lies there, on
 * an odd one a row or picture only if it is as wide. */
bool margin_reached(const struct builder *b, const struct piece *piece, bool even);

/* Counts `piece`, whose top is at `top`. */
void margin_place(struct margin *margin, const struct builder *b, const struct piece *piece,
                  sp top);

/* Paints the notes of the page that was painted, and reports those the margin has no room for.
 */
void asides_paint(struct painter *painter);

#endif
