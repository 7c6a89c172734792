/*
 * Takes a plan, gives the lines a printer cuts and folds by. Private to sheets.
 */
#ifndef SHEETS_MARKS_H
#define SHEETS_MARKS_H

#include "sheets/plan.h"

struct marks {
    ARRAY(struct item) list;
};

/* Appends the marks of one side of a sheet: hairlines outside what is cut out, folds dashed. */
void marks_add(struct arena *arena, const struct plan *plan, const struct print *print,
               struct marks *marks);

/* Where a single page is cut out of its sheet, and how far its paint goes. */
struct edges marks_trim(const struct plan *plan);
struct edges marks_bleed(const struct plan *plan, const struct print *print);

#endif
