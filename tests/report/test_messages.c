/* Messages as a person reads them: place, line, caret, hint; depfile and summary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/report.h"

static struct span span_of(struct job *job, uint32_t source, const char *needle)
{
    size_t at = text_search(source_find(job, source)->text, text_of(needle), 0);
    struct span span = {source, (uint32_t)at, (uint32_t)(at + strlen(needle))};
    return span;
}

static void assert_messages(struct job *job, const char *expected)
{
    struct buffer out = buffer_new(&job->arena);
    report_messages(job, false, &out);
    assert_string_equal(text_string(&job->arena, buffer_text(&out)), expected);
}

static void shows_place_line_and_caret(void **state)
{
    (void)state;
    struct job *job = job_new();
    uint32_t source = source_add(job, TEXT("a.md"), TEXT("one\n½ see [@lii203].\n"));
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, source, "lii203"), "lii203", "lii2023", NULL);
    assert_messages(job, "a.md:2:9: error: no source has the key \"lii203\" [cite-missing]\n"
                         "    ½ see [@lii203].\n"
                         "            ^~~~~~\n"
                         "    hint: did you mean \"lii2023\"?\n");
    job_free(job);
}

static void leaves_out_a_hint_without_its_argument(void **state)
{
    (void)state;
    struct job *job = job_new();
    uint32_t source = source_add(job, TEXT("a.md"), TEXT("@x"));
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, source, "x"), "x", "", NULL);
    assert_messages(job, "a.md:1:2: error: no source has the key \"x\" [cite-missing]\n"
                         "    @x\n"
                         "     ^\n");
    job_free(job);
}

static void sorts_by_place(void **state)
{
    (void)state;
    struct job *job = job_new();
    uint32_t b = source_add(job, TEXT("b.md"), TEXT("x"));
    uint32_t a = source_add(job, TEXT("a.md"), TEXT("y z"));
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, b, "x"), "x", "", NULL);
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, a, "z"), "z", "", NULL);
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, a, "y"), "y", "", NULL);
    diag_sort(job);
    assert_true(text_search(job->diags.list.items[0].message, TEXT("\"y\""), 0) <
                job->diags.list.items[0].message.length);
    assert_int_equal(job->diags.list.items[2].span.source, b);
    job_free(job);
}

static void cuts_a_long_line_around_the_fault(void **state)
{
    (void)state;
    struct job *job = job_new();
    struct buffer line = buffer_new(&job->arena);
    for (int i = 0; i < 100; i++)
        buffer_string(&line, "0123456789");
    buffer_string(&line, "fault");
    for (int i = 0; i < 100; i++)
        buffer_string(&line, "0123456789");
    uint32_t source = source_add(job, TEXT("a.md"), buffer_text(&line));
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, source, "fault"), "fault", "", NULL);
    struct buffer out = buffer_new(&job->arena);
    report_messages(job, false, &out);
    struct text text = buffer_text(&out);
    assert_true(text.length < 400);
    size_t excerpt = text_search(text, TEXT("\n  … "), 0) + 1;
    size_t fault = text_search(text, TEXT("fault0"), 0);
    size_t carets = text_search(text, TEXT("^~~~~"), 0);
    size_t line_start = text_search(text, TEXT("\n    "), fault) + 1;
    assert_int_equal(carets - line_start, fault - excerpt - strlen("…") + 1);
    job_free(job);
}

static void keeps_control_characters_off_the_terminal(void **state)
{
    (void)state;
    struct job *job = job_new();
    uint32_t source = source_add(job, TEXT("a.md"), TEXT("\033[2Jx"));
    diag(job, DIAG_CITE_UNKNOWN, span_of(job, source, "x"), "\033[2J", "", NULL);
    struct buffer out = buffer_new(&job->arena);
    report_messages(job, false, &out);
    assert_int_equal(text_find(buffer_text(&out), '\033', 0), buffer_text(&out).length);
    job_free(job);
}

static void stops_after_many_messages(void **state)
{
    (void)state;
    struct job *job = job_new();
    uint32_t source = source_add(job, TEXT("a.md"), TEXT("x"));
    for (int i = 0; i < DIAG_MOST + 5; i++)
        diag(job, DIAG_CITE_UNKNOWN, span_of(job, source, "x"), "x", "", NULL);
    struct buffer out = buffer_new(&job->arena);
    report_messages(job, false, &out);
    assert_int_equal(job->diags.errors, DIAG_MOST + 5);
    assert_true(text_ends(buffer_text(&out), "imprimatur: 5 more messages not shown\n"));
    job_free(job);
}

static void writes_a_make_rule(void **state)
{
    (void)state;
    struct job *job = job_new();
    struct buffer out = buffer_new(&job->arena);
    uint32_t source = source_add(job, TEXT("a"), TEXT(""));
    job->sources.list.items[source]->path = TEXT("my notes/a$b#c.md");
    report_depfile(job, TEXT("out.pdf"), &out);
    assert_string_equal(text_string(&job->arena, buffer_text(&out)),
                        "out.pdf: \\\n  my\\ notes/a$$b\\#c.md\nmy\\ notes/a$$b\\#c.md:\n");
    job_free(job);
}

static void sums_up_in_one_line(void **state)
{
    (void)state;
    struct job *job = job_new();
    struct buffer out = buffer_new(&job->arena);
    struct summary summary = {TEXT("b.pdf"), 11, 42, 1, 1046000, false};
    report_summary(&summary, &out);
    report_counts(TEXT("b.yaml"), 2, 1, &out);
    assert_string_equal(text_string(&job->arena, buffer_text(&out)),
                        "b.pdf: 11 pages, 42 sources cited, 1 warning, 1.05 s\n"
                        "b.yaml: 2 errors, 1 warning\n");
    job_free(job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_place_line_and_caret),
        cmocka_unit_test(leaves_out_a_hint_without_its_argument),
        cmocka_unit_test(sorts_by_place),
        cmocka_unit_test(cuts_a_long_line_around_the_fault),
        cmocka_unit_test(keeps_control_characters_off_the_terminal),
        cmocka_unit_test(stops_after_many_messages),
        cmocka_unit_test(writes_a_make_rule),
        cmocka_unit_test(sums_up_in_one_line),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
