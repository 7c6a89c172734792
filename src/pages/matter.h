/*
 * Front and back matter: private to pages.
 * The one idea: the layout names the parts and their order; each part is pieces like any other.
 */
#ifndef PAGES_MATTER_H
#define PAGES_MATTER_H

#include "pages/section.h"

/* The parts before, after the first, and after the last of the sections, in the layout's order.
 */
void front_flow(const struct frame *frame);
void after_first_flow(const struct frame *frame);
void back_flow(const struct frame *frame);

void title_flow(const struct frame *frame);
void strip_flow(const struct frame *frame);
void contents_flow(const struct frame *frame);

/* The list of tables, or of figures, that have a number. */
void captions_flow(const struct frame *frame, enum label_kind kind);
void references_flow(const struct frame *frame);
void glossary_flow(const struct frame *frame);
void abbreviations_flow(const struct frame *frame);

/* The entries of the index with the pages of the round before; none in the first round. */
void index_flow(const struct frame *frame);

/* A piece of metadata as printed: dates in words where the language is English. Empty where it
 * is absent or to be filled in. */
struct text meta_text(struct builder *b, const struct meta *meta);

#endif
