/*
 * Takes what was read, gives an error for each thing that the file says of itself, in its Info
 * dictionary and in XMP, otherwise than the document. Private to proof.
 */
#ifndef PROOF_METADATA_H
#define PROOF_METADATA_H

#include "proof/reading.h"

/* Reports every such difference at the line of the document it belongs to. A day that only the
 * build knew cannot be compared; then the two places must say the same. */
void metadata_compare(struct job *job, const struct proof *proof);

#endif
