/*
 * Takes sizes, gives zeroed memory that lives until the arena is freed or reset.
 * The one idea: a compilation owns everything it makes in one arena, so no value has an
 * owner of its own and nothing is freed twice. Exhaustion ends the run through the arena's
 * `exhausted` call, so callers never see NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk;        /* newest first; owned */
    size_t total;                     /* bytes taken from the system so far */
    size_t limit;                     /* the most it may take; 0 for no limit */
    void (*exhausted)(void *context); /* called when memory is gone; must not return */
    void *context;
};

/* A place in an arena to come back to. */
struct arena_mark {
    struct arena_chunk *chunk;
    size_t used;
};

/* An empty arena; `exhausted(context)` is called, and must not return, when memory runs out or
 * `limit` bytes (0: none) are passed. */
struct arena arena_new(size_t limit, void (*exhausted)(void *context), void *context);

/* Frees all memory of the arena. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes aligned for any type; owned by the arena. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` × `size` zeroed bytes, the product checked for overflow. Never NULL. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of `size` bytes with a zero byte after them. Never NULL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t size);

/* `old` of `old_size` bytes moved into `new_size` ≥ old_size bytes, the rest zeroed; grows in
 * place when `old` was the newest allocation. Never NULL. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* Ends the run as running out of memory does; for a library whose own allocation failed. Does
 * not return. */
void arena_exhausted(struct arena *arena);

/* The present place, for arena_reset. */
struct arena_mark arena_mark(const struct arena *arena);

/* Frees all that was taken since `mark`. */
void arena_reset(struct arena *arena, struct arena_mark mark);

#endif
