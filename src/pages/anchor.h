/*
 * Places within the text of a line: private to pages.
 * The one idea: a run carries the places that it is in, so wherever its words come to stand,
 * their page and height are known without a piece of their own.
 */
#ifndef PAGES_ANCHOR_H
#define PAGES_ANCHOR_H

#include "pages/paint.h"

/* Room for the places of the index, where the layout prints one. */
void index_prepare(struct builder *b);

/* The place of a mark of the index, in the element `tag`; NO_TAG where no index is printed. */
uint32_t index_place(struct builder *b, uint32_t mark, uint32_t tag);

/* A new anchor at `place` before the chain `next`; its number + 1. */
uint32_t anchor_new(struct builder *b, uint32_t place, uint32_t next);

/* Gives `run` the anchors that wait, beside its own; `behind` it. */
void anchor_settle(struct runs *runs, struct run *run, bool behind);

/* Notes `page` (from 0) for the anchors in a piece, and in what stands beside it. */
void anchors_find(struct painter *painter, const struct piece *piece, uint32_t page);

/* Notes how high on the page being painted the anchors of a line with its baseline at `y` are,
 * where they start there. */
void anchors_arrive(struct painter *painter, const struct paragraph *paragraph,
                    const struct line *line, sp y);

/* The pages that each mark of the index is on, once all places are found; in the arena. */
const struct index_pages *index_found(const struct painter *painter);

/* Whether these are the pages that the index was set with. */
bool index_settled(const struct builder *b, const struct index_pages *found);

#endif
