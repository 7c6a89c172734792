/*
 * Takes what was read, gives an error for each page whose head or foot says another page number
 * or number of pages than the layout asks for there. Private to proof.
 */
#ifndef PROOF_RUNNING_H
#define PROOF_RUNNING_H

#include "proof/reading.h"

/* Reports every such page at the layout's line, where pages stand on sheets of their own. Looks
 * at those parts of running lines, between dots, that ask for page numbers and for nothing
 * else. */
void running_compare(struct job *job, const struct proof *proof);

#endif
