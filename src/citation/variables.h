/*
 * The variables of CSL as numbers, so that styles and items meet without comparing names.
 */
#ifndef CITATION_VARIABLES_H
#define CITATION_VARIABLES_H

#include "citation/citation.h"

enum variable {
#define VARIABLE(id, name, kind) VAR_##id,
#include "citation/variables.def"
#undef VARIABLE
    VARIABLE_COUNT
};

/* The number of the variable called `name`, or VARIABLE_COUNT if there is none. */
enum variable variable_find(struct text name);

/* Its name, and its kind. */
const char *variable_name(enum variable variable);
enum variable_kind variable_kind(enum variable variable);

/* The known variable nearest in spelling to `name`, or NULL. */
const char *variable_nearest(struct text name);

#endif
