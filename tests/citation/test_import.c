/* Import formats: what no golden file shows, which is keys that stay, LaTeX and names piece by
 * piece, and the bounds that hostile files meet. What each format becomes as a whole stands in
 * the files *.sources. */
#include "citation/bibtex.h"
#include "citation/import.h"
#include "support.h"

static const struct library *read_as(struct job *job, enum source_format format,
                                     const char *text)
{
    uint32_t number = source_add(job, TEXT("input"), text_of(text));
    return library_read_value(job, import_value(job, number, format));
}

static struct text latex(struct job *job, const char *text, unsigned mode)
{
    struct importer importer = importer_new(job, job_source(job, ""));
    return latex_text(&importer, text_of(text), mode, (struct span){0});
}

static void test_latex(void **state)
{
    static const struct {
        const char *latex;
        const char *text;
    } cases[] = {
        {"M\\\"uller, {\\\"u}ber, na{\\\"\\i}ve, \\'{e}, \\^{\\i}",
         "Müller, über, naïve, é, î"},
        {"\\v{c}\\v s \\c{c} \\k{a} \\H o \\r a \\d{n}", "čš ç ą ő å ṇ"},
        {"Stra{\\ss}e, stra\\ss e, \\o{}re, {\\AA}", "Straße, straße, øre, Å"},
        {"\\= a\\\"{\\textit{x}}", "ā<i>\u1E8D</i>"},
        {"a -- b --- c ``d'' `e' it's ?`f", "a – b — c “d” ‘e' it's ¿f"},
        {"50\\,\\% of \\$5 \\& \\#1 \\_ \\{ \\}", "50\u202F% of $5 & #1 _ { }"},
        {"CO$_2$, $10^{-3}$, 37$^\\circ$C, $\\alpha\\leq\\frac{1}{2}$",
         "CO<sub>2</sub>, 10<sup>\u22123</sup>, 37°C, α≤1/2"},
        {"costs $5 in all", "costs $5 in all"},
        {"\\textbf{b} {\\it i {\\bf ib}} \\textsc{sc} \\textsuperscript{u}",
         "<b>b</b> <i>i <b>ib</b></i> <sc>sc</sc> <sup>u</sup>"},
        {"\\href{https://x.org}{words} \\enquote{q} {\\noopsort{a}}z", "words “q” z"},
        {"line\n   end  twice ~ tie", "line end twice \u00A0 tie"},
        {"open {never", "open never"},
        {"trailing \\", "trailing "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text_equal(latex(*state, cases[i].latex, 0), cases[i].text);
}

static void test_latex_protects_case(void **state)
{
    assert_text_equal(latex(*state, "{DNA} of {\\'e} {\\it E} a{B}c", LATEX_TITLE),
                      "<span class=\"nocase\">DNA</span> of é <i>E</i> "
                      "a<span class=\"nocase\">B</span>c");
    assert_text_equal(latex(*state, "{a {b} c}", LATEX_TITLE),
                      "<span class=\"nocase\">a b c</span>");
    assert_text_equal(latex(*state, "{DNA} \\emph{x}", LATEX_PLAIN), "DNA x");
}

static void test_verbatim(void **state)
{
    assert_text_equal(latex_verbatim(*state, TEXT("\\url{https://x.org/a\\_b\\%20~c}")),
                      "https://x.org/a_b%20~c");
    assert_text_equal(latex_verbatim(*state, TEXT(" 10.1000/a_b ")), "10.1000/a_b");
}

static void test_format_is_seen(void **state)
{
    assert_int_equal(import_format(TEXT("a.txt"), TEXT("\nPMID- 1\n")), FORMAT_NBIB);
    assert_int_equal(import_format(TEXT("a.ris"), TEXT("PMID- 1\n")), FORMAT_NBIB);
    assert_int_equal(import_format(TEXT("a.txt"), TEXT("TY  - JOUR\n")), FORMAT_RIS);
    assert_int_equal(import_format(TEXT("a"), TEXT("words\n@book{a,}\n")), FORMAT_BIBTEX);
    assert_int_equal(import_format(TEXT("a.bib"), TEXT("only words")), FORMAT_BIBTEX);
    assert_int_equal(import_format(TEXT("a.txt"), TEXT("<?xml version=")), FORMAT_ENDNOTE);
    assert_int_equal(import_format(TEXT("a"), TEXT("[{\"id\": 1}]")), FORMAT_JSON);
    assert_int_equal(import_format(TEXT("a.yaml"), TEXT("[{id: 1}]")), FORMAT_YAML);
    assert_int_equal(import_format(TEXT("a"), TEXT("- id: x\n")), FORMAT_YAML);
    (void)state;
}

static struct text id_of(const struct library *library, size_t index)
{
    return library_item(library, index)->id;
}

static void test_keys_do_not_depend_on_order(void **state)
{
    const struct library *a =
        read_as(*state, FORMAT_NBIB,
                "PMID- 30\nDP  - 2020\nTI  - Z\nFAU - Doe, J\n\nPMID- 9\nDP  - 2020\nTI  - A\n"
                "FAU - Doe, J\n\nPMID- 200\nDP  - 2020\nTI  - B\nFAU - D\u00F6e, K\n");
    const struct library *b =
        read_as(*state, FORMAT_NBIB,
                "PMID- 9\nDP  - 2020\nTI  - A\nFAU - Doe, J\n\nPMID- 30\nDP  - 2020\nTI  - Z\n"
                "FAU - Doe, J\n");
    assert_text_equal(id_of(a, 0), "doe2020b");
    assert_text_equal(id_of(a, 1), "doe2020");
    assert_text_equal(id_of(a, 2), "doe2020c");
    assert_text_equal(id_of(b, 0), "doe2020");
    assert_text_equal(id_of(b, 1), "doe2020b");
}

static void test_keys_of_odd_records(void **state)
{
    const struct library *library =
        read_as(*state, FORMAT_RIS,
                "TY  - JOUR\nTI  - On the use of it\nER  - \nTY  - JOUR\nER  - \n"
                "TY  - JOUR\nAU  - 王, 明\nPY  - 2020\nER  - \nTY  - JOUR\nID  - 12\n"
                "AU  - van der Berg, A.\nPY  - 2020\nER  - \n");
    assert_text_equal(id_of(library, 0), "onnd");
    assert_text_equal(id_of(library, 1), "sourcend");
    assert_text_equal(id_of(library, 2), "王2020");
    assert_text_equal(id_of(library, 3), "vanderberg2020");
}

static void test_page_ranges(void **state)
{
    struct job *job = *state;
    assert_text_equal(pages_full(job, TEXT("475-82")), "475-482");
    assert_text_equal(pages_full(job, TEXT("S12-8")), "S12-S18");
    assert_text_equal(pages_full(job, TEXT("1--9")), "1-9");
    assert_text_equal(pages_full(job, TEXT("1299-1313.e19")), "1299-1313.e19");
    assert_text_equal(pages_full(job, TEXT("153-5; discussion 156-7")),
                      "153-155; discussion 156-157");
    assert_text_equal(pages_full(job, TEXT("10, 12\u20134")), "10, 12-14");
    assert_text_equal(pages_full(job, TEXT("e7-")), "e7");
}

/* A value of `count` times `piece` between `before` and `after`. */
static const char *repeated(struct job *job, const char *before, const char *piece,
                            size_t count, const char *after)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, before);
    for (size_t i = 0; i < count; i++)
        buffer_string(&out, piece);
    buffer_string(&out, after);
    return text_string(&job->arena, buffer_text(&out));
}

