/* JSON that is written reads back as it was. */
#include "data/write.h"
#include "support.h"

static void entries_stand_on_lines_of_their_own(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    struct json json = json_new(&out);
    json_open(&json, NULL, '{');
    json_text(&json, "name", TEXT("a \"b\" \\ é\n\x01"));
    json_open(&json, "list", '[');
    json_number(&json, NULL, -12);
    json_bool(&json, NULL, true);
    json_open(&json, NULL, '{');
    json_close(&json, '}');
    json_close(&json, ']');
    json_close(&json, '}');
    assert_text_equal(buffer_text(&out), "{\n"
                                         " \"name\": \"a \\\"b\\\" \\\\ é\\u000a\\u0001\",\n"
                                         " \"list\": [\n"
                                         "  -12,\n"
                                         "  true,\n"
                                         "  {}\n"
                                         " ]\n"
                                         "}\n");
    assert_non_null(value_read_json(job, source_add(job, TEXT("it"), buffer_text(&out))));
    assert_messages(job, "");
}

/* What is plain in YAML but no number of JSON's becomes text. */
static void scalars_keep_their_kind(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    struct json json = json_new(&out);
    struct text yaml = TEXT("[1, -0.5, 2e+3, '1', true, no, null, 007, 1., .5, 1e, -, 0x1F]");
    json_value(&json, NULL, value_read_yaml(job, source_add(job, TEXT("it"), yaml)));
    assert_text_equal(buffer_text(&out),
                      "[\n 1,\n -0.5,\n 2e+3,\n \"1\",\n true,\n \"no\",\n null,\n \"007\",\n"
                      " \"1.\",\n \".5\",\n \"1e\",\n \"-\",\n \"0x1F\"\n]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(entries_stand_on_lines_of_their_own),
        job_test(scalars_keep_their_kind),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
