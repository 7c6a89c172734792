/* What medicine needs and CSL does not give: standing, journals, preprints, PubMed, links. */
#include "citation/bench.h"

#define ENTRY                                                                                  \
    "<citation><layout><text variable=\"citation-number\"/></layout></citation>"               \
    "<bibliography><layout suffix=\".\"><group delimiter=\". \"><text variable=\"title\"/>"    \
    "<text variable=\"container-title\" form=\"short\"/>"                                      \
    "<choose><if variable=\"DOI\"><text variable=\"DOI\" prefix=\"doi:\"/></if><else>"         \
    "<text variable=\"URL\"/><date variable=\"accessed\"><date-part name=\"year\"/></date>"    \
    "</else></choose></group></layout></bibliography>"

/* The first entry, rendered with options. */
static struct bibliography_entry entry_with(struct job *job, const char *items,
                                            struct citation_options options)
{
    struct bench bench = bench_open(job, "", ENTRY, items);
    assert_non_null(bench.library);
    const struct source_item **all = arena_alloc(&job->arena, sizeof *all);
    all[0] = library_item(bench.library, 0);
    options.listed = all;
    options.listed_count = 1;
    const struct citations *citations = citation_render(job, bench.style, NULL, 0, &options);
    assert_int_equal(citations->bibliography.count, 1);
    return citations->bibliography.entries[0];
}

static struct text body_with(struct job *job, const char *items,
                             struct citation_options options)
{
    struct bibliography_entry entry = entry_with(job, items, options);
    return rich_text(job, &entry.body);
}

static const struct source_item *item_of(struct job *job, const char *items)
{
    const struct value *value =
        value_read_json(job, source_add(job, TEXT("items"), text_of(items)));
    assert_non_null(value);
    return library_item(library_read_value(job, value), 0);
}

