/* Runs to lines: what is on a line, where, and what keeps together. */
#include "type.h"

struct world {
    struct job *job;
    struct fonts *fonts;
    struct style style, super, bold;
    struct measure measure;
};

static struct world world_of(void **state, uint32_t family)
{
    struct world world = {.job = *state};
    world.fonts = fonts_new(world.job, type_design(world.job));
    assert_non_null(world.fonts);
    world.style = type_style(family);
    world.bold = world.style;
    world.bold.weight = 700;
    world.super = world.style;
    world.super.position = POSITION_SUPER;
    world.super.size = PT(6);
    world.super.rise = PT(3);
    world.measure = (struct measure){.width = PT(200), .hyphenate = true};
    return world;
}

static struct lines set(struct world *world, const char *text)
{
    struct run run = type_run(text, &world->style);
    return lines_break(world->job, world->fonts, &run, 1, &world->measure);
}

static struct text read(struct world *world, const char *text)
{
    struct lines lines = set(world, text);
    return type_read(world->job, &lines);
}

static const char paragraph[] =
    "The antidepressant effect of a single infusion appears within hours and fades over one or "
    "two weeks, which is why repeated dosing has been studied in several randomised trials.";

static sp line_end(const struct line *line)
{
    const struct fragment *last = &line->fragments[line->count - 1];
    return last->x + last->width;
}

static void justified_lines_end_at_the_measure(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct lines lines = set(&world, paragraph);
    assert_in_range(lines.count, 3, 5);
    for (size_t i = 0; i < lines.count; i++) {
        const struct line *line = &lines.items[i];
        assert_int_equal(line->fragments[0].x, 0);
        assert_int_equal(line->overfull, 0);
        assert_int_equal(line->last, i + 1 == lines.count);
        if (!line->last)
            assert_int_equal(line_end(line), world.measure.width);
        for (size_t j = 1; j < line->count; j++)
            assert_int_equal(line->fragments[j].x,
                             line->fragments[j - 1].x + line->fragments[j - 1].width);
    }
    fonts_free(world.fonts);
}

static void alignments(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.align = ALIGN_LEFT;
    struct lines left = set(&world, paragraph);
    world.measure.align = ALIGN_RIGHT;
    struct lines right = set(&world, paragraph);
    world.measure.align = ALIGN_CENTRE;
    struct lines centre = set(&world, paragraph);
    sp space = left.items[0].fragments[1].width;
    for (size_t i = 0; i < left.count; i++) {
        assert_int_equal(left.items[i].fragments[0].x, 0);
        assert_true(line_end(&left.items[i]) <= world.measure.width);
        assert_int_equal(left.items[i].fragments[1].width, space);
        assert_int_equal(line_end(&right.items[i]), world.measure.width);
        sp white = world.measure.width - centre.items[i].width;
        assert_int_equal(centre.items[i].fragments[0].x, white / 2);
    }
    fonts_free(world.fonts);
}

static void the_first_line_is_indented(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.indent = PT(12);
    struct lines lines = set(&world, paragraph);
    assert_int_equal(lines.items[0].fragments[0].x, PT(12));
    assert_int_equal(lines.items[1].fragments[0].x, 0);
    assert_int_equal(line_end(&lines.items[0]), world.measure.width);
    fonts_free(world.fonts);
}

static void spaces_collapse_and_leave_the_ends(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    assert_text_equal(read(&world, "  one \t\n two  "), "one two\n");
    assert_text_equal(read(&world, "   "), "\n");
    assert_text_equal(read(&world, ""), "\n");
    fonts_free(world.fonts);
}

static void firm_spaces_do_not_break(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.width = PT(40);
    world.measure.align = ALIGN_LEFT;
    world.measure.quiet = true;
    assert_text_equal(read(&world, "about ten of them"), "about ten\nof them\n");
    assert_text_equal(read(&world, "about ten\u00A0of them"), "about\nten of\nthem\n");
    assert_text_equal(read(&world, "about ten\u202Fof them"), "about\nten of\nthem\n");
    assert_text_equal(read(&world, "about 10 mg daily"), "about\n10 mg\ndaily\n");
    fonts_free(world.fonts);
}

