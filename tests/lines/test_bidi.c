/* Directions of text and the order of its pieces on a line. */
#include "lines/bidi.h"

#include "support.h"

/* The levels of a text as digits, one for each character. */
static const char *levels_of(struct job *job, const struct run *runs, size_t count)
{
    struct bidi bidi;
    struct buffer out = buffer_new(&job->arena);
    if (!bidi_find(job, &job->arena, runs, count, &bidi))
        return "";
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < runs[i].text.length;) {
            buffer_byte(&out, (char)('0' + bidi.levels[i][at]));
            text_next(runs[i].text, &at);
        }
    return text_string(&job->arena, buffer_text(&out));
}

static struct run run_of(const char *text, const char *language, bool leftward)
{
    return (struct run){.kind = RUN_TEXT,
                        .text = text_of(text),
                        .language = text_of(language),
                        .leftward = leftward};
}

static void leaves_plain_text_alone(void **state)
{
    struct run run = run_of("Plain text, été, αβγ → 5–6.", "en", false);
    assert_string_equal(levels_of(*state, &run, 1), "");
}

static void follows_the_algorithm(void **state)
{
    struct run run = run_of("ab אב, 12 (ג) cd", "en", false);
    assert_string_equal(levels_of(*state, &run, 1), "0001111221111000");
    run = run_of("אב ab 12, ג.", "he", true);
    assert_string_equal(levels_of(*state, &run, 1), "111222221111");
    run = run_of("٢٥ و 25", "ar", true);
    assert_string_equal(levels_of(*state, &run, 1), "2211122");
}

static void isolates_stretches_of_another_language(void **state)
{
    struct run runs[] = {run_of("see ", "en", false), run_of("אב 1!", "he", false),
                         run_of(" end", "en", false)};
    assert_string_equal(levels_of(*state, runs, 3), "0000111210000");
}

static void orders_pieces(void **state)
{
    static const uint8_t levels[] = {0, 1, 1, 2, 2, 1, 0};
    static const uint32_t wanted[] = {0, 5, 3, 4, 2, 1, 6};
    uint32_t order[7];
    (void)state;
    bidi_order(levels, 7, order);
    assert_memory_equal(order, wanted, sizeof wanted);
}

static void knows_languages(void **state)
{
    (void)state;
    assert_true(lines_leftward(TEXT("he")));
    assert_true(lines_leftward(TEXT("ar-EG")));
    assert_true(lines_leftward(TEXT("ku-Arab")));
    assert_false(lines_leftward(TEXT("az-Latn")));
    assert_false(lines_leftward(TEXT("ar-Latn")));
    assert_false(lines_leftward(TEXT("en-US")));
    assert_false(lines_leftward(TEXT("")));
}

static void bears_deep_embedding(void **state)
{
    struct job *job = *state;
    struct buffer text = buffer_new(&job->arena);
    for (int i = 0; i < 5000; i++)
        buffer_string(&text, "א\u2067(\u202A");
    struct run run = run_of(text_string(&job->arena, buffer_text(&text)), "he", true);
    assert_true(levels_of(job, &run, 1)[0] == '1');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(leaves_plain_text_alone),
        job_test(follows_the_algorithm),
        job_test(isolates_stretches_of_another_language),
        job_test(orders_pieces),
        job_test(knows_languages),
        job_test(bears_deep_embedding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
