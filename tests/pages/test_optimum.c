/*
 * Pages of a whole text, drawn as text: a run of small letters is the lines of a paragraph (two
 * of them at least on either side of a break), a capital a heading, # lines that keep together,
 * a full stop a line that may stand alone, a space a line of space, ! a page's start, a digit a
 * note of so many lines marked in the line before it; + or - after a paragraph: it can be set a
 * line longer or shorter. In the result | ends a page, and + or - says that it was.
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
    for (struct cursor at = {0, 0, 0}; !compose_done(&f->c, at);) {
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

/* The least cost from `at` on by trying everything that can still cost less than `most`, the
 * fullest pages first. */
static int64_t exhaust(const struct composition *c, struct optimum_start at, int64_t most)
{
    if (at.at.piece == c->flow->pieces.count)
        return most > 0 ? 0 : most;
    struct endings endings = {0};
    struct arena_mark mark = arena_mark(c->b->arena);
    distribute(c, at.at, &endings);
    for (size_t i = endings.list.count; i > 0; i--) {
        const struct ending *ending = &endings.list.items[i - 1];
        struct page_plan plan = compose_plan(c, at.at, ending);
        bool last = ending->piece == c->flow->pieces.count;
        int64_t cost = ending->total;
        if (optimum_faces(c, at.page) && !last)
            cost += spread_cost(c, ending->empty - at.empty);
        struct optimum_start next = {plan.to, at.page + 1, ending->empty};
        if (cost < most)
            most = cost + exhaust(c, next, most - cost);
    }
    arena_reset(c->b->arena, mark);
    return most;
}

static const char *random_text(struct arena *arena, uint32_t *seed)
{
    static const char *const parts[] = {"aaa",  "bbbb",  "ccccc+", "dddd-", "E",      "..",
                                        "####", "fffff", "gg",     " ",     "hhhhhh+"};
    struct buffer out = buffer_new(arena);
    for (int i = 0; i < 5; i++) {
        *seed = *seed * 1664525 + 1013904223;
        buffer_string(&out, parts[(*seed >> 16) % (sizeof parts / sizeof parts[0])]);
        if (i < 4)
            buffer_string(&out, ".");
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
        job_test(test_hostile_texts_end),
        job_test(test_no_way_is_cheaper),
    };
    return cmocka_run_group_tests_name("optimum", tests, NULL, NULL);
}
