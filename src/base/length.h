/*
 * Takes lengths as written ("12.5 mm"), gives scaled points.
 * The one idea: every length of the compiler is a whole number of 1/65536 pt, so that layout
 * decisions are exact and the same on every machine. A pt is 1/72 inch, the PDF unit.
 */
#ifndef BASE_LENGTH_H
#define BASE_LENGTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* A length in scaled points, 1/65536 pt. */
typedef int64_t sp;

#define SP_PT      ((sp)65536)
#define PT(points) ((sp)(points)*SP_PT)

/* The most a written length may be: 14400 pt, the largest page side of PDF 1.7 (annex C). */
#define LENGTH_MOST PT(14400)

/* A decimal number "-12.345" as thousandths (-12345); digits past the third are refused.
 * False if `text` is anything else or over 10^9. */
bool length_thousandths(struct text text, int64_t *thousandths);

/* What the units that depend on the surroundings come to; 0 where there is none, and the unit
 * is not known then. */
struct length_units {
    sp em;      /* em; ex is half of it */
    sp line;    /* line, lines: a step of the baseline grid */
    sp measure; /* %: of this width */
};

/* A length with unit (pt, mm, cm, in, em, ex, line, lines, %), or a sum, difference, product or
 * quotient of such: "12pt + 2mm", "(2 lines - 1pt) / 2". A bare 0 needs no unit; operators
 * stand between spaces. False if it is not a length, divides by 0, or is beyond LENGTH_MOST
 * either way. */
bool length_compute(struct text text, const struct length_units *units, sp *length);

/* The same where only em is known. */
bool length_parse(struct text text, sp em, sp *length);

/* Appends `length` as points with up to `decimals` (0–5) decimals and no trailing zeros,
 * rounded half away from zero: "12.5". */
void length_print(struct buffer *buffer, sp length, int decimals);

/* a × b / c without overflow in between for |a × b| < 2^63, rounded to nearest; c > 0. */
int64_t length_scale(int64_t a, int64_t b, int64_t c);

#endif
