/* Words through HarfBuzz: kept once, in the right face, with the right glyphs. */
#include "lines/words.h"
#include "type.h"

struct world {
    struct job *job;
    struct design *design;
    struct fonts *fonts;
    struct style style;
    struct run run;
};

static struct world world_of(void **state, uint32_t family)
{
    struct world world = {.job = *state};
    world.design = type_design(world.job);
    world.fonts = fonts_new(world.job, world.design);
    assert_non_null(world.fonts);
    world.style = type_style(family);
    return world;
}

/* `world` must not have moved: the run points at its style. */
static struct word *find(struct world *world, const char *text)
{
    world->run = type_run(text, &world->style);
    struct setting *setting =
        words_setting(world->job, world->fonts, &world->run, world->style.position);
    return words_find(world->job, world->fonts, setting, world->run.text, &world->run);
}

static void a_word_is_shaped_once(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct word *first = find(&world, "ketamine");
    world.style.size = PT(20); /* size and colour do not decide glyphs */
    world.style.colour = 0xFF0000;
    assert_ptr_equal(find(&world, "ketamine"), first);
    world.style.weight = 700;
    assert_ptr_not_equal(find(&world, "ketamine"), first);
    assert_int_equal(first->part_count, 1);
    assert_int_equal(first->metrics.glyph_count, 8);
    fonts_free(world.fonts);
}

static void kerning_and_ligatures(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    em20 apart = find(&world, "A")->metrics.advance + find(&world, "V")->metrics.advance;
    assert_true(find(&world, "AV")->metrics.advance < apart);
    world.style.family = FAMILY_TEXT;
    struct word *word = find(&world, "fig");
    assert_int_equal(word->metrics.glyph_count, 2);
    assert_int_equal(word->parts[0].glyphs[0].cluster, 0);
    assert_int_equal(word->parts[0].glyphs[1].cluster, 2); /* "fi" are both in the first */
    world.style.tracking = 50;
    assert_int_equal(find(&world, "fig")->metrics.glyph_count, 3);
    fonts_free(world.fonts);
}

static void a_missing_glyph_comes_from_the_fallback(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct word *word = find(&world, "x⊣y");
    assert_int_equal(word->part_count, 3);
    assert_int_not_equal(word->parts[1].face, word->parts[0].face);
    assert_int_equal(word->parts[2].face, word->parts[0].face);
    assert_text_equal(word->parts[1].text, "⊣");
    assert_int_equal(((struct job *)*state)->diags.list.count, 0);
    fonts_free(world.fonts);
}

/* Vollkorn and others keep small pictures there; no reader could be told what they are. */
static void a_private_character_is_an_error_with_its_place(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    uint32_t source = job_source(*state, "one\ntwo a\xEE\x84\x80");
    world.run = type_run("two a\xEE\x84\x80", &world.style);
    world.run.span = (struct span){source, 4, 4 + (uint32_t)world.run.text.length};
    struct measure measure = {.width = PT(100)};
    lines_break(*state, world.fonts, &world.run, 1, &measure);
    assert_messages(*state,
                    "2:5 character-mute: character U+E100 says nothing to who reads the file "
                    "aloud or searches it (it is private to a font or program, or stands for a "
                    "damaged one: write the character that is meant)\n");
    fonts_free(world.fonts);
}

static void a_character_nobody_has_is_an_error_with_its_place(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    uint32_t source = job_source(*state, "one\ntwo \xE1\x9A\xA0 three");
    world.run = type_run("two ᚠ three", &world.style);
    world.run.span = (struct span){source, 4, 4 + (uint32_t)world.run.text.length};
    struct measure measure = {.width = PT(100)};
    lines_break(*state, world.fonts, &world.run, 1, &measure);
    lines_break(*state, world.fonts, &world.run, 1, &measure);
    assert_messages(
        *state, "2:5 glyph-missing: character U+16A0 (ᚠ) is in none of the fonts Liberation "
                "Serif, Noto Sans Math (add a font that has it to the fallback list of "
                "fonts.yaml)\n");
    fonts_free(world.fonts);
}

