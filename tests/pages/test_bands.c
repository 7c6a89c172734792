/* Columns on synthetic pieces: heights in whole lines, no text. */
#include "support.h"

#include "pages/bands.h"
#include "pages/paginate.h"

#define LINE PT(10)

struct fixture {
    struct builder b;
    struct flow flow;
    struct design design;
    struct style body;
    struct document document;
};

/* A flow for pages of `lines`, with bands of two and of three columns. */
static struct fixture *fixture_new(struct job *job, int lines)
{
    struct fixture *f = arena_alloc(&job->arena, sizeof *f);
    f->body.leading = LINE;
    f->body.size = PT(8);
    f->design.grid = LINE;
    f->b = (struct builder){.job = job,
                            .arena = &job->arena,
                            .document = &f->document,
                            .design = &f->design,
                            .body = &f->body,
                            .measure = PT(300),
                            .height = lines * LINE};
    for (uint32_t columns = 2; columns <= 3; columns++)
        *array_push(f->b.arena, &f->flow.bands) =
            (struct column_band){.columns = columns, .gap = LINE, .width = PT(300)};
    return f;
}

static void add(struct fixture *f, int lines, enum keep before, uint32_t band)
{
    struct piece *piece = array_push(f->b.arena, &f->flow.pieces);
    piece->kind = PIECE_RULE;
    piece->height = lines * LINE;
    piece->before = before;
    piece->band = band;
    piece->on_grid = true;
}

static void add_lines(struct fixture *f, int count, uint32_t band)
{
    for (int i = 0; i < count; i++)
        add(f, 1, i > 0 && (i < 2 || count - i < 2) ? KEEP_WIDOW : KEEP_LINES, band);
}

static const struct page_plan *plan_at(const struct plans *plans, size_t at)
{
    assert_true(at < plans->list.count);
    return &plans->list.items[at];
}

static void test_last_columns_are_even(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_lines(f, 12, 1);
    struct plans plans = paginate(&f->b, &f->flow);
    assert_int_equal(plans.list.count, 2);
    assert_int_equal(plan_at(&plans, 0)->to.piece, 6);
    assert_int_equal(plan_at(&plans, 1)->from.column, 1);
    assert_int_equal(plans_pages(&plans), 1);
}

static void test_columns_are_filled_before_pages(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_lines(f, 50, 1);
    struct plans plans = paginate(&f->b, &f->flow);
    assert_int_equal(plans_pages(&plans), 3);
    assert_int_equal(plan_at(&plans, 1)->to.piece, 20);
    assert_int_equal(plan_at(&plans, 2)->from.top, 0);
    assert_int_equal(plan_at(&plans, 4)->to.piece, 45);
}

static void test_what_goes_across_stands_below(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_lines(f, 6, 2);
    add(f, 1, KEEP_FREE, 0);
    add(f, 1, KEEP_NEXT, 1);
    add_lines(f, 5, 1);
    struct plans plans = paginate(&f->b, &f->flow);
    assert_int_equal(plans_pages(&plans), 1);
    assert_int_equal(plans.list.count, 3 + 1 + 2);
    assert_int_equal(plan_at(&plans, 3)->from.top, 2 * LINE);
    assert_int_equal(plan_at(&plans, 4)->from.top, 3 * LINE);
    assert_int_equal(plan_at(&plans, 5)->from.top, 3 * LINE);
}

static void test_a_head_across_keeps_with_its_columns(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_lines(f, 8, 0);
    add(f, 1, KEEP_FREE, 0); /* room for it, none for columns under it */
    add(f, 1, KEEP_NEXT, 1);
    add_lines(f, 9, 1);
    struct plans plans = paginate(&f->b, &f->flow);
    assert_int_equal(plan_at(&plans, 0)->to.piece, 8);
    assert_true(plan_opens(plan_at(&plans, 1)));
}

/* ---- any flow
 * --------------------------------------------------------------------------------*/

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void add_anything(struct fixture *f, uint32_t *seed)
{
    static const enum keep keeps[] = {KEEP_FREE, KEEP_LINES, KEEP_ORPHAN, KEEP_NEXT,
                                      KEEP_TOGETHER};
    uint32_t band = 0;
    for (int i = 0; i < 60; i++) {
        if (next_random(seed, 8) == 0)
            band = next_random(seed, 3);
        int lines = next_random(seed, 12) == 0 ? (int)next_random(seed, 14) : 1;
        add(f, lines, keeps[next_random(seed, 5)], band);
        struct piece *piece = &f->flow.pieces.items[f->flow.pieces.count - 1];
        piece->forced = next_random(seed, 40) == 0;
        if (next_random(seed, 9) == 0)
            piece->kind = PIECE_SPACE;
        if (piece->kind == PIECE_SPACE && (i == 0 || piece[-1].kind == PIECE_SPACE))
            piece->kind = PIECE_RULE;
    }
    add(f, 1, KEEP_FREE, band);
}

/* All pieces are on the pages in their order, no band over another, nothing over the foot
 * unless it is higher than a page. */
static void check_plans(const struct fixture *f, const struct plans *plans)
{
    size_t at = 0;
    sp bottom = 0, band = 0;
    for (size_t i = 0; i < plans->list.count; i++) {
        const struct page_plan *plan = &plans->list.items[i];
        assert_int_equal(plan->from.piece, at);
        if (plan_opens(plan))
            bottom = band = 0;
        else if (plan->from.column == 0)
            bottom = band;
        assert_true(plan->from.top >= bottom);
        assert_true(plan->filled <= f->b.height || plan->to.piece == plan->from.piece + 1);
        band = plan->filled > band ? plan->filled : band;
        at = plan->to.piece;
    }
    assert_int_equal(at, f->flow.pieces.count);
}

static void test_any_flow_comes_to_pages(void **state)
{
    struct job *job = *state;
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t seed = round;
        struct fixture *f = fixture_new(job, 8);
        f->design.pagination = round % 3 == 0 ? PAGINATION_GREEDY : PAGINATION_OPTIMAL;
        f->design.duplex = round % 2 == 0;
        add_anything(f, &seed);
        struct plans plans = paginate(&f->b, &f->flow);
        check_plans(f, &plans);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_last_columns_are_even),
        job_test(test_columns_are_filled_before_pages),
        job_test(test_what_goes_across_stands_below),
        job_test(test_a_head_across_keeps_with_its_columns),
        job_test(test_any_flow_comes_to_pages),
    };
    return cmocka_run_group_tests_name("bands", tests, NULL, NULL);
}
