/*
 * Takes a closed structure, reports what would make the file inaccessible, in the words and at
 * the place of the content. The one idea: what a validator would find in the file is found
 * before it is written, where the author can see what to do.
 */
#ifndef PDF_RULES_H
#define PDF_RULES_H

#include "pdf/structure.h"

/* Whether the structure keeps the machine rules of ISO 14289-1 (PDF/UA-1). False after
 * reports. */
bool rules_check(const struct structure *structure);

#endif
