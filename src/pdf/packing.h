/*
 * Takes the bytes of streams, gives them deflated (RFC 1950), packed by a thread beside the
 * painting of pages. The one idea: streams go in batches, of which one is filled and packed
 * here while the thread packs the other; each has an arena of its own, so nothing else is
 * shared.
 */
#ifndef PDF_PACKING_H
#define PDF_PACKING_H

#include "base/job.h"

struct packing;

/* Nothing to pack yet; packing_free it. */
struct packing *packing_new(struct job *job);

/* Waits for the thread and frees what it held. */
void packing_free(struct packing *packing);

/* Copies `bytes` to be packed; `*packed` is set, to bytes in the job's arena, by packing_finish
 * at the latest. */
void packing_add(struct packing *packing, struct text bytes, struct text *packed);

/* Waits for all that was added; gives the bytes of all packed streams so far. */
size_t packing_finish(struct packing *packing);

#endif
