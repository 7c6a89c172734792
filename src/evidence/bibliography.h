/*
 * Takes the bibliography as the processor wrote it, gives it as blocks. Private to evidence.
 */
#ifndef EVIDENCE_BIBLIOGRAPHY_H
#define EVIDENCE_BIBLIOGRAPHY_H

#include "evidence/evidence.h"

/* The entries as BLOCK_ENTRY; where the document asks for several lists, each list's heading
 * (BLOCK_HEADING of level 2, without number) before its entries, and last the entries that no
 * list asks for. */
struct blocks bibliography_blocks(struct job *job, const struct cite_request *request,
                                  const struct bibliography *bibliography);

#endif