static void long_words_are_hyphenated(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.width = PT(60);
    struct lines lines = set(&world, "an antidepressant response");
    assert_text_equal(type_read(world.job, &lines), "an antidepres=\nsant response\n");
    assert_true(lines.items[0].hyphenated);
    assert_int_equal(line_end(&lines.items[0]), PT(60));
    world.measure.hyphenate = false;
    world.measure.quiet = true;
    assert_text_equal(read(&world, "an antidepressant response"),
                      "an\nantidepressant\nresponse\n");
    fonts_free(world.fonts);
}

/* In a narrow measure a part of two letters is better than a hole; not a last line of it. */
static void narrow_lines_have_short_parts(void **state)
{
    static const char text[] =
        "In mice the effect came within an hour, and inhibitory cells fell silent; in people "
        "no "
        "trial has yet shown it, and an important part of the improvement may be expectation, "
        "which a blinded comparison would have to exclude.";
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.align = ALIGN_JUSTIFY;
    world.measure.width = PT(155);
    struct text narrow = read(&world, text);
    assert_true(text_search(narrow, TEXT("an im=\nportant"), 0) < narrow.length);
    world.measure.width = PT(215);
    struct text wider = read(&world, text);
    assert_true(text_search(wider, TEXT("\nexclude.\n"), 0) < wider.length);
    fonts_free(world.fonts);
}

static void a_ligature_across_a_break_is_resolved(void **state)
{
    struct world world = world_of(state, FAMILY_TEXT);
    world.measure.width = PT(18);
    world.measure.quiet = true;
    struct lines lines = set(&world, "of\u00ADfice");
    assert_text_equal(type_read(world.job, &lines), "of=\nfice\n");
    assert_int_equal(lines.items[0].fragments[0].shaped->count, 2);
    assert_int_equal(lines.items[1].fragments[0].shaped->count, 3); /* fi, c, e */
    fonts_free(world.fonts);
}

static void style_changes_inside_a_word_do_not_break_it(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("see the ketamine", &world.style),
                         type_run("-like", &world.bold), type_run(" drugs", &world.style)};
    world.measure.width = PT(62);
    world.measure.align = ALIGN_LEFT;
    struct lines lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    assert_text_equal(type_read(world.job, &lines), "see the\nketamine-like\ndrugs\n");
    assert_int_equal(lines.items[1].fragments[1].run, 1);
    fonts_free(world.fonts);
}

static void a_citation_stays_with_its_word(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("one two three ", &world.style),
                         type_run("[12]", &world.style)};
    world.measure.width = PT(62);
    world.measure.align = ALIGN_LEFT;
    struct lines lines = lines_break(world.job, world.fonts, runs, 2, &world.measure);
    assert_text_equal(type_read(world.job, &lines), "one two three\n[12]\n");
    runs[1].glue_before = true;
    lines = lines_break(world.job, world.fonts, runs, 2, &world.measure);
    assert_text_equal(type_read(world.job, &lines), "one two\nthree [12]\n");
    fonts_free(world.fonts);
}

static void code_is_not_broken(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run run = type_run("evidence-based one two", &world.style);
    world.measure.width = PT(50);
    world.measure.quiet = true;
    run.no_break = true;
    struct lines lines = lines_break(world.job, world.fonts, &run, 1, &world.measure);
    assert_int_equal(lines.count, 1);
    assert_true(lines.items[0].overfull > 0);
    fonts_free(world.fonts);
}

static void code_keeps_its_spaces(void **state)
{
    struct world world = world_of(state, FAMILY_CODE);
    struct run runs[] = {type_run("\u00A0\u00A0a\u00A0\u00A0b", &world.style),
                         {.kind = RUN_BREAK, .style = &world.style},
                         type_run("c  d", &world.style)};
    struct lines lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    assert_text_equal(type_read(world.job, &lines), "  a  b\nc d\n");
    assert_int_equal(lines.items[0].fragments[2].x, 2 * lines.items[0].fragments[0].width);
    fonts_free(world.fonts);
}