static void test_standing_is_found_wherever_it_stands(void **state)
{
    static const struct {
        const char *items;
        enum source_standing standing;
        const char *notice;
    } cases[] = {
        {"[{\"id\":\"a\",\"status\":\"retracted\",\"notice\":\"J 1;2:3\"}]", SOURCE_RETRACTED,
         "J 1;2:3"},
        {"[{\"id\":\"a\",\"note\":\"Retraction: J 1;2:3\\nPMID: 7\"}]", SOURCE_RETRACTED,
         "J 1;2:3"},
        {"[{\"id\":\"a\",\"custom\":{\"erratum-in\":[\"J 1\",\"J 2\"]}}]", SOURCE_CORRECTED,
         "J 1; J 2"},
        {"[{\"id\":\"a\",\"custom\":{\"erratum-in\":\"J 1\",\"retraction-in\":\"J 9\"}}]",
         SOURCE_RETRACTED, "J 9"},
        {"[{\"id\":\"a\",\"note\":\"Expression of concern: J 4\"}]", SOURCE_CONCERN, "J 4"},
        {"[{\"id\":\"a\",\"title\":\"RETRACTED ARTICLE: Spines\"}]", SOURCE_RETRACTED, ""},
        {"[{\"id\":\"a\",\"title\":\"Retracted lenses\",\"status\":\"in press\"}]",
         SOURCE_SOUND, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct source_item *item = item_of(*state, cases[i].items);
        assert_int_equal(item->standing, cases[i].standing);
        assert_text_equal(item->notice.text, cases[i].notice);
    }
}

static void test_a_status_of_csl_stays_a_variable(void **state)
{
    const struct source_item *item =
        item_of(*state, "[{\"id\":\"a\",\"status\":\"in press\"}]");
    assert_text_equal(item_text(item, "status"), "in press");
    item = item_of(*state, "[{\"id\":\"a\",\"status\":\"retracted\"}]");
    assert_null(item_find(item, "status"));
}

static void test_preprint_servers_are_named_once(void **state)
{
    struct citation_options options = {.print_server = true};
    static const char *const cases[][2] = {
        {"[{\"id\":\"a\",\"type\":\"article\",\"title\":\"T\",\"publisher\":\"medRxiv\"}]",
         "T. Preprint. medRxiv."},
        {"[{\"id\":\"a\",\"title\":\"T\",\"container-title\":\"bioRxiv\"}]",
         "T. bioRxiv. Preprint."},
        {"[{\"id\":\"a\",\"title\":\"T\",\"DOI\":\"10.48550/arXiv.1\"}]",
         "T. doi:10.48550/arXiv.1. Preprint. arXiv."},
        {"[{\"id\":\"a\",\"title\":\"T\",\"genre\":\"Preprint\"}]", "T. Preprint."},
        {"[{\"id\":\"a\",\"title\":\"T\",\"container-title\":\"SSRN\",\"volume\":\"3\"}]",
         "T. SSRN."},
        {"[{\"id\":\"a\",\"title\":\"T\",\"publisher\":\"Authoreal\"}]", "T."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text_equal(body_with(*state, cases[i][0], options), cases[i][1]);
}

static void test_pubmed_numbers_are_appended(void **state)
{
    struct citation_options options = {.print_pubmed = true};
    struct bibliography_entry entry = entry_with(
        *state, "[{\"id\":\"a\",\"title\":\"T\",\"PMID\":\"12\",\"PMCID\":\"PMC34\"}]",
        options);
    assert_text_equal(rich_text(*state, &entry.body), "T. PMID:\u00A012; PMCID:\u00A0PMC34.");
    assert_text_equal(entry.body.runs[1].link, "https://pubmed.ncbi.nlm.nih.gov/12");
    options.print_pubmed = false;
    assert_text_equal(
        body_with(*state, "[{\"id\":\"a\",\"title\":\"T\",\"PMID\":\"12\"}]", options), "T.");
}

static void test_a_title_is_linked_where_nothing_else_is(void **state)
{
    struct citation_options options = {.link_titles = true};
    struct bibliography_entry entry =
        entry_with(*state, "[{\"id\":\"a\",\"title\":\"T\",\"PMID\":\"12\"}]", options);
    assert_text_equal(entry.body.runs[0].link, "https://pubmed.ncbi.nlm.nih.gov/12");
    entry = entry_with(
        *state, "[{\"id\":\"a\",\"title\":\"T\",\"PMID\":\"12\",\"DOI\":\"10.1/x\"}]", options);
    assert_text_equal(entry.body.runs[0].text, "T. doi:");
    assert_text_equal(entry.body.runs[0].link, "");
    assert_text_equal(entry.body.runs[1].link, "https://doi.org/10.1/x");
}

static void test_a_url_without_a_day_of_access_warns(void **state)
{
    struct job *job = *state;
    struct citation_options options = {0};
    const char *url = "[{\"id\":\"a\",\"title\":\"T\",\"URL\":\"https://e.org\"}]";
    const char *dated = "[{\"id\":\"a\",\"title\":\"T\",\"URL\":\"https://e.org\",\"accessed\":"
                        "{\"date-parts\":[[2026]]}}]";
    const char *doi = "[{\"id\":\"a\",\"title\":\"T\",\"URL\":\"https://e.org\",\"DOI\":"
                      "\"10.1/x\"}]";
    body_with(job, dated, options);
    body_with(job, doi, options);
    assert_int_equal(job->diags.list.count, 0);
    body_with(job, url, options);
    assert_int_equal(job->diags.list.count, 1);
    assert_int_equal(job->diags.list.items[0].id, DIAG_REF_ACCESS);
}

static void test_journals_are_abbreviated_by_issn_or_title(void **state)
{
    struct job *job = *state;
    struct located file = {.text = TEXT("tests/evidence/medical-journals.yaml")};
    struct citation_options options = {.journals = journals_read(job, &file, 1)};
    static const char *const cases[][2] = {
        {"[{\"id\":\"a\",\"container-title\":\"THE Journal of Even Numbers. (Online)\"}]",
         "J Even Num."},
        {"[{\"id\":\"a\",\"container-title\":\"Another\",\"ISSN\":\"1111-1111, 5555-000x\"}]",
         "Ann Made-up Med."},
        {"[{\"id\":\"a\",\"container-title\":\"Journal of Even Numbers\","
         "\"container-title-short\":\"JEN\"}]",
         "JEN."},
        {"[{\"id\":\"a\",\"container-title\":\"Journal of Odd Numbers\"}]",
         "Journal of Odd Numbers."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text_equal(body_with(job, cases[i][0], options), cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_standing_is_found_wherever_it_stands),
        job_test(test_a_status_of_csl_stays_a_variable),
        job_test(test_preprint_servers_are_named_once),
        job_test(test_pubmed_numbers_are_appended),
        job_test(test_a_title_is_linked_where_nothing_else_is),
        job_test(test_a_url_without_a_day_of_access_warns),
        job_test(test_journals_are_abbreviated_by_issn_or_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
