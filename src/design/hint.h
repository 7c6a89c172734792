/*
 * Takes names that were not understood, gives the words of a message's hint.
 */
#ifndef DESIGN_HINT_H
#define DESIGN_HINT_H

#include "base/map.h"
#include "data/value.h"

/* "did you mean "x"?" for the key of `names` nearest to `name`, or else "known: a, b, c" if
 * these are few; empty where neither helps. In the job's arena. */
const char *design_nearest(struct job *job, const struct map *names, struct text name);

/* A whole number in decimal, in the job's arena. */
const char *design_number(struct job *job, int64_t number);

/* A length in pt, as messages show it ("12.5 pt"), in the job's arena. */
const char *design_points(struct job *job, int64_t length);

/* Reports an entry whose value is missing or no scalar; an empty one is often a colour that
 * starts with "#" and is not in quotes. */
void design_report_empty(struct job *job, const struct value_entry *entry);

#endif
