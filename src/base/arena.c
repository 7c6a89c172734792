/*
 * Takes sizes, gives zeroed memory out of chunks that double up to a cap.
 * A reset frees whole chunks newer than the mark and wipes the tail of the marked one, so
 * that memory handed out is always zeroed.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* bytes usable in `bytes` */
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

#define CHUNK_FIRST ((size_t)64 * 1024)
#define CHUNK_MOST  ((size_t)1024 * 1024)
#define ALIGNMENT   alignof(max_align_t)

struct arena arena_new(size_t limit, void (*exhausted)(void *context), void *context)
{
    struct arena arena = {NULL, 0, limit, exhausted, context};
    return arena;
}

void arena_free(struct arena *arena)
{
    struct arena_mark start = {NULL, 0};
    arena_reset(arena, start);
}

void arena_exhausted(struct arena *arena)
{
    if (arena->exhausted != NULL)
        arena->exhausted(arena->context);
    abort();
}

static size_t rounded(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        arena_exhausted(arena);
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void add_chunk(struct arena *arena, size_t need)
{
    size_t size = arena->chunk == NULL ? CHUNK_FIRST : arena->chunk->size * 2;
    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
    if (size < need)
        size = need;
    if (arena->limit != 0 && arena->total + size > arena->limit)
        arena_exhausted(arena);
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (chunk == NULL) {
        arena_exhausted(arena);
        return;
    }
    chunk->older = arena->chunk;
    chunk->size = size;
    arena->chunk = chunk;
    arena->total += size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size = rounded(arena, size == 0 ? 1 : size);
    if (arena->chunk == NULL || arena->chunk->size - arena->chunk->used < size)
        add_chunk(arena, size);
    void *bytes = arena->chunk->bytes + arena->chunk->used;
    arena->chunk->used += size;
    return bytes;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        arena_exhausted(arena);
    return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = arena_alloc(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

static int grows_in_place(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    struct arena_chunk *chunk = arena->chunk;
    if (chunk == NULL || old == NULL)
        return 0;
    size_t old_room = rounded(arena, old_size == 0 ? 1 : old_size);
    size_t more = rounded(arena, new_size) - old_room;
    if ((unsigned char *)old + old_room != chunk->bytes + chunk->used)
        return 0;
    if (chunk->size - chunk->used < more)
        return 0;
    chunk->used += more;
    return 1;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size)
        return old;
    if (grows_in_place(arena, old, old_size, new_size))
        return old;
    void *bytes = arena_alloc(arena, new_size);
    if (old_size > 0)
        memcpy(bytes, old, old_size);
    return bytes;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    struct arena_mark mark = {arena->chunk, arena->chunk == NULL ? 0 : arena->chunk->used};
    return mark;
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->chunk != mark.chunk) {
        struct arena_chunk *older = arena->chunk->older;
        arena->total -= arena->chunk->size;
        free(arena->chunk);
        arena->chunk = older;
    }
    if (mark.chunk != NULL) {
        memset(mark.chunk->bytes + mark.used, 0, mark.chunk->used - mark.used);
        mark.chunk->used = mark.used;
    }
}
