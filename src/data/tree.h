/*
 * Takes the parts a parser finds, gives the finished tree: what YAML and JSON share.
 * The one idea: limits (depth, number of values) and unique keys are checked where the tree is
 * built, so that no parser can forget them.
 */
#ifndef DATA_TREE_H
#define DATA_TREE_H

#include "data/value.h"

/* The most values one file may hold; with SOURCE_MOST it bounds the memory of a tree. */
#define TREE_VALUES_MOST 1000000

/* The files of data that a parser builds its tree through. */
struct tree {
    struct job *job;
    uint32_t source;
    size_t count; /* values made so far */
    bool failed;  /* a fault was reported: the tree is not to be used */
};

/* A growing list of values or of entries, before it becomes part of the tree. */
struct tree_items {
    ARRAY(struct value *) list;
};
struct tree_entries {
    ARRAY(struct value_entry) list;
};

/* A new value of `kind` over bytes [start, end) at `depth` (the root is at 1), owned by the
 * job's arena. NULL after a report if it lies deeper than VALUE_DEPTH_MOST or is one too many;
 * the parser must stop then. */
struct value *tree_value(struct tree *tree, enum value_kind kind, size_t start, size_t end,
                         size_t depth);

/* Makes `value` the list of `items`. */
void tree_close_list(struct value *value, const struct tree_items *items);

/* Makes `value` the map of `entries`, reporting each key that is there twice. */
void tree_close_map(struct tree *tree, struct value *value, const struct tree_entries *entries);

/* The span of bytes [start, end) in the tree's source. */
struct span tree_span(const struct tree *tree, size_t start, size_t end);

#endif
