/* Syntax, streams, trees of many keys, and what happens when the library refuses. */
#include "pdf/metadata.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"
#include "pdf/unpacked.h"

static void writes_short_numbers(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    const int64_t numbers[] = {0, 5, 50, -7, 100, 1250, -12345, 10001};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_hundredths(&out, numbers[i]);
    put_thousandths(&out, 502);
    put_length(&out, SP_PT / 3);
    put_tenth(&out, SP_PT * 2 / 3);
    put_reference(&out, 12);
    assert_text_equal(buffer_text(&out),
                      "0 .05 .5 -.07 1 12.5 -123.45 100.01 .502 .33 .7 12 0 R");
}

static void writes_strings(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    put_text(&out, TEXT("a (b) \\"));
    put_text(&out, TEXT("½𝛼"));
    put_bytes(&out, TEXT("\r\n\xFF"));
    assert_text_equal(text_slice(buffer_text(&out), 0, 12), "(a \\(b\\) \\\\)");
    static const char wide[] = "(\xFE\xFF\0\xBD\xD8\x35\xDE\xFC)(\\r\\n\xFF)";
    struct text expected = {wide, sizeof wide - 1};
    assert_true(text_equal(text_slice(buffer_text(&out), 12, out.length), expected));
}

static void put_key(const void *context, uint32_t index, struct buffer *out)
{
    (void)context;
    buffer_number(out, index);
}

static void put_value(const void *context, uint32_t index, struct buffer *out)
{
    (void)context;
    buffer_byte(out, '(');
    buffer_number(out, index);
    buffer_byte(out, ')');
}

static size_t count(struct text text, const char *what)
{
    size_t found = 0;
    for (size_t at = text_search(text, text_of(what), 0); at < text.length;
         at = text_search(text, text_of(what), at + 1))
        found++;
    return found;
}

/* 5,000 keys: 157 leaves of 32, 5 nodes above them, and the root. */
static void bounds_the_nodes_of_a_tree(void **state)
{
    struct job *job = *state;
    struct writer *writer = writer_new(job);
    struct tree tree = {"Nums", 5000, put_key, put_value, NULL};
    struct text root = tree_write(writer, tree);
    struct text file = unpacked(job, writer_finish(writer));
    writer_free(writer);
    assert_true(text_starts(root, "/Kids["));
    assert_int_equal(count(root, " 0 R"), 5);
    assert_int_equal(count(file, "/Nums["), 157);
    assert_int_equal(count(file, "/Limits["), 162);
    assert_int_equal(count(file, "/Limits[4992 4999]/Nums[4992(4992) 4993(4993)"), 1);
    assert_int_equal(count(file, "/Limits[4096 4999]/Kids["), 1);
}

static void writes_a_small_tree_into_its_root(void **state)
{
    struct job *job = *state;
    struct writer *writer = writer_new(job);
    struct tree tree = {"Names", 2, put_key, put_value, NULL};
    assert_text_equal(tree_write(writer, tree), "/Names[0(0) 1(1)]\n");
    writer_free(writer);
}

static void reports_what_the_library_refuses(void **state)
{
    struct job *job = *state;
    struct writer *writer = writer_new(job);
    char name[200];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    object_name(writer, object_new(writer), "Key", name);
    assert_int_equal(writer_finish(writer).length, 0);
    writer_free(writer);
    assert_int_equal(job->diags.list.count, 1);
    assert_int_equal(job->diags.list.items[0].id, DIAG_PDF_LIBRARY);
}

static void names_the_package_of_a_missing_profile(void **state)
{
    struct job *job = *state;
    struct writer *writer = writer_new(job);
    assert_int_equal(metadata_intent(writer, TEXT("/nowhere/at-all.icc")), 0);
    writer_free(writer);
    size_t last = job->diags.list.count - 1;
    assert_int_equal(job->diags.list.items[last].id, DIAG_PDF_PROFILE);
    assert_text_equal(job->diags.list.items[last].hint,
                      "install the package icc-profiles-free");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(writes_short_numbers),
        job_test(writes_strings),
        job_test(bounds_the_nodes_of_a_tree),
        job_test(writes_a_small_tree_into_its_root),
        job_test(reports_what_the_library_refuses),
        job_test(names_the_package_of_a_missing_profile),
    };
    return cmocka_run_group_tests_name("objects", tests, NULL, NULL);
}
