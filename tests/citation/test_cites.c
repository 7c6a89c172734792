/* Clusters and the bibliography: ranges, warnings, authors in the text, look-alikes. */
#include "citation/bench.h"

#define NUMBERED                                                                               \
    "<citation collapse=\"citation-number\"><sort><key variable=\"citation-number\"/></sort>"  \
    "<layout delimiter=\",\" vertical-align=\"sup\"><text variable=\"citation-number\"/>"      \
    "<group prefix=\"(p\" suffix=\")\"><text "                                                 \
    "variable=\"locator\"/></group></layout></citation>"                                       \
    "<bibliography second-field-align=\"flush\"><layout suffix=\".\">"                         \
    "<text variable=\"citation-number\" suffix=\". \"/><names variable=\"author\"/>"           \
    "</layout></bibliography>"

#define FIVE                                                                                   \
    "[{\"id\":\"a\",\"author\":[{\"family\":\"Ash\",\"given\":\"Ann\"}],\"PMID\":\"77\"},"     \
    "{\"id\":\"b\",\"author\":[{\"family\":\"Birch\"},{\"family\":\"Cedar\"},"                 \
    "{\"family\":\"Elm\"}]},{\"id\":\"c\"},{\"id\":\"d\"},{\"id\":\"e\"}]"

static struct bench numbered(struct job *job)
{
    return bench_open(job, "class=\"in-text\"", NUMBERED, FIVE);
}

static const struct citations *render_ids(const struct bench *bench, const char *ids,
                                          const struct citation_options *options)
{
    struct arena *arena = &bench->job->arena;
    struct citation_cluster *clusters = arena_array(arena, 8, sizeof *clusters);
    size_t count = 1;
    for (; *ids; ids++) {
        struct citation_cluster *cluster = &clusters[count - 1];
        if (*ids == ' ') {
            count++;
            continue;
        }
        if (!cluster->cites)
            cluster->cites = arena_array(arena, 8, sizeof *cluster->cites);
        cluster->cites[cluster->count++] = cite_of(bench, (char[]){*ids, '\0'});
    }
    return citation_render(bench->job, bench->style, clusters, count, options);
}

static void test_three_in_a_row_collapse_two_do_not(void **state)
{
    struct bench bench = numbered(*state);
    const struct citations *citations = render_ids(&bench, "ab abcde adec", NULL);
    assert_true(citations->clusters[0].superscript);
    assert_text_equal(shown(*state, &citations->clusters[0].text), "1,2");
    assert_text_equal(shown(*state, &citations->clusters[1].text), "1–5");
    assert_text_equal(shown(*state, &citations->clusters[2].text), "1,3–5");
}

static void test_range_delimiter_is_a_setting(void **state)
{
    struct bench bench = numbered(*state);
    struct citation_options options = {.range_delimiter = TEXT("-")};
    const struct citations *citations = render_ids(&bench, "abc", &options);
    assert_text_equal(shown(*state, &citations->clusters[0].text), "1-3");
}

static void test_runs_name_their_items(void **state)
{
    struct bench bench = numbered(*state);
    const struct citations *citations = render_ids(&bench, "abc", NULL);
    const struct rich *text = &citations->clusters[0].text;
    assert_int_equal(text->count, 3);
    assert_ptr_equal(text->runs[0].item, library_find(bench.library, TEXT("a")));
    assert_null(text->runs[1].item);
    assert_ptr_equal(text->runs[2].item, library_find(bench.library, TEXT("c")));
}

static void test_same_source_twice_is_printed_once(void **state)
{
    struct bench bench = numbered(*state);
    const struct citations *citations = render_ids(&bench, "aba", NULL);
    assert_text_equal(shown(*state, &citations->clusters[0].text), "1,2");
    assert_int_equal(bench.job->diags.list.items[0].id, DIAG_CITE_TWICE);
}