static void spaces_of_code_do_not_stretch(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct style code = world.style;
    code.family = FAMILY_CODE;
    struct run runs[] = {
        type_run("some words and ", &world.style), type_run("a = 1", &code),
        type_run(" or more words in a line, and then in another", &world.style)};
    world.measure.width = PT(130);
    world.measure.align = ALIGN_JUSTIFY;
    struct lines lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    size_t seen = 0;
    for (size_t i = 0; i < lines.items[0].count; i++) {
        const struct fragment *fragment = &lines.items[0].fragments[i];
        if (fragment->kind != FRAGMENT_SPACE || fragment->run != 1)
            continue;
        assert_true(fragment->width > PT(5) && fragment->width < PT(7)); /* 0.6 em */
        seen++;
    }
    assert_int_equal(seen, 2);
    fonts_free(world.fonts);
}

static void a_forced_end_is_a_space_to_readers(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("one", &world.style),
                         {.kind = RUN_BREAK, .style = &world.style},
                         type_run("two", &world.style)};
    struct lines lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    assert_non_null(lines.items[0].fragments[0].spent);
    assert_text_equal(lines.items[0].fragments[0].spent->text, " ");
    assert_null(lines.items[1].fragments[0].spent);
    fonts_free(world.fonts);
}

static void a_paragraph_rather_does_not_end_in_a_stub(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.align = ALIGN_LEFT;
    world.measure.width = PT(222);
    struct lines lines =
        set(&world, "Both drugs block the receptor, but one alone has looked like "
                    "a rapid drug against low mood so far.");
    const struct line *last = &lines.items[lines.count - 1];
    assert_true(last->count > 1);
    assert_true(line_end(last) >= PT(40));
    fonts_free(world.fonts);
}

static void superscripts_are_real_or_raised(void **state)
{
    struct world world = world_of(state, FAMILY_TEXT);
    struct run runs[] = {type_run("ketamine", &world.style), type_run("12", &world.super)};
    struct lines lines = lines_break(world.job, world.fonts, runs, 2, &world.measure);
    assert_int_equal(lines.items[0].fragments[1].size, PT(10));
    assert_int_equal(lines.items[0].fragments[1].rise, 0);
    world.super.family = FAMILY_SERIF;
    lines = lines_break(world.job, world.fonts, runs, 2, &world.measure);
    assert_int_equal(lines.items[0].fragments[1].size, PT(6));
    assert_int_equal(lines.items[0].fragments[1].rise, PT(3));
    assert_int_equal(lines.items[0].fragments[0].rise, 0);
    fonts_free(world.fonts);
}

static void blanks_boxes_and_forced_breaks(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("Name: ", &world.style),
                         {.kind = RUN_BLANK, .style = &world.style, .width = PT(80)},
                         {.kind = RUN_BREAK, .style = &world.style},
                         {.kind = RUN_BOX, .style = &world.style, .width = PT(8)},
                         type_run(" tick", &world.style)};
    struct lines lines = lines_break(world.job, world.fonts, runs, 5, &world.measure);
    struct buffer out = buffer_new(&world.job->arena);
    lines_dump(runs, &lines, &out);
    assert_text_equal(buffer_text(&out), "0[Name:] 26.66~ 29.16__ .\n0# 8~ 10.5[tick] .\n");
    assert_int_equal(lines.items[0].fragments[2].kind, FRAGMENT_BLANK);
    assert_int_equal(lines.items[0].fragments[2].width, PT(80));
    assert_true(lines.items[0].last);
    fonts_free(world.fonts);
}

