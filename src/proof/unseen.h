/*
 * Takes what was read and its alignment with the document, gives an error for each difference
 * in what words carry that is not on paper: where links within the document lead, and how
 * abbreviations are spelled out. Private to proof.
 */
#ifndef PROOF_UNSEEN_H
#define PROOF_UNSEEN_H

#include "proof/align.h"

/* Reports every such difference at the line of the source it belongs to. */
void unseen_compare(struct job *job, const struct matching *m);

#endif
