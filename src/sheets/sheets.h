/*
 * Takes pages and how a layout wants them printed, gives sheets of paper as pages again.
 * The one idea: a sheet is a page whose items stand in views, each moved and scaled as a whole;
 * nothing is drawn anew, so text stays text, tags stay tags and links lead where they led.
 */
#ifndef SHEETS_SHEETS_H
#define SHEETS_SHEETS_H

#include "design/design.h"
#include "pages/pages.h"

/* The sides of sheets to print, `pages` itself where the layout asks for nothing. NULL after a
 * report: the sheet is smaller than a page that must keep its size. In the job's arena. */
const struct pages *sheets_impose(struct job *job, const struct pages *pages,
                                  const struct print *print);

/* What a printer asks of the sheets, as text: paper, boxes, marks, fonts, colours, the smallest
 * type, the finest line, the coarsest image, each as it comes out on paper; with "look:" before
 * what may come out badly. `fonts` are those the pages were set with. */
void sheets_preflight(struct job *job, const struct pages *sheets, const struct design *design,
                      const struct fonts *fonts, struct buffer *out);

#endif
