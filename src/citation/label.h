/*
 * Labels made of names and a year: "Doe65", "RoNo78".
 */
#ifndef CITATION_LABEL_H
#define CITATION_LABEL_H

#include "citation/citation.h"

/* The label of an item: four letters of the family names (four of one; two of each of two; two,
 * one and one of three; one of each of four) and two digits of the year, which is the scheme
 * that citeproc-js prints for `citation-label`. Empty if it has neither names nor year. */
struct text citation_label(struct job *job, const struct source_item *item);

#endif
