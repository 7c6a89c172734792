/*
 * Takes fonts/fonts.yaml, gives families of faces and the fallback chain.
 * The one idea: a face is a plain path, so that no build depends on what a machine's font
 * search would find.
 */
#ifndef DESIGN_FONTLIST_H
#define DESIGN_FONTLIST_H

#include "base/map.h"
#include "design/design.h"

/* Fills the families and fallback of `design` from the project's font list, and `keys` with
 * the families' keys in order. False after a report. The fonts are not opened. */
bool fontlist_read(struct job *job, struct design *design, struct map *keys);

#endif
