/*
 * Headings and the sections they open: private to pages.
 * The one idea: all headings are known, with their numbers and places, before anything is set,
 * so that the contents list can stand in front.
 */
#ifndef PAGES_SECTION_H
#define PAGES_SECTION_H

#include "pages/flow.h"

/* Collects the headings of the sections, and one for each generated part of the back matter. */
void headings_collect(struct builder *b);

/* The sections with their elements nested by heading level. */
void sections_flow(const struct frame *frame);

/* A generated part's heading (the next one collected): opens its Sect under the frame's element
 * and sets it in `role`'s style; the frame for what follows. */
struct frame part_open(const struct frame *frame, const char *role);

/* Whether the layout asks for a part anywhere. */
bool part_listed(const struct design *design, enum part part);

/* The title of a generated part: what its style's label says, or the English word. */
struct text part_title(struct builder *b, enum part part);

#endif
