/*
 * Takes keys of text, gives the value kept for each.
 * The one idea: open addressing over a power of two, and an insertion-ordered entry list beside
 * it, so that walking a map never depends on the hash.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct map_entry {
    struct text key; /* borrowed from the caller */
    void *value;
    uint32_t hash;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    size_t count;
    size_t room;
    uint32_t *slots; /* entry number + 1, or 0; a power of two */
    size_t slot_count;
};

struct map map_new(struct arena *arena);

/* The value of `key`, borrowed, or NULL if there is none. */
void *map_find(const struct map *map, struct text key);

/* Whether `key` is there, also with a NULL value. */
bool map_has(const struct map *map, struct text key);

/* Keeps `value` for `key`, replacing an older value; the key's bytes must outlive the map. */
void map_put(struct map *map, struct text key, void *value);

/* The key nearest to `key` by edit distance, or empty text if none is near (within a third of
 * its length, at least one edit). For "did you mean". */
struct text map_nearest(const struct map *map, struct text key);

/* FNV-1a over the bytes of `text`. */
uint32_t text_hash(struct text text);

#endif
