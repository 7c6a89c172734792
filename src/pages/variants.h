/*
 * Paragraphs that can be set a line shorter or longer: private to pages.
 * The one idea: what another number of lines costs is known for every paragraph before pages
 * are sought; only the few that help a page are broken anew.
 */
#ifndef PAGES_VARIANTS_H
#define PAGES_VARIANTS_H

#include "pages/optimum.h"

/* Asks of each paragraph of the composition's flow what a line less and a line more cost, and
 * gives its last piece the number of the answer. Only such count whose lines are whole steps of
 * the grid. */
void variants_find(struct composition *c, struct flow *flow);

/* Breaks the paragraphs anew that `plans` ask for, and renumbers pieces and plans. */
void variants_apply(const struct composition *c, struct flow *flow, struct plans *plans);

#endif
