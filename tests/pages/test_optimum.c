/*
 * Pages of a whole text, drawn as text: a run of small letters is the lines of a paragraph (two
 * of them at least on either side of a break), a capital a heading, # lines that keep together,
 * a full stop a line that may stand alone, a space a line of space, ! a page's start, a digit a
 * note of so many lines marked in the line before it; + or - after a paragraph: it can be set a
 * line longer or shorter; ^ after a line and a digit: a float of so many lines, @ one that
 * wants a page. In the result | ends a page, + or - says that it was, and ^ that a float is on
 * it.
 */
#include "support.h"

#include "pages/optimum.h"

#define LINE PT(10)

struct fixture {
    struct builder b;
    struct flow flow;
    struct design design;
    struct style body;
    struct document document;
    struct composition c;
    ARRAY(struct variant) variants;
    ARRAY(char) drawn; /* by piece */
};

static struct piece *add(struct fixture *f, enum piece_kind kind, char drawn)
{
    struct piece *last =
        f->flow.pieces.count > 0 ? &f->flow.pieces.items[f->flow.pieces.count - 1] : NULL;
    uint32_t mentions = last != NULL ? last->mention_end : 0;
    struct piece *piece = array_push(f->b.arena, &f->flow.pieces);
    piece->kind = kind;
    piece->height = LINE;
    piece->mention_end = mentions;
    piece->float_end = (uint32_t)f->b.floats.count;
    *array_push(f->b.arena, &f->drawn) = drawn;
    return piece;
}

static size_t run_length(const char *text)
{
    size_t length = 1;
    while (text[length] == text[0])
        length++;
    return length;
}

static void add_paragraph(struct fixture *f, char letter, size_t lines)
{
    for (size_t i = 0; i < lines; i++) {
        struct piece *piece = add(f, PIECE_RULE, letter);
        if (i > 0)
            piece->before = i < 2 ? KEEP_ORPHAN : lines - i < 2 ? KEEP_WIDOW : KEEP_LINES;
        if (letter == '#' && i > 0)
            piece->before = KEEP_TOGETHER;
    }
}

static void add_note(struct fixture *f, int lines)
{
    struct flow *note = arena_alloc(f->b.arena, sizeof *note);
    for (int i = 0; i < lines; i++) {
        struct piece *piece = array_push(f->b.arena, &note->pieces);
        piece->kind = PIECE_RULE;
        piece->height = LINE;
    }
    array_push(f->b.arena, &f->b.mentions)->flow = note;
    f->flow.pieces.items[f->flow.pieces.count - 1].mention_end = (uint32_t)f->b.mentions.count;
}

static void add_float(struct fixture *f, char sign, int lines)
{
    struct floated *floated = array_push(f->b.arena, &f->b.floats);
    floated->room = lines * LINE;
    floated->placement = sign == '@' ? PLACE_PAGE : PLACE_TOP;
    f->flow.pieces.items[f->flow.pieces.count - 1].float_end = (uint32_t)f->b.floats.count;
}

/* The last paragraph can be a line longer or shorter. */
static void add_variant(struct fixture *f, char sign, size_t lines)
{
    struct variant *variant = array_push(f->b.arena, &f->variants);
    variant->first = f->flow.pieces.count - lines;
    variant->leading = LINE;
    variant->longer = sign == '+' ? 10 : VARIANT_NONE;
    variant->shorter = sign == '-' ? 10 : VARIANT_NONE;
    f->flow.pieces.items[f->flow.pieces.count - 1].variant = (uint32_t)f->variants.count;
}

static void read_text(struct fixture *f, const char *text)
{
    size_t lines = 0;
    bool forced = false, heading = false;
    for (const char *at = text; *at != '\0';) {
        size_t first = f->flow.pieces.count;
        size_t length = 1;
        if (*at == '+' || *at == '-') {
            add_variant(f, *at, lines);
        } else if (*at == '^' || *at == '@') {
            add_float(f, *at, at[1] - '0');
            length = 2;
        } else if (*at >= '1' && *at <= '9') {
            add_note(f, *at - '0');
        } else if (*at == ' ') {
            add(f, PIECE_SPACE, ' ');
        } else if (*at == '!') {
            forced = true;
        } else if ((*at >= 'A' && *at <= 'Z') || *at == '.') {
            add(f, PIECE_RULE, *at)->heading = *at != '.';
        } else {
            length = lines = run_length(at);
            add_paragraph(f, *at, lines);
        }
        if (f->flow.pieces.count > first && *at != ' ') {
            f->flow.pieces.items[first].forced = forced;
            if (heading)
                f->flow.pieces.items[first].before = KEEP_NEXT;
            forced = false;
            heading = *at >= 'A' && *at <= 'Z';
        }
        at += length;
    }
}

static struct fixture *fixture_new(struct job *job, int lines, const char *text)
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
    read_text(f, text);
    f->c = compose_new(&f->b, &f->flow);
    f->c.variants = f->variants.items;
    return f;
}

