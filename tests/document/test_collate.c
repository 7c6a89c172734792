/* The order of index terms: words, numbers, accents, Greek letters, letters of a language. */
#include "document/collate.h"
#include "document/reading.h"

static int order(struct job *job, const char *a, const char *b, const char *language)
{
    struct text left = collate_key(&job->arena, text_of(a), text_of(language));
    struct text right = collate_key(&job->arena, text_of(b), text_of(language));
    int order = text_compare(left, right);
    return (order > 0) - (order < 0);
}

/* Each before the next. */
static void assert_sorted(struct job *job, const char *language, const char *const *terms)
{
    for (; terms[1] != NULL; terms++)
        if (order(job, terms[0], terms[1], language) >= 0)
            fail_msg("%s does not stand before %s in %s", terms[0], terms[1], language);
}

static void sorts_word_by_word(void **state)
{
    static const char *const terms[] = {
        "9 mg",          "10 mg", "100 mg", "dose", "dose 2", "dose 10", "dose range",
        "dose-response", "doses", "élan",   "em",   "Zebra",  NULL};
    assert_sorted(*state, "en", terms);
}

static void takes_no_notice_of_case_accents_and_punctuation(void **state)
{
    assert_int_equal(order(*state, "Élan", "elan", "fr"), 0);
    assert_int_equal(order(*state, "\"quoted\"", "quoted", "en"), 0);
    assert_int_equal(order(*state, "007", "7", "en"), 0);
    assert_int_equal(order(*state, "Straße", "strasse", "de"), 0);
    assert_int_equal(order(*state, "β-blocker", "beta blocker", "en"), 0);
    assert_int_equal(order(*state, "H₂O", "H2O", "en"), 0);
}

static void keeps_letters_of_a_language(void **state)
{
    static const char *const swedish[] = {"apa", "zon", "ål", "ära", "öga", NULL};
    static const char *const german[] = {"apa", "ära", "öga", "zon", NULL};
    static const char *const danish[] = {"zone", "æg", "øl", "ål", NULL};
    static const char *const spanish[] = {"nube", "nz", "ñandú", "oro", NULL};
    assert_sorted(*state, "sv-SE", swedish);
    assert_sorted(*state, "de", german);
    assert_sorted(*state, "da", danish);
    assert_sorted(*state, "es", spanish);
}

static struct text head(struct job *job, const char *term, const char *language)
{
    struct text key = collate_key(&job->arena, text_of(term), text_of(language));
    return collate_head(&job->arena, key, text_of(language));
}

static void heads_terms(void **state)
{
    assert_text_equal(head(*state, "élan", "fr"), "E");
    assert_text_equal(head(*state, "Ål", "sv"), "Å");
    assert_text_equal(head(*state, "Ål", "en"), "A");
    assert_text_equal(head(*state, "ñandú", "es"), "Ñ");
    assert_text_equal(head(*state, "5-HT", "en"), "0–9");
    assert_text_equal(head(*state, "γ-GT", "en"), "G");
    assert_text_equal(head(*state, "жизнь", "ru"), "Ж");
    assert_text_equal(head(*state, "→", "en"), "");
}

static void takes_any_number(void **state)
{
    char digits[201];
    memset(digits, '9', 200);
    digits[200] = '\0';
    assert_true(order(*state, "12", digits, "en") < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(sorts_word_by_word),
        job_test(takes_no_notice_of_case_accents_and_punctuation),
        job_test(keeps_letters_of_a_language),
        job_test(heads_terms),
        job_test(takes_any_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
