/*
 * Takes font files, gives opened faces, their facts, and subsets for the PDF.
 * Files are mapped, not read; HarfBuzz checks each table as it is first used, and a file
 * without the tables that setting type needs is refused with a message. With shape.c one of the
 * two files that know HarfBuzz. Where an allocation fails HarfBuzz takes the table for empty
 * and goes on; only errno tells.
 */
#include "lines/fonts.h"

#include <errno.h>
#include <fcntl.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lines/hyphenate.h"
#include "lines/runs.h"
#include "lines/shape.h"
#include "lines/words.h"

/* ---- opening ----------------------------------------------------------------------*/

static bool check_files(struct job *job, const struct design *design)
{
    bool complete = true;
    for (size_t i = 0; i < design->family_count; i++) {
        const struct family *family = &design->families[i];
        for (size_t j = 0; j < family->face_count; j++) {
            struct located path = family->faces[j].path;
            struct stat status;
            const char *name = text_string(&job->arena, path.text);
            if (stat(name, &status) == 0 && S_ISREG(status.st_mode))
                continue;
            diag(job, DIAG_FONT_MISSING, path.span, name,
                 text_string(&job->arena, family->package), NULL);
            complete = false;
        }
    }
    return complete;
}

struct fonts *fonts_new(struct job *job, const struct design *design)
{
    if (!check_files(job, design))
        return NULL;
    struct arena arena = arena_new(0, job->arena.exhausted, job->arena.context);
    struct fonts *fonts = arena_alloc(&arena, sizeof *fonts);
    fonts->design = design;
    fonts->arena = arena;
    fonts->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(fonts->buffer))
        arena_exhausted(&job->arena);
    fonts->words = words_new(&fonts->arena);
    fonts->hyphenators = hyphenators_new(&fonts->arena);
    fonts->paragraph = paragraph_new(&fonts->arena);
    fonts->unbreakable = map_new(&fonts->arena);
    fonts->reported = map_new(&fonts->arena);
    fonts_begin(fonts);
    return fonts;
}

void fonts_free(struct fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (size_t i = 0; i < fonts->faces.count; i++) {
        hb_font_destroy(fonts->faces.items[i].font);
        hb_face_destroy(fonts->faces.items[i].face);
    }
    hb_buffer_destroy(fonts->buffer);
    hyphenators_free(fonts->hyphenators);
    struct arena arena = fonts->arena;
    arena_free(&arena);
}

struct mapping {
    void *bytes;
    size_t size;
};

static void unmap(void *data)
{
    struct mapping *mapping = data;
    munmap(mapping->bytes, mapping->size);
}

/* The whole file as a blob that unmaps itself, or the empty blob. The mapping record lies in
 * the fonts' arena, which outlives every blob. */
static hb_blob_t *map_file(struct fonts *fonts, const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return hb_blob_get_empty();
    struct mapping *mapping = arena_alloc(&fonts->arena, sizeof *mapping);
    bool usable = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
                  status.st_size <= (off_t)BINARY_MOST;
    mapping->size = usable ? (size_t)status.st_size : 0;
    mapping->bytes =
        usable ? mmap(NULL, mapping->size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    close(file);
    if (mapping->bytes == MAP_FAILED)
        return hb_blob_get_empty();
    return hb_blob_create(mapping->bytes, (unsigned)mapping->size, HB_MEMORY_MODE_READONLY,
                          mapping, unmap);
}

/* ---- facts ------------------------------------------------------------------------*/

static int signed_16(const char *bytes)
{
    unsigned value = (unsigned)(unsigned char)bytes[0] << 8 | (unsigned char)bytes[1];
    return (int16_t)value;
}

/* The signed 16-bit number at `at` of a table, or 0 beyond its end. */
static int table_number(hb_face_t *face, hb_tag_t tag, unsigned at)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(blob, &length);
    int number = length >= 2 && at <= length - 2 ? signed_16(bytes + at) : 0;
    hb_blob_destroy(blob);
    return number;
}

static bool table_there(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool there = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return there;
}

static struct text postscript_name(struct fonts *fonts, hb_face_t *face, struct text path)
{
    char name[128];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    size_t length = strnlen(name, sizeof name);
    if (size == 0 || length == 0) {
        size_t slash = path.length;
        while (slash > 0 && path.bytes[slash - 1] != '/')
            slash--;
        return text_copy(&fonts->arena, text_slice(path, slash, path.length));
    }
    struct text text = {name, length};
    return text_copy(&fonts->arena, text);
}

