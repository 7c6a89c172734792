/* Finding and refusing styles. */
#include <time.h>
#include <unistd.h>

#include "citation/bench.h"

static const struct citation_style *read_named(struct job *job, const char *name)
{
    return citation_style_read(job, &test_folders, text_of(name), TEXT(""), (struct span){0});
}

static bool reported(struct job *job, enum diag_id id)
{
    for (size_t i = 0; i < job->diags.list.count; i++)
        if (job->diags.list.items[i].id == id)
            return true;
    return false;
}

static const struct citation_style *read_body(struct job *job, const char *body)
{
    return bench_open(job, "", body, "[]").style;
}

static void test_facts(void **state)
{
    const struct citation_style *style = read_named(*state, "plain-numbers");
    assert_non_null(style);
    struct citation_facts facts = citation_style_facts(style);
    assert_true(facts.numeric && facts.superscript && facts.bibliography);
    assert_int_equal(facts.place, CITATION_IN_TEXT);
    assert_text_equal(facts.title, "Plain Numbers");
    assert_text_equal(facts.language, "en-US");
}

static void test_dependent_style_takes_its_parent_and_locale(void **state)
{
    const struct citation_style *style = read_named(*state, "journal-of-plain");
    assert_non_null(style);
    assert_text_equal(citation_style_facts(style).language, "de-DE");
}

static void test_missing_parent(void **state)
{
    assert_null(read_named(*state, "journal-of-orphans"));
    assert_true(reported(*state, DIAG_STYLE_PARENT));
}

static void test_missing_style_names_the_package(void **state)
{
    struct job *job = *state;
    struct citation_folders folders = {TEXT("tests/citation/nowhere"), test_folders.locales};
    assert_null(citation_style_read(job, &folders, TEXT("apa"), TEXT(""), (struct span){0}));
    assert_true(reported(job, DIAG_STYLE_MISSING));
    struct text hint = job->diags.list.items[0].hint;
    assert_true(text_search(hint, TEXT("citation-style-language-styles"), 0) < hint.length);
}

static void test_unknown_style_names_the_nearest(void **state)
{
    struct job *job = *state;
    assert_null(read_named(job, "plain-nubers"));
    assert_true(reported(job, DIAG_STYLE_UNKNOWN));
    assert_text_equal(job->diags.list.items[0].hint, "did you mean \"plain-numbers\"?");
    assert_null(read_named(job, "../styles/plain-numbers"));
}

static void test_names_as_people_write_them(void **state)
{
    static const char *const names[] = {"Plain Numbers", "plain_numbers", "the-plain-numbers",
                                        "http://www.zotero.org/styles/plain-numbers"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(read_named(*state, names[i]));
}

/* Debian's folder holds old names, the current repository new ones. */
static void test_renamed_styles(void **state)
{
    static const char *const names[][2] = {
        {"nlm-citation-sequence", "Vancouver"},
        {"vancouver", "Vancouver"},
        {"icmje", "Vancouver"},
        {"national-library-of-medicine", "Vancouver"},
        {"ama", "American Medical Association"},
        {"nejm", "The New England Journal of Medicine"},
        {"lancet", "The Lancet"},
        {"chicago-notes-bibliography", "Chicago Manual of Style"},
        {"journal-of-the-american-medical-association", "American Medical Association"},
    };
    struct citation_folders folders = citation_folders_debian();
    if (access("/usr/share/citation-style-language/styles/vancouver.csl", R_OK) != 0)
        skip();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct citation_style *style = citation_style_read(
            *state, &folders, text_of(names[i][0]), TEXT("en-US"), (struct span){0});
        assert_non_null(style);
        assert_true(text_starts(citation_style_facts(style).title, names[i][1]));
    }
}

static void test_a_parent_beside_its_dependent_style_wins(void **state)
{
    const struct citation_style *style =
        read_named(*state, "tests/citation/styles/dependent/journal-of-plain.csl");
    assert_non_null(style);
    assert_text_equal(citation_style_facts(style).title, "Plain Numbers");
}

static void test_missing_locales_name_the_package(void **state)
{
    struct citation_folders folders = {test_folders.styles, TEXT("tests/citation/nowhere")};
    assert_null(citation_style_read(*state, &folders, TEXT("plain-numbers"), TEXT(""),
                                    (struct span){0}));
    assert_true(reported(*state, DIAG_LOCALE_MISSING));
}

static void test_macro_that_calls_itself(void **state)
{
    assert_null(read_body(*state, "<macro name=\"a\"><text macro=\"b\"/></macro>"
                                  "<macro name=\"b\"><group><text macro=\"a\"/></group></macro>"
                                  "<citation><layout><text macro=\"a\"/></layout></citation>"));
    assert_true(reported(*state, DIAG_STYLE_MACRO_LOOP));
}

static void test_macro_that_is_missing(void **state)
{
    assert_null(read_body(*state, "<citation><layout><text macro=\"a\"/></layout></citation>"));
    assert_true(reported(*state, DIAG_STYLE_MACRO_MISSING));
}

