/* JSON sources become the same trees as YAML ones, and each fault has its message. */
#include "support.h"

#include "data/value.h"

static struct value *read(struct job *job, const char *json)
{
    return value_read_json(job, job_source(job, json));
}

static void expect(struct job *job, const char *json, const char *messages)
{
    assert_null(read(job, json));
    assert_messages(job, messages);
    memset(&job->diags, 0, sizeof job->diags);
}

static void values_and_spans(void **state)
{
    struct job *job = *state;
    struct value *root = read(job, " { \"é\" : [ 1, -2.5e+3 , true,null, {} ,[]],\n"
                                   "  \"text\": \"a\\n\\u00e9\\ud835\\udf04\\/\" } \n");
    assert_messages(job, "");
    assert_int_equal(root->count, 2);
    assert_int_equal(root->span.start, 1);
    assert_text_equal(source_text(job, root->entries[0].key_span), "\"é\"");
    struct value *list = value_find(root, "é");
    assert_text_equal(source_text(job, list->span), "[ 1, -2.5e+3 , true,null, {} ,[]]");
    assert_int_equal(list->count, 6);
    assert_text_equal(source_text(job, list->items[1]->span), "-2.5e+3");
    assert_text_equal(list->items[1]->text, "-2.5e+3");
    assert_false(list->items[2]->quoted);
    assert_int_equal(list->items[3]->kind, VALUE_NULL);
    assert_text_equal(source_text(job, list->items[4]->span), "{}");
    assert_text_equal(source_text(job, list->items[5]->span), "[]");
    struct value *text = value_find(root, "text");
    assert_text_equal(text->text, "a\né𝜄/");
    assert_true(text->quoted);
    assert_text_equal(source_text(job, text->span), "\"a\\n\\u00e9\\ud835\\udf04\\/\"");
}

static void faults_of_structure(void **state)
{
    struct job *job = *state;
    expect(job, "", "1:1 json-syntax: file is empty (the least a JSON file holds is {})\n");
    expect(
        job, "[1, 2",
        "1:6 json-syntax: file ends in the middle of a value (items are separated by commas, "
        "up to a \"]\")\n");
    expect(job, "{\"a\": 1\n \"b\": 2}",
           "2:2 json-syntax: unexpected '\"' (entries are separated by commas, up to a "
           "\"}\")\n");
    expect(job, "[1,]", "1:4 json-syntax: unexpected \"]\" (no comma after the last one)\n");
    expect(job, "{a: 1}",
           "1:2 json-syntax: unexpected \"a\" (a key stands in double quotes)\n");
    expect(job, "{\"a\" 1}", "1:6 json-syntax: unexpected \"1\" (a colon follows the key)\n");
    expect(job, "{} é", "1:4 json-syntax: unexpected \"é\" (a JSON file holds one value)\n");
    expect(job, "[é]",
           "1:2 json-syntax: unexpected \"é\" (a value is a string, number, list, map, true, "
           "false or null)\n");
    expect(job, "{\"a\": 1,\n\"a\": 2}",
           "2:1 key-twice: key \"a\" is there twice, first in line 1\n");
}

static void faults_of_scalars(void **state)
{
    struct job *job = *state;
    expect(job, "[01]", "1:2 json-syntax: malformed number (text stands in double quotes)\n");
    expect(job, "[1.]", "1:2 json-syntax: malformed number (text stands in double quotes)\n");
    expect(job, "[-]", "1:2 json-syntax: malformed number (text stands in double quotes)\n");
    expect(job, "[1e]", "1:2 json-syntax: malformed number (text stands in double quotes)\n");
    expect(job, "[True]", "1:2 json-syntax: unknown word (text stands in double quotes)\n");
    expect(job, "[\"a\n\"]", "1:2 json-syntax: string is never closed\n");
    expect(job, "[\"a", "1:2 json-syntax: string is never closed\n");
    expect(job, "[\"é\t\"]",
           "1:4 json-syntax: control character in a string (write a tab as \\t)\n");
    expect(
        job, "[\"a\\q\"]",
        "1:4 json-syntax: unknown escape in a string (a backslash itself is written \\\\)\n");
    expect(job, "[\"\\u12g4\"]", "1:3 json-syntax: \\u needs four hexadecimal digits\n");
    expect(job, "[\"\\ud835x\"]",
           "1:3 json-syntax: half of a surrogate pair (write the character itself)\n");
    expect(job, "[\"\\udf04\"]",
           "1:3 json-syntax: half of a surrogate pair (write the character itself)\n");
    expect(job, "[\"\\u0000\"]", "1:3 json-syntax: text may not hold a zero character\n");
}

static void the_name_chooses_the_format(void **state)
{
    struct job *job = *state;
    struct span nowhere = {0, 0, 0};
    assert_null(value_read(job, TEXT("/nonexistent/x.json"), nowhere));
    assert_messages(job, "0:0 file-unreadable: cannot read \"/nonexistent/x.json\": no such "
                         "file or directory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(values_and_spans),
        job_test(faults_of_structure),
        job_test(faults_of_scalars),
        job_test(the_name_chooses_the_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
