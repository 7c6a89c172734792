/*
 * Takes the bytes of streams, gives them deflated, in batches: a thread packs every second one.
 * Deflating is a fifth of the work of a long document, and nothing waits for it until the file
 * is written.
 */
#include "pdf/packing.h"

#include <libdeflate.h>
#include <pthread.h>

/* Bytes at which a batch is handed over. */
#define BATCH_FULL ((size_t)256 * 1024)

/* Past this level one part in three hundred of the bytes costs a tenth of the time again. */
#define LEVEL 5

struct pack {
    struct text bytes; /* plain, then deflated; in the batch's arena */
    struct text *packed;
};

struct batch {
    struct arena arena;
    ARRAY(struct pack) packs;
    size_t size;
    struct libdeflate_compressor *compressor; /* owned */
    pthread_t thread;
    bool running;
};

struct packing {
    struct job *job;
    struct batch batches[2];
    size_t filling; /* which of them takes what is added */
    size_t total;
};

struct packing *packing_new(struct job *job)
{
    struct packing *packing = arena_alloc(&job->arena, sizeof *packing);
    packing->job = job;
    for (size_t i = 0; i < 2; i++) {
        struct batch *batch = &packing->batches[i];
        batch->arena = arena_new(0, job->arena.exhausted, job->arena.context);
        batch->compressor = libdeflate_alloc_compressor(LEVEL);
        if (batch->compressor == NULL)
            arena_exhausted(&job->arena);
    }
    return packing;
}

/* ---- the thread -------------------------------------------------------------------------*/

static struct text deflated(struct batch *batch, struct text bytes)
{
    size_t most = libdeflate_zlib_compress_bound(batch->compressor, bytes.length);
    char *packed = arena_alloc(&batch->arena, most);
    size_t size =
        libdeflate_zlib_compress(batch->compressor, bytes.bytes, bytes.length, packed, most);
    if (size == 0)
        arena_exhausted(&batch->arena);
    return (struct text){packed, size};
}

/* The body of the thread: touches nothing but its own batch. */
static void *pack(void *argument)
{
    struct batch *batch = argument;
    for (size_t i = 0; i < batch->packs.count; i++)
        batch->packs.items[i].bytes = deflated(batch, batch->packs.items[i].bytes);
    return NULL;
}

/* Waits for the thread if it has this batch, hands out what it packed and empties it. */
static void collect(struct packing *packing, struct batch *batch)
{
    if (batch->running)
        pthread_join(batch->thread, NULL);
    batch->running = false;
    for (size_t i = 0; i < batch->packs.count; i++) {
        struct pack *pack = &batch->packs.items[i];
        *pack->packed = text_copy(&packing->job->arena, pack->bytes);
        packing->total += pack->bytes.length;
    }
    batch->packs.items = NULL;
    batch->packs.count = batch->packs.room = 0;
    batch->size = 0;
    arena_free(&batch->arena);
}

/* ---- the door ---------------------------------------------------------------------------*/

/* Packs the batch being filled while the thread packs the other one. */
static void pack_both(struct packing *packing)
{
    struct batch *own = &packing->batches[packing->filling];
    pack(own);
    collect(packing, &packing->batches[1 - packing->filling]);
    collect(packing, own);
}

/* The thread takes every second batch; where it cannot be had, all are packed here. */
static void hand_over(struct packing *packing)
{
    struct batch *own = &packing->batches[packing->filling];
    struct batch *other = &packing->batches[1 - packing->filling];
    if (!other->running)
        own->running = pthread_create(&own->thread, NULL, pack, own) == 0;
    if (own->running)
        packing->filling = 1 - packing->filling;
    else
        pack_both(packing);
}

void packing_add(struct packing *packing, struct text bytes, struct text *packed)
{
    struct batch *batch = &packing->batches[packing->filling];
    struct pack pack = {text_copy(&batch->arena, bytes), packed};
    *array_push(&batch->arena, &batch->packs) = pack;
    batch->size += bytes.length;
    if (batch->size >= BATCH_FULL)
        hand_over(packing);
}

size_t packing_finish(struct packing *packing)
{
    pack_both(packing);
    return packing->total;
}

void packing_free(struct packing *packing)
{
    packing_finish(packing);
    for (size_t i = 0; i < 2; i++)
        libdeflate_free_compressor(packing->batches[i].compressor);
}
