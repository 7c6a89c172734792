/*
 * Takes the entries of the index, gives the words they print; and takes the finished file's
 * words, compares the page numbers there with the pages that the marked words were read on.
 * Private to proof.
 */
#ifndef PROOF_INDEX_H
#define PROOF_INDEX_H

#include "proof/align.h"
#include "proof/wanting.h"

/* The words of the index. */
void want_index(struct writer *writer);

/* Reports entries whose numbers are not the pages of what they mark, and numbers that lead to
 * other pages. `labels` by page. */
void index_compare(struct job *job, const struct matching *m, const struct text *labels);

#endif
