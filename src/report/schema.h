/*
 * Takes the tables of fields that a file is read by, gives a JSON Schema (draft 2020-12).
 * The one idea: what an editor completes and checks as one types comes from the tables that the
 * reader uses, so that the two cannot differ.
 */
#ifndef REPORT_SCHEMA_H
#define REPORT_SCHEMA_H

#include "data/fields.h"

struct schema_of {
    const char *title;
    const struct field_table *table; /* what the file may hold */
    bool named;                      /* a value may be the name of one: "$ink" */
    const char *bare;                /* the field whose list may be the whole file, or NULL */
};

/* Adds the schema to `out`. */
void schema_print(const struct schema_of *of, struct buffer *out);

#endif
