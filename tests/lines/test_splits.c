/* Where words may be broken, which words belong together, what may be hyphenated. */
#include "lines/splits.h"
#include "support.h"

/* The word with "|" at its break places, "||" at soft hyphens. */
static struct text split(struct job *job, const char *string)
{
    struct text word = text_of(string);
    struct chance chances[CHANCES_MOST];
    size_t count = splits_find(word, chances);
    struct buffer out = buffer_new(&job->arena);
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, text_slice(word, from, chances[i].at));
        buffer_string(&out, chances[i].hyphen ? "||" : "|");
        from = chances[i].at;
    }
    buffer_add(&out, text_slice(word, from, word.length));
    return buffer_text(&out);
}

static void compounds_break_at_their_hyphens(void **state)
{
    assert_text_equal(split(*state, "placebo-controlled"), "placebo-|controlled");
    assert_text_equal(split(*state, "well-tolerated,"), "well-|tolerated,");
    assert_text_equal(split(*state, "dose–response"), "dose–|response");
    assert_text_equal(split(*state, "safety—and"), "safety—|and");
    assert_text_equal(split(*state, "depression/anxiety"), "depression/|anxiety");
    assert_text_equal(split(*state, "anti-NMDA"), "anti-|NMDA");
}

static void names_and_ranges_do_not(void **state)
{
    static const char *const whole[] = {"5-HT",     "5-HT₂A",  "(2R,6R)-HNK", "t-test", "Mg²⁺",
                                        "12–15",    "0.5-1.0", "mg/kg",       "120/80", "−0.5",
                                        "COVID-19", "x-",      "-y",          "and/or", NULL};
    for (size_t i = 0; whole[i] != NULL; i++)
        assert_text_equal(split(*state, whole[i]), whole[i]);
}

static void long_chemical_names_part_reluctantly(void **state)
{
    struct chance chances[CHANCES_MOST];
    (void)state;
    assert_int_equal(splits_find(TEXT("N-methyl-D-aspartate"), chances), 1);
    assert_int_equal(chances[0].at, strlen("N-methyl-"));
    assert_true(chances[0].unlike > 100);
}

static void addresses_break_without_hyphen(void **state)
{
    assert_text_equal(split(*state, "https://doi.org/10.1001/jama.2019.17"),
                      "https://|doi.org/|10.1001/|jama.|2019.17");
    assert_text_equal(split(*state, "10.1038/s41591-025-03800-w"),
                      "10.1038/|s41591-|025-|03800-w");
    assert_text_equal(split(*state, "doi:10.1016/j.pain.2011.03.026"),
                      "doi:10.1016/|j.|pain.|2011.|03.026");
    assert_text_equal(split(*state, "www.example.org/a/-/b-c.html"),
                      "www.|example.|org/|a/-/|b-|c.|html");
    assert_text_equal(split(*state, "nice.org.uk/guidance"), "nice.|org.|uk/|guidance");
    assert_true(splits_address(TEXT("10.1001/jamapsychiatry.2013")));
    assert_true(splits_address(TEXT("help@example.org")));
    assert_false(splits_address(TEXT("10.5")));
    assert_true(splits_address(TEXT("nice.org.uk/guidance")));
    assert_false(splits_address(TEXT("and/or")));
    assert_false(splits_address(TEXT("0.5mg/kg")));
}

static void addresses_break_at_slashes_first(void **state)
{
    struct chance chances[CHANCES_MOST];
    (void)state;
    assert_int_equal(splits_find(TEXT("www.example.org/rest/of-it/all"), chances), 6);
    assert_int_equal(chances[2].at, strlen("www.example.org/"));
    assert_true(chances[2].unlike < chances[1].unlike);
    assert_int_equal(chances[2].unlike, chances[3].unlike);
}

static void authors_rule(void **state)
{
    assert_text_equal(split(*state, "anti\u00ADdepressant"), "anti\u00AD||depressant");
    assert_text_equal(split(*state, "one\u200Btwo"), "one\u200B|two");
    assert_text_equal(split(*state, "well-\u2060known"), "well-\u2060known");
}

static struct text letters_of(struct job *job, const char *string)
{
    struct text word = text_of(string);
    struct buffer out = buffer_new(&job->arena);
    struct text part;
    size_t from = 0;
    while ((part = splits_letters(word, &from)).length > 0) {
        buffer_add(&out, part);
        buffer_byte(&out, ' ');
    }
    return buffer_text(&out);
}

static void codes_are_not_hyphenated(void **state)
{
    assert_text_equal(letters_of(*state, "(esketamine),"), "esketamine ");
    assert_text_equal(letters_of(*state, "dose-response"), "dose response ");
    assert_text_equal(letters_of(*state, "Wilkinson"), "Wilkinson ");
    assert_text_equal(letters_of(*state, "NMDA"), "");
    assert_text_equal(letters_of(*state, "GluN2B"), "");
    assert_text_equal(letters_of(*state, "mTOR"), "");
    assert_text_equal(letters_of(*state, "www.example.org"), "");
}

static void lowers_without_a_locale(void **state)
{
    (void)state;
    struct text word = TEXT("KÉTΩЖŐŽx");
    char lower[32];
    splits_lower(word, lower);
    assert_memory_equal(lower, "kétωжőžx", word.length);
}

static enum join join(const char *before, const char *after)
{
    return splits_join(splits_kinds(text_of(before)), splits_kinds(text_of(after)));
}

static bool joined(const char *before, const char *after)
{
    return join(before, after) == JOIN_FIRM;
}

static void numbers_keep_their_units(void **state)
{
    (void)state;
    assert_true(joined("0.5", "mg/kg"));
    assert_true(joined("40", "min,"));
    assert_true(joined("(24", "h)"));
    assert_true(joined("95%", "CI"));
    assert_true(joined("1–2", "weeks."));
    assert_true(joined("½", "hour"));
    assert_true(joined("140", "mmHg"));
    assert_true(joined("20", "November"));
    assert_false(joined("in", "min"));
    assert_false(joined("2019,", "mg"));
    assert_false(joined("GluN2", "mg"));
}

static void statistics_stay_whole(void **state)
{
    (void)state;
    assert_true(joined("n", "="));
    assert_true(joined("=", "30"));
    assert_true(joined("(p", "<"));
    assert_true(joined("<", "0.001)"));
    assert_int_equal(join("3.2", "±"), JOIN_LOOSE);
    assert_true(joined("±", "0.3"));
    assert_false(joined("ketamine", "="));
}

static void labels_titles_and_initials(void **state)
{
    (void)state;
    assert_true(joined("Table", "2"));
    assert_true(joined("Fig.", "3a"));
    assert_true(joined("Dr.", "Wilkinson"));
    assert_true(joined("J.", "Krystal"));
    assert_true(joined("J.", "H."));
    assert_true(joined("ketamine", "–"));
    assert_false(joined("–", "ketamine"));
    assert_false(joined("Table", "of"));
    assert_false(joined("end.", "The"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(compounds_break_at_their_hyphens),
        job_test(names_and_ranges_do_not),
        job_test(long_chemical_names_part_reluctantly),
        job_test(addresses_break_without_hyphen),
        job_test(addresses_break_at_slashes_first),
        job_test(authors_rule),
        job_test(codes_are_not_hyphenated),
        job_test(lowers_without_a_locale),
        job_test(numbers_keep_their_units),
        job_test(statistics_stay_whole),
        job_test(labels_titles_and_initials),
    };
    return cmocka_run_group_tests_name("splits", tests, NULL, NULL);
}
