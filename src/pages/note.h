/*
 * Page footnotes: private to pages.
 * The one idea: a note is a small flow of its own, numbered by its first mark, so that a page
 * needs only to know which range of notes falls to it.
 */
#ifndef PAGES_NOTE_H
#define PAGES_NOTE_H

#include "pages/flow.h"

/* A mention of the document's note `note`, its only one; `*number` is its place among those of
 * the pages, from 1, or 0 where it stands under a table. */
struct mention note_mention(struct builder *b, uint32_t note, uint32_t *number);

/* The notes mentioned in a table's cells, from number `from` of those on, as blocks under it,
 * kept with it. */
void note_flow_below(const struct frame *frame, size_t from);

/* Makes the flows of all notes mentioned since the last time, as wide as the text area or the
 * column that the frame is in; their elements go into the frame's. */
void note_flush(const struct frame *frame);

#endif
