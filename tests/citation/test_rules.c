/* Groups, conditions, punctuation, quotation marks, locales, dates. */
#include "citation/bench.h"

#define ONE                                                                                    \
    "[{\"id\":\"a\",\"type\":\"book\",\"title\":\"Why?\",\"volume\":\"3\",\"issued\":"         \
    "{\"date-parts\":[[2020,3,5]]}}]"

#define LAYOUT(inside) "<citation><layout>" inside "</layout></citation>"

static void test_group_vanishes_with_its_variables(void **state)
{
    assert_text_equal(
        cited(*state, "",
              LAYOUT("<text variable=\"title\"/><group prefix=\" (\" suffix=\")\">"
                     "<text value=\"in \"/><text variable=\"container-title\"/></group>"
                     "<group prefix=\" [\" suffix=\"]\"><text value=\"note\"/></group>"),
              ONE),
        "Why? [note]");
}

static void test_macro_vanishes_with_its_variables(void **state)
{
    assert_text_equal(
        cited(*state, "",
              "<macro name=\"m\"><text value=\"no. \"/><text variable=\"issue\"/>"
              "</macro>" LAYOUT("<group delimiter=\"; \"><text variable=\"title\"/>"
                                "<text macro=\"m\"/></group>"),
              ONE),
        "Why?");
}

static void test_conditions_of_several_attributes(void **state)
{
    const char *style = LAYOUT(
        "<choose><if match=\"any\" type=\"song\" is-numeric=\"volume\"><text value=\"any \"/>"
        "</if></choose><choose><if type=\"song\" is-numeric=\"volume\"><text value=\"all \"/>"
        "</if><else><text value=\"not all \"/></else></choose><choose><if match=\"none\" "
        "variable=\"issue page\"><text value=\"none\"/></if></choose>");
    assert_text_equal(cited(*state, "", style, ONE), "any not all none");
}

static void test_punctuation_merges(void **state)
{
    assert_text_equal(cited(*state, "",
                            LAYOUT("<group delimiter=\". \"><text variable=\"title\" "
                                   "suffix=\".\"/><text value=\"Vol.\" suffix=\".\"/>"
                                   "<text value=\"x\"/></group>"),
                            ONE),
                      "Why? Vol. x");
}

static void test_full_stop_goes_into_quotes(void **state)
{
    const char *items = "[{\"id\":\"a\",\"title\":\"The 'inner' one\"}]";
    const char *style = LAYOUT("<text variable=\"title\" quotes=\"true\" suffix=\", \"/>"
                               "<text value=\"x\"/>");
    assert_text_equal(cited(*state, "", style, items), "“The ‘inner’ one,” x");
    job_teardown(state);
    job_setup(state);
    assert_text_equal(cited(*state, "default-locale=\"de-DE\"", style, items),
                      "„The ‘inner’ one“, x");
}

static void test_style_terms_for_en_hold_for_en_us(void **state)
{
    assert_text_equal(cited(*state, "default-locale=\"en-US\"",
                            "<locale xml:lang=\"en\"><terms><term name=\"page\" form=\"short\">"
                            "pg</term></terms></locale>" LAYOUT(
                                "<text term=\"page\" form=\"short\"/><text value=\"/\"/>"
                                "<text term=\"page\"/>"),
                            ONE),
                      "pg/page");
}

static void test_a_term_may_be_a_space(void **state)
{
    assert_text_equal(
        cited(*state, "",
              "<locale xml:lang=\"en\"><terms><term name=\"page\"> </term></terms>"
              "</locale>" LAYOUT("<text value=\"a\"/><text term=\"page\"/>"
                                 "<text value=\"b\"/>"),
              ONE),
        "a b");
}

static void test_an_unknown_dialect_falls_back(void **state)
{
    assert_text_equal(cited(*state, "default-locale=\"de-AT\"",
                            LAYOUT("<date variable=\"issued\" form=\"text\"/>"), ONE),
                      "5. März 2020");
    job_teardown(state);
    job_setup(state);
    assert_text_equal(cited(*state, "default-locale=\"en-GB\"",
                            LAYOUT("<date variable=\"issued\" form=\"text\"/>"), ONE),
                      "March 5, 2020");
}

static void test_date_delimiter_of_the_styles_locale(void **state)
{
    assert_text_equal(
        cited(*state, "",
              "<locale xml:lang=\"en\"><date form=\"text\" delimiter=\" \"><date-part "
              "name=\"year\"/><date-part name=\"month\" form=\"short\" strip-periods=\"true\"/>"
              "<date-part name=\"day\"/></date></locale>" LAYOUT(
                  "<date variable=\"issued\" form=\"text\"/>"),
              ONE),
        "2020 March 5");
}