static void test_locator_ends_a_range(void **state)
{
    struct bench bench = numbered(*state);
    struct citation_cite cites[] = {cite_of(&bench, "a"), cite_of(&bench, "b"),
                                    cite_of(&bench, "c"), cite_of(&bench, "d")};
    cites[1].locator = TEXT("3-5");
    struct citation_cluster cluster = {.count = 4, .cites = cites};
    const struct citations *citations =
        citation_render(bench.job, bench.style, &cluster, 1, NULL);
    assert_text_equal(shown(*state, &citations->clusters[0].text), "1,2(p3–5),3,4");
}

static void test_dropped_locator_warns(void **state)
{
    struct bench bench = bench_open(
        *state, "",
        "<citation><layout><text variable=\"citation-number\"/></layout></citation>", FIVE);
    struct citation_cite cite = cite_of(&bench, "a");
    cite.locator = TEXT("3");
    struct citation_cluster cluster = {.count = 1, .cites = &cite};
    citation_render(bench.job, bench.style, &cluster, 1, NULL);
    assert_int_equal(bench.job->diags.list.items[0].id, DIAG_CITE_LOCATOR_DROPPED);
}

static void test_author_in_text_of_a_numeric_style(void **state)
{
    struct bench bench = numbered(*state);
    struct citation_cite cites[] = {cite_of(&bench, "a"), cite_of(&bench, "b")};
    cites[0].form = cites[1].form = CITE_AUTHOR_IN_TEXT;
    struct citation_cluster clusters[] = {{.count = 1, .cites = &cites[0]},
                                          {.count = 1, .cites = &cites[1]}};
    const struct citations *citations =
        citation_render(bench.job, bench.style, clusters, 2, NULL);
    assert_text_equal(shown(*state, &citations->clusters[0].author), "Ash");
    assert_text_equal(shown(*state, &citations->clusters[0].text), "1");
    assert_text_equal(shown(*state, &citations->clusters[1].author), "Birch et al.");
}

static void test_label_column(void **state)
{
    struct bench bench = numbered(*state);
    struct citation_options options = {.print_pubmed = true};
    const struct citations *citations = render_ids(&bench, "ba", &options);
    const struct bibliography *list = &citations->bibliography;
    assert_int_equal(list->align, ALIGN_FLUSH);
    assert_text_equal(shown(*state, &list->entries[0].label), "1. ");
    assert_text_equal(shown(*state, &list->entries[0].body), "Birch, Cedar, Elm.");
    assert_text_equal(shown(*state, &list->entries[1].body), "Ann Ash. PMID:\u00A077.");
    assert_int_equal(list->entries[1].number, 2);
}

#define AUTHOR_DATE(options)                                                                   \
    "<citation " options "><layout prefix=\"(\" suffix=\")\" delimiter=\"; \">"                \
    "<group delimiter=\" \"><names variable=\"author\"><name form=\"short\" "                  \
    "initialize-with=\". \" and=\"symbol\"/></names>"                                          \
    "<date variable=\"issued\"><date-part name=\"year\"/></date></group></layout></citation>"  \
    "<bibliography subsequent-author-substitute=\"---\"><sort><key variable=\"author\"/>"      \
    "<key variable=\"title\"/></sort><layout><group delimiter=\". \"><names "                  \
    "variable=\"author\"/>"                                                                    \
    "<date variable=\"issued\"><date-part name=\"year\"/></date><text variable=\"title\"/>"    \
    "</group></layout></bibliography>"

#define ITEM(id, names, year, title)                                                           \
    "{\"id\":\"" id "\",\"title\":\"" title "\",\"author\":[" names "],\"issued\":"            \
    "{\"date-parts\":[[" year "]]}}"
#define ANN   "{\"family\":\"Ash\",\"given\":\"Ann\"}"
#define ABEL  "{\"family\":\"Ash\",\"given\":\"Abel\"}"
#define ZOE   "{\"family\":\"Ash\",\"given\":\"Zoe\"}"
#define BIRCH "{\"family\":\"Birch\",\"given\":\"Bob\"}"
#define ELM   "{\"family\":\"Elm\",\"given\":\"Eve\"}"

