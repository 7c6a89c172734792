/* Content streams as text: shapes, marks, and how words move the pen and decode. */
#include "pdf/content.h"
#include "pdf/sample.h"

/* The content stream of the sample's first page. */
static struct text content_of(struct sample *sample)
{
    const struct pages *pages = sample_pages(sample);
    struct typefaces *typefaces = typefaces_new(sample->job, pages, sample->fonts);
    struct images images = {{0}};
    struct content content = {sample->job,
                              pages,
                              typefaces,
                              &images,
                              structure_new(sample->job, pages),
                              buffer_new(&sample->job->arena)};
    return content_page(&content, 0);
}

static void paints_shapes(void **state)
{
    struct sample *sample = sample_new(*state);
    struct item *fill = sample_item(sample, ITEM_FILL, NO_TAG);
    fill->x = PT(10);
    fill->y = PT(20);
    fill->width = PT(30);
    fill->height = SP_PT / 4;
    fill->colour = 0xFF0080;
    struct item *rule = sample_item(sample, ITEM_STROKE, NO_TAG);
    rule->x = PT(1);
    rule->y = PT(42);
    rule->width = PT(100);
    rule->line_width = SP_PT / 2;
    rule->colour = 0x808080;
    rule->dashed = true;
    assert_text_equal(content_of(sample),
                      "/Artifact<</Type/Layout>>BDC\n"
                      "1 0 .502 rg\n10 821.75 30 .25 re f\n"
                      ".502 G\n.5 w\n[1.5 1]0 d\n1 800 m 101 800 l S\nEMC\n");
    fonts_free(sample->fonts);
}

static void marks_pieces_in_order(void **state)
{
    struct sample *sample = sample_new(*state);
    uint32_t p = sample_tag(sample, TAG_P, 0);
    uint32_t leaf = sample_tag(sample, TAG_TEXT, p);
    for (int i = 0; i < 3; i++) {
        struct item *item = sample_item(sample, ITEM_FILL, i == 1 ? NO_TAG : leaf);
        item->artifact = i == 1 ? ARTIFACT_BACKGROUND : ARTIFACT_NONE;
        item->width = item->height = PT(i);
        item->shows = i == 2 ? TEXT("☐") : TEXT("");
    }
    assert_text_equal(
        content_of(sample),
        "/P<</MCID 0>>BDC\n0 842 0 0 re f\nEMC\n"
        "/Artifact<</Type/Background/BBox[0 841 1 842]>>BDC\n0 841 1 1 re f\nEMC\n"
        "/Span<</MCID 1/ActualText(\xFE\xFF\x26\x10)>>BDC\n0 840 2 2 re f\nEMC\n");
    fonts_free(sample->fonts);
}

/* A word of one glyph, made by hand. */
static struct fragment *word(struct sample *sample, struct item *item, const char *text)
{
    struct glyph *glyph = arena_alloc(&sample->job->arena, sizeof *glyph);
    struct shaped *shaped = arena_alloc(&sample->job->arena, sizeof *shaped);
    struct fragment *fragment = arena_alloc(&sample->job->arena, sizeof *fragment);
    glyph->id = 40;
    glyph->advance = fonts_advance(sample->fonts, 0, 40);
    *shaped = (struct shaped){
        .count = 1, .glyphs = glyph, .advance = glyph->advance, .text = text_of(text)};
    *fragment = (struct fragment){.shaped = shaped, .size = PT(10)};
    fragment->width =
        length_scale(glyph->advance, PT(10), fonts_face(sample->fonts, 0).units_per_em);
    item->fragments = fragment;
    item->fragment_count = 1;
    item->y = PT(42);
    return fragment;
}

static struct sample *sample_with_face(struct job *job)
{
    struct sample *sample = sample_new(job);
    sample_text(sample, NO_TAG, SAMPLE_ROMAN, "opens the face");
    sample->pages.count = 0;
    return sample;
}

