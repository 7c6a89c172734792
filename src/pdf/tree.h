/*
 * Takes sorted keys and values, gives a number tree or name tree of the file.
 * The one idea: ISO 32000-1, 7.9.6 and 7.9.7, in nodes of a bounded size whatever the number of
 * keys.
 */
#ifndef PDF_TREE_H
#define PDF_TREE_H

#include "pdf/objects.h"

struct tree {
    const char *kind; /* "Nums" or "Names" */
    uint32_t count;
    void (*put_key)(const void *context, uint32_t index, struct buffer *out);
    void (*put_value)(const void *context, uint32_t index, struct buffer *out);
    const void *context; /* must live until the file is written */
};

/* Writes the nodes below the root; gives the root's entries, in the arena. */
struct text tree_write(struct writer *writer, struct tree tree);

#endif
