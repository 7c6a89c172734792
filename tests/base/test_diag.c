/* Messages are filled in, kept on one line, counted, capped and sorted by place. */
#include "support.h"

static const struct span nowhere = {0, 0, 0};

static void arguments_fill_message_and_hint(void **state)
{
    struct job *job = *state;
    diag(job, DIAG_FILE_TOO_LARGE, nowhere, "a.yaml", "8388608", NULL);
    diag(job, DIAG_YAML_SYNTAX, nowhere, "odd", NULL);
    diag(job, DIAG_YAML_SYNTAX, nowhere, "odd", "", NULL);
    diag(job, DIAG_YAML_SYNTAX, nowhere, "odd", "hint", NULL);
    assert_messages(job, "0:0 file-too-large: \"a.yaml\" has more than 8388608 bytes (split it "
                         "into several files)\n"
                         "0:0 yaml-syntax: odd\n"
                         "0:0 yaml-syntax: odd\n"
                         "0:0 yaml-syntax: odd (hint)\n");
}

static void arguments_stay_on_one_line_and_short(void **state)
{
    struct job *job = *state;
    char long_one[1000];
    memset(long_one, 'x', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = '\0';
    diag(job, DIAG_YAML_SYNTAX, nowhere, "a\nb\x1B[31m\x7F", NULL);
    diag(job, DIAG_YAML_SYNTAX, nowhere, long_one, NULL);
    assert_text_equal(job->diags.list.items[0].message, "a b [31m ");
    struct text cut = job->diags.list.items[1].message;
    assert_int_equal(cut.length, 203);
    assert_true(text_ends(cut, "x…"));
}

static void errors_are_capped_but_counted(void **state)
{
    struct job *job = *state;
    for (int i = 0; i < DIAG_MOST + 50; i++)
        diag(job, DIAG_YAML_SYNTAX, nowhere, "again", NULL);
    diag(job, DIAG_OUTPUT_FAILED, nowhere, "out.pdf", "disk full", NULL);
    assert_int_equal(job->diags.list.count, DIAG_MOST + 1);
    assert_int_equal(job->diags.errors, DIAG_MOST + 51);
    assert_int_equal(job->diags.dropped, 50);
    assert_int_equal(job->diags.fatals, 1);
    assert_int_equal(job->diags.warnings, 0);
}

static bool is_syntax(enum diag_id id)
{
    return id == DIAG_YAML_SYNTAX;
}

static void a_trial_is_retracted_but_for_what_is_said_once(void **state)
{
    struct job *job = *state;
    diag(job, DIAG_FILE_TOO_LARGE, nowhere, "a.yaml", "1", NULL);
    struct diags before = job->diags;
    diag(job, DIAG_FILE_TOO_LARGE, nowhere, "b.yaml", "1", NULL);
    diag(job, DIAG_YAML_SYNTAX, nowhere, "kept", NULL);
    diag(job, DIAG_FILE_TOO_LARGE, nowhere, "c.yaml", "1", NULL);
    diag_retract(job, &before, is_syntax);
    assert_int_equal(job->diags.list.count, 2);
    assert_int_equal(job->diags.errors, 2);
    assert_text_equal(job->diags.list.items[1].message, "kept");
}

static void what_a_trial_only_counted_is_retracted_too(void **state)
{
    struct job *job = *state;
    for (int i = 0; i < DIAG_MOST; i++)
        diag(job, DIAG_FILE_TOO_LARGE, nowhere, "a.yaml", "1", NULL);
    struct diags before = job->diags;
    for (int i = 0; i < 30; i++)
        diag(job, i % 3 == 0 ? DIAG_YAML_SYNTAX : DIAG_FILE_TOO_LARGE, nowhere, "b", "1", NULL);
    diag_retract(job, &before, is_syntax);
    assert_int_equal(job->diags.dropped, 10);
    assert_int_equal(job->diags.errors, DIAG_MOST + 10);
    diag_settle(job);
    assert_int_equal(job->diags.errors, DIAG_MOST + 10);
}

static void messages_are_sorted_by_file_place_and_report(void **state)
{
    struct job *job = *state;
    uint32_t b = source_add(job, TEXT("b.yaml"), TEXT("één\ntwo\n"));
    uint32_t a = source_add(job, TEXT("a.yaml"), TEXT("one\n"));
    struct span spans[] = {{b, 6, 9}, {b, 1, 2}, {a, 2, 3}, {b, 6, 7}, {0, 0, 0}};
    static const char *const words[] = {"4", "3", "2", "5", "1"};
    for (size_t i = 0; i < 5; i++)
        diag(job, DIAG_YAML_SYNTAX, spans[i], words[i], NULL);
    assert_messages(job, "0:0 yaml-syntax: 1\n1:3 yaml-syntax: 2\n1:2 yaml-syntax: 3\n"
                         "2:1 yaml-syntax: 4\n2:1 yaml-syntax: 5\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(arguments_fill_message_and_hint),
        job_test(arguments_stay_on_one_line_and_short),
        job_test(errors_are_capped_but_counted),
        job_test(a_trial_is_retracted_but_for_what_is_said_once),
        job_test(what_a_trial_only_counted_is_retracted_too),
        job_test(messages_are_sorted_by_file_place_and_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
