/* Input made to be too much: each ends in its message, within bounds, and the rest is read. */
#include "document/reading.h"

/* `head`, then `piece` as often as asked. */
static const char *repeated(struct job *job, const char *head, const char *piece, size_t count)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, head);
    for (size_t i = 0; i < count; i++)
        buffer_string(&out, piece);
    return text_string(&job->arena, buffer_text(&out));
}

static void expect_first(struct job *job, enum diag_id id)
{
    assert_true(job->diags.list.count > 0);
    assert_int_equal(job->diags.list.items[0].id, id);
}

static void refuses_a_paragraph_without_end(void **state)
{
    struct job *job = *state;
    read_section(job, repeated(job, "# T\n\n", "word ", 20000));
    expect_first(job, DIAG_MARKDOWN_LONG);
    assert_int_equal(job->diags.list.count, 1);
}

static void refuses_a_row_without_end(void **state)
{
    struct job *job = *state;
    read_section(job, repeated(job, "# T\n\n| a |\n|---|\n| ", "`", 70000));
    expect_first(job, DIAG_MARKDOWN_LONG);
}

static void refuses_too_many_lines(void **state)
{
    struct job *job = *state;
    read_section(job, repeated(job, "# T\n\n", "\n", 250001));
    expect_first(job, DIAG_MARKDOWN_LARGE);
}

static void refuses_too_many_marks(void **state)
{
    struct job *job = *state;
    read_section(job, repeated(job, "# T\n\n", "*_*_*_*_*_*_*_*_*_*_\n\n", 25010));
    expect_first(job, DIAG_MARKDOWN_LARGE);
}

static void refuses_too_many_columns(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, repeated(job, "# T\n\n", "| a ", 65));
    buffer_string(&out, repeated(job, "|\n", "|---", 65));
    buffer_string(&out, "|\n");
    read_section(job, text_string(&job->arena, buffer_text(&out)));
    expect_first(job, DIAG_TABLE_COLUMNS);
}

static void refuses_nesting(void **state)
{
    static const char *const pieces[] = {"> ", "+ ", "1. ", "::: note\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct job *job = job_new();
        read_section(job, repeated(job, "# T\n\n", pieces[i], 100000));
        expect_first(job, DIAG_MARKDOWN_DEEP);
        job_free(job);
    }
    (void)state;
}

static void refuses_deep_emphasis(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, repeated(job, "# T\n\n", "*a **b ", 40));
    buffer_string(&out, repeated(job, "", "c** d* ", 40));
    read_section(job, text_string(&job->arena, buffer_text(&out)));
    expect_first(job, DIAG_MARKDOWN_DEEP);
}

/* CVE-2023-22486: quadratic in cmark 0.30.2. */
static void bounds_open_brackets(void **state)
{
    struct job *job = *state;
    read_section(job, repeated(job, "# T\n\n", "![[]()", 10000));
    expect_first(job, DIAG_MARKDOWN_BRACKETS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(refuses_a_paragraph_without_end), job_test(refuses_a_row_without_end),
        job_test(refuses_too_many_lines),          job_test(refuses_too_many_marks),
        job_test(refuses_too_many_columns),        cmocka_unit_test(refuses_nesting),
        job_test(refuses_deep_emphasis),           job_test(bounds_open_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
