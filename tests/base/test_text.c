/* Slices, UTF-8, distances and the buffer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/job.h"

static void decodes_utf8(void **state)
{
    (void)state;
    struct text text = TEXT("a½€𝛼");
    size_t at = 0;
    assert_int_equal(text_next(text, &at), 'a');
    assert_int_equal(text_next(text, &at), 0xBD);
    assert_int_equal(text_next(text, &at), 0x20AC);
    assert_int_equal(text_next(text, &at), 0x1D6FC);
    assert_int_equal(at, text.length);
}

static void finds_ill_formed_bytes(void **state)
{
    (void)state;
    assert_int_equal(text_invalid(TEXT("abc")), 3);
    assert_int_equal(text_invalid(TEXT("ab\xFFz")), 2);
    assert_int_equal(text_invalid(TEXT("\xC0\x80")), 0);          /* overlong */
    assert_int_equal(text_invalid(TEXT("a\xED\xA0\x80")), 1);     /* surrogate */
    assert_int_equal(text_invalid(TEXT("a\xF4\x90\x80\x80")), 1); /* past U+10FFFF */
    assert_int_equal(text_invalid(TEXT("a\xE2\x82")), 1);         /* cut off */
}

static void measures_distance(void **state)
{
    (void)state;
    assert_int_equal(text_distance(TEXT("titel"), TEXT("title")), 1); /* a swap */
    assert_int_equal(text_distance(TEXT("kitten"), TEXT("sitting")), 3);
    assert_int_equal(text_distance(TEXT(""), TEXT("abc")), 3);
}

static void trims_and_slices(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(TEXT(" \t a b\n")), "a b"));
    assert_true(text_is(text_slice(TEXT("abc"), 1, 99), "bc"));
    assert_true(text_is(text_slice((struct text){NULL, 0}, 0, 1), ""));
    assert_int_equal(text_search(TEXT("one two"), TEXT("two"), 0), 4);
    assert_int_equal(text_search(TEXT("one two"), TEXT("x"), 0), 7);
}

static void counts_in_letters(void **state)
{
    (void)state;
    struct job *job = job_new();
    struct buffer buffer = buffer_new(&job->arena);
    const size_t numbers[] = {1, 26, 27, 52, 702, 703};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        buffer_letters(&buffer, numbers[i]);
        buffer_byte(&buffer, ' ');
    }
    assert_true(text_is(buffer_text(&buffer), "a z aa az zz aaa "));
    job_free(job);
}

static void builds_text(void **state)
{
    (void)state;
    struct job *job = job_new();
    struct buffer buffer = buffer_new(&job->arena);
    buffer_string(&buffer, "n=");
    buffer_number(&buffer, -42);
    buffer_rune(&buffer, 0x1D6FC);
    buffer_rune(&buffer, 0x2265);
    buffer_rune(&buffer, 0xBD);
    assert_true(text_is(buffer_text(&buffer), "n=-42𝛼≥½"));
    for (int i = 0; i < 100000; i++)
        buffer_byte(&buffer, 'x');
    assert_int_equal(buffer_text(&buffer).length, 100000 + strlen("n=-42𝛼≥½"));
    job_free(job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_utf8),      cmocka_unit_test(finds_ill_formed_bytes),
        cmocka_unit_test(measures_distance), cmocka_unit_test(trims_and_slices),
        cmocka_unit_test(counts_in_letters), cmocka_unit_test(builds_text),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
