/*
 * Page footnotes: private to pages.
 * The one idea: a note is a small flow of its own, numbered by its first mark, so that a page
 * needs only to know which range of notes falls to it.
 */
#ifndef PAGES_NOTE_H
#define PAGES_NOTE_H

#include "pages/flow.h"

/* The mention of the document's note `note`; `*first` tells whether this is its first mark. */
uint32_t note_mention(struct builder *b, uint32_t note, bool *first);

/* Makes the flows of all notes mentioned since the last time; their elements go into `tag`. */
void note_flush(struct builder *b, uint32_t tag);

#endif
