/*
 * What both writers of a stream, runs and HTML, must agree on.
 */
#ifndef CITATION_LOOKS_H
#define CITATION_LOOKS_H

#include "citation/locale.h"
#include "citation/tree.h"

/* The RICH_ flags in force inside `node`, where `flags` hold around it. */
unsigned looks_flags(unsigned flags, const struct node *node);

/* The quotation mark at nesting `depth`: outer and inner ones alternate. */
struct text quote_text(const struct locale *locale, unsigned depth, bool open);

#endif
