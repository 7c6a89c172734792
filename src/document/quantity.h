/*
 * Takes numbers of claims, gives them as they are printed in a language: decimal sign, groups
 * of thousands, a true minus, the unit behind a space that does not break. The one idea: the
 * digits are those of the claim file; only the signs around them change. (ISO 80000-1, 7.3;
 * Chicago Manual of Style 9.55; Imprimerie nationale; DIN 1333.)
 */
#ifndef DOCUMENT_QUANTITY_H
#define DOCUMENT_QUANTITY_H

#include "document/wording.h"

/* Appends what `part` of the number prints: empty for the value with its unit; "value", "unit",
 * "interval", "ci", "n", "events", "of" (events of n), "time-frame", "per", "route",
 * "population". False, with nothing appended, if there is no such part; an empty one appends
 * nothing. */
bool quantity_add(enum wording_language language, const struct claim_number *number,
                  struct text part, struct buffer *out);

/* The span of what that part is made from. */
struct span quantity_span(const struct claim_number *number, struct text part);

#endif
