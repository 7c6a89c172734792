/*
 * The breaker on text of fixed-width letters: a letter is 2 wide, a space 2 with 2 of stretch
 * and 1 of shrink, "=" a place for a hyphen of width 2, "!" a forced break.
 */
#include "lines/breaker.h"
#include "support.h"

#define ITEMS_MOST 512

struct fixture {
    struct breaker_item items[ITEMS_MOST];
    uint32_t at[ITEMS_MOST]; /* byte of the text that an item stands for */
    size_t count;
};

static void push(struct fixture *fixture, struct breaker_item item, size_t at)
{
    assert_true(fixture->count < ITEMS_MOST);
    fixture->at[fixture->count] = (uint32_t)at;
    fixture->items[fixture->count++] = item;
}

static void make_items(struct fixture *fixture, const char *text)
{
    fixture->count = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        struct breaker_item item = {.kind = BREAKER_BOX, .width = 2};
        if (text[i] == ' ')
            item = (struct breaker_item){
                .kind = BREAKER_GLUE, .width = 2, .stretch = 2, .shrink = 1};
        if (text[i] == '~')
            item = (struct breaker_item){.kind = BREAKER_GLUE,
                                         .penalty = BREAKER_NEVER,
                                         .width = 2,
                                         .stretch = 2,
                                         .shrink = 1};
        if (text[i] == '=')
            item = (struct breaker_item){
                .kind = BREAKER_PENALTY, .penalty = 50, .hyphen = true, .before = 2};
        if (text[i] == '!')
            item = (struct breaker_item){.kind = BREAKER_PENALTY, .penalty = BREAKER_ALWAYS};
        push(fixture, item, i);
    }
    struct breaker_item end = {.kind = BREAKER_PENALTY, .penalty = BREAKER_ALWAYS};
    push(fixture, end, strlen(text));
}

static void add_line(struct buffer *out, const char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text[i] != '=')
            buffer_byte(out, text[i]);
    if (text[to] == '=')
        buffer_byte(out, '-');
    buffer_byte(out, '\n');
}

/* The text broken at `width` letters, or "none". */
static struct text broken(struct job *job, const char *text, struct breaker_rules rules)
{
    struct fixture *fixture = arena_alloc(&job->arena, sizeof *fixture);
    struct breaker breaker = {.arena = &job->arena};
    struct buffer out = buffer_new(&job->arena);
    make_items(fixture, text);
    if (!breaker_run(&breaker, fixture->items, fixture->count, &rules))
        return TEXT("none");
    size_t from = 0;
    for (size_t i = 0; i < breaker.breaks.count; i++) {
        size_t to = fixture->at[breaker.breaks.items[i]];
        add_line(&out, text, from, to);
        from = to + 1;
    }
    return buffer_text(&out);
}

static struct breaker_rules letters(sp width)
{
    return (struct breaker_rules){.width = width * 2,
                                  .first_width = width * 2,
                                  .tolerance = 9999,
                                  .penalty_most = 1000,
                                  .line_penalty = 10,
                                  .fitness_demerits = 3000,
                                  .double_hyphen_demerits = 10000,
                                  .last_hyphen_demerits = 5000};
}

static void breaks_the_whole_paragraph(void **state)
{
    /* first fit would fill the first line and leave a wide gap in the second */
    assert_text_equal(broken(*state, "aaa bb cc ddddd eeee", letters(9)),
                      "aaa bb\ncc ddddd\neeee\n");
}

static void keeps_a_short_text_on_one_line(void **state)
{
    assert_text_equal(broken(*state, "aa bb", letters(20)), "aa bb\n");
}

static void obeys_forced_breaks(void **state)
{
    assert_text_equal(broken(*state, "aa!bb cc!!dd", letters(20)), "aa\nbb cc\n\ndd\n");
}

static void never_breaks_at_a_tie(void **state)
{
    struct breaker_rules rules = letters(8);
    rules.must = true;
    rules.tolerance = 10000;
    assert_text_equal(broken(*state, "aaaa bbb~ccc", rules), "aaaa\nbbb~ccc\n");
}

static void hyphenates_where_gaps_would_be_wide(void **state)
{
    assert_text_equal(broken(*state, "aaa bbb ccc=ccccc dddd eee", letters(12)),
                      "aaa bbb ccc-\nccccc dddd\neee\n");
}

static void tolerance_refuses_wide_gaps(void **state)
{
    struct breaker_rules rules = letters(12);
    rules.tolerance = 10;
    assert_text_equal(broken(*state, "aaa bbb cccccccc ddd", rules), "none");
}

static void overfull_rather_than_nothing(void **state)
{
    struct breaker_rules rules = letters(4);
    assert_text_equal(broken(*state, "aa bbbbbbbb cc", rules), "none");
    rules.must = true;
    rules.tolerance = 10000;
    assert_text_equal(broken(*state, "aa bbbbbbbb cc", rules), "aa\nbbbbbbbb\ncc\n");
}

static void first_line_may_be_shorter(void **state)
{
    struct breaker_rules rules = letters(8);
    rules.first_width = 4 * 2;
    assert_text_equal(broken(*state, "aaaa bbb cccc ddd", rules), "aaaa\nbbb cccc\nddd\n");
}

static void ragged_lines_share_the_white(void **state)
{
    struct breaker_rules rules = letters(10);
    rules.line_stretch = 8;
    assert_text_equal(broken(*state, "aaa bbb cccc ddd ee ff", rules),
                      "aaa bbb\ncccc ddd\nee ff\n");
}

