/* Hostile data: nesting, bombs and floods end in one message, soon and in little memory. */
#include "support.h"

#include <time.h>

#include "data/value.h"

typedef struct value *reader(struct job *job, uint32_t number);

#ifdef __SANITIZE_ADDRESS__
#define SECONDS_MOST 30
#else
#define SECONDS_MOST 2
#endif
#define MEMORY_MOST ((size_t)300 * 1024 * 1024)

/* `unit` `count` times is refused with a message of `id`, within the bounds. */
static void refuses(reader *read, const char *unit, size_t count, enum diag_id id)
{
    struct job *job = job_new();
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < count; i++)
        buffer_string(&out, unit);
    uint32_t number = source_add(job, TEXT("hostile"), buffer_text(&out));
    size_t before = job->arena.total;
    clock_t start = clock();
    assert_null(read(job, number));
    assert_true(clock() - start < SECONDS_MOST * CLOCKS_PER_SEC);
    assert_true(job->arena.total - before < MEMORY_MOST);
    assert_true(job->diags.list.count > 0);
    assert_int_equal(job->diags.list.items[0].id, id);
    job_free(job);
}

static void deep_nesting_in_yaml(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        enum diag_id id;
    } cases[] = {
        {"[", DIAG_DATA_DEEP},    {"[[\n", DIAG_DATA_DEEP}, {"[a, ", DIAG_DATA_DEEP},
        {"{a: ", DIAG_DATA_DEEP}, {"- ", DIAG_DATA_DEEP},   {"{", DIAG_YAML_KEY},
        {"{\n", DIAG_YAML_KEY},   {"? ", DIAG_YAML_KEY},    {"{[", DIAG_YAML_KEY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refuses(value_read_yaml, cases[i].unit, 100000, cases[i].id);
}

static void deep_nesting_in_json(void **state)
{
    (void)state;
    refuses(value_read_json, "[", 100000, DIAG_DATA_DEEP);
    refuses(value_read_json, "{\"a\":", 100000, DIAG_DATA_DEEP);
}

static void depth_is_allowed_up_to_its_bound(void **state)
{
    struct job *job = *state;
    char nested[2 * (VALUE_DEPTH_MOST + 1) + 1];
    for (size_t depth = VALUE_DEPTH_MOST; depth <= VALUE_DEPTH_MOST + 1; depth++) {
        memset(nested, '[', depth);
        memset(nested + depth, ']', depth);
        nested[2 * depth] = '\0';
        bool fits = depth == VALUE_DEPTH_MOST;
        assert_int_equal(value_read_yaml(job, job_source(job, nested)) != NULL, fits);
        assert_int_equal(value_read_json(job, job_source(job, nested)) != NULL, fits);
    }
    assert_messages(job, "1:65 data-deep: more than 64 levels of nesting\n"
                         "1:65 data-deep: more than 64 levels of nesting\n");
}

static void floods_of_values(void **state)
{
    (void)state;
    refuses(value_read_yaml, "-\n", SOURCE_MOST / 2, DIAG_DATA_MANY);
    refuses(value_read_yaml, "- a\n", SOURCE_MOST / 4, DIAG_DATA_MANY);
}

static void a_flood_in_json(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    buffer_byte(&out, '[');
    for (size_t i = 0; i < SOURCE_MOST / 2 - 1; i++)
        buffer_string(&out, "1,");
    buffer_string(&out, "1]");
    assert_null(value_read_json(job, source_add(job, TEXT("flood"), buffer_text(&out))));
    assert_int_equal(job->diags.list.items[0].id, DIAG_DATA_MANY);
}

static void an_alias_bomb(void **state)
{
    struct job *job = *state;
    struct buffer out = buffer_new(&job->arena);
    buffer_string(&out, "a0: &a0 [lol]\n");
    for (int i = 1; i < 60; i++) {
        buffer_string(&out, "a");
        buffer_number(&out, i);
        buffer_string(&out, ": &a");
        buffer_number(&out, i);
        buffer_string(&out, " [*a");
        buffer_number(&out, i - 1);
        buffer_string(&out, ", *a");
        buffer_number(&out, i - 1);
        buffer_string(&out, "]\n");
    }
    assert_null(value_read_yaml(job, source_add(job, TEXT("bomb"), buffer_text(&out))));
    assert_int_equal(job->diags.list.items[0].id, DIAG_YAML_ALIAS);
}

static void every_truncation_ends(void **state)
{
    struct job *job = *state;
    static const char yaml[] = "title: \"a é\\n\"\nlist:\n  - {a: [b, 'c']}\n  - |\n    text\n"
                               "? key\n: *x\nq: !t &a ~\n%\n";
    static const char json[] = "{\"a\": [1.5e3, true, null, \"\\ud835\\udf04\"], \"b\": {}}";
    for (size_t i = 0; i < sizeof yaml; i++) {
        struct text part = {yaml, i};
        value_read_yaml(job, source_add(job, TEXT("part"), part));
    }
    for (size_t i = 0; i + 1 < sizeof json; i++) {
        struct text part = {json, i};
        assert_null(value_read_json(job, source_add(job, TEXT("part"), part)));
    }
    assert_non_null(value_read_json(job, job_source(job, json)));
}

static void binary_bytes_end(void **state)
{
    struct job *job = *state;
    uint32_t seed = 12345;
    for (int round = 0; round < 500; round++) {
        char bytes[64];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525U + 1013904223U;
            bytes[i] = "{}[]:,-?*&!|>'\"%@`#\n\t ab\xC3\xA9\\\x01~0\r"[seed >> 24 & 31];
        }
        struct text text = {bytes, sizeof bytes};
        uint32_t number = source_add(job, TEXT("noise"), text);
        struct value *yaml = value_read_yaml(job, number);
        assert_true(yaml == NULL || yaml->span.end <= sizeof bytes);
        value_read_json(job, number);
    }
    assert_true(job->diags.errors > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deep_nesting_in_yaml),
        cmocka_unit_test(deep_nesting_in_json),
        job_test(depth_is_allowed_up_to_its_bound),
        cmocka_unit_test(floods_of_values),
        job_test(a_flood_in_json),
        job_test(an_alias_bomb),
        job_test(every_truncation_ends),
        job_test(binary_bytes_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