static void marks_stay_with_their_base(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    assert_int_equal(find(&world, "e\u0301te")->part_count, 1);
    fonts_free(world.fonts);
}

static void unseen_characters_have_no_glyph(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct word *word = find(&world, "anti\u00ADdote\u2060");
    assert_text_equal(word->parts[0].text, "antidote");
    assert_int_equal(word->metrics.advance, find(&world, "antidote")->metrics.advance);
    assert_int_equal(find(&world, "\u200B")->part_count, 0);
    fonts_free(world.fonts);
}

static void real_superiors_or_none(void **state)
{
    struct world world = world_of(state, FAMILY_TEXT);
    world.style.position = POSITION_SUPER;
    assert_true(find(&world, "12")->replaced);
    assert_false(find(&world, "☉")->replaced);
    world.style.family = FAMILY_SERIF;
    assert_false(find(&world, "12")->replaced);
    fonts_free(world.fonts);
}

static void figures_and_small_capitals(void **state)
{
    struct world world = world_of(state, FAMILY_TEXT);
    world.style.figures = FIGURES_TABULAR;
    assert_int_equal(find(&world, "111")->metrics.advance,
                     find(&world, "888")->metrics.advance);
    world.style.figures = FIGURES_OLD;
    em20 old = find(&world, "111")->metrics.advance;
    assert_int_not_equal(old, find(&world, "888")->metrics.advance);
    uint16_t plain = find(&world, "a")->parts[0].glyphs[0].id;
    world.style.small_caps = true;
    assert_int_not_equal(find(&world, "a")->parts[0].glyphs[0].id, plain);
    assert_int_equal(((struct job *)*state)->diags.list.count, 0);
    world.style.family = FAMILY_MATH;
    find(&world, "a");
    find(&world, "b");
    assert_messages(*state,
                    "0:0 small-caps-missing: font \"NotoSansMath-Regular\" has no small "
                    "capitals: plain letters are set\n");
    fonts_free(world.fonts);
}

static void assert_measures(struct world *world, struct word *word, size_t from, size_t to)
{
    struct text text = text_slice(word->text, from, to);
    struct metrics alone = find(world, text_string(&world->job->arena, text))->metrics;
    struct metrics part = words_part(world->job, world->fonts, word, from, to);
    assert_int_equal(part.advance, alone.advance);
    assert_int_equal(part.hang_left, alone.hang_left);
    assert_int_equal(part.hang_right, alone.hang_right);
    assert_int_equal(part.glyph_count, alone.glyph_count);
}

static void parts_measure_as_if_shaped_alone(void **state)
{
    static const char *const words[] = {
        "office",
        "Voltage",
        "AVATAR",
        "fjord",
        "e\u0301te\u0301",
        "Tomorrow",
        "affine",
        "κάτι",
        "https://\u200Bwww\u200B.AVATAR\u200B.test/\u200BTo\u200B-office\u200B_Voltage"
        "\u200B.fjord/\u200Baffine\u2011Waffle/\u200BTA",
        NULL};
    struct world world = world_of(state, FAMILY_TEXT);
    for (size_t i = 0; words[i] != NULL; i++) {
        struct word *word = find(&world, words[i]);
        for (size_t at = 1; at < word->text.length; at++) {
            if (((unsigned char)words[i][at] & 0xC0) == 0x80)
                continue;
            assert_measures(&world, word, 0, at);
            assert_measures(&world, word, at, word->text.length);
        }
    }
    assert_true(find(&world, "Tomorrow")->cuts[0] != 0);
    assert_int_equal(find(&world, "fi")->cuts[0], 0);
    fonts_free(world.fonts);
}

