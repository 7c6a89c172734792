/*
 * The only context that is passed: the memory, the messages and the inputs of one compilation.
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

struct job {
    struct arena arena;
    struct diags diags;
    struct sources sources;
    struct text share; /* where installed layouts and packs lie; empty if nowhere */
};

/* An empty job; its memory ends the process with exit status 2 and a message on exhaustion. */
struct job *job_new(void);

/* Ends the process at once with exit status 2 and a message that memory is gone; for arenas,
 * with no `context`, and for libraries that can be told what to do when an allocation fails. */
_Noreturn void job_out_of_memory(void *context);

/* Frees the job and all that was made in its arena. */
void job_free(struct job *job);

#endif
