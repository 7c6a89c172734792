/* Reading sources: both formats, notes, dates, faults. */
#include "citation/bench.h"
#include "citation/source_date.h"

static const struct library *read_yaml(struct job *job, const char *yaml)
{
    const struct value *value =
        value_read_yaml(job, source_add(job, TEXT("refs.yaml"), text_of(yaml)));
    return value != NULL ? library_read_value(job, value) : NULL;
}

static void test_references_key_and_bare_list(void **state)
{
    const struct library *a = read_yaml(*state, "references:\n- id: x\n  title: T\n");
    const struct library *b = read_yaml(*state, "- id: x\n  title: T\n  volume: 12\n");
    assert_int_equal(library_count(a), 1);
    assert_int_equal(library_count(b), 1);
    assert_text_equal(item_text(library_item(b, 0), "volume"), "12");
    assert_text_equal(library_item(a, 0)->type, "document");
}

static void test_notes_are_promoted(void **state)
{
    const struct library *library =
        read_yaml(*state, "- id: x\n  note: |\n    PMID: 123\n    issued: 2020-05\n"
                          "    editor: Doe || Jane\n    and a remark\n");
    const struct source_item *item = library_item(library, 0);
    assert_text_equal(item_text(item, "PMID"), "123");
    assert_text_equal(item_text(item, "note"), "and a remark");
    assert_int_equal(item_find(item, "issued")->date.month[0], 5);
    assert_text_equal(item_find(item, "editor")->names.items[0].family, "Doe");
}

static void test_notes_add_names(void **state)
{
    const struct library *library =
        read_yaml(*state, "- id: x\n  author: [{family: A}, {family: B}, {family: C}]\n"
                          "  note: |\n    author: D || d\n    author: E\n    author: F\n");
    const struct source_names *names = &item_find(library_item(library, 0), "author")->names;
    assert_int_equal(names->count, 6);
    assert_text_equal(names->items[0].family, "A");
    assert_text_equal(names->items[3].given, "d");
    assert_text_equal(names->items[5].literal, "F");
}

static void test_dates(void **state)
{
    const struct library *library =
        read_yaml(*state, "- id: a\n  issued: {date-parts: [['2020', '5']]}\n"
                          "- id: b\n  issued: {raw: 2020-01/2020-03}\n"
                          "- id: c\n  issued: {literal: in press}\n"
                          "- id: d\n  issued: {date-parts: [[2019]], season: 1, circa: true}\n"
                          "- id: e\n  issued: [[2001, 2, 3]]\n- id: f\n  issued: soon\n");
    const struct source_date *b = &item_find(library_item(library, 1), "issued")->date;
    const struct source_date *d = &item_find(library_item(library, 3), "issued")->date;
    assert_int_equal(item_find(library_item(library, 0), "issued")->date.month[0], 5);
    assert_true(b->range && b->month[1] == 3);
    assert_text_equal(item_find(library_item(library, 2), "issued")->date.literal, "in press");
    assert_true(d->circa && d->month[0] == 13);
    assert_int_equal(item_find(library_item(library, 4), "issued")->date.day[0], 3);
    assert_text_equal(item_find(library_item(library, 5), "issued")->date.literal, "soon");
}