static void no_hyphens_on_end_where_gaps_can_do(void **state)
{
    static const char text[] = "aaaaaaaaaaa bb=bb cc cc ccc d=dddd eee";
    struct breaker_rules rules = letters(15);
    rules.last_hyphen_demerits = 0;
    rules.fitness_demerits = 0;
    assert_text_equal(broken(*state, text, rules),
                      "aaaaaaaaaaa bb-\nbb cc cc ccc\nddddd eee\n");
    rules.double_hyphen_demerits = 0;
    assert_text_equal(broken(*state, text, rules),
                      "aaaaaaaaaaa bb-\nbb cc cc ccc d-\ndddd eee\n");
}

static void last_line_is_no_stub(void **state)
{
    struct breaker_rules rules = letters(11);
    rules.last_least = 4 * 2;
    assert_text_equal(broken(*state, "aaa bbb ccc ddd eee fff g", rules),
                      "aaa bbb ccc\nddd eee fff\ng\n");
    rules.last_short_demerits = 1000000000;
    assert_text_equal(broken(*state, "aaa bbb ccc ddd eee fff g", rules),
                      "aaa bbb\nccc ddd eee\nfff g\n");
}

static void letters_give_before_spaces(void **state)
{
    struct fixture *fixture = arena_alloc(&((struct job *)*state)->arena, sizeof *fixture);
    struct breaker breaker = {.arena = &((struct job *)*state)->arena};
    struct breaker_rules rules = letters(10);
    rules.tolerance = 0;
    make_items(fixture, "aaaa bbbb cccc dddd");
    assert_false(breaker_run(&breaker, fixture->items, fixture->count, &rules));
    for (size_t i = 0; i < fixture->count; i++)
        if (fixture->items[i].kind == BREAKER_BOX)
            fixture->items[i].stretch = 1;
    assert_true(breaker_run(&breaker, fixture->items, fixture->count, &rules));
    assert_int_equal(breaker.breaks.count, 2);
}

static const char sixteen[] = "aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll mmm nnn ooo ppp";

/* Sixteen words of three letters: four lines of sixteen letters hold four each. */
static void comes_to_the_lines_that_are_wanted(void **state)
{
    const char *best = "aaa bbb ccc ddd\neee fff ggg hhh\niii jjj kkk lll\nmmm nnn ooo ppp\n";
    struct breaker_rules rules = letters(16);
    rules.counted = true;
    assert_text_equal(broken(*state, sixteen, rules), best);
    rules.wanted = 5;
    assert_text_equal(broken(*state, sixteen, rules),
                      "aaa bbb ccc\nddd eee fff ggg\nhhh iii jjj kkk\nlll mmm nnn ooo\nppp\n");
    rules.wanted = 9; /* cannot be had */
    assert_text_equal(broken(*state, sixteen, rules), best);
}

static void tells_what_other_lines_cost(void **state)
{
    struct job *job = *state;
    struct fixture *fixture = arena_alloc(&job->arena, sizeof *fixture);
    struct breaker breaker = {.arena = &job->arena};
    struct breaker_rules rules = letters(16);
    rules.counted = true;
    make_items(fixture, sixteen);
    assert_true(breaker_run(&breaker, fixture->items, fixture->count, &rules));
    assert_int_equal(breaker_demerits(&breaker, 4), breaker.demerits);
    assert_int_equal(breaker_least(&breaker), breaker.demerits);
    assert_true(breaker_demerits(&breaker, 5) > breaker.demerits);
    assert_true(breaker_demerits(&breaker, 5) < BREAKER_NO_WAY);
    assert_true(breaker_demerits(&breaker, 3) == BREAKER_NO_WAY);
}

static void badness_is_the_cube(void **state)
{
    (void)state;
    assert_int_equal(breaker_badness(0, 10), 0);
    assert_int_equal(breaker_badness(10, 10), 100);
    assert_int_equal(breaker_badness(20, 10), 800);
    assert_int_equal(breaker_badness(5, 10), 12);
    assert_int_equal(breaker_badness(1, 0), 10000);
    assert_int_equal(breaker_badness(1000, 1), 10000);
}

static void time_is_linear(void **state)
{
    struct job *job = *state;
    struct breaker breaker = {.arena = &job->arena};
    struct breaker_rules rules = letters(40);
    size_t count = 400000;
    struct breaker_item *items = arena_array(&job->arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = i % 5 == 4 ? (struct breaker_item){.kind = BREAKER_GLUE,
                                                      .width = 2,
                                                      .stretch = 1,
                                                      .shrink = 1}
                              : (struct breaker_item){.kind = BREAKER_BOX, .width = 2};
    items[count] = (struct breaker_item){.kind = BREAKER_PENALTY, .penalty = BREAKER_ALWAYS};
    assert_true(breaker_run(&breaker, items, count + 1, &rules));
    assert_in_range(breaker.breaks.count, count / 42, count / 38);
    assert_in_range(breaker.nodes.room, 1, count); /* nodes, not pairs of nodes */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(breaks_the_whole_paragraph),
        job_test(keeps_a_short_text_on_one_line),
        job_test(obeys_forced_breaks),
        job_test(never_breaks_at_a_tie),
        job_test(hyphenates_where_gaps_would_be_wide),
        job_test(tolerance_refuses_wide_gaps),
        job_test(overfull_rather_than_nothing),
        job_test(first_line_may_be_shorter),
        job_test(ragged_lines_share_the_white),
        job_test(no_hyphens_on_end_where_gaps_can_do),
        job_test(last_line_is_no_stub),
        job_test(letters_give_before_spaces),
        job_test(comes_to_the_lines_that_are_wanted),
        job_test(tells_what_other_lines_cost),
        job_test(badness_is_the_cube),
        job_test(time_is_linear),
    };
    return cmocka_run_group_tests_name("breaker", tests, NULL, NULL);
}
