/*
 * Takes the `styles` of all layers, gives what they say of a role in its surroundings.
 * The one idea: a selector is a list of roles with conditions, outermost first
 * ("callout.warning paragraph[first]"), and whatever has more of them, names the role more
 * closely or stands in a layer further up wins, property by property.
 */
#ifndef DESIGN_RULES_H
#define DESIGN_RULES_H

#include "design/layers.h"
#include "design/properties.h"
#include "design/roles.h"

#define SELECTOR_MOST 4

/* One part of a selector: a role and what must hold of the place it stands at. */
struct selector_part {
    uint32_t role;
    struct situation wants; /* flags that must be set, texts that must be the same */
};

/* What is said of one selector. */
struct ruleset {
    struct text name; /* as written, with single spaces */
    size_t part_count;
    struct selector_part parts[SELECTOR_MOST]; /* outermost first */
    int weight; /* parts and conditions, then how closely the roles around are named */
    struct rule rules[PROPERTY_MOST];
};

/* A style with what design_style needs to resolve the styles under it. */
struct node {
    struct style style; /* the first member: a style made here is its node */
    const struct node *parent;
    uint32_t role; /* ROLE_NONE where no layout can name it */
    struct situation situation;
    int depth;
    bool tight; /* the leading said was under half the size */
};

struct rules {
    struct job *job;
    struct map sets;   /* selector → struct ruleset, in order of first mention */
    struct map styles; /* parent's number, role and situation → struct node */
    struct text audience;
    bool situated;    /* some selector has a condition that depends on the place */
    sp line, measure; /* units of lengths; 0 before the page is known */
    size_t clashes;   /* contradictions reported */
    struct tightness tightness;
    sp least; /* type size that tightness does not go under */
};

/* Reads the styles of all layers; rules for another audience are read and left out. NULL after
 * a report. */
struct rules *rules_read(struct job *job, const struct layers *layers,
                         const struct map *families, struct text audience);

/* The rules for `node` by its role, situation and parents, the winning one for each property; a
 * property nothing is said of has a rule without value. Reports, once, two rules of one layer
 * that both hold, say different things and of which neither wins. */
void rules_match(struct rules *rules, const struct node *node,
                 const struct rule *said[PROPERTY_MOST]);

/* The size of the body, which does not depend on the page. */
sp rules_body_size(struct rules *rules);

#endif
