/*
 * Takes pages, gives the bytes of a PDF file.
 * The one idea: libharu numbers and writes objects; content streams, fonts, structure tree and
 * metadata are built here and handed to it, and the objects packed into the file. This folder
 * decides nothing about what is on the page.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "pages/pages.h"

/* The finished file, in the job's arena, with `attachments`; empty text after a report. The
 * same pages give the same bytes: dates come from the metadata, the ID from the content. */
struct text pdf_make(struct job *job, const struct pages *pages, const struct fonts *fonts,
                     const struct attachments *attachments);

#endif
