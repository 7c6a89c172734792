/*
 * Takes the document's variables and metadata, gives the value of "{{name}}".
 */
#ifndef DOCUMENT_VARIABLES_H
#define DOCUMENT_VARIABLES_H

#include "document/reader.h"

/* Notes all variables: the map `values` of the document file (or NULL), its metadata, and over
 * both the settings of the command line, which must name one of them. Reports values of a wrong
 * shape and unknown settings. */
void variables_read(struct reader *reader, const struct value *values);

/* The variable `name`, or NULL after a report at `span` that names the nearest. */
const struct variable *variables_find(const struct reader *reader, struct text name,
                                      struct span span);

/* The setting of the command line for `name`, or NULL. */
const struct setting *variables_setting(const struct reader *reader, const char *name);

#endif
