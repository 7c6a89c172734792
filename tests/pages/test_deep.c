/* Nesting deeper than is laid out is told once and ends. */
#include "support.h"

#include "pages/inline.h"

#define DEPTH 300

static void test_deep_inlines_are_told(void **state)
{
    struct job *job = *state;
    struct references none = {0};
    struct builder b = {.job = job, .arena = &job->arena, .references = &none};
    struct inline_node *nodes = arena_array(&job->arena, DEPTH, sizeof *nodes);
    for (size_t i = 0; i < DEPTH; i++) {
        nodes[i].kind = i + 1 < DEPTH ? INLINE_LANGUAGE : INLINE_TEXT;
        nodes[i].text = TEXT("fr");
        if (i + 1 < DEPTH)
            nodes[i].children = (struct inlines){1, &nodes[i + 1]};
    }
    struct span nowhere = {0, 0, 0};
    uint32_t root = tag_new(&b, TAG_DOCUMENT, NO_TAG, nowhere);
    struct runs runs = runs_new(&b);
    struct voice voice = {.parent = root};
    runs_add(&runs, voice, (struct inlines){1, nodes});
    assert_int_equal(runs.list.count, 0);
    assert_messages(job, "0:0 pages-deep: nested more than 100 levels deep\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {job_test(test_deep_inlines_are_told)};
    return cmocka_run_group_tests_name("deep", tests, NULL, NULL);
}
