/*
 * One name: its parts, its initials, its order.
 */
#ifndef CITATION_NAMES_H
#define CITATION_NAMES_H

#include "citation/render.h"

/* How one name is to be printed. */
struct name_plan {
    const struct names_element *element;
    const struct name_options *options;
    bool inverted; /* family name first, as in a sorted list */
    int level;     /* 0: as the form says; 1: with initials; 2: with the given name in full */
};

/* The name as a node tagged TAG_NAME. */
struct node *name_render(struct context *context, const struct source_name *name,
                         const struct name_plan *plan);

/* A given name as initials: each capitalised part cut to its first letter followed by `with`;
 * hyphens stay if `hyphens`. With `keep` only initials that are there already are normalised.
 */
struct text name_initials(struct job *job, struct text given, struct text with, bool hyphens,
                          bool keep);

/* Moves particles written in the family or given name ("van Beethoven", "Jean de") into the
 * fields of their own, where the file gives none. */
void name_split_particles(struct source_name *name);

/* The whole name as a key for telling people apart, and its family part only. */
struct text name_key(struct job *job, const struct source_name *name);
struct text name_family_key(struct job *job, const struct source_name *name);

/* Whether the name is printed family name first without a space (Chinese, Japanese …). */
bool name_compact(const struct source_name *name);

#endif
