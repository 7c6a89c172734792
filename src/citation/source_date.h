/*
 * Dates as sources write them: in parts, as EDTF, or in words.
 */
#ifndef CITATION_SOURCE_DATE_H
#define CITATION_SOURCE_DATE_H

#include "citation/citation.h"

/* The date in a CSL date variable: {date-parts, season, circa, raw, literal}, a list of parts,
 * or a string. Reports parts of a wrong shape. */
struct source_date source_date_read(struct job *job, const struct value *value);

/* A date written as text: "2020-05", "2020-01/2020-03", "2020~", "May 3, 2020", "3-5 May 2020",
 * "Spring 2020". Anything else becomes a literal. */
void source_date_parse(struct text raw, struct source_date *date);

/* Whether a date says nothing. */
bool source_date_blank(const struct source_date *date);

#endif
