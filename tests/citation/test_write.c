/* Sources written as CSL-JSON are the same sources when they are read again. */
#include "citation/bench.h"

static const char sources[] =
    "- id: a\n  type: article-journal\n  title: 'Sleep & <i>rest</i> \"now\"'\n"
    "  author: [{family: van der Berg, given: 'Ann, Jr.'}, {literal: The Group}, et al]\n"
    "  issued: {date-parts: [[2020, 5, 3], [2020, 6]]}\n  volume: 12\n  DOI: 10.1/x\n"
    "- id: b\n  type: book\n  issued: {raw: Spring 1999}\n  accessed: 2021-02\n"
    "  keyword: [rest, sleep]\n"
    "- id: c\n  issued: {literal: in press}\n  original-date: {raw: 2001/}\n"
    "  custom: {level: 2, seen: true, by: [A, null]}\n"
    "- id: d\n  issued: {raw: '1960~'}\n  note: 'PMID: 123'\n";

/* All sources of `value` as JSON. */
static struct text written(struct job *job, const struct value *value)
{
    const struct library *library = library_read_value(job, value);
    size_t count = library_count(library);
    const struct source_item **items = arena_array(&job->arena, count, sizeof(void *));
    for (size_t i = 0; i < count; i++)
        items[i] = library_item(library, i);
    struct buffer *out = arena_alloc(&job->arena, sizeof *out);
    *out = buffer_new(&job->arena);
    items_write(items, count, out);
    return buffer_text(out);
}

static void reads_back_the_same(void **state)
{
    struct job *job = *state;
    uint32_t yaml = source_add(job, TEXT("refs.yaml"), text_of(sources));
    struct text first = written(job, value_read_yaml(job, yaml));
    uint32_t json = source_add(job, TEXT("refs.json"), first);
    struct text second = written(job, value_read_json(job, json));
    assert_messages(job, "");
    assert_text_equal(second, text_string(&job->arena, first));
}

static bool holds(struct text text, const char *what)
{
    return text_search(text, text_of(what), 0) < text.length;
}

static void says_what_was_understood(void **state)
{
    struct job *job = *state;
    uint32_t yaml = source_add(job, TEXT("refs.yaml"), text_of(sources));
    struct text text = written(job, value_read_yaml(job, yaml));
    assert_true(text_starts(text, "[\n {\n  \"id\": \"a\",\n  \"type\": \"article-journal\",\n"
                                  "  \"title\": \"Sleep & <i>rest</i> \\\"now\\\"\",\n"));
    assert_true(holds(text, "\"family\": \"Berg\",\n    \"given\": \"Ann\",\n"
                            "    \"non-dropping-particle\": \"van der\",\n"
                            "    \"suffix\": \"Jr.\"\n"));
    assert_true(holds(text, "\"literal\": \"The Group\""));
    assert_true(holds(text, "\"season\": 1"));
    assert_true(holds(text, "\"circa\": true"));
    assert_true(holds(text, "\"literal\": \"in press\""));
    assert_true(holds(text, "\"PMID\": \"123\""));
    assert_true(holds(text, "\"keyword\": \"rest, sleep\""));
    assert_true(holds(text, "\"level\": 2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(reads_back_the_same),
        job_test(says_what_was_understood),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