static void test_strings_cannot_grow_without_end(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "@string{a0 = {0123456789}}\n");
    for (int i = 1; i < 60; i++) {
        buffer_string(&out, "@string{a");
        buffer_number(&out, i);
        buffer_string(&out, " = a");
        buffer_number(&out, i - 1);
        buffer_string(&out, " # a");
        buffer_number(&out, i - 1);
        buffer_string(&out, "}\n");
    }
    buffer_string(&out, "@book{x, title = a59}\n");
    read_as(job, FORMAT_BIBTEX, text_string(&job->arena, buffer_text(&out)));
    assert_int_equal(job->diags.errors, 1);
    assert_true(job->arena.total < (size_t)200 * 1024 * 1024);
}

static void test_hostile_depth_and_length(void **state)
{
    struct job *job = *state;
    const struct library *library =
        read_as(job, FORMAT_BIBTEX,
                repeated(job, "@book{x, title = {", "{\\'", 20000,
                         repeated(job, "e", "}", 20000, "}, author = {a and b}}")));
    assert_int_equal(library_count(library), 1);
    read_as(job, FORMAT_BIBTEX,
            repeated(job, "@book{y, title = {", "\\text[ \\emph ", 200000, "}}"));
    read_as(job, FORMAT_RIS,
            repeated(job, "TY  - JOUR\nDB  - PubMed\n", "AN  - x\n", 200000, ""));
    read_as(job, FORMAT_RIS, repeated(job, "TY  - JOUR\nAB  - x\n", "y\n", 200000, "ER  - \n"));
    read_as(job, FORMAT_BIBTEX, repeated(job, "@book{z, ", "author = {x and y},\n", 500, "}"));
    read_as(job, FORMAT_ENDNOTE,
            repeated(job, "<records><record>", "<titles>", 90,
                     repeated(job, "", "</titles>", 90, "</record></records>")));
}

static void test_many_values_are_refused(void **state)
{
    struct job *job = *state;
    const struct library *library =
        read_as(job, FORMAT_RIS, repeated(job, "", "TY  - GEN\nER  - \n", 600000, ""));
    assert_true(library_count(library) < 600000);
    assert_int_equal(job->diags.errors, 1);
    assert_string_equal(diag_name(job->diags.list.items[0].id), "data-many");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_latex),
        job_test(test_latex_protects_case),
        job_test(test_verbatim),
        job_test(test_format_is_seen),
        job_test(test_keys_do_not_depend_on_order),
        job_test(test_keys_of_odd_records),
        job_test(test_page_ranges),
        job_test(test_strings_cannot_grow_without_end),
        job_test(test_hostile_depth_and_length),
        job_test(test_many_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
