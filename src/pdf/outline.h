/*
 * Takes bookmarks, links and page labels, gives the ways through the file: outline, link
 * annotations and the numbers that viewers show for pages.
 */
#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "pages/pages.h"
#include "pdf/objects.h"

/* Appends a destination array; `first_page` is the object number of page 0. */
void put_destination(struct buffer *out, const struct pages *pages, uint32_t destination,
                     uint32_t first_page);

/* Writes the bookmarks as a tree of closed items and refers to it from the catalog. */
void outline_write(struct writer *writer, const struct pages *pages, uint32_t first_page);

/* Writes page labels, one entry for each run of pages that count on; adds to the catalog's
 * `entries`. */
void labels_write(struct writer *writer, const struct pages *pages, struct buffer *entries);

#endif
