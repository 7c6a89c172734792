/*
 * Reports raised citation numbers that read as exponents. Private to evidence.
 */
#ifndef EVIDENCE_EXPONENT_H
#define EVIDENCE_EXPONENT_H

#include "evidence/evidence.h"

/* Warns at each citation whose raised number stands right behind a number or a unit. Only for
 * styles that raise their cites. */
void exponents_check(struct job *job, const struct document *document);

#endif
