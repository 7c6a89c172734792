/* One thing that was written is one element: the rule "split-tag", which content cannot break.
 */
#include "support.h"

#include "rules/checks.h"

/* A Sect with two elements of `role` from the bytes [10, 20) and [`start`, 20). */
static void check_pair(struct job *job, enum tag_role role, uint32_t start)
{
    struct tag tags[3];
    memset(tags, 0, sizeof tags);
    tags[0] = (struct tag){.role = TAG_SECT, .parent = NO_TAG, .first = 1, .last = 2};
    tags[0].next = NO_TAG;
    for (uint32_t i = 1; i < 3; i++) {
        tags[i].role = role;
        tags[i].first = tags[i].last = NO_TAG;
        tags[i].next = i == 1 ? 2 : NO_TAG;
        tags[i].span = (struct span){1, i == 1 ? 10 : start, 20};
    }
    struct pages pages = {.tag_count = 3, .tags = tags};
    struct rules_input input = {.pages = &pages};
    struct section section = {.source = 1};
    struct document document = {.section_count = 1, .sections = &section};
    struct checks rules = {.job = job, .input = &input, .document = &document};
    rule_split_tag(&rules);
}

static void two_elements_of_one_origin_are_a_fault(void **state)
{
    struct job *job = *state;
    source_add(job, TEXT("a.md"), TEXT("A text of thirty bytes or more."));
    check_pair(job, TAG_P, 10);
    assert_int_equal(job->diags.list.count, 1);
    assert_string_equal(diag_name(job->diags.list.items[0].id), "split-tag");
}

static void other_neighbours_are_not(void **state)
{
    struct job *job = *state;
    source_add(job, TEXT("a.md"), TEXT("A text of thirty bytes or more."));
    check_pair(job, TAG_P, 11);
    check_pair(job, TAG_SPAN, 10);
    assert_int_equal(job->diags.list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(two_elements_of_one_origin_are_a_fault),
        job_test(other_neighbours_are_not),
    };
    return cmocka_run_group_tests_name("tags", tests, NULL, NULL);
}
