/*
 * Takes finished pages, gives for a place in the sources where on paper it stands: private to
 * pages.
 * The one idea: every word on a page knows the stretch of source it was read from, so a place
 * is where its words are; a place without words of its own (an attribute, a key of a claim) is
 * where the nearest word of what holds it is.
 */
#ifndef PAGES_TRACE_H
#define PAGES_TRACE_H

#include "pages/inline.h"

/* Something on a page and the source it shows. */
struct traced {
    struct span span;
    uint32_t page;
    sp line; /* left edge of the line it is in */
    sp y;    /* baseline; of what is no text, the height of its first line */
};

struct trace {
    const struct document *document;
    ARRAY(struct traced) words;  /* page by page, as they are read */
    ARRAY(struct traced) things; /* pictures, blanks, drawn marks */
    ARRAY(struct span) holders;  /* blocks, notes, terms, references, claims */
};

/* Where a fault stands: its first word on each page that shows it, in the order of the pages.
 */
struct places {
    ARRAY(struct traced) list;
};

/* Everything read aloud on the pages, but for lists of headings, which only repeat it. */
struct trace *trace_new(struct builder *b, const struct pages *pages);

/* Fills `places`, which stay empty where the place is on no page. */
void trace_find(struct builder *b, const struct trace *trace, struct span span,
                struct places *places);

#endif
