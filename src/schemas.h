/*
 * Takes the kind of a file, gives the schema of such files. Only main includes this.
 */
#ifndef SCHEMAS_H
#define SCHEMAS_H

#include "data/fields.h"

/* The kinds, NULL-ended: document, claims, sources … */
extern const char *const schema_kinds[];

/* Adds the JSON Schema of files of kind `kind`, an index into schema_kinds. */
void schemas_print(size_t kind, struct buffer *out);

#endif
