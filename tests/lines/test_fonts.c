/* Font files: facts, choice of faces, subsets, and files that are no fonts. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lines/fonts.h"
#include "type.h"

static void faces_by_weight_and_slope(void **state)
{
    struct job *job = *state;
    struct fonts *fonts = fonts_new(job, type_design(job));
    assert_int_equal(fonts_face_count(fonts), 0); /* none before it is needed */
    uint32_t regular = fonts_choose(job, fonts, FAMILY_SERIF, 400, false);
    uint32_t bold = fonts_choose(job, fonts, FAMILY_SERIF, 800, false);
    uint32_t italic = fonts_choose(job, fonts, FAMILY_SERIF, 700, true);
    assert_int_equal(fonts_choose(job, fonts, FAMILY_SERIF, 500, false), regular);
    assert_int_equal(fonts_face_count(fonts), 3);
    assert_text_equal(fonts_face(fonts, regular).postscript_name, "LiberationSerif");
    assert_text_equal(fonts_face(fonts, bold).postscript_name, "LiberationSerif-Bold");
    assert_text_equal(fonts_face(fonts, italic).postscript_name, "LiberationSerif-Italic");
    assert_int_equal(fonts_choose(job, fonts, 99, 400, false), NO_FACE);
    fonts_free(fonts);
}

static void facts_for_a_descriptor(void **state)
{
    struct job *job = *state;
    struct fonts *fonts = fonts_new(job, type_design(job));
    uint32_t regular = fonts_choose(job, fonts, FAMILY_SERIF, 400, false);
    uint32_t italic = fonts_choose(job, fonts, FAMILY_SERIF, 400, true);
    struct face_facts facts = fonts_face(fonts, regular);
    assert_int_equal(facts.units_per_em, 2048);
    assert_int_equal(facts.weight, 400);
    assert_int_equal(facts.italic_angle, 0);
    assert_in_range(facts.ascent, 1700, 1900);
    assert_in_range(-facts.descent, 400, 500);
    assert_in_range(facts.cap_height, 1300, 1500);
    assert_true(facts.x_height < facts.cap_height);
    assert_true(facts.box[0] < 0 && facts.box[1] < 0 && facts.box[2] > 2048);
    assert_false(facts.cff);
    assert_false(facts.fixed_pitch);
    assert_false(facts.italic);
    facts = fonts_face(fonts, italic);
    assert_true(facts.italic);
    assert_true(facts.italic_angle < -10 * 65536 && facts.italic_angle > -20 * 65536);
    fonts_free(fonts);
}

/* The number of glyphs in a font file's bytes (maxp, OpenType 1.9). */
static int glyph_count(struct text font)
{
    const unsigned char *bytes = (const unsigned char *)font.bytes;
    int tables = bytes[4] << 8 | bytes[5];
    for (int i = 0; i < tables; i++) {
        const unsigned char *entry = bytes + 12 + 16 * i;
        size_t at = (size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 |
                    entry[11];
        if (memcmp(entry, "maxp", 4) == 0)
            return bytes[at + 4] << 8 | bytes[at + 5];
    }
    return -1;
}

static bool has_table(struct text font, const char *tag)
{
    int tables = (unsigned char)font.bytes[4] << 8 | (unsigned char)font.bytes[5];
    for (int i = 0; i < tables; i++)
        if (memcmp(font.bytes + 12 + 16 * i, tag, 4) == 0)
            return true;
    return false;
}

static void subsets_are_renumbered(void **state)
{
    struct job *job = *state;
    struct fonts *fonts = fonts_new(job, type_design(job));
    uint32_t face = fonts_choose(job, fonts, FAMILY_TEXT, 400, false);
    const uint16_t glyphs[] = {3, 40, 41, 500};
    uint16_t new_ids[4] = {0};
    struct text font = fonts_subset(job, fonts, face, glyphs, 4, new_ids);
    assert_in_range(font.length, 500, 20000);
    assert_in_range(glyph_count(font), 5, 10); /* .notdef, ours, parts of composites */
    for (size_t i = 0; i < 4; i++)
        assert_in_range(new_ids[i], 1, glyph_count(font) - 1);
    for (size_t i = 1; i < 4; i++)
        assert_true(new_ids[i] > new_ids[i - 1]);
    assert_true(has_table(font, "glyf"));
    assert_false(has_table(font, "GSUB"));
    assert_false(has_table(font, "GPOS"));
    assert_false(has_table(font, "GDEF"));
    struct text again = fonts_subset(job, fonts, face, glyphs, 4, new_ids);
    assert_true(text_equal(font, again));
    fonts_free(fonts);
}

static void cff_faces_are_cut_too(void **state)
{
    struct job *job = *state;
    struct design *design = type_design(job);
    design->families[FAMILY_TEXT].faces[0].path.text =
        TEXT("/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf");
    struct fonts *fonts = fonts_new(job, design);
    if (fonts == NULL)
        skip();
    uint32_t face = fonts_choose(job, fonts, FAMILY_TEXT, 400, false);
    assert_true(fonts_face(fonts, face).cff);
    const uint16_t glyphs[] = {40, 41};
    uint16_t new_ids[2];
    struct text font = fonts_subset(job, fonts, face, glyphs, 2, new_ids);
    assert_int_equal(glyph_count(font), 3);
    assert_int_equal(new_ids[0], 1);
    assert_int_equal(new_ids[1], 2);
    assert_true(has_table(font, "CFF "));
    fonts_free(fonts);
}

static void a_missing_file_names_its_package(void **state)
{
    struct job *job = *state;
    struct design *design = type_design(job);
    uint32_t source = job_source(job, "file: missing.ttf");
    design->families[FAMILY_TEXT].faces[1].path.text = TEXT("/nowhere/missing.ttf");
    design->families[FAMILY_TEXT].faces[1].path.span = (struct span){source, 6, 17};
    assert_null(fonts_new(job, design));
    assert_messages(job, "1:7 font-missing: font file \"/nowhere/missing.ttf\" does not exist "
                         "(install the Debian package fonts-some, or run make setup)\n");
}

static void write_file(const char *path, struct text bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.bytes, 1, bytes.length, file), bytes.length);
    assert_int_equal(fclose(file), 0);
}