static void test_year_suffixes_follow_the_bibliography(void **state)
{
    const char *items =
        "[" ITEM("x", ANN, "2001", "Second") "," ITEM("y", ANN, "2001", "First") "]";
    const char *style = AUTHOR_DATE("disambiguate-add-year-suffix=\"true\"");
    assert_text_equal(cited(*state, "", style, items), "(Ash 2001b; Ash 2001a)");
    job_teardown(state);
    job_setup(state);
    assert_text_equal(listed(*state, "", style, items, 1), "---. 2001b. Second");
}

static void test_year_suffixes_collapse(void **state)
{
    const char *items =
        "[" ITEM("x", ANN, "2001", "A") "," ITEM("y", ANN, "2001", "B") "," ITEM(
            "z", ANN, "2001", "C") "," ITEM("w", ANN, "2003", "D") "]";
    assert_text_equal(cited(*state, "",
                            AUTHOR_DATE("disambiguate-add-year-suffix=\"true\" "
                                        "collapse=\"year-suffix-ranged\" "
                                        "year-suffix-delimiter=\",\""),
                            items),
                      "(Ash 2001a–c, 2003)");
}

static void test_given_names_tell_people_apart(void **state)
{
    const char *items = "[" ITEM("x", ANN, "2001", "A") "," ITEM("y", ZOE, "2001", "B") "]";
    assert_text_equal(
        cited(*state, "", AUTHOR_DATE("disambiguate-add-givenname=\"true\""), items),
        "(A. Ash 2001; Z. Ash 2001)");
    job_teardown(state);
    job_setup(state);
    const char *alike = "[" ITEM("x", ANN, "2001", "A") "," ITEM("y", ABEL, "2003", "B") "]";
    assert_text_equal(cited(*state, "",
                            AUTHOR_DATE("disambiguate-add-givenname=\"true\" "
                                        "givenname-disambiguation-rule=\"all-names\""),
                            alike),
                      "(Ann Ash 2001; Abel Ash 2003)");
}

static void test_more_names_tell_cites_apart(void **state)
{
    const char *items = "[" ITEM("x", ANN "," BIRCH "," ELM, "2001",
                                 "A") "," ITEM("y", ANN "," ELM "," BIRCH, "2001", "B") "]";
    assert_text_equal(cited(*state, "",
                            AUTHOR_DATE("disambiguate-add-names=\"true\" et-al-min=\"3\" "
                                        "et-al-use-first=\"1\""),
                            items),
                      "(Ash, Birch, et al. 2001; Ash, Elm, et al. 2001)");
}

static void test_sorting_ignores_accents_and_case(void **state)
{
    const char *items = "[" ITEM("x", "{\"family\":\"Zorn\"}", "2001", "A") "," ITEM(
        "y", "{\"family\":\"Ödön\"}", "2001", "B") "," ITEM("z", "{\"family\":\"ode\"}", "2001",
                                                            "C") "]";
    struct bench bench = bench_open(*state, "", AUTHOR_DATE(""), items);
    const struct citations *citations = render_all(&bench);
    assert_text_equal(citations->bibliography.entries[0].item->id, "z");
    assert_text_equal(citations->bibliography.entries[1].item->id, "y");
    assert_text_equal(citations->bibliography.entries[2].item->id, "x");
}

