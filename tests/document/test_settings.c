/* Settings of the command line: over variables and metadata, checked as those are. */
#include "document/reading.h"

#define WHOLE                                                                                  \
    "title: T\nlanguage: en\nversion: \"1\"\ndate: 2026-11-21\nowner: to-fill\n"               \
    "variables: {wait: 2 hours, phone: {to-fill: Phone}}\nsections: [section.md]\n"

static const struct document *read_with(struct job *job, const char *name, const char *value)
{
    struct setting setting = {text_of(name), text_of(value)};
    struct settings settings = {1, &setting};
    return read_whole(job, WHOLE, "# T\n\n{{wait}}, {{phone}}, {{version}}, {{owner}}\n",
                      "{}\n", settings);
}

static struct text plain_body(struct job *job, const struct document *document)
{
    struct buffer out = buffer_new(&job->arena);
    document_plain(document, body_of(document).items[0].inlines, &out);
    return buffer_text(&out);
}

static void keeps_what_is_written(void **state)
{
    struct job *job = *state;
    const struct document *document = read_with(job, "wait", "2 hours");
    assert_text_equal(plain_body(job, document), "2 hours, Phone, 1, Owner");
    assert_true(document->owner.to_fill);
    assert_messages(job, "");
}

static void sets_a_variable(void **state)
{
    struct job *job = *state;
    const struct document *document = read_with(job, "phone", "555 0100");
    assert_text_equal(plain_body(job, document), "2 hours, 555 0100, 1, Owner");
    assert_int_equal(body_of(document).items[0].inlines.count, 2); /* text and one blank */
}

static void sets_metadata(void **state)
{
    struct job *job = *state;
    const struct document *document = read_with(job, "owner", "A. Person");
    assert_text_equal(plain_body(job, document), "2 hours, Phone, 1, A. Person");
    assert_false(document->owner.to_fill);
}

static void sets_a_date(void **state)
{
    struct job *job = *state;
    const struct document *document = read_with(job, "date", "2027-02-28");
    assert_int_equal(document->date.date.year, 2027);
    assert_int_equal(document->date.date.day, 28);
    read_with(job, "date", "2027-02-29");
    assert_int_equal(job->diags.list.items[0].id, DIAG_VALUE_DATE);
}

static void reports_a_name_that_is_none(void **state)
{
    struct job *job = *state;
    read_with(job, "phnoe", "1");
    assert_int_equal(job->diags.errors, 1);
    assert_int_equal(job->diags.list.items[0].id, DIAG_SETTING_UNKNOWN);
    assert_text_equal(job->diags.list.items[0].hint, "did you mean \"phone\"?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(keeps_what_is_written),
        job_test(sets_a_variable),
        job_test(sets_metadata),
        job_test(sets_a_date),
        job_test(reports_a_name_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
