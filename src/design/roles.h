/*
 * Takes names of roles, gives what kind of role each is.
 * The one idea: a dot means one of two things. "heading.1" is a kind of heading and starts from
 * all that "heading" says; "table.head" is a part of a table and starts only from the letters
 * of "table", not from its margins and borders.
 */
#ifndef DESIGN_ROLES_H
#define DESIGN_ROLES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"

enum role_kind { ROLE_WHOLE, ROLE_VARIANT, ROLE_PART };

struct role {
    const char *name;
    enum role_kind kind;
    const char *help; /* one line for the format reference */
};

#define ROLE_NONE ((uint32_t)0xFFFFFFFF)

extern const struct role roles[];
extern const uint32_t role_count;

/* The role of that name, as an index, or ROLE_NONE. */
uint32_t role_find(struct text name);

/* The role a variant or part starts from ("heading" of "heading.1"), or ROLE_NONE. */
uint32_t role_base(uint32_t role);

/* All names, for "did you mean". */
struct map role_names(struct arena *arena);

/* A pattern of the keys of `styles`: roles with conditions in brackets. */
const char *role_pattern(struct arena *arena);

#endif
