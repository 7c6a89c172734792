/* Inlines as read aloud, and labels by id. */
#include "document/reading.h"

static struct text plain(struct job *job, const struct document *document, size_t block)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "kept ");
    document_plain(document, body_of(document).items[block].inlines, &out);
    return buffer_text(&out);
}

static void reads_without_markup(void **state)
{
    struct job *job = *state;
    const struct document *document =
        read_section(job, "# T\n\nA *b* `c` H~2~O [d](https://x.example) over\\\nlines.\n");
    assert_text_equal(plain(job, document, 0), "kept A b c H2O d over lines.");
    assert_messages(job, "");
}

static void leaves_out_cites_and_marks(void **state)
{
    struct job *job = *state;
    const struct document *document =
        read_section(job, "# T\n\nIt fades [@a; @b], soon[^n].\n\n[@c]\n\n[^n]: Note.\n");
    assert_text_equal(plain(job, document, 0), "kept It fades, soon.");
    assert_text_equal(plain(job, document, 1), "kept ");
}

static void finds_labels(void **state)
{
    struct job *job = *state;
    const struct document *document = read_section(
        job, "# T {#sec-t}\n\n## A\n\n## B {#sec-b}\n\nSee [](#sec-b) and [t](#sec-t).\n");
    assert_text_equal(document_label(document, TEXT("sec-b"))->number, "1.2");
    assert_true(document_label(document, TEXT("sec-t"))->used);
    assert_null(document_label(document, TEXT("sec-x")));
    assert_null(document_label(document, TEXT("")));
    assert_int_equal(document->label_count, 3);
    assert_text_equal(plain(job, document, 2), "kept See 1.2 and t.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(reads_without_markup),
        job_test(leaves_out_cites_and_marks),
        job_test(finds_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
