/*
 * Takes a box of figures, gives one figure whose pictures stand side by side: private to
 * document.
 * The one idea: each picture stays a figure with its own words, letter and caption; the box
 * gives them a number and a caption in common.
 */
#ifndef DOCUMENT_PANELS_H
#define DOCUMENT_PANELS_H

#include "document/builder.h"

#define PANELS_LEAST 2
#define PANELS_MOST  4

/* The figure made of `box`, a box of the kind "figures" that was read to its end. Reports what
 * is in it besides pictures and a last paragraph, the caption; and too few or too many. */
struct block panels_make(struct builder *builder, const struct block *box,
                         const struct attributes *attributes);

#endif
