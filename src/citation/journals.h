/*
 * Takes an item and the journals' abbreviations, gives that of its journal.
 */
#ifndef CITATION_JOURNALS_H
#define CITATION_JOURNALS_H

#include "citation/citation.h"

/* The abbreviated title as if the item held it, for an item that holds none; NULL where the
 * journal is in no list, and where `journals` is NULL. */
const struct source_variable *journals_short(struct job *job, const struct journals *journals,
                                             const struct source_item *item);

#endif