static void test_positions_in_notes(void **state)
{
    struct bench bench = bench_open(
        *state, "class=\"note\"",
        "<citation><layout suffix=\".\"><choose><if position=\"ibid-with-locator\"><group "
        "delimiter=\", \"><text term=\"ibid\"/><text "
        "variable=\"locator\"/></group></if><else-if "
        "position=\"ibid\"><text term=\"ibid\"/></else-if><else-if position=\"subsequent\">"
        "<text value=\"see n. \"/><text variable=\"first-reference-note-number\"/></else-if>"
        "<else><text variable=\"title\"/></else></choose></layout></citation>",
        "[{\"id\":\"a\",\"title\":\"One\"},{\"id\":\"b\",\"title\":\"Two\"}]");
    struct citation_cite cites[] = {cite_of(&bench, "a"), cite_of(&bench, "a"),
                                    cite_of(&bench, "a"), cite_of(&bench, "b"),
                                    cite_of(&bench, "a")};
    cites[2].locator = TEXT("7");
    struct citation_cluster clusters[5];
    for (size_t i = 0; i < 5; i++)
        clusters[i] = (struct citation_cluster){1, &cites[i], i + 1};
    const struct citations *citations =
        citation_render(bench.job, bench.style, clusters, 5, NULL);
    static const char *const expected[] = {"One.", "Ibid.", "Ibid., 7.", "Two.", "see n. 1."};
    for (size_t i = 0; i < 5; i++)
        assert_text_equal(shown(*state, &citations->clusters[i].text), expected[i]);
}

static void test_prefix_and_suffix_keep_their_looks(void **state)
{
    struct bench bench =
        bench_open(*state, "", AUTHOR_DATE(""), "[" ITEM("x", ANN, "2001", "A") "]");
    struct citation_cite cite = cite_of(&bench, "x");
    cite.prefix = rich_parse(*state, TEXT("<i>see</i>"));
    cite.suffix = rich_parse(*state, TEXT("and passim"));
    struct citation_cluster cluster = {.count = 1, .cites = &cite};
    const struct citations *citations =
        citation_render(bench.job, bench.style, &cluster, 1, NULL);
    assert_text_equal(shown(*state, &citations->clusters[0].text),
                      "(_see_ Ash 2001 and passim)");
}

static void test_locators_are_parsed(void **state)
{
    struct bench bench = numbered(*state);
    static const char *const cases[][4] = {
        {", p. 3", "3", "page", ""},
        {", pp. 3-5, and passim", "3-5", "page", ", and passim"},
        {" 12", "12", "page", ""},
        {", chap. iv", "iv", "chapter", ""},
        {", xi", "", "", ", xi"},
        {", table 2", "2", "table", ""},
        {", supplement 1a", "1a", "supplement", ""},
        {"{ii, A}", "ii, A", "page", ""},
        {", {pp. iv, vi} suffix", "iv, vi", "page", " suffix"},
        {", {}p. 3", "", "page", "p. 3"},
        {", for example 3", "", "", ", for example 3"},
        {", 3-5, 7 & 9 x", "3-5, 7 & 9", "page", " x"},
        {", pagan 3", "", "", ", pagan 3"},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = text_of(cases[i][0]);
        struct citation_locator found = citation_parse_locator(bench.job, bench.style, text);
        assert_text_equal(found.locator, cases[i][1]);
        assert_text_equal(found.label, cases[i][2]);
        assert_text_equal(text_slice(text, found.rest, text.length), cases[i][3]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_three_in_a_row_collapse_two_do_not),
        job_test(test_range_delimiter_is_a_setting),
        job_test(test_runs_name_their_items),
        job_test(test_same_source_twice_is_printed_once),
        job_test(test_locator_ends_a_range),
        job_test(test_dropped_locator_warns),
        job_test(test_author_in_text_of_a_numeric_style),
        job_test(test_label_column),
        job_test(test_year_suffixes_follow_the_bibliography),
        job_test(test_year_suffixes_collapse),
        job_test(test_given_names_tell_people_apart),
        job_test(test_more_names_tell_cites_apart),
        job_test(test_sorting_ignores_accents_and_case),
        job_test(test_positions_in_notes),
        job_test(test_prefix_and_suffix_keep_their_looks),
        job_test(test_locators_are_parsed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
