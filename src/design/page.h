/*
 * Takes the layers of a layout, gives the page: sizes, margins, running matter, parts.
 */
#ifndef DESIGN_PAGE_H
#define DESIGN_PAGE_H

#include "design/design.h"
#include "design/layers.h"

/* Fills `design` but for fonts and rules; `em` is the body's size. False after a report. */
bool page_read(struct job *job, const struct layers *layers, sp em, struct design *design);

/* What a layout may hold, but for its styles; for the schema. */
extern const struct field_table layout_table;

#endif