static struct text hyphenated(struct world *world, const char *text)
{
    struct word *word = find(world, text);
    const struct splits *splits =
        words_splits(world->job, world->fonts, word, true, &world->run);
    struct buffer out = buffer_new(&world->job->arena);
    size_t from = 0;
    for (size_t i = 0; i < splits->count; i++) {
        buffer_add(&out, text_slice(word->text, from, splits->items[i].at));
        buffer_string(&out, splits->items[i].hyphen ? "=" : "|");
        from = splits->items[i].at;
    }
    buffer_add(&out, text_slice(word->text, from, word->text.length));
    return buffer_text(&out);
}

static void hyphenates_words(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct located drugs[] = {{TEXT("Esketamine"), {0, 0, 0}}};
    struct texts unbreakable = {1, drugs};
    fonts_unbreakable(*state, world.fonts, &unbreakable);
    fonts_expect(world.fonts, TEXT("en-US"));
    fonts_expect(world.fonts, TEXT("en-US"));
    fonts_expect(world.fonts, TEXT("en-GB")); /* never asked for again */
    fonts_expect(world.fonts, TEXT("tlh"));
    assert_text_equal(hyphenated(&world, "(hyphenation),"), "(hy=phen=ation),");
    assert_text_equal(hyphenated(&world, "anti\u00ADdepressant"), "anti\u00AD=depressant");
    assert_text_equal(hyphenated(&world, "esketamine."), "esketamine.");
    assert_text_equal(hyphenated(&world, "ESKETAMINE"), "ESKETAMINE");
    assert_text_equal(hyphenated(&world, "GluN2B-containing"), "GluN2B-containing");
    assert_text_equal(hyphenated(&world, "evidence-based"), "ev=i=dence-|based");
    fonts_free(world.fonts);
}

static void a_language_without_patterns_is_noted_once(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    struct word *word;
    for (int i = 0; i < 2; i++) {
        world.run = type_run(i == 0 ? "jedenfalls" : "keineswegs", &world.style);
        world.run.language = TEXT("tlh");
        struct setting *setting =
            words_setting(world.job, world.fonts, &world.run, POSITION_NORMAL);
        word = words_find(world.job, world.fonts, setting, world.run.text, &world.run);
        assert_int_equal(words_splits(world.job, world.fonts, word, true, &world.run)->count,
                         0);
    }
    assert_messages(*state, "0:0 hyphenation-missing: no hyphenation patterns for language "
                            "\"tlh\": its words are not hyphenated (Debian has patterns in "
                            "packages named hyphen-*)\n");
    fonts_free(world.fonts);
}

static void right_to_left_words_are_in_visual_order(void **state)
{
    struct world world = world_of(state, FAMILY_SERIF);
    world.run = type_run("שלום", &world.style);
    struct setting *setting =
        words_setting(world.job, world.fonts, &world.run, POSITION_NORMAL);
    struct setting *turned = words_turned(world.fonts, setting, true);
    struct word *word = words_find(world.job, world.fonts, turned, world.run.text, &world.run);
    assert_int_equal(word->part_count, 1);
    assert_int_equal(word->parts[0].glyphs[0].cluster, 6);
    assert_true(word->parts[0].leftward);
    assert_ptr_equal(words_turned(world.fonts, turned, false), setting);
    fonts_free(world.fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(a_word_is_shaped_once),
        job_test(kerning_and_ligatures),
        job_test(a_private_character_is_an_error_with_its_place),
        job_test(a_missing_glyph_comes_from_the_fallback),
        job_test(a_character_nobody_has_is_an_error_with_its_place),
        job_test(marks_stay_with_their_base),
        job_test(unseen_characters_have_no_glyph),
        job_test(real_superiors_or_none),
        job_test(figures_and_small_capitals),
        job_test(parts_measure_as_if_shaped_alone),
        job_test(hyphenates_words),
        job_test(a_language_without_patterns_is_noted_once),
        job_test(right_to_left_words_are_in_visual_order),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
