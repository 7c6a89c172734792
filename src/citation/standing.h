/*
 * Takes what a record says of retractions and corrections, gives the item's standing.
 */
#ifndef CITATION_STANDING_H
#define CITATION_STANDING_H

#include "citation/citation.h"

/* Takes the field or line `key` with its `text` into the item's standing and notice. False if
 * it says nothing of them: "status" with another word, any other key. */
bool standing_take(struct job *job, struct source_item *item, struct text key, struct text text,
                   struct span span);

/* The same for the item's "custom" map and its title; after all else was read. */
void standing_finish(struct job *job, struct source_item *item);

#endif
