/*
 * Takes the `styles` of all layers, gives what they say of a role in its surroundings.
 * The one idea: a selector is a list of roles, outermost first ("callout.warning
 * callout.title"), and whatever has more parts, names the role more closely or stands in a
 * layer further up wins, property by property.
 */
#ifndef DESIGN_RULES_H
#define DESIGN_RULES_H

#include "design/layers.h"
#include "design/properties.h"
#include "design/roles.h"

#define SELECTOR_MOST 4

/* What is said of one selector. */
struct ruleset {
    size_t part_count;
    uint32_t parts[SELECTOR_MOST]; /* roles, outermost first */
    struct rule rules[PROPERTY_MOST];
};

/* A style with what design_style needs to resolve the styles under it. */
struct node {
    struct style style; /* the first member: a style made here is its node */
    const struct node *parent;
    uint32_t role; /* ROLE_NONE where no layout can name it */
    int depth;
    bool tight; /* the leading said was under half the size */
};

struct rules {
    struct job *job;
    struct map sets;   /* selector → struct ruleset, in order of first mention */
    struct map styles; /* parent's number and role → struct node */
};

/* Reads the styles of all layers. NULL after a report. */
struct rules *rules_read(struct job *job, const struct layers *layers,
                         const struct map *families);

/* The rules for `role` under `parent` (NULL: none), the winning one for each property; a
 * property nothing is said of has a rule without value. */
void rules_match(const struct rules *rules, const struct node *parent, uint32_t role,
                 const struct rule *said[PROPERTY_MOST]);

#endif
