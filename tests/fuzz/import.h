/* What the fuzz targets of the import formats share: any bytes as a file of one format, read,
 * printed as CSL-YAML, and that read back as the same: no crash, no hang, no difference. */
#ifndef TESTS_FUZZ_IMPORT_H
#define TESTS_FUZZ_IMPORT_H

#include <stdlib.h>

#include "citation/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline struct text printed(struct job *job, const struct value *value)
{
    struct buffer out = buffer_new(&job->arena);
    library_write(job, library_read_value(job, value), &out);
    return buffer_text(&out);
}

static inline void import_any(const uint8_t *bytes, size_t size, enum source_format format)
{
    struct text text = {(const char *)bytes, size};
    if (text_invalid(text) < text.length || text_find(text, '\0', 0) < text.length)
        return;
    struct job *job = job_new();
    const struct value *value = import_value(job, source_add(job, TEXT("input"), text), format);
    if (value) {
        struct text first = printed(job, value);
        const struct value *again = value_read_yaml(job, source_add(job, TEXT("again"), first));
        if (!again || !text_equal(first, printed(job, again)))
            abort();
    }
    diag_sort(job);
    job_free(job);
}

#endif
