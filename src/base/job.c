/* The one context: made with the nameless source 0 in place, so that a span of zeros is valid.
 */
#include "base/job.h"

#include <stdlib.h>
#include <unistd.h>

/* The most memory a compilation may take in its arena. */
#define JOB_MEMORY_MOST ((size_t)4 * 1024 * 1024 * 1024)

_Noreturn void job_out_of_memory(void *context)
{
    (void)context;
    static const char message[] = "imprimatur: error: out of memory [out-of-memory]\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(written < 0 ? 2 : 2);
}

struct job *job_new(void)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL)
        job_out_of_memory(NULL);
    job->arena = arena_new(JOB_MEMORY_MOST, job_out_of_memory, NULL);
    source_add(job, TEXT(""), TEXT(""));
    return job;
}

void job_free(struct job *job)
{
    arena_free(&job->arena);
    free(job);
}
