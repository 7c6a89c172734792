/*
 * Takes what a document says under `citations`, gives how its sources are cited and listed.
 * Private to document.
 */
#ifndef DOCUMENT_CITING_H
#define DOCUMENT_CITING_H

#include "document/document.h"

/* What may be said there, for the schema. */
extern const struct field_table citing_table;

/* Fills `citing` from the map `value` (NULL: nothing said), reporting what cannot be read. */
void citing_read(struct job *job, const struct value *value, struct citing *citing);

#endif
