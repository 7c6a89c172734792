/* Which page lies where: pure numbers. */
#include "support.h"

#include "sheets/plan.h"

static struct pages pages_of(size_t count, sp width, sp height)
{
    struct pages pages = {0};
    pages.count = count;
    pages.width = width;
    pages.height = height;
    return pages;
}

/* The pages by sides, counted from 1, "-" for white: "4 1 | 2 3". */
static struct text order_of(struct job *job, const struct plan *plan)
{
    struct buffer out = buffer_new(&job->arena);
    size_t places = plan->columns * plan->rows;
    for (size_t i = 0; i < plan->side_count * places; i++) {
        buffer_string(&out, i == 0 ? "" : i % places == 0 ? " | " : " ");
        if (plan->slots[i].page == NO_PAGE)
            buffer_byte(&out, '-');
        else
            buffer_number(&out, (int64_t)plan->slots[i].page + 1);
    }
    return buffer_text(&out);
}

static void a_booklet_reads_on_when_folded(void **state)
{
    struct job *job = *state;
    struct print print = {.imposition = IMPOSE_BOOKLET};
    static const struct {
        size_t count;
        const char *order;
    } cases[] = {
        {1, "- 1 | - -"},
        {4, "4 1 | 2 3"},
        {5, "- 1 | 2 - | - 3 | 4 5"},
        {8, "8 1 | 2 7 | 6 3 | 4 5"},
        {12, "12 1 | 2 11 | 10 3 | 4 9 | 8 5 | 6 7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pages pages = pages_of(cases[i].count, PT(300), PT(400));
        struct plan plan = plan_sheets(&job->arena, &pages, &print);
        assert_text_equal(order_of(job, &plan), cases[i].order);
    }
}

static void pages_of_a_booklet_touch_at_the_fold(void **state)
{
    struct job *job = *state;
    struct print print = {.imposition = IMPOSE_BOOKLET,
                          .sheet_width = PT(600),
                          .sheet_height = PT(800),
                          .creep = PT(1)};
    struct pages pages = pages_of(8, PT(300), PT(400));
    struct plan plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.width, PT(800));
    assert_int_equal(plan.height, PT(600));
    assert_int_equal(plan.scale, VIEW_SCALE_ONE);
    assert_int_equal(plan.slots[0].x, PT(100));
    assert_int_equal(plan.slots[1].x, PT(400));
    assert_int_equal(plan.slots[0].y, PT(100));
    /* the second sheet lies inside the first: both its sides move toward the fold */
    assert_int_equal(plan.slots[4].x, PT(101));
    assert_int_equal(plan.slots[5].x, PT(399));
    assert_int_equal(plan.slots[7].x, PT(399));
}

static void several_pages_take_the_better_turn_of_the_sheet(void **state)
{
    struct job *job = *state;
    struct print print = {.imposition = IMPOSE_UP,
                          .up = 2,
                          .sheet_width = PT(600),
                          .sheet_height = PT(800)};
    struct pages pages = pages_of(3, PT(600), PT(800));
    struct plan plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.width, PT(800));
    assert_int_equal(plan.columns, 2);
    assert_int_equal(plan.scale, length_scale(VIEW_SCALE_ONE, 2, 3));
    assert_text_equal(order_of(job, &plan), "1 2 | 3 -");
    print.up = 4;
    plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.width, PT(600));
    assert_int_equal(plan.columns, 2);
    assert_int_equal(plan.rows, 2);
    assert_text_equal(order_of(job, &plan), "1 2 3 -");
}

static void pages_are_never_enlarged(void **state)
{
    struct job *job = *state;
    struct print print = {.imposition = IMPOSE_UP,
                          .up = 2,
                          .sheet_width = PT(2000),
                          .sheet_height = PT(2000),
                          .gap = PT(20)};
    struct pages pages = pages_of(2, PT(300), PT(400));
    struct plan plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.scale, VIEW_SCALE_ONE);
}

static void a_single_sheet_has_room_for_marks(void **state)
{
    struct job *job = *state;
    struct print print = {.bleed = PT(8), .crop_marks = true};
    struct pages pages = pages_of(1, PT(300), PT(400));
    struct plan plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.width, PT(300) + 2 * (MARK_DISTANCE + MARK_LENGTH));
    assert_int_equal(plan.slots[0].x, MARK_DISTANCE + MARK_LENGTH);
    print.sheet_width = PT(310);
    print.sheet_height = PT(420);
    plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.scale, 0);
}

static void hostile_gaps_end(void **state)
{
    struct job *job = *state;
    struct print print = {.imposition = IMPOSE_UP,
                          .up = 16,
                          .sheet_width = PT(60),
                          .sheet_height = PT(60),
                          .gap = PT(200)};
    struct pages pages = pages_of(100, PT(300), PT(400));
    struct plan plan = plan_sheets(&job->arena, &pages, &print);
    assert_int_equal(plan.scale, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_booklet_reads_on_when_folded),
        job_test(pages_of_a_booklet_touch_at_the_fold),
        job_test(several_pages_take_the_better_turn_of_the_sheet),
        job_test(pages_are_never_enlarged),
        job_test(a_single_sheet_has_room_for_marks),
        job_test(hostile_gaps_end),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
