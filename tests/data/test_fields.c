/* Tables of fields fill structs, and every fault names the key, the place and a way out. */
#include "support.h"

#include "data/fields.h"

struct sample {
    struct located title;
    int64_t count;
    bool draft;
    sp margin;
    int64_t factor;
    struct date date;
    int align;
    struct texts words;
    const struct value *rest;
};

static const char *const aligns[] = {"left", "right", "justify", NULL};

static const struct field fields[] = {
    {"title", FIELD_TEXT, offsetof(struct sample, title), true, 0, 0, NULL, ""},
    {"count", FIELD_INTEGER, offsetof(struct sample, count), false, -2, 9, NULL, ""},
    {"draft", FIELD_BOOL, offsetof(struct sample, draft), false, 0, 0, NULL, ""},
    {"margin", FIELD_LENGTH, offsetof(struct sample, margin), false, PT(1), PT(100), NULL, ""},
    {"factor", FIELD_NUMBER, offsetof(struct sample, factor), false, 500, 2500, NULL, ""},
    {"date", FIELD_DATE, offsetof(struct sample, date), false, 0, 0, NULL, ""},
    {"align", FIELD_CHOICE, offsetof(struct sample, align), false, 0, 0, aligns, ""},
    {"words", FIELD_TEXTS, offsetof(struct sample, words), false, 0, 0, NULL, ""},
    {"rest", FIELD_VALUE, offsetof(struct sample, rest), false, 0, 0, NULL, ""},
};

static bool read(struct job *job, const char *yaml, struct sample *sample)
{
    const struct value *map = value_read_yaml(job, job_source(job, yaml));
    assert_non_null(map);
    return fields_read(job, map, fields, sizeof fields / sizeof fields[0], "sample", PT(10),
                       sample);
}

/* Reading `yaml` fails with just these messages. */
static void expect(struct job *job, const char *yaml, const char *messages)
{
    struct sample sample = {0};
    assert_false(read(job, yaml, &sample));
    assert_messages(job, messages);
    memset(&job->diags, 0, sizeof job->diags);
}

static void all_kinds_fill_their_members(void **state)
{
    struct job *job = *state;
    struct sample sample = {0};
    assert_true(read(job,
                     "title: 2026\ncount: 9\ndraft: true\nmargin: 1.5 em\nfactor: 1.25\n"
                     "date: 2024-02-29\nalign: justify\nwords: [a, b]\nrest: {x: y}\n",
                     &sample));
    assert_messages(job, "");
    assert_text_equal(sample.title.text, "2026");
    assert_text_equal(source_text(job, sample.title.span), "2026");
    assert_int_equal(sample.count, 9);
    assert_true(sample.draft);
    assert_int_equal(sample.margin, PT(15));
    assert_int_equal(sample.factor, 1250);
    assert_int_equal(sample.date.year, 2024);
    assert_int_equal(sample.date.month, 2);
    assert_int_equal(sample.date.day, 29);
    assert_int_equal(sample.align, 2);
    assert_int_equal(sample.words.count, 2);
    assert_text_equal(sample.words.items[1].text, "b");
    assert_text_equal(source_text(job, sample.words.items[1].span), "b");
    assert_text_equal(value_find(sample.rest, "x")->text, "y");
}

static void what_is_absent_keeps_its_value(void **state)
{
    struct sample sample = {.count = 5, .margin = PT(7), .align = 1};
    assert_true(read(*state, "title: t\nmargin:\nwords: one\n", &sample));
    assert_messages(*state, "");
    assert_int_equal(sample.count, 5);
    assert_int_equal(sample.margin, PT(7));
    assert_int_equal(sample.align, 1);
    assert_int_equal(sample.words.count, 1);
    assert_text_equal(sample.words.items[0].text, "one");
}

static void unknown_keys(void **state)
{
    expect(*state, "titel: a\ntitle: b\n",
           "1:1 key-unknown: unknown key \"titel\" in the sample (did you mean \"title\"?)\n");
    expect(*state, "title: b\nzzzzzz: a\n",
           "2:1 key-unknown: unknown key \"zzzzzz\" in the sample (known keys: title, count, "
           "draft, margin, factor, date, align, words, rest)\n");
}

