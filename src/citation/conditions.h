/*
 * The tests of cs:if and cs:else-if.
 */
#ifndef CITATION_CONDITIONS_H
#define CITATION_CONDITIONS_H

#include "citation/render.h"

/* Whether the branch's conditions hold, after its `match`. A branch without any matches. */
bool branch_matches(struct context *context, const struct branch *branch);

#endif