static void test_dates_in_words(void **state)
{
    static const struct {
        const char *raw;
        int year[2], month[2], day[2];
        bool range;
    } cases[] = {
        {"May 3, 2020", {2020}, {5}, {3}, false},
        {"3 May 2020", {2020}, {5}, {3}, false},
        {"Spring 1999", {1999}, {13}, {0}, false},
        {"8/31/2020", {2020}, {8}, {31}, false},
        {"May-June 2003", {2003, 2003}, {5, 6}, {0, 0}, true},
        {"3-5 May 2020", {2020, 2020}, {5, 5}, {3, 5}, true},
        {"1999-2001", {1999, 2001}, {0, 0}, {0, 0}, true},
        {"Aug 31, 2000 - Sep 3, 2001", {2000, 2001}, {8, 9}, {31, 3}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source_date date = {0};
        source_date_parse(text_of(cases[i].raw), &date);
        assert_int_equal(date.range, cases[i].range);
        for (int end = 0; end < (date.range ? 2 : 1); end++) {
            assert_int_equal(date.year[end], cases[i].year[end]);
            assert_int_equal(date.month[end], cases[i].month[end]);
            assert_int_equal(date.day[end], cases[i].day[end]);
        }
    }
    struct source_date prose = {0};
    source_date_parse(TEXT("in the year of the flood"), &prose);
    assert_text_equal(prose.literal, "in the year of the flood");
    (void)state;
}

static void test_a_date_of_an_open_start_is_its_end(void **state)
{
    struct source_date date = {0};
    (void)state;
    source_date_parse(TEXT("../2020-05"), &date);
    assert_int_equal(date.year[0], 2020);
    assert_int_equal(date.month[0], 5);
    assert_false(date.range);
    assert_int_equal(date.literal.length, 0);
}

static void test_dates_in_edtf(void **state)
{
    static const struct {
        const char *raw;
        int year[2], month[2];
        bool range, open, circa;
    } cases[] = {
        {"2019-21", {2019}, {13}, false, false, false},
        {"2020-11/2021-01", {2020, 2021}, {11, 1}, true, false, false},
        {"2001/", {2001}, {0}, false, true, false},
        {"2001/..", {2001}, {0}, false, true, false},
        {"1850~", {1850}, {0}, false, false, true},
        {"1850-03%", {1850}, {3}, false, false, true},
        {"199X", {1990, 1999}, {0}, true, false, false},
        {"18XX", {1800, 1899}, {0}, true, false, false},
        {"2004-XX", {2004}, {0}, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source_date date = {0};
        source_date_parse(text_of(cases[i].raw), &date);
        assert_text_equal(date.literal, "");
        assert_int_equal(date.range, cases[i].range);
        assert_int_equal(date.open, cases[i].open);
        assert_int_equal(date.circa, cases[i].circa);
        for (int end = 0; end < 2; end++) {
            assert_int_equal(date.year[end], cases[i].year[end]);
            assert_int_equal(date.month[end], cases[i].month[end]);
        }
    }
    (void)state;
}

static void test_keywords_annote_custom(void **state)
{
    const struct library *library = read_yaml(
        *state, "- id: a\n  keyword: safety, trial\n  annote: read twice\n  custom: {x: 1}\n"
                "- id: b\n  keyword: [one]\n");
    const struct source_item *item = library_item(library, 0);
    assert_int_equal(item->keywords.count, 2);
    assert_text_equal(item->keywords.items[1].text, "trial");
    assert_text_equal(item->annote.text, "read twice");
    assert_non_null(value_find(item->custom, "x"));
    assert_int_equal(library_item(library, 1)->keywords.count, 1);
}

static void test_links(void **state)
{
    struct job *job = *state;
    const struct library *library = read_yaml(
        job, "- id: a\n  DOI: 10.1/x\n  URL: https://example.org\n"
             "- id: b\n  PMID: '12'\n- id: c\n  URL: https://example.org/c\n- id: d\n");
    assert_text_equal(item_link(job, library_item(library, 0)), "https://doi.org/10.1/x");
    assert_text_equal(item_link(job, library_item(library, 1)),
                      "https://pubmed.ncbi.nlm.nih.gov/12");
    assert_text_equal(item_link(job, library_item(library, 2)), "https://example.org/c");
    assert_text_equal(item_link(job, library_item(library, 3)), "");
}

static void test_faults_are_placed(void **state)
{
    struct job *job = *state;
    const struct library *library = read_yaml(job, "- id: a\n  titel: T\n- id: a\n- title: U\n"
                                                   "- id: b\n  author: 3\n  title: [x]\n- z\n");
    assert_int_equal(library_count(library), 2);
    assert_text_equal(
        job_messages(job),
        "1:7 source-twice: source \"a\" is defined in refs.yaml:3 too (give one of them "
        "another "
        "key)\n"
        "2:3 source-key: unknown key \"titel\" in a source (did you mean \"title\"?)\n"
        "3:7 source-twice: source \"a\" is defined in refs.yaml:1 too (give one of them "
        "another "
        "key)\n"
        "4:3 source-shape: a source has no id\n"
        "7:10 source-shape: this variable holds text\n"
        "8:3 source-shape: a source is a map of variables\n");
}

static void test_nearest_id(void **state)
{
    const struct library *library = read_yaml(*state, "- id: zarate2006\n- id: li2010\n");
    assert_text_equal(library_nearest(library, TEXT("zarate2005")), "zarate2006");
    assert_null(library_find(library, TEXT("zarate2005")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_references_key_and_bare_list),
        job_test(test_notes_are_promoted),
        job_test(test_notes_add_names),
        job_test(test_dates),
        job_test(test_dates_in_words),
        job_test(test_a_date_of_an_open_start_is_its_end),
        job_test(test_dates_in_edtf),
        job_test(test_keywords_annote_custom),
        job_test(test_links),
        job_test(test_faults_are_placed),
        job_test(test_nearest_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
