/*
 * Takes a key of `styles` ("callout.warning paragraph[first]"), gives its parts.
 * The one idea: a part is a role and the conditions in brackets behind it; what depends on the
 * audience is decided here, once, the rest wherever a style is asked for.
 */
#ifndef DESIGN_SELECTOR_H
#define DESIGN_SELECTOR_H

#include "design/rules.h"

/* Fills the name, parts and weight of `set` from the key of `entry`. `holds` says whether its
 * conditions on the audience hold for `audience`. False after a report: an unknown role or
 * condition, more than SELECTOR_MOST parts. */
bool selector_read(struct job *job, const struct value_entry *entry, struct text audience,
                   struct ruleset *set, bool *holds);

/* Whether the selector depends on where a block stands. */
bool selector_situated(const struct ruleset *set);

/* Whether a place meets what a part of a selector wants of it. */
bool situation_meets(const struct situation *situation, const struct situation *wants);

#endif
