/*
 * Takes a page's items, gives its content stream, and marks what belongs to a tag.
 * The one idea: the items of a page are written in their order, and state (font, colour, the
 * open text object, the open mark) changes only where the next item needs it to.
 */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "pdf/images.h"
#include "pdf/structure.h"
#include "pdf/typefaces.h"

struct content {
    struct job *job;
    const struct pages *pages;
    const struct typefaces *typefaces;
    const struct images *images;
    struct structure *structure;
    struct buffer out; /* of one page, used again for the next */
};

/* The content stream of page `index`; borrowed until the next call. Marked pieces are added to
 * the structure: pages must come in order. */
struct text content_page(struct content *content, uint32_t index);

#endif
