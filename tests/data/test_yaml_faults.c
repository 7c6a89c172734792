/* Each fault of a YAML source has its message at its place. */
#include "support.h"

#include "data/value.h"

static void expect(struct job *job, const char *yaml, const char *messages)
{
    uint32_t number = source_add(job, TEXT("input"), text_of(yaml));
    assert_null(value_read_yaml(job, number));
    assert_messages(job, messages);
}

static void a_second_colon(void **state)
{
    expect(
        *state, "a: 1\nüb: this: that\n",
        "2:9 yaml-syntax: a colon makes no key here (put text that holds \": \" in quotes, or "
        "check the indentation)\n");
}

static void an_open_quote_points_at_its_start(void **state)
{
    expect(*state, "é: 1\ntitle: \"never closed\nb: 2\n",
           "2:8 yaml-syntax: quoted text is never closed\n");
}

static void a_tab_indents(void **state)
{
    expect(*state, "a:\n\tb: 1\n",
           "2:1 yaml-syntax: a tab in the indentation (indent with spaces)\n");
}

static void a_value_starts_with_a_sign(void **state)
{
    expect(*state, "a: @doe\n",
           "1:4 yaml-syntax: this character cannot start a value (put text that starts with it "
           "in quotes)\n");
}

static void a_key_lacks_its_colon(void **state)
{
    expect(*state, "a: 1\nbare\nc: 2\n",
           "2:1 yaml-syntax: a key without a colon (write \"key: value\"; lines of a text that "
           "goes on are indented)\n");
}

static void a_list_is_not_closed(void **state)
{
    expect(
        *state, "a: [1, 2\nb: 3\n",
        "2:2 yaml-syntax: list in brackets is not closed or lacks a comma (separate items by "
        "commas and close with \"]\")\n");
}

static void a_control_character(void **state)
{
    expect(*state, "é: \x01\n", "1:4 yaml-syntax: a control character (remove it)\n");
}

static void every_key_twice_is_named(void **state)
{
    expect(*state, "a: 1\nb: {x: 1, y: 2, x: 3}\na: 2\na: 3\n",
           "2:17 key-twice: key \"x\" is there twice, first in line 2\n"
           "3:1 key-twice: key \"a\" is there twice, first in line 1\n"
           "4:1 key-twice: key \"a\" is there twice, first in line 1\n");
}

static void a_key_twice_among_many(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    for (int i = 0; i < 100; i++) {
        buffer_string(&out, "key");
        buffer_number(&out, i % 99);
        buffer_string(&out, ": 1\n");
    }
    assert_null(value_read_yaml(job, source_add(job, TEXT("many"), buffer_text(&out))));
    assert_messages(job, "100:1 key-twice: key \"key0\" is there twice, first in line 1\n");
}

static void anchors_and_aliases(void **state)
{
    expect(
        *state, "a: &one [x]\nb: *one\n",
        "1:4 yaml-alias: anchor or alias \"&one\" is not allowed (write the value out, or put "
        "text that starts with \"&\" or \"*\" in quotes)\n"
        "2:4 yaml-alias: anchor or alias \"*one\" is not allowed (write the value out, or put "
        "text that starts with \"&\" or \"*\" in quotes)\n");
}

static void tags(void **state)
{
    expect(*state, "a: !!str 12\nb: !own {c: d}\n",
           "1:4 yaml-tag: tag \"!!str\" is not allowed (put text that starts with "
           "\"!\" in quotes)\n"
           "2:4 yaml-tag: tag \"!own\" is not allowed (put text that starts with \"!\" in "
           "quotes)\n");
}

static void a_tag_nobody_declared(void **state)
{
    expect(*state, "a: !e!x 12\n",
           "1:4 yaml-syntax: a tag (!) is not allowed here (put text that starts with \"!\" in "
           "quotes)\n");
}

static void a_list_as_key(void **state)
{
    expect(*state, "? [a, b]\n: c\n",
           "1:3 yaml-key: a key must be plain text (put text that starts with \"{\" or \"[\" "
           "in quotes)\n");
}

static void an_empty_key(void **state)
{
    expect(*state, "a: 1\n\"\": 2\n",
           "2:1 yaml-key: a key must be plain text (put text that starts with \"{\" or \"[\" "
           "in quotes)\n");
}

static void a_zero_in_quotes(void **state)
{
    expect(*state, "a: \"x\\0y\"\n", "1:4 yaml-zero: text may not hold a zero character\n");
}

static void a_second_document(void **state)
{
    expect(*state, "a: 1\n---\nb: 2\n",
           "2:1 yaml-documents: a second document starts here (one file holds one document: "
           "remove the line \"---\")\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_second_colon),
        job_test(an_open_quote_points_at_its_start),
        job_test(a_tab_indents),
        job_test(a_value_starts_with_a_sign),
        job_test(a_key_lacks_its_colon),
        job_test(a_list_is_not_closed),
        job_test(a_control_character),
        job_test(every_key_twice_is_named),
        job_test(a_key_twice_among_many),
        job_test(anchors_and_aliases),
        job_test(tags),
        job_test(a_tag_nobody_declared),
        job_test(a_list_as_key),
        job_test(an_empty_key),
        job_test(a_zero_in_quotes),
        job_test(a_second_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
