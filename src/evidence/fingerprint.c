/*
 * Takes the files of the content, gives what identifies it.
 * The one idea: a sorted list of digests, so that anyone can find the same one with `sha256sum`
 * and `sort`, and neither names nor order count.
 */
#include <stdlib.h>

#include "base/digest.h"
#include "evidence/evidence.h"

struct digest {
    struct text digits;
    struct text name; /* of what it is */
};

/* In hexadecimal digits. */
static struct text digest_of(struct arena *arena, struct text bytes)
{
    uint8_t sum[SHA256_BYTES];
    struct buffer out = buffer_new(arena);
    digest_sha256(bytes, sum);
    digest_put(sum, sizeof sum, &out);
    return buffer_text(&out);
}

static int by_digits(const void *a, const void *b)
{
    const struct digest *first = a, *second = b;
    int order = text_compare(first->digits, second->digits);
    return order != 0 ? order : text_compare(first->name, second->name);
}

/* The digests of all files and settings, sorted. */
static struct digest *digests_of(struct job *job, const struct content_files *files,
                                 const struct settings *settings)
{
    struct digest *digests =
        arena_array(&job->arena, files->count + settings->count, sizeof *digests);
    for (size_t i = 0; i < files->count; i++) {
        digests[i].name = source_relative(job, files->numbers[i]);
        digests[i].digits = digest_of(&job->arena, source_find(job, files->numbers[i])->text);
    }
    for (size_t i = 0; i < settings->count; i++) {
        struct digest *digest = &digests[files->count + i];
        struct buffer name = buffer_new(&job->arena);
        buffer_add(&name, settings->items[i].name);
        buffer_byte(&name, '=');
        buffer_add(&name, settings->items[i].value);
        digest->name = buffer_text(&name);
        digest->digits = digest_of(&job->arena, digest->name);
    }
    qsort(digests, files->count + settings->count, sizeof *digests, by_digits);
    return digests;
}

static struct text combined(struct job *job, const struct digest *digests, size_t count)
{
    struct buffer lines = buffer_new(&job->arena);
    for (size_t i = 0; i < count; i++) {
        buffer_add(&lines, digests[i].digits);
        buffer_byte(&lines, '\n');
    }
    return digest_of(&job->arena, buffer_text(&lines));
}

struct text evidence_fingerprint(struct job *job, const struct content_files *files,
                                 const struct settings *settings)
{
    return combined(job, digests_of(job, files, settings), files->count + settings->count);
}

void evidence_dump_fingerprint(struct job *job, const struct content_files *files,
                               const struct settings *settings, struct buffer *out)
{
    size_t count = files->count + settings->count;
    struct digest *digests = digests_of(job, files, settings);
    for (size_t i = 0; i < count; i++) {
        buffer_add(out, digests[i].digits);
        buffer_string(out, "  ");
        buffer_add(out, digests[i].name);
        buffer_byte(out, '\n');
    }
    buffer_string(out, "fingerprint ");
    buffer_add(out, combined(job, digests, count));
    buffer_byte(out, '\n');
}