static void test_macros_that_double_do_not_hang(void **state)
{
    struct buffer body = buffer_new(&((struct job *)*state)->arena);
    for (int i = 0; i < 60; i++) {
        buffer_string(&body, "<macro name=\"m");
        buffer_number(&body, i);
        buffer_string(&body, "\"><text macro=\"m");
        buffer_number(&body, i + 1);
        buffer_string(&body, "\"/><text macro=\"m");
        buffer_number(&body, i + 1);
        buffer_string(&body, "\"/></macro>");
    }
    buffer_string(&body, "<macro name=\"m60\"><text value=\"x\"/></macro>"
                         "<citation><layout><text macro=\"m0\"/></layout></citation>");
    struct text text =
        cited(*state, "", text_string(body.arena, buffer_text(&body)), "[{\"id\":\"a\"}]");
    assert_true(text.length < 400000);
}

static void test_a_document_type_is_refused(void **state)
{
    struct job *job = *state;
    uint32_t number = source_add(job, TEXT("bomb.csl"),
                                 TEXT("<!DOCTYPE s [<!ENTITY a \"aaaa\">]><style>&a;</style>"));
    assert_null(xml_read(job, number));
    assert_true(reported(job, DIAG_STYLE_SYNTAX));
}

static void test_a_style_without_citations_is_refused(void **state)
{
    assert_null(read_body(*state, "<info><title>x</title></info>"));
    assert_true(reported(*state, DIAG_STYLE_SYNTAX));
}

static void test_malformed_xml_is_placed(void **state)
{
    struct job *job = *state;
    uint32_t number = source_add(job, TEXT("bad.csl"), TEXT("<style>\n<macro>\n</style>"));
    assert_null(xml_read(job, number));
    assert_int_equal(source_place(job, job->diags.list.items[0].span).line, 3);
}

static void test_deep_nesting_is_refused(void **state)
{
    struct job *job = *state;
    struct buffer deep = buffer_new(&job->arena);
    for (int i = 0; i < 150; i++)
        buffer_string(&deep, "<g>");
    for (int i = 0; i < 150; i++)
        buffer_string(&deep, "</g>");
    assert_null(xml_read(job, source_add(job, TEXT("deep.csl"), buffer_text(&deep))));
    assert_true(reported(job, DIAG_STYLE_SYNTAX));
}

/* Markup as files of styles and of EndNote have it: references, CDATA, comments, blanks. */
static void test_xml_gives_elements_as_written(void **state)
{
    struct job *job = *state;
    uint32_t number = source_add(job, TEXT("a.csl"),
                                 TEXT("<s v=\"a &amp; &#38;amp; &lt;b\" xml:lang=\"en\">\n"
                                      "  <!-- no text -->\n  <t> </t>\n"
                                      "  <u>x &amp; <i>y</i><![CDATA[<z>]]></u>\n</s>"));
    const struct xml_element *root = xml_read(job, number);
    assert_non_null(root);
    assert_text_equal(*xml_find(root, "v"), "a & &amp; <b");
    assert_text_equal(*xml_find(root, "lang"), "en");
    assert_text_equal(root->text, "");
    assert_text_equal(xml_child(root, "t")->text, " ");
    assert_text_equal(xml_child(root, "u")->text, "x & <z>");
    assert_int_equal(xml_child(root, "u")->first->at, 4);
    assert_int_equal(source_place(job, xml_child(root, "u")->span).line, 4);
}

/* Measuring the line anew for each element of a line took 40 s for this. */
static void test_many_elements_in_a_line_are_read_at_once(void **state)
{
    struct job *job = *state;
    struct buffer text = buffer_new(&job->arena);
    buffer_string(&text, "<records>");
    for (int i = 0; i < 800000; i++)
        buffer_string(&text, "<record/>");
    buffer_string(&text, "</records>");
    clock_t start = clock();
    assert_non_null(xml_read(job, source_add(job, TEXT("long.xml"), buffer_text(&text))));
    assert_true((clock() - start) / CLOCKS_PER_SEC < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_facts),
        job_test(test_dependent_style_takes_its_parent_and_locale),
        job_test(test_missing_parent),
        job_test(test_missing_style_names_the_package),
        job_test(test_unknown_style_names_the_nearest),
        job_test(test_names_as_people_write_them),
        job_test(test_renamed_styles),
        job_test(test_a_parent_beside_its_dependent_style_wins),
        job_test(test_missing_locales_name_the_package),
        job_test(test_macro_that_calls_itself),
        job_test(test_macro_that_is_missing),
        job_test(test_macros_that_double_do_not_hang),
        job_test(test_a_document_type_is_refused),
        job_test(test_a_style_without_citations_is_refused),
        job_test(test_malformed_xml_is_placed),
        job_test(test_deep_nesting_is_refused),
        job_test(test_xml_gives_elements_as_written),
        job_test(test_many_elements_in_a_line_are_read_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
