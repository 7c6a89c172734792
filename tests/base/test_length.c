/* Lengths are read exactly, with their units, and printed without loss or trailing zeros. */
#include "support.h"

#include "base/length.h"

static sp parsed(const char *string)
{
    sp length = -1;
    assert_true(length_parse(text_of(string), PT(10), &length));
    return length;
}

static void units(void **state)
{
    (void)state;
    assert_int_equal(parsed("12pt"), PT(12));
    assert_int_equal(parsed(" 12.5 pt "), PT(25) / 2);
    assert_int_equal(parsed("1in"), PT(72));
    assert_int_equal(parsed("25.4 mm"), PT(72));
    assert_int_equal(parsed("2.54 cm"), PT(72));
    assert_int_equal(parsed("1.5em"), PT(15));
    assert_int_equal(parsed("2ex"), PT(10));
    assert_int_equal(parsed("-3pt"), PT(-3));
    assert_int_equal(parsed("0"), 0);
    assert_int_equal(parsed("0.001pt"), 66);
    assert_int_equal(parsed("210mm"), 39011981);
}

static void what_is_no_length(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",     "pt",   "12",    "12px", "1.2345pt", "1e3pt",          "1,5pt", "--1pt",
        ".5pt", "5.pt", "1 2pt", "+1pt", "14401pt",  "999999999999mm", "0x1pt", "1pt2"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        sp length;
        if (length_parse(text_of(wrong[i]), PT(10), &length))
            fail_msg("\"%s\" was read as a length", wrong[i]);
    }
}

static bool computes(const char *string, sp *length)
{
    struct length_units units = {PT(10), PT(14), PT(300)};
    return length_compute(text_of(string), &units, length);
}

static void sums_and_products(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        sp length;
    } cases[] = {
        {"12pt + 2pt", PT(14)},   {"12pt - 2pt - 1pt", PT(9)},
        {"1 lines", PT(14)},      {"2 lines + 1em", PT(38)},
        {"50%", PT(150)},         {"100% - 1in", PT(228)},
        {"2 * 3pt", PT(6)},       {"3pt * 2 + 1pt", PT(7)},
        {"1pt + 3pt * 2", PT(7)}, {"(1pt + 3pt) * 2", PT(8)},
        {"7pt / 2", PT(7) / 2},   {"7pt / -2", PT(-7) / 2},
        {"(8 / 4) * 3pt", PT(6)}, {"-(1pt + 2pt)", PT(-3)},
        {"0 + 3pt", PT(3)},       {"((((1pt))))", PT(1)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sp length = -1;
        if (!computes(cases[i].text, &length))
            fail_msg("\"%s\" was not read", cases[i].text);
        assert_int_equal(length, cases[i].length);
    }
}

static void what_does_not_compute(void **state)
{
    (void)state;
    static const char *const wrong[] = {"1pt * 2pt",
                                        "2 + 3pt",
                                        "2 * 3",
                                        "1pt / 0",
                                        "1pt / 2pt",
                                        "1pt+2pt",
                                        "1pt +2pt",
                                        "1pt + ",
                                        "(1pt",
                                        "1pt)",
                                        "() + 1pt",
                                        "--1pt",
                                        "1pt 2pt",
                                        "* 2pt",
                                        "14000pt + 14000pt",
                                        "14000pt * 14000",
                                        "1pt / 0.0",
                                        "1 2 lines",
                                        "5%%",
                                        "((((((((((((((((((1pt))))))))))))))))))"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        sp length;
        if (computes(wrong[i], &length))
            fail_msg("\"%s\" was read as a length", wrong[i]);
    }
    sp length;
    assert_false(length_parse(TEXT("2 lines"), PT(10), &length));
    assert_false(length_parse(TEXT("50%"), PT(10), &length));
}

static void thousandths(void **state)
{
    (void)state;
    int64_t number;
    assert_true(length_thousandths(TEXT("-12.345"), &number) && number == -12345);
    assert_true(length_thousandths(TEXT("7"), &number) && number == 7000);
    assert_true(length_thousandths(TEXT("0.5"), &number) && number == 500);
    assert_false(length_thousandths(TEXT("0.0005"), &number));
    assert_false(length_thousandths(TEXT("-"), &number));
    assert_false(length_thousandths(TEXT("1000000001"), &number));
}

static void printing(void **state)
{
    struct job *job = *state;
    static const struct {
        sp length;
        int decimals;
        const char *text;
    } cases[] = {
        {PT(12), 2, "12"},
        {PT(25) / 2, 2, "12.5"},
        {PT(-25) / 2, 2, "-12.5"},
        {PT(1) / 3, 3, "0.333"},
        {-PT(2) / 3, 2, "-0.67"},
        {1, 2, "0"},
        {PT(1) / 100 + 1, 2, "0.01"},
        {PT(1) - 1, 2, "1"},
        {PT(3) / 2, 0, "2"},
        {-1, 2, "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer out = buffer_new(&job->arena);
        length_print(&out, cases[i].length, cases[i].decimals);
        assert_text_equal(buffer_text(&out), cases[i].text);
    }
}

static void scaling_rounds_to_nearest(void **state)
{
    (void)state;
    assert_int_equal(length_scale(7, 1, 2), 4);
    assert_int_equal(length_scale(-7, 1, 2), -4);
    assert_int_equal(length_scale(PT(100), 254, 720), PT(25400) / 720);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),
        cmocka_unit_test(what_is_no_length),
        cmocka_unit_test(sums_and_products),
        cmocka_unit_test(what_does_not_compute),
        cmocka_unit_test(thousandths),
        job_test(printing),
        cmocka_unit_test(scaling_rounds_to_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
