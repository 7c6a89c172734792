/*
 * Takes what was read, gives an error for each difference between the files that it carries and
 * those that the document asks it to carry. Private to proof.
 */
#ifndef PROOF_CARRIED_H
#define PROOF_CARRIED_H

#include "proof/reading.h"

/* Reports every such difference where the document asks for attachments. */
void carried_compare(struct job *job, const struct proof *proof);

#endif