static const char *draw(struct fixture *f, const struct plans *plans)
{
    struct buffer out = buffer_new(f->b.arena);
    for (size_t i = 0; i < plans->list.count; i++) {
        const struct page_plan *plan = &plans->list.items[i];
        if (i > 0)
            buffer_byte(&out, '|');
        for (size_t k = plan->from.piece; k < plan->to.piece; k++)
            if (f->drawn.items[k] != ' ' || (k > plan->from.piece && k + 1 < plan->to.piece))
                buffer_byte(&out, f->drawn.items[k]);
        buffer_repeat(&out, '^', plan->to.floating - plan->from.floating);
        for (int k = plan->change; k != 0; k += k < 0 ? 1 : -1)
            buffer_byte(&out, k < 0 ? '-' : '+');
    }
    return text_string(f->b.arena, buffer_text(&out));
}

static const char *optimal(struct job *job, int lines, const char *text)
{
    struct fixture *f = fixture_new(job, lines, text);
    struct plans plans = {0};
    optimum_find(&f->c, (struct optimum_start){.page = 0}, &plans);
    return draw(f, &plans);
}

static const char *greedy(struct job *job, int lines, const char *text)
{
    struct fixture *f = fixture_new(job, lines, text);
    struct plans plans = {0};
    for (struct cursor at = {.piece = 0}; !compose_done(&f->c, at);) {
        struct page_plan *plan = array_push(f->b.arena, &plans.list);
        *plan = compose_page(&f->c, at);
        at = plan->to;
    }
    return draw(f, &plans);
}

/* ---- what is chosen
 * -----------------------------------------------------------------------------*/

static void test_full_pages_need_no_thought(void **state)
{
    assert_string_equal(optimal(*state, 6, "aaaaaabbbbbb"), "aaaaaa|bbbbbb");
    assert_string_equal(optimal(*state, 6, "aaaa"), "aaaa");
    assert_string_equal(optimal(*state, 6, ""), "");
}

/* Filling the first page leaves the second one with a hole before what keeps together. */
static void test_a_page_gives_way_for_a_later_one(void **state)
{
    const char *text = ".......aaaa#######.......";
    assert_string_equal(greedy(*state, 8, text), ".......|aaaa|#######.|......");
    assert_string_equal(optimal(*state, 8, text), ".....|..aaaa|#######.|......");
}

static void test_paragraph_grows_to_fill_a_page(void **state)
{
    assert_string_equal(optimal(*state, 6, "aaaaa+######...."), "aaaaa+|######|....");
    assert_string_equal(optimal(*state, 6, "aaaaa######...."), "aaaaa|######|....");
}

static void test_paragraph_shrinks_to_spare_a_page(void **state)
{
    assert_string_equal(optimal(*state, 6, "aaaaaaa-"), "aaaaaaa-");
    assert_string_equal(optimal(*state, 6, "aaaa-bbbb-"), "aaaabbbb--");
    assert_string_equal(optimal(*state, 6, "aaaaaaaa"), "aaaaaa|aa");
}

static void test_headings_keep_with_their_text(void **state)
{
    assert_string_equal(optimal(*state, 6, "aaaaaBcccc"), "aaaaa|Bcccc");
    assert_string_equal(optimal(*state, 6, "aaaaBcccc...."), "aaaa|Bcccc.|...");
}

static void test_forced_starts(void **state)
{
    assert_string_equal(optimal(*state, 6, "aa!bb!cc"), "aa|bb|cc");
}

static void test_space_is_dropped_at_a_turn(void **state)
{
    assert_string_equal(optimal(*state, 4, "aaaa bbbb cc"), "aaaa|bbbb|cc");
}

static void test_notes_stand_with_their_marks(void **state)
{
    /* three lines and one of separator */
    assert_string_equal(optimal(*state, 8, "..3......"), "....|....");
    assert_string_equal(optimal(*state, 8, "......2......"), ".....|.....|..");
}

static void test_duplex_pages(void **state)
{
    const char *text = "........ ####### ...######....";
    struct fixture *f = fixture_new(*state, 8, text);
    struct plans plans = {0};
    f->design.duplex = true;
    optimum_find(&f->c, (struct optimum_start){.page = 0}, &plans);
    assert_string_equal(draw(f, &plans), "........|#######|...|######..|..");
}

static void test_floats_stand_on_their_page_or_the_next(void **state)
{
    assert_string_equal(optimal(*state, 8, "..^3......"), ".....^|...");
    /* no room on the page of its line: the line goes with it, or it opens the next page */
    assert_string_equal(optimal(*state, 8, "........^3......"), ".......|.....^|..");
    assert_string_equal(optimal(*state, 8, "########^3......"), "########|.....^|.");
    assert_string_equal(greedy(*state, 8, "########^3......"), "########|.....^|.");
    /* in order: the second does not overtake the first */
    assert_string_equal(optimal(*state, 8, "#######^2^1........"), "#######.|.....^^|..");
    assert_string_equal(optimal(*state, 8, "...@2....."), "........|^");
    assert_string_equal(optimal(*state, 8, "...@2.....^2...."), ".......|^|.....^");
    /* before a forced start all are set */
    assert_string_equal(optimal(*state, 6, "######^2!aa"), "######|^|aa");
    assert_string_equal(optimal(*state, 6, "..^2^2^2^2"), "..^^|^^");
}

