/*
 * Takes the link areas of pages, gives link annotations, each with its place in the structure.
 */
#ifndef PDF_ANNOTATIONS_H
#define PDF_ANNOTATIONS_H

#include "pdf/structure.h"

/* Makes all annotations and sets the structure's first_annotation; first_page must be set. */
void annotations_write(struct writer *writer, struct structure *structure);

/* Appends /Annots for `page`, or nothing where it has none. */
void put_annotations_of(const struct structure *structure, uint32_t page, struct buffer *out);

#endif