static void punctuation_hangs(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.protrusion = true;
    struct run runs[] = {type_run("“one two,", &world.style),
                         {.kind = RUN_BREAK, .style = &world.style},
                         type_run("three", &world.style)};
    struct lines lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    assert_true(lines.items[0].fragments[0].x < 0);
    assert_true(lines.items[0].fragments[0].x > -PT(5));
    assert_int_equal(lines.items[1].fragments[0].x, 0);
    world.measure.align = ALIGN_RIGHT;
    lines = lines_break(world.job, world.fonts, runs, 3, &world.measure);
    assert_true(line_end(&lines.items[0]) > world.measure.width);
    assert_int_equal(lines.items[0].overfull, 0);
    fonts_free(world.fonts);
}

static void what_hangs_is_not_overfull(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run run = type_run("one two.", &world.style);
    world.measure.width = lines_extent(world.job, world.fonts, &run, 1).most - PT(1);
    world.measure.protrusion = true;
    for (int align = ALIGN_JUSTIFY; align <= ALIGN_RIGHT; align++) {
        world.measure.align = (enum alignment)align;
        struct lines lines = lines_break(world.job, world.fonts, &run, 1, &world.measure);
        assert_int_equal(lines.count, 1);
        assert_int_equal(lines.items[0].overfull, 0);
    }
    fonts_free(world.fonts);
}

static void letters_share_what_a_line_lacks(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.measure.expansion = 25;
    struct lines lines = set(&world, paragraph);
    bool scaled = false;
    for (size_t i = 0; i < lines.count; i++) {
        const struct line *line = &lines.items[i];
        if (!line->last)
            assert_int_equal(line_end(line), world.measure.width);
        for (size_t j = 0; j < line->count; j++) {
            assert_in_range(line->fragments[j].scaling + 65536 / 40, 0, 2 * 65536 / 40);
            scaled = scaled || line->fragments[j].scaling != 0;
        }
    }
    assert_true(scaled);
    fonts_free(world.fonts);
}

static void an_overfull_line_is_warned_of_once(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    uint32_t source = job_source(*state, "a pseudopseudo");
    struct run run = type_run("a pseudopseudo", &world.style);
    run.span = (struct span){source, 0, 14};
    world.measure.width = PT(40);
    world.measure.hyphenate = false;
    world.measure.quiet = true;
    lines_break(world.job, world.fonts, &run, 1, &world.measure);
    assert_messages(*state, "");
    world.measure.quiet = false;
    lines_break(world.job, world.fonts, &run, 1, &world.measure);
    struct lines lines = lines_break(world.job, world.fonts, &run, 1, &world.measure);
    assert_true(lines.items[1].overfull > SP_PT);
    assert_messages(
        *state, "1:1 line-overfull: line is 16.7 pt too wide, at \"pseudopseudo\" (reword it, "
                "or say where the long word may break with a soft hyphen (U+00AD))\n");
    fonts_free(world.fonts);
}

/* Each run by the patterns of its own language: here one has none. */
static void hyphenation_follows_the_language_of_a_run(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("hyphenation hyphenation hyphenation ", &world.style),
                         type_run("hyphenation hyphenation hyphenation", &world.style)};
    size_t hyphens[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        runs[i].language = TEXT("en-US");
        runs[1 - i].language = TEXT("tlh");
        world.measure.width = PT(45);
        world.measure.quiet = true;
        struct lines lines = lines_break(world.job, world.fonts, runs, 2, &world.measure);
        for (size_t k = 0; k < lines.count; k++)
            for (size_t f = 0; f < lines.items[k].count; f++)
                if (lines.items[k].fragments[f].kind == FRAGMENT_HYPHEN)
                    hyphens[lines.items[k].fragments[f].run == (uint32_t)i ? 0 : 1]++;
    }
    assert_true(hyphens[0] > 0);
    assert_int_equal(hyphens[1], 0);
    fonts_free(world.fonts);
}