/* ---- nothing ends in a loop
 * ---------------------------------------------------------------------*/

static void test_hostile_texts_end(void **state)
{
    assert_string_equal(optimal(*state, 4, "##########"), "####|####|##");
    assert_string_equal(optimal(*state, 4, "AAAAAAAAA"), "AAAA|AAAA|A");
    assert_string_equal(optimal(*state, 1, "aaaa"), "a|a|a|a");
    assert_string_equal(optimal(*state, 4, ".9.9.9"), ".|..||||||||");
    struct fixture *f = fixture_new(*state, 4, "..a..");
    struct plans plans = {0};
    f->flow.pieces.items[2].height = 9 * LINE; /* higher than a page */
    optimum_find(&f->c, (struct optimum_start){.page = 0}, &plans);
    assert_string_equal(draw(f, &plans), "..|a|..");
}

/* ---- the optimum against all ways there are
 * -----------------------------------------------------*/

static int64_t exhaust(const struct composition *c, struct optimum_start at, int64_t most);

/* The same once the page from `at` ends as `ending` says. */
static int64_t exhaust_page(const struct composition *c, struct optimum_start at,
                            const struct ending *ending, int64_t most)
{
    struct page_plan plan = compose_plan(c, at.at, ending);
    bool last = plan.to.piece == c->flow->pieces.count;
    int64_t cost = ending != NULL ? ending->total : squeezed_cost(c, at.at);
    sp empty = ending != NULL ? ending->empty : 0;
    if (optimum_faces(c, at.at, at.page) && !last)
        cost += spread_cost(c, empty - at.empty);
    struct optimum_start next = {plan.to, at.page + 1, empty};
    return cost < most ? cost + exhaust(c, next, most - cost) : most;
}

/* The least cost from `at` on by trying everything that can still cost less than `most`, the
 * fullest pages first. */
static int64_t exhaust(const struct composition *c, struct optimum_start at, int64_t most)
{
    if (at.at.piece == c->flow->pieces.count) {
        int64_t behind = compose_done(c, at.at) ? 0 : squeezed_cost(c, at.at);
        return most > behind ? behind : most;
    }
    struct endings endings = {0};
    struct arena_mark mark = arena_mark(c->b->arena);
    distribute(c, at.at, &endings);
    if (endings.list.count == 0)
        most = exhaust_page(c, at, NULL, most);
    for (size_t i = endings.list.count; i > 0; i--)
        most = exhaust_page(c, at, &endings.list.items[i - 1], most);
    arena_reset(c->b->arena, mark);
    return most;
}

static const char *random_text(struct arena *arena, uint32_t *seed)
{
    static const char *const parts[] = {"aaa",     "bbbb", "ccccc+", "dddd-", "E",
                                        "..",      "####", "fffff",  "gg",    " ",
                                        "hhhhhh+", "a^3",  "bb^2",   "@2",    "ccc^1"};
    struct buffer out = buffer_new(arena);
    for (int i = 0; i < 5; i++) {
        *seed = *seed * 1664525 + 1013904223;
        buffer_string(&out, i > 0 ? "." : "..");
        buffer_string(&out, parts[(*seed >> 16) % (sizeof parts / sizeof parts[0])]);
    }
    return text_string(arena, buffer_text(&out));
}

static void test_no_way_is_cheaper(void **state)
{
    struct job *job = *state;
    uint32_t seed = 7;
    for (int i = 0; i < 200; i++) {
        struct fixture *f = fixture_new(job, 7, random_text(&job->arena, &seed));
        struct optimum_start start = {.page = 0};
        f->design.duplex = i % 2 == 1;
        assert_int_equal(optimum_find(&f->c, start, NULL), exhaust(&f->c, start, INT64_MAX));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(test_full_pages_need_no_thought),
        job_test(test_a_page_gives_way_for_a_later_one),
        job_test(test_paragraph_grows_to_fill_a_page),
        job_test(test_paragraph_shrinks_to_spare_a_page),
        job_test(test_headings_keep_with_their_text),
        job_test(test_forced_starts),
        job_test(test_space_is_dropped_at_a_turn),
        job_test(test_notes_stand_with_their_marks),
        job_test(test_duplex_pages),
        job_test(test_floats_stand_on_their_page_or_the_next),
        job_test(test_hostile_texts_end),
        job_test(test_no_way_is_cheaper),
    };
    return cmocka_run_group_tests_name("optimum", tests, NULL, NULL);
}