static void spells_out_a_glyph_with_two_meanings(void **state)
{
    struct sample *sample = sample_with_face(*state);
    word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "µ");
    word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "μ")->x = PT(20);
    struct text content = content_of(sample);
    assert_true(text_search(content, TEXT("/Span<</ActualText(\xFE\xFF\x03\xBC)>>BDC\n"), 0) <
                content.length);
    assert_int_equal(text_search(content, TEXT("\xFE\xFF\x00\xB5"), 0), content.length);
    fonts_free(sample->fonts);
}

static void takes_a_fixed_space_for_a_space(void **state)
{
    struct sample *sample = sample_with_face(*state);
    word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), " ");
    word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "\u00A0")->x = PT(20);
    struct text content = content_of(sample);
    assert_int_equal(text_search(content, TEXT("ActualText"), 0), content.length);
    fonts_free(sample->fonts);
}

static void marks_a_hyphen_as_soft(void **state)
{
    struct sample *sample = sample_with_face(*state);
    word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "-")->kind = FRAGMENT_HYPHEN;
    struct text content = content_of(sample);
    assert_true(text_search(content, TEXT("/Span<</ActualText(\xFE\xFF\x00\xAD)>>BDC\n"), 0) <
                content.length);
    fonts_free(sample->fonts);
}

/* A piece of its own, between two others of the same tag. */
static void nests_no_piece_in_another(void **state)
{
    struct sample *sample = sample_with_face(*state);
    uint32_t leaf = sample_tag(sample, TAG_TEXT, sample_tag(sample, TAG_P, 0));
    for (int i = 0; i < 3; i++)
        word(sample, sample_item(sample, ITEM_GLYPHS, leaf), "a")->kind =
            i == 1 ? FRAGMENT_HYPHEN : FRAGMENT_WORD;
    struct text content = content_of(sample);
    assert_true(text_starts(content, "/P<</MCID 0>>BDC\nBT\n"));
    assert_true(text_search(content,
                            TEXT("ET\nEMC\n/Span<</MCID 1/ActualText(\xFE\xFF\x00\xAD)>>BDC\n"),
                            0) < content.length);
    assert_true(text_search(content, TEXT("ET\nEMC\n/P<</MCID 2>>BDC\nBT\n"), 0) <
                content.length);
    fonts_free(sample->fonts);
}

static void tracks_scales_and_raises(void **state)
{
    struct sample *sample = sample_with_face(*state);
    struct fragment *fragment = word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "a");
    fragment->width += PT(10) * 50 / 1000;
    fragment->rise = PT(3);
    fragment = word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "a");
    fragment->x = PT(50);
    fragment->scaling = 65536 / 64;
    fragment->width += fragment->width / 64;
    struct text content = content_of(sample);
    assert_text_equal(text_slice(content, 0, text_find(content, '(', 0)),
                      "/Artifact<</Type/Layout>>BDC\nBT\n0 800 Td\n/F0 10 Tf\n.5 Tc\n3 Ts\n ");
    assert_true(text_search(content, TEXT("101.56 Tz\n0 Tc\n0 Ts\n["), 0) < content.length);
    fonts_free(sample->fonts);
}

static void lifts_a_glyph_off_the_line(void **state)
{
    struct sample *sample = sample_with_face(*state);
    struct fragment *fragment = word(sample, sample_item(sample, ITEM_GLYPHS, NO_TAG), "a");
    fragment->shaped->glyphs[0].dy = (int16_t)(fonts_face(sample->fonts, 0).units_per_em / 5);
    struct text content = content_of(sample);
    assert_true(text_search(content, TEXT("\n2 Ts\n"), 0) < content.length);
    fonts_free(sample->fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(paints_shapes),
        job_test(marks_pieces_in_order),
        job_test(spells_out_a_glyph_with_two_meanings),
        job_test(takes_a_fixed_space_for_a_space),
        job_test(marks_a_hyphen_as_soft),
        job_test(nests_no_piece_in_another),
        job_test(tracks_scales_and_raises),
        job_test(lifts_a_glyph_off_the_line),
    };
    return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
