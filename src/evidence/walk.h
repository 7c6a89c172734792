/*
 * Takes the document, calls back for each of its texts. Private to evidence.
 */
#ifndef EVIDENCE_WALK_H
#define EVIDENCE_WALK_H

#include "evidence/evidence.h"

/* Where a text stands. */
struct walk_place {
    const struct block *const *headings; /* [1] … [6]: in force, NULL where there is none */
};

/* Sees the inlines of one text: a paragraph, cell, caption, title, note, definition. */
typedef void walk_visit(void *context, struct inlines inlines, const struct walk_place *place);

/* Calls `visit` for every text of the sections, footnotes at their marks, and the glossary. */
void walk_document(const struct document *document, walk_visit *visit, void *context);

#endif
