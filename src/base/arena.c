/*
 * Takes sizes, gives zeroed memory out of chunks that grow up to the size of a huge page.
 * Memory is zeroed as it is handed out, just before it is filled. A chunk of full size lies as
 * a huge page does and asks for one: the kernel then hands it out whole, where pages one by one
 * cost a fifth of the time of a short run.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct arena_chunk {
    struct arena_chunk *older;
    unsigned char *bytes; /* behind this, in the same allocation */
    size_t size;          /* bytes usable in `bytes` */
    size_t used;
};

#define HUGE_PAGE   ((size_t)2 * 1024 * 1024)
#define CHUNK_FIRST ((size_t)64 * 1024)
#define CHUNK_STEP  8
#define CHUNK_MOST  HUGE_PAGE
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

static size_t round_up(size_t size, size_t step)
{
    return (size + step - 1) / step * step;
}

static size_t rounded(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        arena_exhausted(arena);
    return round_up(size, ALIGNMENT);
}

/* A chunk with room for `size` bytes, or NULL. */
static struct arena_chunk *chunk_new(size_t size)
{
    size_t step = size >= HUGE_PAGE ? HUGE_PAGE : ALIGNMENT;
    struct arena_chunk *chunk = malloc(sizeof *chunk + step + size);
    if (chunk == NULL)
        return NULL;
    uintptr_t start = (uintptr_t)(chunk + 1);
    chunk->bytes = (unsigned char *)(chunk + 1) + (round_up(start, step) - start);
    chunk->size = size;
    chunk->used = 0;
    if (step == HUGE_PAGE) /* where there are none, it stays as it is */
        (void)madvise(chunk->bytes, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
    return chunk;
}

static void add_chunk(struct arena *arena, size_t need)
{
    size_t size = arena->chunk == NULL ? CHUNK_FIRST : arena->chunk->size * CHUNK_STEP;
    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
    if (size < need)
        size = need;
    if (arena->limit != 0 && arena->total + size > arena->limit)
        arena_exhausted(arena);
    struct arena_chunk *chunk = chunk_new(size);
    if (chunk == NULL) {
        arena_exhausted(arena);
        return;
    }
    chunk->older = arena->chunk;
    arena->chunk = chunk;
    arena->total += size;
}

/* `size` bytes as they come. */
static void *take(struct arena *arena, size_t size)
{
    size = rounded(arena, size == 0 ? 1 : size);
    if (arena->chunk == NULL || arena->chunk->size - arena->chunk->used < size)
        add_chunk(arena, size);
    void *bytes = arena->chunk->bytes + arena->chunk->used;
    arena->chunk->used += size;
    return bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        arena_exhausted(arena);
    return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = take(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
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
    unsigned char *bytes = old;
    if (!grows_in_place(arena, old, old_size, new_size)) {
        bytes = take(arena, new_size);
        if (old_size > 0)
            memcpy(bytes, old, old_size);
    }
    memset(bytes + old_size, 0, new_size - old_size);
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
    if (mark.chunk != NULL)
        mark.chunk->used = mark.used;
}
