/* Any bytes as a claim file: no crash, every claim has its place and its dump an end. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "claims/claims.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool right)
{
    if (!right)
        abort();
}

static void check(const struct claims *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        require(claim->order == i && claim->span.start <= claim->span.end);
        for (size_t j = 0; j < claim->contradicts.count; j++)
            require(claim->contradicted[j] == NULL ||
                    claim->contradicted[j]->order < claims->count);
        for (size_t j = 0; j < claim->number_count; j++)
            require(claim_number(claim, claim->numbers[j].name) == &claim->numbers[j]);
    }
}

/* The reader opens files, so the input is one: of this process, and gone when it ends. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/imprimatur-fuzz-claims-%ld.yaml", (long)getpid());
    FILE *file = fopen(path, "w");
    require(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
    struct job *job = job_new();
    job->sources.root = TEXT("/tmp/imprimatur-fuzz-nothing");
    struct located named = {text_of(path), {0, 0, 0}};
    const struct claims *claims = claims_read(job, &named, 1);
    struct buffer out = buffer_new(&job->arena);
    check(claims);
    claims_dump(claims, &out);
    job_free(job);
    unlink(path);
    return 0;
}
