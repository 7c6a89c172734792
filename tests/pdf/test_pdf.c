/* A whole file: what it says of itself, that it is the same twice, and what other tools say. */
#include "pdf/sample.h"
#include "pdf/unpacked.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct text make_document(struct job *job)
{
    struct sample *sample = sample_new(job);
    sample_document(sample);
    return sample_make(sample);
}

static size_t count(struct text text, const char *what)
{
    size_t found = 0;
    for (size_t at = text_search(text, text_of(what), 0); at < text.length;
         at = text_search(text, text_of(what), at + 1))
        found++;
    return found;
}

static void is_whole_and_declared(void **state)
{
    struct job *job = *state;
    struct text file = make_document(job);
    assert_text_equal(job_messages(job), "");
    assert_true(text_starts(file, "%PDF-1.7\n"));
    assert_true(text_ends(file, "%%EOF\n"));
    file = unpacked(job, file);
    assert_int_equal(count(file, "<pdfuaid:part>1<"), 1);
    assert_int_equal(count(file, "<pdfaid:part>2<"), 1);
    assert_int_equal(count(file, "/S /GTS_PDFA1"), 1);
    assert_int_equal(count(file, "A sample – with &lt;everything&gt; &amp; α"), 1);
    assert_int_equal(count(file, "/Marked true"), 1);
    assert_int_equal(count(file, "/DisplayDocTitle true"), 1);
    assert_int_equal(count(file, "/Lang(en-US)"), 1);
    assert_int_equal(count(file, "D:20261121000000+00'00'"), 2);
    assert_int_equal(count(file, "2027-05-21T00:00:00+00:00"), 1);
}

static void is_the_same_twice(void **state)
{
    struct text first = make_document(*state);
    struct job *job = job_new();
    struct text second = make_document(job);
    assert_true(first.length > 0);
    assert_true(text_equal(first, second));
    job_free(job);
}

static void other_bytes_have_another_identifier(void **state)
{
    struct job *job = *state;
    struct text first = make_document(job);
    struct sample *sample = sample_new(job);
    sample_block(sample, TAG_P, 0, "other words");
    struct text second =
        pdf_make(job, sample_pages(sample), sample->fonts, &(struct attachments){0});
    fonts_free(sample->fonts);
    struct text ids[2] = {first, second};
    for (int i = 0; i < 2; i++) {
        size_t at = text_search(ids[i], TEXT("/ID["), 0);
        ids[i] = text_slice(ids[i], at, at + 38);
        assert_int_equal(ids[i].length, 38);
    }
    assert_false(text_equal(ids[0], ids[1]));
}

/* Runs `tool` with the sample's file between `before` and `after`; skips where it is not there.
 */
static void tool_accepts(struct job *job, const char *tool, const char *before,
                         const char *after)
{
    char words[512];
    snprintf(words, sizeof words, "command -v %s >/dev/null", tool);
    if (system(words) != 0) {
        print_message("no %s here\n", tool);
        skip();
    }
    char path[] = "/tmp/imprimatur-sample-XXXXXX";
    int file = mkstemp(path);
    struct text bytes = make_document(job);
    assert_int_equal(write(file, bytes.bytes, bytes.length), bytes.length);
    close(file);
    snprintf(words, sizeof words, "%s %s %s", before, path, after);
    int status = system(words);
    unlink(path);
    assert_int_equal(status, 0);
}

static void qpdf_finds_no_fault(void **state)
{
    tool_accepts(*state, "qpdf", "qpdf --check", ">/dev/null");
}

static void poppler_finds_it_tagged(void **state)
{
    tool_accepts(*state, "pdfinfo", "pdfinfo", "2>&1 | grep -q 'Tagged: *yes'");
}

static void text_reads_back(void **state)
{
    tool_accepts(*state, "pdftotext", "pdftotext -raw",
                 "- | tr -d '\\n' | grep -q 'affine, waffle, office.*NMDA.*½ to ≥ 2 µg'");
}

/* The workplace's own checks, where they lie beside the repository. */
static void other_checks_pass(void **state)
{
    if (access("../shared/tools/pdfua_lint.py", R_OK) != 0) {
        print_message("no ../shared here\n");
        skip();
    }
    tool_accepts(*state, "/usr/bin/python3", "/usr/bin/python3 ../shared/tools/pdfua_lint.py",
                 "| grep -q PASS");
    tool_accepts(*state, "mutool", "/usr/bin/python3 ../shared/tools/pdf_text_compare.py",
                 "| grep -q PASS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(is_whole_and_declared),
        job_test(is_the_same_twice),
        job_test(other_bytes_have_another_identifier),
        job_test(qpdf_finds_no_fault),
        job_test(poppler_finds_it_tagged),
        job_test(text_reads_back),
        job_test(other_checks_pass),
    };
    return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
