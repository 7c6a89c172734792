/* Claims as JSON: the keys of claim files, decimals as they were written. */
#include "base/folder.h"

#include "claims/claims.h"
#include "data/value.h"

static const char whole[] =
    "claims:\n"
    "- {id: k1, statement: A \"word\", rests-on: [{cite: a, locator: p. 1}], certainty: low,\n"
    "   downgraded: [{for: imprecision, because: few}], contradicts: [k2],\n"
    "   disputed-by: [{cite: b, says: no}], corrects: [{statement: old, verdict: wrong}],\n"
    "   numbers: {r.a: {value: 60.0, unit: \"%\", interval: [45, 70.50], measure: risk}}}\n"
    "- {id: k2, statement: B}\n";

static struct text json_of(struct folder *folder, const char *text)
{
    struct located file = {folder_path(folder, "claims.yaml"), {0, 0, 0}};
    struct buffer out = buffer_new(&folder->job->arena);
    folder_write(folder, "claims.yaml", text, strlen(text));
    claims_json(claims_read(folder->job, &file, 1), &out);
    assert_messages(folder->job, "");
    return buffer_text(&out);
}

static void keeps_digits(void **state)
{
    struct folder *folder = *state;
    struct text json = json_of(folder, whole);
    assert_true(text_search(json, TEXT("\"value\": 60.0"), 0) < json.length);
    assert_true(text_search(json, TEXT("70.50"), 0) < json.length);
}

static void is_json(void **state)
{
    struct folder *folder = *state;
    uint32_t source = source_add(folder->job, TEXT("claims.json"), json_of(folder, whole));
    const struct value *list = value_find(value_read_json(folder->job, source), "claims");
    assert_messages(folder->job, "");
    assert_int_equal(list->count, 2);
    assert_text_equal(value_find(list->items[0], "statement")->text, "A \"word\"");
    assert_text_equal(value_find(list->items[0], "certainty")->text, "low");
    assert_int_equal(value_find(list->items[0], "numbers")->count, 1);
    assert_int_equal(value_find(list->items[0], "disputed-by")->count, 1);
}

static void none_is_a_list_too(void **state)
{
    struct folder *folder = *state;
    struct text json = json_of(folder, "claims: []\n");
    uint32_t source = source_add(folder->job, TEXT("claims.json"), json);
    assert_non_null(value_find(value_read_json(folder->job, source), "claims"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(keeps_digits),
        folder_test(is_json),
        folder_test(none_is_a_list_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
