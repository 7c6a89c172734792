/*
 * Takes a document whose sections are read, gives it numbered: labels, cross-references, cites,
 * footnotes and abbreviations, all in the order in which it is read.
 */
#ifndef DOCUMENT_FINISH_H
#define DOCUMENT_FINISH_H

#include "document/reader.h"

/* Numbers headings, tables, figures and boxes and makes the document's labels. Reports skipped
 * heading levels and ids that are there twice. (labels.c) */
void labels_number(struct reader *reader);

/* Numbers cites and notes in reading order, checks cross-references, and decides where each
 * abbreviation is expanded. (order.c) */
void order_number(struct reader *reader);

/* Leads references to claims ("#claim-k1") to what they are printed in; ids are made where
 * there are none, so this comes before labels_number. */
void places_find(struct reader *reader);

#endif