static void required_keys(void **state)
{
    expect(*state, "count: 1\n", "1:1 key-missing: key \"title\" is missing in the sample\n");
    expect(*state, "count: 1\ntitle:\n",
           "2:1 key-missing: key \"title\" is missing in the sample\n");
    expect(*state, "count: 1\ntitle: ''\n",
           "2:1 key-missing: key \"title\" is missing in the sample\n");
}

static void wrong_kinds(void **state)
{
    expect(*state, "title: [a]\ncount: '3'\ndraft: yes\nfactor: 1,5\nwords: [a, [b]]\n",
           "1:8 value-kind: \"title\" must be text, not a list\n"
           "2:8 value-kind: \"count\" must be a whole number, not \"3\" in quotes\n"
           "3:8 value-kind: \"draft\" must be true or false, not \"yes\"\n"
           "4:9 value-kind: \"factor\" must be a number, not \"1,5\" (at most three decimals, "
           "with a point)\n"
           "5:12 value-kind: \"words\" must be a list of texts, not a list\n");
    expect(*state, "[a]\n",
           "1:1 value-kind: \"sample\" must be a map of keys and values, not a list\n");
    expect(*state, "",
           "1:1 value-kind: \"sample\" must be a map of keys and values, not empty\n");
}

static void bounds(void **state)
{
    expect(*state, "title: t\ncount: 10\nmargin: 0.5 pt\nfactor: 2.501\n",
           "2:8 value-range: \"count\" must be between -2 and 9\n"
           "3:9 value-range: \"margin\" must be between 1 pt and 100 pt\n"
           "4:9 value-range: \"factor\" must be between 0.5 and 2.5\n");
    struct sample sample = {0};
    assert_true(read(*state, "title: t\ncount: -2\nmargin: 100pt\nfactor: 0.5\n", &sample));
}

static void lengths(void **state)
{
    expect(
        *state, "title: t\nmargin: 12 furlongs\n",
        "2:9 value-length: \"12 furlongs\" is not a length for \"margin\" (write a number and "
        "a unit: pt, mm, cm, in, em or ex)\n");
    expect(
        *state, "title: t\nmargin: 12\n",
        "2:9 value-length: \"12\" is not a length for \"margin\" (write a number and a unit: "
        "pt, mm, cm, in, em or ex)\n");
}

static void dates(void **state)
{
    expect(*state, "title: t\ndate: 2026-11-31\n",
           "2:7 value-date: \"2026-11-31\" is not a date for \"date\" (there is no such day; "
           "dates are written year-month-day)\n");
    expect(*state, "title: t\ndate: 21.11.2026\n",
           "2:7 value-date: \"21.11.2026\" is not a date for \"date\" (write it as "
           "year-month-day, as in 2026-11-21)\n");
    static const char *const wrong[] = {"2023-02-29",
                                        "1900-02-29",
                                        "2026-00-10",
                                        "2026-13-01",
                                        "2026-04-31",
                                        "2026-01-00",
                                        "0000-01-01",
                                        "2026-1-01",
                                        "+026-01-01",
                                        "2026-01-0a",
                                        ""};
    struct date date = {1, 2, 3};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(date_parse(text_of(wrong[i]), &date));
    assert_int_equal(date.day, 3);
    assert_true(date_parse(TEXT("2000-02-29"), &date));
}

static void choices(void **state)
{
    expect(*state, "title: t\nalign: rihgt\n",
           "2:8 value-choice: \"align\" cannot be \"rihgt\" (did you mean \"right\"? allowed: "
           "left, right, justify)\n");
    expect(
        *state, "title: t\nalign: middle\n",
        "2:8 value-choice: \"align\" cannot be \"middle\" (allowed: left, right, justify)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(all_kinds_fill_their_members),
        job_test(what_is_absent_keeps_its_value),
        job_test(unknown_keys),
        job_test(required_keys),
        job_test(wrong_kinds),
        job_test(bounds),
        job_test(lengths),
        job_test(dates),
        job_test(choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