static int metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int otherwise)
{
    hb_position_t position = 0;
    return hb_ot_metrics_get_position(font, tag, &position) ? position : otherwise;
}

/* The tables' layout: OpenType 1.9, head, OS/2, post. */
static struct face_facts facts_of(struct fonts *fonts, const struct opened *opened)
{
    hb_face_t *face = opened->face;
    hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    hb_tag_t post = HB_TAG('p', 'o', 's', 't');
    int units = (int)hb_face_get_upem(face);
    struct face_facts facts = {.units_per_em = units};
    facts.postscript_name = postscript_name(fonts, face, opened->path);
    facts.ascent = metric(opened->font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, units * 4 / 5);
    facts.descent = metric(opened->font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -units / 5);
    facts.cap_height = metric(opened->font, HB_OT_METRICS_TAG_CAP_HEIGHT, units * 7 / 10);
    facts.x_height = metric(opened->font, HB_OT_METRICS_TAG_X_HEIGHT, units / 2);
    unsigned fraction = (unsigned)table_number(face, post, 6) & 0xFFFFU;
    facts.italic_angle = table_number(face, post, 4) * 65536 + (int)fraction;
    facts.weight = table_number(face, os2, 4);
    for (unsigned i = 0; i < 4; i++)
        facts.box[i] = table_number(face, head, 36 + 2 * i);
    facts.cff = table_there(face, HB_TAG('C', 'F', 'F', ' '));
    int family_class = table_number(face, os2, 30) >> 8 & 0xFF;
    facts.serif = family_class >= 1 && family_class <= 7;
    facts.fixed_pitch = table_number(face, post, 12) != 0 || table_number(face, post, 14) != 0;
    facts.italic = (table_number(face, os2, 62) & 1) != 0 || facts.italic_angle != 0;
    return facts;
}

/* ---- choosing ---------------------------------------------------------------------*/

/* Whether type can be set and embedded with it at all. */
static bool sound(hb_face_t *face)
{
    unsigned units = hb_face_get_upem(face);
    unsigned count = hb_face_get_glyph_count(face);
    bool outlines = table_there(face, HB_TAG('g', 'l', 'y', 'f')) ||
                    table_there(face, HB_TAG('C', 'F', 'F', ' '));
    return units >= 16 && units <= 16384 && count > 0 && count <= 65535 && outlines &&
           table_there(face, HB_TAG('h', 'e', 'a', 'd')) &&
           table_there(face, HB_TAG('h', 'm', 't', 'x')) &&
           table_there(face, HB_TAG('c', 'm', 'a', 'p'));
}

static void open_face(struct job *job, struct fonts *fonts, struct opened *opened,
                      struct located path)
{
    const char *name = text_string(&fonts->arena, path.text);
    errno = 0;
    hb_blob_t *blob = map_file(fonts, name);
    opened->path = path.text;
    opened->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    bool usable = sound(opened->face);
    if (!usable && errno == ENOMEM)
        arena_exhausted(&job->arena);
    if (!usable) {
        diag(job, DIAG_FONT_BAD, path.span, name, NULL);
        hb_face_destroy(opened->face);
        opened->face = NULL;
        return;
    }
    opened->font = hb_font_create(opened->face);
    if (opened->font == hb_font_get_empty())
        arena_exhausted(&job->arena);
    opened->facts = facts_of(fonts, opened);
    for (hb_codepoint_t rune = 0, glyph; rune < 128; rune++)
        if (hb_font_get_nominal_glyph(opened->font, rune, &glyph) != 0)
            opened->ascii[rune / 64] |= (uint64_t)1 << rune % 64;
    hb_ot_layout_table_get_feature_tags(opened->face, HB_OT_TAG_GSUB, 0, NULL, NULL);
    if (errno == ENOMEM)
        arena_exhausted(&job->arena);
}

static uint32_t face_number(struct job *job, struct fonts *fonts, struct located path)
{
    for (uint32_t i = 0; i < fonts->faces.count; i++)
        if (text_equal(fonts->faces.items[i].path, path.text))
            return fonts->faces.items[i].face == NULL ? NO_FACE : i;
    struct opened opened = {.face = NULL};
    open_face(job, fonts, &opened, path);
    *array_push(&fonts->arena, &fonts->faces) = opened;
    return opened.face == NULL ? NO_FACE : (uint32_t)fonts->faces.count - 1;
}

