/*
 * Why a page ends where it does, in words: private to pages.
 * The one idea: every place where the page could have ended is asked the same question as the
 * chosen one: what it costs here, and what the best rest of the document after it costs.
 */
#ifndef PAGES_EXPLAIN_H
#define PAGES_EXPLAIN_H

#include "pages/optimum.h"

/* Explains the end of page `number` (from 1) of `plans`, which are of the composition's flow as
 * it was before paragraphs were broken anew. `plans` must have that page. */
void explain_break(const struct composition *c, const struct plans *plans, uint32_t number,
                   struct buffer *out);

#endif
