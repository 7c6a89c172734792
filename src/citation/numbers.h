/*
 * Numbers as they stand in fields: "2-4, 5 & 6", "12b", "xvi".
 */
#ifndef CITATION_NUMBERS_H
#define CITATION_NUMBERS_H

#include "citation/style.h"

/* Whether `text` counts as numeric: numbers with optional letters before or behind them, joined
 * by commas, hyphens, ampersands (the specification, "Choose"). */
bool number_numeric(struct text text);

/* Whether a label of it is in the plural: several numbers or a range. */
bool number_plural(struct text text, bool counts);

/* A field of numbers in `form`; `gender` is that of the noun that ordinals go with. Ranges get
 * an en dash, lists a comma and a space. A field that is not numeric stays as it is. */
struct text number_print(struct job *job, const struct locale *locale, struct text text,
                         enum number_form form, const char *noun);

/* Page ranges "321-328, 331" in the style's page-range-format, with the locale's delimiter. */
struct text pages_print(struct job *job, const struct citation_style *style, struct text text);

/* `number` with its ordinal suffix. */
struct text number_ordinal(struct job *job, const struct locale *locale, int64_t number,
                           enum gender gender);

#endif