/* How far a face is from what is asked; slope counts for more than any weight. */
static int distance(const struct face *face, int weight, bool italic)
{
    int away = face->weight > weight ? face->weight - weight : weight - face->weight;
    bool wrong_side = weight > 500 ? face->weight < weight : face->weight > weight;
    return (face->italic != italic ? 10000 : 0) + away * 2 + (wrong_side ? 1 : 0);
}

uint32_t fonts_choose(struct job *job, struct fonts *fonts, uint32_t family, int weight,
                      bool italic)
{
    if (family >= fonts->design->family_count)
        return NO_FACE;
    const struct family *from = &fonts->design->families[family];
    const struct face *best = NULL;
    for (size_t i = 0; i < from->face_count; i++) {
        const struct face *face = &from->faces[i];
        if (best == NULL || distance(face, weight, italic) < distance(best, weight, italic))
            best = face;
    }
    return best == NULL ? NO_FACE : face_number(job, fonts, best->path);
}

bool fonts_has_rune(const struct fonts *fonts, uint32_t face, uint32_t rune)
{
    hb_codepoint_t glyph;
    if (rune < 128)
        return (fonts->faces.items[face].ascii[rune / 64] >> rune % 64 & 1) != 0;
    return hb_font_get_nominal_glyph(fonts->faces.items[face].font, rune, &glyph) != 0;
}

bool fonts_has_feature(const struct fonts *fonts, uint32_t face, const char tag[4])
{
    hb_face_t *from = fonts->faces.items[face].face;
    hb_tag_t tags[64];
    for (unsigned start = 0;; start += 64) {
        unsigned count = 64;
        hb_ot_layout_table_get_feature_tags(from, HB_OT_TAG_GSUB, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (tags[i] == HB_TAG(tag[0], tag[1], tag[2], tag[3]))
                return true;
        if (count < 64)
            return false;
    }
}

static bool first_time(struct fonts *fonts, struct map *said, struct text key)
{
    if (map_has(said, key))
        return false;
    map_put(said, text_copy(&fonts->arena, key), NULL);
    return true;
}

bool fonts_first_time(struct fonts *fonts, struct text key)
{
    return first_time(fonts, &fonts->reported, key);
}

bool fonts_first_overfull(struct fonts *fonts, struct text key)
{
    return first_time(fonts, &fonts->overfull, key);
}

/* ---- the door ---------------------------------------------------------------------*/

size_t fonts_face_count(const struct fonts *fonts)
{
    return fonts->faces.count;
}

struct face_facts fonts_face(const struct fonts *fonts, uint32_t face)
{
    return fonts->faces.items[face].facts;
}

int fonts_advance(const struct fonts *fonts, uint32_t face, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(fonts->faces.items[face].font, glyph);
}

void fonts_begin(struct fonts *fonts)
{
    fonts->overfull = map_new(&fonts->arena);
}

void fonts_unbreakable(struct job *job, struct fonts *fonts, const struct texts *words)
{
    (void)job;
    for (size_t i = 0; i < words->count; i++) {
        struct text small = text_copy(&fonts->arena, words->items[i].text);
        char *bytes = arena_copy(&fonts->arena, small.bytes, small.length);
        for (size_t j = 0; j < small.length; j++)
            if (bytes[j] >= 'A' && bytes[j] <= 'Z')
                bytes[j] = (char)(bytes[j] - 'A' + 'a');
        small.bytes = bytes;
        map_put(&fonts->unbreakable, small, NULL);
    }
}

void fonts_expect(struct fonts *fonts, struct text language)
{
    hyphenators_expect(fonts->hyphenators, language);
}

/* ---- subsets ----------------------------------------------------------------------*/

/* Tables that only shaping, screens or design tools read, and those that say what the PDF says
 * of a composite font itself: codes, names, style (ISO 32000-1, 9.9). */
static void drop_tables(hb_subset_input_t *input)
{
    static const char names[][5] = {
        "GSUB", "GPOS", "GDEF", "MATH", "BASE", "JSTF", "kern", "DSIG", "STAT", "LTSH", "VDMX",
        "hdmx", "gasp", "PCLT", "FFTM", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "meta", "Silf",
        "Glat", "Gloc", "Feat", "Sill", "vhea", "vmtx", "cmap", "name", "post", "OS/2"};
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        hb_set_add(drop, HB_TAG(names[i][0], names[i][1], names[i][2], names[i][3]));
}

/* What to keep; NULL where memory ran out. */
static hb_subset_input_t *subset_input(const uint16_t *glyphs, size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL)
        return NULL;
    hb_set_t *keep = hb_subset_input_glyph_set(input);
    hb_set_add(keep, 0);
    for (size_t i = 0; i < count; i++)
        hb_set_add(keep, glyphs[i]);
    drop_tables(input);
    hb_subset_input_set_flags(input,
                              HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    if (hb_set_allocation_successful(keep) && hb_set_allocation_successful(drop))
        return input;
    hb_subset_input_destroy(input);
    return NULL;
}

static void tell_new_ids(hb_subset_plan_t *plan, const uint16_t *glyphs, size_t count,
                         uint16_t *new_ids)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t id = hb_map_get(map, glyphs[i]);
        new_ids[i] = id == HB_MAP_VALUE_INVALID ? 0 : (uint16_t)id;
    }
}

