/*
 * What must never be cut by a page turn: private to pages.
 * The one idea: a layout may ask for keeping together and be refused; these may not be cut
 * without an error, whatever the layout says.
 */
#ifndef PAGES_CRITICAL_H
#define PAGES_CRITICAL_H

#include "pages/compose.h"

/* Says that the pieces from `first` on must stay whole; `what` names them in a message ("this
 * warning"). It may hold others that must. */
void flow_critical(const struct frame *frame, size_t first, struct span span, const char *what);

/* Does the same for what the paragraph, whose lines are the last pieces, says of claims: from
 * the first words of a claim to the mark of its certainty; of a critical one to its last words.
 * They keep together where a page can hold them. */
void flow_claims(const struct frame *frame, const struct paragraph *paragraph);

/* Whether the paragraph says how certain a claim is. */
bool critical_claim(const struct paragraph *paragraph);

/* Whether `text` states a dose: a number with a unit of mass, volume or activity. */
bool critical_dose(struct text text);

/* Whether `text`, the head of a column, names such a unit. */
bool critical_unit(struct text text);

/* Reports what must stay whole and is cut by page number `page` (from 1), or a column of it,
 * that ends before `next`; each once. */
void critical_judge(struct builder *b, struct flow *flow, struct cursor next, size_t page);

#endif