static void test_date_ranges_collapse(void **state)
{
    const char *style = LAYOUT("<date variable=\"issued\" form=\"text\"/>");
    static const char *const cases[][2] = {
        {"[[2020,3,5],[2020,3,9]]", "March 5–9, 2020"},
        {"[[2020,2,5],[2020,3,9]]", "February 5–March 9, 2020"},
        {"[[2019,12],[2020,1]]", "December 2019–January 2020"},
        {"[[-44,3]]", "March 44BC"},
        {"[[2020,13]]", "spring 2020"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer items = buffer_new(&((struct job *)*state)->arena);
        buffer_string(&items, "[{\"id\":\"a\",\"issued\":{\"date-parts\":");
        buffer_string(&items, cases[i][0]);
        buffer_string(&items, "}}]");
        const char *json = text_string(items.arena, buffer_text(&items));
        assert_text_equal(cited(*state, "", style, json), cases[i][1]);
    }
}

static void test_page_ranges(void **state)
{
    static const char *const cases[][3] = {
        {"", "321-8", "321–8"},
        {"page-range-format=\"expanded\"", "321-8", "321–328"},
        {"page-range-format=\"minimal\"", "321-328", "321–8"},
        {"page-range-format=\"minimal-two\"", "321-328", "321–28"},
        {"page-range-format=\"chicago\"", "101-108", "101–8"},
        {"page-range-format=\"chicago\"", "100-104", "100–104"},
        {"", "S1-S9, e12", "S1–S9, e12"},
        {"", "-5", "-5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer items = buffer_new(&((struct job *)*state)->arena);
        buffer_string(&items, "[{\"id\":\"a\",\"page\":\"");
        buffer_string(&items, cases[i][1]);
        buffer_string(&items, "\"}]");
        assert_text_equal(cited(*state, cases[i][0], LAYOUT("<text variable=\"page\"/>"),
                                text_string(items.arena, buffer_text(&items))),
                          cases[i][2]);
    }
}

static void test_ordinals(void **state)
{
    const char *style = LAYOUT("<number variable=\"edition\" form=\"ordinal\"/>");
    static const char *const cases[][2] = {
        {"1", "1st"}, {"12", "12th"}, {"22", "22nd"}, {"113", "113th"}, {"second", "second"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer items = buffer_new(&((struct job *)*state)->arena);
        buffer_string(&items, "[{\"id\":\"a\",\"edition\":\"");
        buffer_string(&items, cases[i][0]);
        buffer_string(&items, "\"}]");
        assert_text_equal(
            cited(*state, "", style, text_string(items.arena, buffer_text(&items))),
            cases[i][1]);
    }
}

static void test_markup_in_fields(void **state)
{
    assert_text_equal(
        cited(
            *state, "", LAYOUT("<text variable=\"title\" font-style=\"italic\"/>"),
            "[{\"id\":\"a\",\"title\":\"In <i>vitro</i> H<sub>2</sub>O, p <0.05, <b>open\"}]"),
        "_In _vitro_ H_~_2~__O, p <0.05, <b>open_");
}

static void test_title_case_spares_capitals(void **state)
{
    assert_text_equal(
        cited(*state, "", LAYOUT("<text variable=\"title\" text-case=\"title\"/>"),
              "[{\"id\":\"a\",\"title\":\"on mTOR and the <span class=\\\"nocase\\\">e. "
              "coli</span> of N-methyl-D-aspartate: a review\"}]"),
        "On mTOR and the e. coli of N-Methyl-D-Aspartate: A Review");
}

static void test_a_number_at_the_end_is_the_last_word(void **state)
{
    assert_text_equal(cited(*state, "",
                            LAYOUT("<text variable=\"title\" text-case=\"title\"/>"),
                            "[{\"id\":\"a\",\"title\":\"breath counts, 2019 to 2021\"}]"),
                      "Breath Counts, 2019 to 2021");
}

static void test_a_number_with_a_point_is_a_name(void **state)
{
    static const char *const cases[][2] = {{"17", "yes"},   {"TR17", "yes"},
                                           {"2-4", "yes"},  {"2401.00001", "no"},
                                           {"1.4.2", "no"}, {"second", "no"}};
    const char *style = LAYOUT("<choose><if is-numeric=\"number\"><text value=\"yes\"/></if>"
                               "<else><text value=\"no\"/></else></choose>");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct job *job = *state;
        struct buffer items = buffer_new(&job->arena);
        buffer_string(&items, "[{\"id\":\"a\",\"number\":\"");
        buffer_string(&items, cases[i][0]);
        buffer_string(&items, "\"}]");
        assert_text_equal(cited(job, "", style, text_string(&job->arena, buffer_text(&items))),
                          cases[i][1]);
    }
}

static void test_a_choose_in_a_choose_takes_the_groups_delimiter(void **state)
{
    assert_text_equal(cited(*state, "",
                            LAYOUT("<group delimiter=\", \"><choose><if type=\"book\"><choose>"
                                   "<if type=\"book\"><text variable=\"title\"/>"
                                   "<text variable=\"volume\"/></if></choose>"
                                   "<text value=\"x\"/></if></choose></group>"),
                            ONE),
                      "Why?, 3, x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_group_vanishes_with_its_variables),
        job_test(test_macro_vanishes_with_its_variables),
        job_test(test_conditions_of_several_attributes),
        job_test(test_punctuation_merges),
        job_test(test_full_stop_goes_into_quotes),
        job_test(test_style_terms_for_en_hold_for_en_us),
        job_test(test_a_term_may_be_a_space),
        job_test(test_an_unknown_dialect_falls_back),
        job_test(test_date_delimiter_of_the_styles_locale),
        job_test(test_date_ranges_collapse),
        job_test(test_page_ranges),
        job_test(test_ordinals),
        job_test(test_markup_in_fields),
        job_test(test_title_case_spares_capitals),
        job_test(test_a_number_at_the_end_is_the_last_word),
        job_test(test_a_number_with_a_point_is_a_name),
        job_test(test_a_choose_in_a_choose_takes_the_groups_delimiter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
