/*
 * Takes the `print` map of a layout, gives how pages come onto sheets.
 */
#ifndef DESIGN_PRINT_H
#define DESIGN_PRINT_H

#include "design/design.h"

/* Reads one layer's `print` over what the layers below said. False after a report. */
bool print_read(struct job *job, const struct value *map, struct print *print);

/* What may be said there, for the schema. */
extern const struct field_table print_table;

#endif
