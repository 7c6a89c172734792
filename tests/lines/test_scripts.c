/* Where lines end in scripts without spaces between words, told by the text alone. */
#include "lines/scripts.h"

#include "support.h"

/* The text with a bar where a line may end. */
static const char *barred(struct job *job, const char *string, const char *language)
{
    struct text text = text_of(string);
    struct buffer out = buffer_new(&job->arena);
    char *breaks = arena_array(&job->arena, text.length, 1);
    scripts_breaks(&job->arena, text, text_of(language), breaks);
    for (size_t at = 0; at < text.length;) {
        size_t end = scripts_stretch(text, at, breaks);
        if (at > 0)
            buffer_byte(&out, '|');
        buffer_add(&out, text_slice(text, at, end));
        at = end;
    }
    return text_string(&job->arena, buffer_text(&out));
}

static void ends_lines_between_ideographs(void **state)
{
    assert_string_equal(barred(*state, "汉字排版", "zh"), "汉|字|排|版");
    assert_string_equal(barred(*state, "한국어", "ko"), "한|국|어");
}

static void keeps_signs_where_they_may_stand(void **state)
{
    assert_string_equal(barred(*state, "「今日」は、晴れ。", "ja"), "「今|日」|は、|晴|れ。");
    assert_string_equal(barred(*state, "他说：“好。”（真的）", "zh"),
                        "他|说：|“好。”|（真|的）");
    assert_string_equal(barred(*state, "キャッチー", "ja"), "キャッ|チー");
    assert_string_equal(barred(*state, "100％と￥50", "ja"), "100％|と|￥50");
}

static void leaves_other_words_to_others(void **state)
{
    assert_string_equal(barred(*state, "5-HT1B", "en"), "5-HT1B");
    assert_string_equal(barred(*state, "薬はaspirin-500です", "ja"), "薬|は|aspirin-500|で|す");
    assert_string_equal(barred(*state, "ภาษาไทย", "th"), "ภาษาไทย");
}

static void knows_such_text(void **state)
{
    (void)state;
    assert_true(scripts_dense(TEXT("a漢")));
    assert_true(scripts_dense(TEXT("한")));
    assert_false(scripts_dense(TEXT("→ “quoted” … – ≥")));
    assert_false(scripts_dense(TEXT("ภาษา עברית")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(ends_lines_between_ideographs),
        job_test(keeps_signs_where_they_may_stand),
        job_test(leaves_other_words_to_others),
        job_test(knows_such_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