static void right_to_left_words_run_leftward(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct lines lines = set(&world, "say שלום עולם טוב now");
    const struct fragment *fragments = lines.items[0].fragments; /* words and spaces in turn */
    assert_text_equal(type_read(world.job, &lines), "say שלום עולם טוב now\n");
    assert_true(fragments[0].x < fragments[6].x && fragments[6].x < fragments[4].x &&
                fragments[4].x < fragments[2].x && fragments[2].x < fragments[8].x);
    assert_int_equal(fragments[3].x + fragments[3].width, fragments[2].x);
    fonts_free(world.fonts);
}

static void a_leftward_paragraph_starts_at_the_right(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run run = type_run("שלום עולם", &world.style);
    run.leftward = true;
    world.measure.align = ALIGN_LEFT;
    world.measure.indent = PT(10);
    struct lines lines = lines_break(world.job, world.fonts, &run, 1, &world.measure);
    const struct line *line = &lines.items[0];
    assert_int_equal(line->fragments[0].x + line->fragments[0].width,
                     world.measure.width - PT(10));
    world.measure.align = ALIGN_RIGHT;
    lines = lines_break(world.job, world.fonts, &run, 1, &world.measure);
    assert_int_equal(lines.items[0].fragments[2].x, 0);
    fonts_free(world.fonts);
}

static void extents(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct run runs[] = {type_run("one twothree 10 mg four", &world.style)};
    struct extent extent = lines_extent(world.job, world.fonts, runs, 1);
    world.measure.align = ALIGN_LEFT;
    world.measure.hyphenate = false;
    struct lines whole = lines_break(world.job, world.fonts, runs, 1, &world.measure);
    assert_int_equal(whole.count, 1);
    assert_int_equal(extent.most, whole.items[0].width);
    world.measure.width = extent.least;
    struct lines narrow = lines_break(world.job, world.fonts, runs, 1, &world.measure);
    assert_text_equal(type_read(world.job, &narrow), "one\ntwothree\n10 mg\nfour\n");
    for (size_t i = 0; i < narrow.count; i++)
        assert_int_equal(narrow.items[i].overfull, 0);
    fonts_free(world.fonts);
}

static void endless_words_do_not_hang(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    size_t length = 200000;
    char *bytes = arena_alloc(&world.job->arena, length + 1);
    memset(bytes, 'x', length);
    struct lines lines = set(&world, bytes);
    assert_in_range(lines.count, 100, 2000);
    fonts_free(world.fonts);
}

static void lines_outlive_a_trial(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct text before = read(&world, paragraph);
    struct arena_mark mark = arena_mark(&world.job->arena);
    world.measure.width = PT(90);
    set(&world, paragraph);
    arena_reset(&world.job->arena, mark);
    world.measure.width = PT(200);
    assert_true(text_equal(read(&world, paragraph), before));
    fonts_free(world.fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(justified_lines_end_at_the_measure),
        job_test(alignments),
        job_test(the_first_line_is_indented),
        job_test(spaces_collapse_and_leave_the_ends),
        job_test(firm_spaces_do_not_break),
        job_test(long_words_are_hyphenated),
        job_test(narrow_lines_have_short_parts),
        job_test(a_ligature_across_a_break_is_resolved),
        job_test(style_changes_inside_a_word_do_not_break_it),
        job_test(a_citation_stays_with_its_word),
        job_test(code_is_not_broken),
        job_test(code_keeps_its_spaces),
        job_test(spaces_of_code_do_not_stretch),
        job_test(a_forced_end_is_a_space_to_readers),
        job_test(a_paragraph_rather_does_not_end_in_a_stub),
        job_test(superscripts_are_real_or_raised),
        job_test(blanks_boxes_and_forced_breaks),
        job_test(punctuation_hangs),
        job_test(what_hangs_is_not_overfull),
        job_test(letters_share_what_a_line_lacks),
        job_test(an_overfull_line_is_warned_of_once),
        job_test(hyphenation_follows_the_language_of_a_run),
        job_test(right_to_left_words_run_leftward),
        job_test(a_leftward_paragraph_starts_at_the_right),
        job_test(extents),
        job_test(endless_words_do_not_hang),
        job_test(lines_outlive_a_trial),
    };
    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
