/*
 * Takes the layout, gives the styles that pages are printed in: every kind of text, in the
 * roles it is nested in. The one idea: rules about type and colour look at what a reader meets,
 * not at every role that a layout may name.
 */
#ifndef RULES_PRINTED_H
#define RULES_PRINTED_H

#include "rules/checks.h"

/* How many kinds of text there are; the running text comes first. */
size_t printed_count(void);

/* The style of kind `number`, and the colour it stands on. */
const struct style *printed_style(const struct checks *rules, size_t number);
colour printed_ground(const struct checks *rules, size_t number);

/* Where the layout says `property` of a style, or the layout as a whole. */
struct span printed_place(const struct checks *rules, const struct style *style,
                          const char *property);

#endif