static struct text read_file(struct job *job, const char *path)
{
    static char bytes[2 << 20];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    assert_int_equal(fclose(file), 0);
    return text_copy(&job->arena, (struct text){bytes, length});
}

/* Sets text in a font of these bytes as well as may be, and cuts a subset. */
static void try_font(struct job *job, const char *path, struct text bytes)
{
    struct design *design = type_design(job);
    struct style style = type_style(FAMILY_TEXT);
    struct run run = type_run("office AV 12", &style);
    struct measure measure = {.width = PT(100)};
    write_file(path, bytes);
    design->families[FAMILY_TEXT].faces[0].path.text = text_of(path);
    struct fonts *fonts = fonts_new(job, design);
    assert_non_null(fonts);
    struct lines lines = lines_break(job, fonts, &run, 1, &measure);
    assert_true(lines.count > 0);
    const uint16_t glyphs[] = {1, 40, 9000};
    uint16_t new_ids[3];
    for (uint32_t face = 0; face < fonts_face_count(fonts); face++)
        if (fonts->faces.items[face].face != NULL)
            fonts_subset(job, fonts, face, glyphs, 3, new_ids);
    fonts_free(fonts);
}

static void broken_fonts_give_messages(void **state)
{
    struct job *job = *state;
    char path[] = "/tmp/imprimatur-font-XXXXXX";
    struct text whole = read_file(job, TRUETYPE "vollkorn/Vollkorn-Regular.ttf");
    char *bytes = arena_copy(&job->arena, whole.bytes, whole.length);
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    try_font(job, path, TEXT(""));
    try_font(job, path, TEXT("this is no font"));
    size_t bad = job->diags.list.count;
    assert_int_equal(bad, 2);
    assert_int_equal(job->diags.list.items[0].id, DIAG_FONT_BAD);
    for (size_t i = 1; i <= 8; i++)
        try_font(job, path, text_slice(whole, 0, whole.length * i / 9));
    for (size_t round = 0; round < 8; round++) {
        for (size_t i = 12 + round; i < whole.length; i += 997 + 131 * round)
            bytes[i] = (char)(bytes[i] + 91 + (int)round);
        try_font(job, path, (struct text){bytes, whole.length});
    }
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        job_test(faces_by_weight_and_slope),        job_test(facts_for_a_descriptor),
        job_test(subsets_are_renumbered),           job_test(cff_faces_are_cut_too),
        job_test(a_missing_file_names_its_package), job_test(broken_fonts_give_messages),
    };
    return cmocka_run_group_tests_name("fonts", tests, NULL, NULL);
}
