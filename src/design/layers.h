/*
 * Takes the path of a layout, gives it and all it extends as trees of values.
 * The one idea: the named values of all layers are gathered first, the layout's own over those
 * it extends, and then put in everywhere; so a layout over another may change one colour and
 * every rule below follows.
 */
#ifndef DESIGN_LAYERS_H
#define DESIGN_LAYERS_H

#include "data/value.h"

#define LAYERS_MOST 8

/* The layouts to read, the one at the bottom first, with named values put in. */
struct layers {
    size_t count;
    const struct value *items[LAYERS_MOST];
};

/* Reads the layout `path` as design_read finds it, and what it extends. False after a report:
 * a file that is missing, a chain that loops or is longer than LAYERS_MOST, an unknown named
 * value. */
bool layers_read(struct job *job, struct text path, struct span at, struct layers *layers);

/* The value at `key`, or at `key` in the map at `group` if that is not NULL, in the uppermost
 * layer that has it; NULL if none has. */
const struct value *layers_find(const struct layers *layers, const char *group,
                                const char *key);

#endif
