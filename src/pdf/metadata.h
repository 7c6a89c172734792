/*
 * Takes a document's metadata, gives what the file says of itself: Info, XMP, the colour space
 * it is meant for, its language, and which standards it keeps: PDF/UA-1, and PDF/A-2a or, where
 * it carries other files, PDF/A-3a.
 */
#ifndef PDF_METADATA_H
#define PDF_METADATA_H

#include "pages/pages.h"
#include "pdf/objects.h"

/* Writes all of it; adds to the catalog's `entries`. `carries`: the file has attachments. False
 * after a report. */
bool metadata_write(struct writer *writer, const struct metadata *metadata, bool carries,
                    struct buffer *entries);

/* Appends a day's start as a date string (ISO 32000-1, 7.9.4). */
void put_date(struct buffer *out, struct date date);

/* Writes what red, green and blue mean in the file, after the ICC profile at `path`; gives the
 * object's number, or 0 after a report. */
uint32_t metadata_intent(struct writer *writer, struct text path);

#endif
