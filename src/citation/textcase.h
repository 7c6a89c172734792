/*
 * Changes the case of text in a tree, across its leaves.
 */
#ifndef CITATION_TEXTCASE_H
#define CITATION_TEXTCASE_H

#include "citation/tree.h"

/* Applies `text_case` to all text below `node` as one string, affixes and what is marked
 * `nocase` left alone. Title case is for English only: elsewhere it does nothing (the
 * specification, "Text-case"). */
void text_case_apply(struct job *job, struct node *node, enum text_case text_case,
                     bool english);

/* The text with its first letter in upper case. */
struct text text_capitalized(struct job *job, struct text text);

#endif
