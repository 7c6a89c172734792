/* Claims read from strings: what large and hostile input costs, and passages in many forms. */
#include "base/folder.h"

#include "claims/claims.h"

/* The claims of a file with that text, in a project of its own. */
static const struct claims *read_claims(struct folder *folder, struct text text)
{
    struct located file = {folder_path(folder, "claims.yaml"), {0, 0, 0}};
    folder_write(folder, "claims.yaml", text.bytes, text.length);
    return claims_read(folder->job, &file, 1);
}

/* One claim whose support has that passage of the text in "source.txt". */
static const struct claims *read_passage(struct folder *folder, const char *passage,
                                         const char *source)
{
    struct buffer out = buffer_new(&folder->job->arena);
    buffer_string(&out, "claims:\n- id: k\n  statement: S\n  rests-on:\n"
                        "  - {cite: a, text: source.txt, passage: '");
    buffer_string(&out, passage);
    buffer_string(&out, "'}\n");
    folder_write(folder, "source.txt", source, strlen(source));
    return read_claims(folder, buffer_text(&out));
}

static void a_passage_is_words_not_spaces(void **state)
{
    struct folder *folder = *state;
    read_passage(folder, "he said: \"a fine - first - effect\" (47 of 100)",
                 "As\xC2\xA0he\n\tsaid: \xE2\x80\x9C"
                 "a \xEF\xAC\x81ne \xE2\x80\x93 "
                 "fi\xC2\xADrst\n\n\xE2\x80\x93 effect\xE2\x80\x9D (47\xE2\x80\xAFof 100).\n");
    assert_messages(folder->job, "");
}

static void a_digit_makes_another_passage(void **state)
{
    struct folder *folder = *state;
    read_passage(folder, "47 of 100 slept", "Of them\n46 of 100 slept, we saw.\n");
    assert_messages(folder->job, "5:42 claim-quote: this passage is not in \"source.txt\" "
                                 "(nearest there, line 2: \"46 of 100 slept,\")\n");
}

/* What is cut out of a word or a number is not what the source says. */
static void a_passage_is_whole_words(void **state)
{
    static const char *const wrong[] = {"60 of 100", "5 mg was given to all", "0.5 mg was give",
                                        "given to all 1", "all 1"};
    struct folder *folder = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t before = folder->job->diags.list.count;
        read_passage(folder, wrong[i], "160 of 100; 0.5 mg was given to all 1.5 times, (9).\n");
        assert_int_equal(folder->job->diags.list.count, before + 1);
    }
}

static void a_passage_between_marks(void **state)
{
    struct folder *folder = *state;
    read_passage(folder, "was given … times, (9)",
                 "160 of 100; 0.5 mg was given to all 1.5 times, (9).\n");
    read_passage(folder, "all", "we gave it to all\n");
    assert_messages(folder->job, "");
}

static void an_empty_passage_and_text(void **state)
{
    struct folder *folder = *state;
    read_passage(folder, " ", "");
    assert_messages(folder->job, "5:42 claim-quote: this passage is not in \"source.txt\" "
                                 "(nothing like it stands there)\n");
}

/* A chain of contradictions as long as a file allows costs no stack. */
static void a_long_chain(void **state)
{
    enum { LENGTH = 40000 };
    struct folder *folder = *state;
    struct buffer out = buffer_new(&folder->job->arena);
    buffer_string(&out, "claims:\n");
    for (int i = 0; i < LENGTH; i++) {
        buffer_string(&out, "- {id: k");
        buffer_number(&out, i);
        buffer_string(&out, ", statement: S, contradicts: k");
        buffer_number(&out, (i + 1) % LENGTH);
        buffer_string(&out, "}\n");
    }
    const struct claims *claims = read_claims(folder, buffer_text(&out));
    assert_int_equal(claims->count, LENGTH);
    assert_int_equal(folder->job->diags.list.count, 1);
    assert_int_equal(folder->job->diags.list.items[0].id, DIAG_CLAIM_CYCLE);
}

/* The search for passages has an end. */
static void too_many_passages(void **state)
{
    enum { SIZE = 8000000, COUNT = 800 };
    struct folder *folder = *state;
    struct buffer text = buffer_new(&folder->job->arena);
    struct buffer out = buffer_new(&folder->job->arena);
    buffer_string(&text, "here ");
    buffer_repeat(&text, 'x', SIZE);
    folder_write(folder, "long.txt", text.bytes, text.length);
    buffer_string(&out, "claims:\n- id: k\n  statement: S\n  rests-on:\n");
    for (int i = 0; i < COUNT; i++)
        buffer_string(&out, "  - {cite: a, text: long.txt, passage: here}\n");
    read_claims(folder, buffer_text(&out));
    assert_int_equal(folder->job->diags.list.count, 1);
    assert_int_equal(folder->job->diags.list.items[0].id, DIAG_PASSAGES_LONG);
}

/* The messages of a claim with a baseline, a ratio and the difference they should give. */
static void differs(struct folder *folder, const char *numbers, const char *messages)
{
    struct buffer out = buffer_new(&folder->job->arena);
    buffer_string(&out, "claims:\n- id: k\n  statement: S\n  numbers:\n    ");
    buffer_string(&out, numbers);
    buffer_byte(&out, '\n');
    read_claims(folder, buffer_text(&out));
    assert_messages(folder->job, messages);
}

static void a_difference_within_rounding(void **state)
{
    differs(
        *state,
        "b: {value: 28, unit: '%', measure: risk}\n    r: {value: 2.28, measure: risk-ratio}\n"
        "    d: {value: 37, unit: '%', measure: risk-difference, baseline: b, relative: r}",
        "");
}

static void a_difference_beyond_rounding(void **state)
{
    differs(
        *state,
        "b: {value: 28, unit: '%', measure: risk}\n    r: {value: 2.28, measure: risk-ratio}\n"
        "    d: {value: 38, unit: '%', measure: risk-difference, baseline: b, relative: r}",
        "7:16 one-datum: the difference 38 does not follow from the baseline 28 and the ratio "
        "2.28 (they give 36)\n");
}

static void a_difference_downwards(void **state)
{
    differs(
        *state,
        "b: {value: 0.20, measure: risk}\n    r: {value: 0.5, measure: odds-ratio}\n"
        "    d: {value: -0.07, measure: risk-difference, baseline: b, relative: r}",
        "7:16 one-datum: the difference -0.07 does not follow from the baseline 0.20 and the "
        "ratio 0.5 (they give -0.09)\n");
}

static void a_difference_at_the_ends(void **state)
{
    differs(
        *state,
        "b: {value: 100, unit: '%', measure: risk}\n    r: {value: 0, measure: odds-ratio}\n"
        "    d: {value: -100, unit: '%', measure: risk-difference, baseline: b, relative: r}",
        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_passage_is_words_not_spaces),
        folder_test(a_digit_makes_another_passage),
        folder_test(an_empty_passage_and_text),
        folder_test(a_passage_is_whole_words),
        folder_test(a_passage_between_marks),
        folder_test(a_long_chain),
        folder_test(too_many_passages),
        folder_test(a_difference_within_rounding),
        folder_test(a_difference_beyond_rounding),
        folder_test(a_difference_downwards),
        folder_test(a_difference_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
