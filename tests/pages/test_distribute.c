/* Page breaks on synthetic pieces: heights in whole lines, no text. */
#include "support.h"

#include "pages/paginate.h"

#define LINE PT(10)

/* A builder, a flow and a composition without any text. */
struct fixture {
    struct builder b;
    struct flow flow;
    struct design design;
    struct style body;
    struct document document;
    struct composition c;
};

static struct fixture *fixture_new(struct job *job, int lines)
{
    struct fixture *f = arena_alloc(&job->arena, sizeof *f);
    f->body.leading = LINE;
    f->body.size = PT(8);
    f->b = (struct builder){.job = job,
                            .arena = &job->arena,
                            .document = &f->document,
                            .design = &f->design,
                            .body = &f->body,
                            .height = lines * LINE};
    return f;
}

static void add(struct fixture *f, enum piece_kind kind, int lines, enum keep before)
{
    struct piece *piece = array_push(f->b.arena, &f->flow.pieces);
    piece->kind = kind;
    piece->height = lines * LINE;
    piece->before = before;
}

/* A paragraph of `count` lines with two widows and two orphans, a line of space before it. */
static void add_paragraph(struct fixture *f, int count)
{
    add(f, PIECE_SPACE, 1, 0);
    for (int i = 0; i < count; i++)
        add(f, PIECE_RULE, 1, i == 0 ? 0 : i < 2 || count - i < 2 ? KEEP_ORPHAN : KEEP_LINES);
}

static size_t first_break(struct fixture *f)
{
    f->c = compose_new(&f->b, &f->flow);
    return compose_page(&f->c, (struct cursor){.piece = 0}).to.piece;
}

static void test_all_that_fits_is_one_page(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_paragraph(f, 10); /* the space at the top is dropped */
    assert_int_equal(first_break(f), f->flow.pieces.count);
}

static void test_no_widow(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_paragraph(f, 5);
    add_paragraph(f, 5); /* the page would leave its last line alone */
    assert_int_equal(first_break(f), 7 + 3);
}

static void test_no_orphan(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_paragraph(f, 8);
    add_paragraph(f, 5); /* one line would fit */
    assert_int_equal(first_break(f), 10);
}

static void test_heading_goes_with_what_follows(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_paragraph(f, 6);
    add(f, PIECE_SPACE, 1, 0);
    add(f, PIECE_RULE, 1, 0); /* the heading, line 8 */
    add(f, PIECE_RULE, 1, KEEP_NEXT);
    add(f, PIECE_RULE, 1, KEEP_ORPHAN);
    add(f, PIECE_RULE, 1, KEEP_ORPHAN); /* a paragraph of three: line 11 */
    assert_int_equal(first_break(f), 8);
}

static void test_keeping_all_together_still_ends(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    for (int i = 0; i < 35; i++)
        add(f, PIECE_RULE, 1, KEEP_TOGETHER);
    f->c = compose_new(&f->b, &f->flow);
    struct cursor at = {.piece = 0};
    int pages = 0;
    while (!compose_done(&f->c, at) && pages < 10) {
        at = compose_page(&f->c, at).to;
        pages++;
    }
    assert_int_equal(pages, 4);
}

static void test_forced_break(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add_paragraph(f, 2);
    add(f, PIECE_RULE, 1, KEEP_FREE);
    f->flow.pieces.items[f->flow.pieces.count - 1].forced = true;
    assert_int_equal(first_break(f), 3);
}

static void test_piece_higher_than_a_page_is_told(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    add(f, PIECE_RULE, 12, 0);
    add(f, PIECE_RULE, 1, 0);
    assert_int_equal(first_break(f), 1);
    f->design.pagination = PAGINATION_GREEDY;
    assert_int_equal(paginate(&f->b, &f->flow).list.count, 2);
    assert_messages(*state, "0:0 page-full: this sticks out of the page by 20 pt\n");
}

static void test_box_edges_take_room_on_both_pages(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    struct container box = {.open = LINE, .close = LINE, .again = LINE};
    *array_push(f->b.arena, &f->flow.containers) = box;
    add(f, PIECE_OPEN, 1, 0);
    for (int i = 0; i < 12; i++)
        add(f, PIECE_RULE, 1, i == 0 ? KEEP_EDGE : KEEP_BOX);
    add(f, PIECE_CLOSE, 1, KEEP_EDGE);
    for (size_t i = 1; i < f->flow.pieces.count; i++)
        f->flow.pieces.items[i].container = 1;
    assert_int_equal(first_break(f), 9); /* edge, eight lines, edge */
    struct page_plan second = compose_page(&f->c, (struct cursor){.piece = 9});
    assert_int_equal(second.to.piece, 14);
    assert_int_equal(second.filled, 6 * LINE); /* edge again, four lines, edge */
}

/* Gives piece `at` a mention of a note of `lines` lines. */
static void add_note(struct fixture *f, size_t at, int lines)
{
    struct flow *note = arena_alloc(f->b.arena, sizeof *note);
    for (int i = 0; i < lines; i++) {
        struct piece *piece = array_push(f->b.arena, &note->pieces);
        piece->kind = PIECE_RULE;
        piece->height = LINE;
    }
    array_push(f->b.arena, &f->b.mentions)->flow = note;
    for (size_t i = at; i < f->flow.pieces.count; i++)
        f->flow.pieces.items[i].mention_end = (uint32_t)f->b.mentions.count;
}

static void test_note_takes_room_on_the_page_of_its_mark(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    for (int i = 0; i < 12; i++)
        add(f, PIECE_RULE, 1, 0);
    add_note(f, 2, 3);
    f->c = compose_new(&f->b, &f->flow);
    struct page_plan plan = compose_page(&f->c, (struct cursor){.piece = 0});
    assert_int_equal(plan.to.piece, 6);
    assert_int_equal(plan.notes, 4 * LINE); /* with a line of separator */
    assert_int_equal(plan.to.mention, 1);
}

static void test_mark_moves_on_where_its_note_finds_no_room(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    for (int i = 0; i < 12; i++)
        add(f, PIECE_RULE, 1, 0);
    add_note(f, 8, 2);
    assert_int_equal(first_break(f), 8);
}

static void test_note_longer_than_a_page_goes_on(void **state)
{
    struct fixture *f = fixture_new(*state, 10);
    for (int i = 0; i < 12; i++)
        add(f, PIECE_RULE, 1, 0);
    add_note(f, 0, 25);
    f->c = compose_new(&f->b, &f->flow);
    struct cursor at = {.piece = 0};
    size_t shown = 0;
    int pages = 0;
    while (!compose_done(&f->c, at) && pages < 20) {
        struct page_plan plan = compose_page(&f->c, at);
        assert_true(plan.filled + plan.notes <= 10 * LINE);
        shown += (size_t)(plan.notes > 0 ? plan.notes / LINE - 1 : 0);
        at = plan.to;
        pages++;
    }
    assert_int_equal(shown, 25);
    assert_in_range(pages, 4, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_all_that_fits_is_one_page),
        job_test(test_no_widow),
        job_test(test_no_orphan),
        job_test(test_heading_goes_with_what_follows),
        job_test(test_keeping_all_together_still_ends),
        job_test(test_forced_break),
        job_test(test_piece_higher_than_a_page_is_told),
        job_test(test_box_edges_take_room_on_both_pages),
        job_test(test_note_takes_room_on_the_page_of_its_mark),
        job_test(test_mark_moves_on_where_its_note_finds_no_room),
        job_test(test_note_longer_than_a_page_goes_on),
    };
    return cmocka_run_group_tests_name("distribute", tests, NULL, NULL);
}
