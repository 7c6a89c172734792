/*
 * Takes the name of a paper size, gives its sides.
 */
#ifndef DESIGN_PAPER_H
#define DESIGN_PAPER_H

#include "base/length.h"

/* The names, for FIELD_CHOICE; NULL ends them. */
extern const char *const paper_names[];

/* The sides of the paper with that index, upright (ISO 216; ANSI/ASME Y14.1 and legal). */
void paper_sides(int paper, sp *width, sp *height);

/* A length given in thousandths of a mm. */
sp paper_millimetres(int64_t thousandths);

#endif
