/*
 * Takes the numbered objects of a document, gives the file: a header, streams, all other
 * objects packed in object streams (ISO 32000-1, 7.5.7), and the table of where they are,
 * itself a stream (7.5.8). libharu could only write a plain object after the other and a plain
 * table, twice as large.
 */
#ifndef PDF_ASSEMBLE_H
#define PDF_ASSEMBLE_H

#include "pdf/objects.h"

/* Appends the whole file to `writer->out`. The identifier is the start of the SHA-256 of all
 * before the table, of which it is a part. */
void assemble_file(struct writer *writer);

#endif
