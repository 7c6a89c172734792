/*
 * Takes the glossary file, gives abbreviations, terms and words never hyphenated.
 */
#ifndef DOCUMENT_GLOSSARY_H
#define DOCUMENT_GLOSSARY_H

#include "document/reader.h"

/* Reads the glossary `path`, named at `span`, into the reader and its document. */
void glossary_read(struct reader *reader, struct text path, struct span span);

/* What a glossary may hold, for the schema. */
extern const struct field_table glossary_table;

/* Sorts terms by name, without regard to the case of ASCII letters, then by bytes. */
void glossary_sort(struct term *terms, size_t count);

#endif
