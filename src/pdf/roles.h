/*
 * Takes the roles of tags, gives the structure types of the file and which may stand in which.
 */
#ifndef PDF_ROLES_H
#define PDF_ROLES_H

#include "pages/pages.h"

/* The structure type of `tag`: "P", "H2". */
const char *role_type(const struct tag *tag);

/* The role map: own types over standard ones, as PDF syntax. */
struct text role_map(void);

/* Whether an element of `role` may stand in one of `parent`: ISO 32000-1, 14.8.4, as ISO
 * 14289-1, 7, narrows it. */
bool role_fits(enum tag_role role, enum tag_role parent);

/* Whether an element of `role` is kept when it has no content. */
bool role_may_be_empty(enum tag_role role);

#endif
