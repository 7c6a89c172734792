/*
 * Takes what was read and its alignment with the document, gives an error for each fact beside
 * the text in which the file and the document differ: the page numbers of the contents list
 * and the addresses that links lead to. Private to proof.
 */
#ifndef PROOF_FACTS_H
#define PROOF_FACTS_H

#include "proof/align.h"

/* Reports every such difference at the line of the source it belongs to. */
void facts_compare(struct job *job, const struct matching *m);

#endif
