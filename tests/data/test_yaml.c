/* YAML sources become trees: kinds, texts, spans that cover exactly what was written. */
#include "support.h"

#include "data/value.h"

static struct value *read(struct job *job, const char *yaml)
{
    return value_read_yaml(job, job_source(job, yaml));
}

static void a_map_keeps_order_kinds_and_texts(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, "title: How it works\n"
                                   "none: ~\n"
                                   "quoted: 'no''ne'\n"
                                   "list: [a, \"b\\u00e9\", {c: d}]\n"
                                   "nothing:\n");
    assert_messages(job, "");
    assert_int_equal(root->kind, VALUE_MAP);
    assert_int_equal(root->count, 5);
    assert_text_equal(root->entries[0].key, "title");
    assert_text_equal(root->entries[4].key, "nothing");
    assert_text_equal(value_find(root, "title")->text, "How it works");
    assert_false(value_find(root, "title")->quoted);
    assert_text_equal(value_find(root, "quoted")->text, "no'ne");
    assert_true(value_find(root, "quoted")->quoted);
    assert_null(value_find(root, "none"));
    assert_null(value_find(root, "nothing"));
    assert_null(value_find(root, "absent"));
    assert_int_equal(root->entries[1].value->kind, VALUE_NULL);
    struct value *list = value_find(root, "list");
    assert_int_equal(list->kind, VALUE_LIST);
    assert_int_equal(list->count, 3);
    assert_text_equal(list->items[1]->text, "b\xC3\xA9");
    assert_text_equal(value_find(list->items[2], "c")->text, "d");
}

static void spans_cover_what_is_written(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, "# Ωmega, two bytes a letter\n"
                                   "α-key: βeta value   # comment\n"
                                   "\"quoted key\": 'γ'\n"
                                   "flow: [δ, {ε: ζ}]  \n"
                                   "block:\n"
                                   "  - η\n"
                                   "  - θ: 𝜄\n"
                                   "\n"
                                   "after: \"λ\"\n");
    assert_messages(job, "");
    assert_text_equal(source_text(job, root->entries[0].key_span), "α-key");
    assert_text_equal(source_text(job, root->entries[0].value->span), "βeta value");
    assert_text_equal(source_text(job, root->entries[1].key_span), "\"quoted key\"");
    assert_text_equal(source_text(job, root->entries[1].value->span), "'γ'");
    struct value *flow = value_find(root, "flow");
    assert_text_equal(source_text(job, flow->span), "[δ, {ε: ζ}]");
    assert_text_equal(source_text(job, flow->items[1]->span), "{ε: ζ}");
    assert_text_equal(source_text(job, flow->items[1]->entries[0].value->span), "ζ");
    struct value *block = value_find(root, "block");
    assert_text_equal(source_text(job, block->span), "- η\n  - θ: 𝜄");
    assert_text_equal(source_text(job, block->items[1]->span), "θ: 𝜄");
    assert_text_equal(source_text(job, block->items[1]->entries[0].value->span), "𝜄");
    assert_text_equal(source_text(job, value_find(root, "after")->span), "\"λ\"");
    assert_int_equal(root->span.start, strlen("# Ωmega, two bytes a letter\n"));
}

static void spans_hold_far_into_a_file(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    for (int i = 0; i < 1000; i++)
        buffer_string(&out, "- grün – ½ µg\n");
    struct value *root = value_read_yaml(job, source_add(job, TEXT("far"), buffer_text(&out)));
    assert_int_equal(root->count, 1000);
    for (size_t i = 0; i < root->count; i++) {
        assert_text_equal(source_text(job, root->items[i]->span), "grün – ½ µg");
        assert_int_equal(source_place(job, root->items[i]->span).line, i + 1);
        assert_int_equal(source_place(job, root->items[i]->span).column, 3);
    }
}

static void blocks_keep_text_and_span(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, "note: |\n  first é\n  second\n\nfold: >-\n  one\n  two\n"
                                   "plain: goes\n  on\nend: x\n");
    assert_text_equal(value_find(root, "note")->text, "first é\nsecond\n");
    assert_text_equal(source_text(job, value_find(root, "note")->span),
                      "|\n  first é\n  second");
    assert_text_equal(value_find(root, "fold")->text, "one two");
    assert_true(value_find(root, "fold")->quoted);
    assert_text_equal(value_find(root, "plain")->text, "goes on");
    assert_text_equal(source_text(job, value_find(root, "plain")->span), "goes\n  on");
    assert_text_equal(source_text(job, value_find(root, "end")->span), "x");
}

static void a_second_byte_order_mark_moves_no_span(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, "\xEF\xBB\xBF"
                                   "a: béta\n");
    assert_messages(job, "");
    assert_text_equal(source_text(job, root->entries[0].key_span), "a");
    assert_text_equal(source_text(job, root->entries[0].value->span), "béta");
}

static void an_empty_file_is_an_empty_value(void **state)
{
    struct job *job = *state;
    assert_int_equal(read(job, "")->kind, VALUE_NULL);
    assert_int_equal(read(job, "# only a comment\n")->kind, VALUE_NULL);
    assert_int_equal(read(job, "---\n")->kind, VALUE_NULL);
    assert_messages(job, "");
}

static void views_follow_the_core_schema(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, "[12, -3, +4, \"12\", 1.5, .5, 1e3, true, 'true', no, yes,"
                                   " 1.2.3, ., 1e, 99999999999999999999, 0]");
    int64_t number = 0;
    bool flag = false;
    assert_true(value_integer(root->items[0], &number) && number == 12);
    assert_true(value_integer(root->items[1], &number) && number == -3);
    assert_true(value_integer(root->items[2], &number) && number == 4);
    assert_false(value_integer(root->items[3], &number));
    assert_false(value_integer(root->items[4], &number));
    assert_false(value_integer(root->items[14], &number));
    assert_true(value_bool(root->items[7], &flag) && flag);
    assert_false(value_bool(root->items[8], &flag));
    assert_false(value_bool(root->items[9], &flag));
    static const bool strings[] = {0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0};
    for (size_t i = 0; i < root->count; i++)
        assert_int_equal(value_is_string(root->items[i]), strings[i]);
    assert_false(value_is_string(root));
    assert_false(value_is_string(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_map_keeps_order_kinds_and_texts),
        job_test(spans_cover_what_is_written),
        job_test(spans_hold_far_into_a_file),
        job_test(blocks_keep_text_and_span),
        job_test(a_second_byte_order_mark_moves_no_span),
        job_test(an_empty_file_is_an_empty_value),
        job_test(views_follow_the_core_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
