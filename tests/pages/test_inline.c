/* What typography does to text: punctuation before raised numbers, letters that count. */
#include "support.h"

#include "pages/inline.h"

static void test_stop_and_comma_move_before_a_raised_number(void **state)
{
    (void)state;
    assert_int_equal(cite_punctuation(TEXT(". Then")), 1);
    assert_int_equal(cite_punctuation(TEXT(", and")), 1);
    assert_int_equal(cite_punctuation(TEXT(".\xE2\x80\x9D Then")), 4);
    assert_int_equal(cite_punctuation(TEXT(".) Then")), 1);
}

static void test_colon_semicolon_and_words_stay_behind(void **state)
{
    (void)state;
    assert_int_equal(cite_punctuation(TEXT(": then")), 0);
    assert_int_equal(cite_punctuation(TEXT("; then")), 0);
    assert_int_equal(cite_punctuation(TEXT(" then.")), 0);
    assert_int_equal(cite_punctuation(TEXT("\xE2\x80\x9D then")), 0);
    assert_int_equal(cite_punctuation(TEXT("")), 0);
}

static void test_letters_count_past_z(void **state)
{
    struct job *job = *state;
    assert_text_equal(text_letters(&job->arena, 1), "a");
    assert_text_equal(text_letters(&job->arena, 26), "z");
    assert_text_equal(text_letters(&job->arena, 27), "aa");
    assert_text_equal(text_letters(&job->arena, 703), "aaa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stop_and_comma_move_before_a_raised_number),
        cmocka_unit_test(test_colon_semicolon_and_words_stay_behind),
        job_test(test_letters_count_past_z),
    };
    return cmocka_run_group_tests_name("inline", tests, NULL, NULL);
}
