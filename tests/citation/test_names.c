/* Names: inherited options, et al, order, initials, particles. */
#include "citation/bench.h"

#define THREE                                                                                  \
    "[{\"id\":\"a\",\"type\":\"book\",\"author\":[{\"family\":\"Adams\",\"given\":\"Ann "      \
    "B.\"},"                                                                                   \
    "{\"family\":\"Byrne\",\"given\":\"Jean-Luc\"},{\"family\":\"Cole\",\"given\":\"Carl\"}]}" \
    "]"

#define NAMES "<citation><layout><names variable=\"author\"/></layout></citation>"

static void test_options_inherit_without_a_name_element(void **state)
{
    assert_text_equal(cited(*state,
                            "class=\"in-text\" initialize-with=\"\" sort-separator=\" \" "
                            "name-as-sort-order=\"all\" initialize-with-hyphen=\"false\"",
                            NAMES, THREE),
                      "Adams AB, Byrne JL, Cole C");
}

static void test_bibliography_options_win_over_the_styles(void **state)
{
    const char *body =
        "<citation><layout><text value=\"x\"/></layout></citation>"
        "<bibliography et-al-min=\"3\" et-al-use-first=\"1\" name-form=\"short\"><layout>"
        "<names variable=\"author\"><name and=\"text\"/></names></layout></bibliography>";
    assert_text_equal(listed(*state, "et-al-min=\"9\" et-al-use-first=\"2\"", body, THREE, 0),
                      "Adams et al.");
}

static void test_et_al_as_a_name_follows_the_others(void **state)
{
    assert_text_equal(
        cited(*state, "",
              "<citation><layout><names variable=\"author\"><name form=\"short\" "
              "and=\"text\"/></names></layout></citation>",
              "[{\"id\":\"a\",\"author\":[{\"family\":\"Adams\"},{\"family\":\"Byrne\"},"
              "{\"literal\":\"et al\"}]}]"),
        "Adams, Byrne, et al.");
}

static void test_bare_initials_take_a_bare_suffix(void **state)
{
    const char *items = "[{\"id\":\"a\",\"author\":[{\"family\":\"Zarate\",\"given\":"
                        "\"Carlos A.\",\"suffix\":\"Jr.\"},{\"family\":\"et al\"}]}]";
    assert_text_equal(cited(*state,
                            "initialize-with=\"\" name-as-sort-order=\"all\" "
                            "sort-separator=\" \" et-al-min=\"7\" et-al-use-first=\"3\"",
                            NAMES, items),
                      "Zarate CA Jr, et al.");
}

static void test_et_al_use_last(void **state)
{
    assert_text_equal(cited(*state, "",
                            "<citation><layout><names variable=\"author\"><name form=\"short\" "
                            "et-al-min=\"3\" et-al-use-first=\"1\" et-al-use-last=\"true\"/>"
                            "</names></layout></citation>",
                            THREE),
                      "Adams, \u2026 Cole");
}

static void test_delimiter_precedes_last(void **state)
{
    const char *body = "<citation><layout><names variable=\"author\"><name form=\"short\" "
                       "and=\"symbol\" delimiter-precedes-last=\"never\"/></names></layout>"
                       "</citation>";
    assert_text_equal(cited(*state, "", body, THREE), "Adams, Byrne & Cole");
}

static void test_initials_keep_their_hyphens(void **state)
{
    assert_text_equal(cited(*state, "initialize-with=\". \"", NAMES, THREE),
                      "A. B. Adams, J.-L. Byrne, C. Cole");
}

static void test_particles_are_found_and_demoted(void **state)
{
    const char *items = "[{\"id\":\"a\",\"author\":[{\"family\":\"van der Berg\",\"given\":"
                        "\"Pim\"},{\"family\":\"Humboldt\",\"given\":\"Alexander von\"}]}]";
    const char *body = "<citation><layout><names variable=\"author\"><name delimiter=\"; \" "
                       "name-as-sort-order=\"all\"/></names></layout></citation>";
    assert_text_equal(cited(*state, "demote-non-dropping-particle=\"never\"", body, items),
                      "van der Berg, Pim; Humboldt, Alexander von");
    job_teardown(state);
    job_setup(state);
    assert_text_equal(cited(*state, "", body, items),
                      "Berg, Pim van der; Humboldt, Alexander von");
}

static void test_substitute_is_not_printed_again(void **state)
{
    const char *body = "<citation><layout><group delimiter=\". \"><names variable=\"author\">"
                       "<substitute><names variable=\"editor\"/><text variable=\"title\"/>"
                       "</substitute></names><text variable=\"title\"/></group></layout>"
                       "</citation>";
    assert_text_equal(cited(*state, "", body, "[{\"id\":\"a\",\"title\":\"Alone\"}]"), "Alone");
}

static void test_label_in_the_plural(void **state)
{
    const char *body = "<citation><layout><names variable=\"editor\"><name form=\"short\"/>"
                       "<label form=\"short\" prefix=\" (\" suffix=\")\"/></names></layout>"
                       "</citation>";
    assert_text_equal(cited(*state, "", body,
                            "[{\"id\":\"a\",\"editor\":[{\"family\":\"Adams\"},"
                            "{\"family\":\"Cole\"}]}]"),
                      "Adams, Cole (eds.)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_options_inherit_without_a_name_element),
        job_test(test_bibliography_options_win_over_the_styles),
        job_test(test_et_al_as_a_name_follows_the_others),
        job_test(test_bare_initials_take_a_bare_suffix),
        job_test(test_et_al_use_last),
        job_test(test_delimiter_precedes_last),
        job_test(test_initials_keep_their_hyphens),
        job_test(test_particles_are_found_and_demoted),
        job_test(test_substitute_is_not_printed_again),
        job_test(test_label_in_the_plural),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
