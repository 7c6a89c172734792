/*
 * What every unit test needs: cmocka, a job, and its messages as one text to compare with.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/job.h"

/* cmocka's assert_string_equal for a text. */
#define assert_text_equal(actual, expected)                                                    \
    do {                                                                                       \
        struct arena shown_arena = arena_new(0, NULL, NULL);                                   \
        assert_string_equal(text_string(&shown_arena, (actual)), (expected));                  \
        arena_free(&shown_arena);                                                              \
    } while (0)

/* A group's setup and teardown: each test finds a fresh job in *state. */
static inline int job_setup(void **state)
{
    *state = job_new();
    return 0;
}

static inline int job_teardown(void **state)
{
    job_free(*state);
    return 0;
}

#define job_test(function) cmocka_unit_test_setup_teardown(function, job_setup, job_teardown)

/* The messages of a job, sorted, one a line: "line:column stable-id: message (hint)". */
static inline struct text job_messages(struct job *job)
{
    struct buffer out = buffer_new(&job->arena);
    diag_sort(job);
    for (size_t i = 0; i < job->diags.list.count; i++) {
        const struct diag *diag = &job->diags.list.items[i];
        struct place place = source_place(job, diag->span);
        buffer_number(&out, (int64_t)place.line);
        buffer_byte(&out, ':');
        buffer_number(&out, (int64_t)place.column);
        buffer_byte(&out, ' ');
        buffer_string(&out, diag_name(diag->id));
        buffer_string(&out, ": ");
        buffer_add(&out, diag->message);
        if (diag->hint.length > 0) {
            buffer_string(&out, " (");
            buffer_add(&out, diag->hint);
            buffer_byte(&out, ')');
        }
        buffer_byte(&out, '\n');
    }
    return buffer_text(&out);
}

#define assert_messages(job, string) assert_text_equal(job_messages(job), (string))

/* The number of a new source that holds `string`. */
static inline uint32_t job_source(struct job *job, const char *string)
{
    return source_add(job, TEXT("input"), text_of(string));
}

#endif