static bool same_glyph(hb_font_t *old, hb_codepoint_t old_id, hb_font_t *new,
                       hb_codepoint_t new_id)
{
    hb_glyph_extents_t a = {0, 0, 0, 0};
    hb_glyph_extents_t b = {0, 0, 0, 0};
    hb_font_get_glyph_extents(old, old_id, &a);
    hb_font_get_glyph_extents(new, new_id, &b);
    return hb_font_get_glyph_h_advance(old, old_id) ==
               hb_font_get_glyph_h_advance(new, new_id) &&
           a.x_bearing == b.x_bearing && a.y_bearing == b.y_bearing && a.width == b.width &&
           a.height == b.height;
}

/* Whether the subset has all glyphs of the plan, as wide and as large as they were: hb-subset
 * leaves some out where an allocation fails, and says nothing. */
static bool subset_sound(const struct opened *opened, hb_subset_plan_t *plan, struct text bytes)
{
    const hb_map_t *map = hb_subset_plan_new_to_old_glyph_mapping(plan);
    hb_blob_t *blob = hb_blob_create(bytes.bytes, (unsigned)bytes.length,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *cut = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(cut);
    unsigned count = hb_face_get_glyph_count(cut);
    bool right = hb_map_allocation_successful(map) && count == hb_map_get_population(map);
    for (hb_codepoint_t id = 0; right && id < count; id++)
        right = same_glyph(opened->font, hb_map_get(map, id), font, id);
    hb_font_destroy(font);
    hb_face_destroy(cut);
    hb_blob_destroy(blob);
    return right;
}

static struct text plan_bytes(struct job *job, hb_subset_plan_t *plan)
{
    struct text bytes = {"", 0};
    hb_face_t *cut = hb_subset_plan_execute_or_fail(plan);
    if (cut == NULL)
        return bytes;
    hb_blob_t *blob = hb_face_reference_blob(cut);
    unsigned length = 0;
    const char *data = hb_blob_get_data(blob, &length);
    if (length > 0)
        bytes = text_copy(&job->arena, (struct text){data, length});
    hb_blob_destroy(blob);
    hb_face_destroy(cut);
    return bytes;
}

struct text fonts_subset(struct job *job, const struct fonts *fonts, uint32_t face,
                         const uint16_t *glyphs, size_t count, uint16_t *new_ids)
{
    struct text bytes = {"", 0};
    const struct opened *opened = &fonts->faces.items[face];
    errno = 0;
    hb_subset_input_t *input = subset_input(glyphs, count);
    if (input == NULL)
        arena_exhausted(&job->arena);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(opened->face, input);
    if (plan != NULL) {
        tell_new_ids(plan, glyphs, count, new_ids);
        bytes = plan_bytes(job, plan);
        if (bytes.length > 0 && !subset_sound(opened, plan, bytes))
            bytes.length = 0;
    }
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    if (errno == ENOMEM)
        arena_exhausted(&job->arena);
    if (bytes.length == 0)
        diag(job, DIAG_FONT_BAD, (struct span){0, 0, 0}, text_string(&job->arena, opened->path),
             NULL);
    return bytes;
}
