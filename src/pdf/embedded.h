/*
 * Takes attachments, gives the embedded files of the PDF (ISO 32000-1, 7.11.4; ISO 19005-3,
 * annex E): each a stream with its media type, size, date and digest, and a file specification
 * that says what it is to the document.
 */
#ifndef PDF_EMBEDDED_H
#define PDF_EMBEDDED_H

#include "pages/pages.h"
#include "pdf/objects.h"

/* Writes all of them, dated `date`; adds the name tree and the associated files to the
 * catalog's `entries`. Nothing where there are none. */
void embedded_write(struct writer *writer, const struct attachments *attachments,
                    struct date date, struct buffer *entries);

#endif
