/*
 * Takes the glyphs that pages show, gives codes, widths and what they decode to.
 * Words are found again by the address of their shaped form, which the lines share; nothing
 * that is written depends on the order of addresses.
 */
#include "pdf/typefaces.h"

#include <stdlib.h>

#include "pdf/syntax.h"

#define GLYPHS_MOST 65536

/* A pair adjustment below this many thousandths of an em is left to the next word's start. */
#define ADJUST_LEAST 3

/* ---- the table of shaped words ----------------------------------------------------------*/

static size_t slot_of(const struct typefaces *typefaces, const struct shaped *shaped)
{
    size_t mask = typefaces->slot_count - 1;
    uint64_t hash = (uint64_t)(uintptr_t)shaped * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 32) & mask;
    while (typefaces->slots[slot] != 0 &&
           typefaces->shown.items[typefaces->slots[slot] - 1].shaped != shaped)
        slot = (slot + 1) & mask;
    return slot;
}

static void table_grow(struct typefaces *typefaces)
{
    typefaces->slot_count = typefaces->slot_count == 0 ? 1024 : typefaces->slot_count * 2;
    typefaces->slots =
        arena_array(&typefaces->job->arena, typefaces->slot_count, sizeof *typefaces->slots);
    for (size_t i = 0; i < typefaces->shown.count; i++)
        typefaces->slots[slot_of(typefaces, typefaces->shown.items[i].shaped)] =
            (uint32_t)i + 1;
}

const struct shown *typefaces_find(const struct typefaces *typefaces,
                                   const struct shaped *shaped)
{
    return &typefaces->shown.items[typefaces->slots[slot_of(typefaces, shaped)] - 1];
}

const struct use *typefaces_use(const struct typefaces *typefaces, uint32_t face,
                                uint16_t glyph)
{
    const struct typeface *typeface = &typefaces->faces[face];
    return &typeface->uses.items[typeface->order[glyph] - 1];
}

/* ---- what glyphs decode to --------------------------------------------------------------*/

/* Characters that ask for a behaviour and show nothing (Unicode, Default_Ignorable). */
static bool is_silent(uint32_t rune)
{
    return rune == 0xAD || (rune >= 0x200B && rune <= 0x200F) ||
           (rune >= 0x2060 && rune <= 0x2064) || rune == 0xFEFF ||
           (rune >= 0xFE00 && rune <= 0xFE0F);
}

/* The text to decode to: without silent characters, a fixed space as a space. */
static struct text decoded(struct arena *arena, struct text text)
{
    struct buffer clean = buffer_new(arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune == 0xA0 || rune == 0x202F)
            buffer_byte(&clean, ' ');
        else if (!is_silent(rune))
            buffer_rune(&clean, rune);
    }
    return buffer_text(&clean);
}

static uint32_t cluster_end(const struct shaped *shaped, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < shaped->count && shaped->glyphs[end].cluster == shaped->glyphs[first].cluster)
        end++;
    return end;
}

/* The characters that the glyphs [first, end) of one cluster were shaped from: up to those of
 * the next cluster, which stands before it where the text runs from right to left. */
static struct text cluster_text(const struct shaped *shaped, uint32_t first, uint32_t end)
{
    size_t from = shaped->glyphs[first].cluster;
    size_t to = shaped->text.length;
    if (end < shaped->count && shaped->glyphs[end].cluster > from)
        to = shaped->glyphs[end].cluster;
    else if (first > 0 && shaped->glyphs[first - 1].cluster > from)
        to = shaped->glyphs[first - 1].cluster;
    return text_slice(shaped->text, from, to);
}

/* The glyph that is read in the place of `at`, of those [first, end) of one cluster. */
static const struct glyph *glyph_read(const struct shaped *shaped, uint32_t first, uint32_t end,
                                      uint32_t at)
{
    return &shaped->glyphs[shaped->leftward ? end - 1 - (at - first) : at];
}

static void use_glyph(struct typefaces *typefaces, struct typeface *typeface, uint16_t glyph,
                      struct text text)
{
    struct arena *arena = &typefaces->job->arena;
    if (typeface->order[glyph] == 0) {
        *array_push(arena, &typeface->uses) = (struct use){.glyph = glyph, .weak = true};
        typeface->order[glyph] = (uint16_t)typeface->uses.count;
    }
    struct use *use = &typeface->uses.items[typeface->order[glyph] - 1];
    if (!use->weak)
        return;
    struct text clean = decoded(arena, text);
    use->weak = clean.length == 0;
    use->text = use->weak ? text : clean;
}

/* Several glyphs of one cluster stand for its characters one by one, or each for all. */
static void use_cluster(struct typefaces *typefaces, const struct shaped *shaped,
                        uint32_t first, uint32_t end)
{
    struct typeface *typeface = &typefaces->faces[shaped->face];
    struct text text = cluster_text(shaped, first, end);
    size_t at = 0;
    for (uint32_t i = first; i < end; i++) {
        size_t from = at;
        if (end - first > 1 && at < text.length)
            text_next(text, &at);
        struct text piece = at > from ? text_slice(text, from, at) : text;
        use_glyph(typefaces, typeface, glyph_read(shaped, first, end, i)->id, piece);
    }
}

static bool cluster_decodes(const struct typefaces *typefaces, const struct shaped *shaped,
                            uint32_t first, uint32_t end)
{
    struct arena_mark mark = arena_mark(&typefaces->job->arena);
    struct text wanted = decoded(&typefaces->job->arena, cluster_text(shaped, first, end));
    size_t at = 0;
    bool equal = true;
    for (uint32_t i = first; i < end && equal; i++) {
        uint16_t id = glyph_read(shaped, first, end, i)->id;
        struct text text = typefaces_use(typefaces, shaped->face, id)->text;
        equal = text_equal(text, text_slice(wanted, at, at + text.length));
        at += text.length;
    }
    equal = equal && at == wanted.length;
    arena_reset(&typefaces->job->arena, mark);
    return equal;
}

/* ---- collecting -------------------------------------------------------------------------*/

static void open_face(struct typefaces *typefaces, uint32_t face)
{
    struct typeface *typeface = &typefaces->faces[face];
    typeface->used = true;
    typeface->facts = fonts_face(typefaces->fonts, face);
    typeface->order = arena_array(&typefaces->job->arena, GLYPHS_MOST, sizeof *typeface->order);
}

static void collect(struct typefaces *typefaces, const struct shaped *shaped)
{
    size_t slot = slot_of(typefaces, shaped);
    if (typefaces->slots[slot] != 0)
        return;
    *array_push(&typefaces->job->arena, &typefaces->shown) = (struct shown){.shaped = shaped};
    typefaces->slots[slot] = (uint32_t)typefaces->shown.count;
    if (!typefaces->faces[shaped->face].used)
        open_face(typefaces, shaped->face);
    for (uint32_t i = 0, end; i < shaped->count; i = end) {
        end = cluster_end(shaped, i);
        use_cluster(typefaces, shaped, i, end);
    }
    if (typefaces->shown.count * 2 > typefaces->slot_count)
        table_grow(typefaces);
}

static void collect_item(struct typefaces *typefaces, const struct item *item)
{
    for (size_t i = 0; i < item->fragment_count; i++) {
        if (item->fragments[i].shaped != NULL)
            collect(typefaces, item->fragments[i].shaped);
        if (item->fragments[i].spent != NULL)
            collect(typefaces, item->fragments[i].spent);
    }
}

/* ---- subsets and codes ------------------------------------------------------------------*/

static int by_glyph(const void *a, const void *b)
{
    const struct use *first = a, *second = b;
    return (first->glyph > second->glyph) - (first->glyph < second->glyph);
}

static bool cut_face(struct typefaces *typefaces, uint32_t face)
{
    struct typeface *typeface = &typefaces->faces[face];
    size_t count = typeface->uses.count;
    qsort(typeface->uses.items, count, sizeof *typeface->uses.items, by_glyph);
    uint16_t *glyphs = arena_array(&typefaces->job->arena, count, sizeof *glyphs);
    uint16_t *codes = arena_array(&typefaces->job->arena, count, sizeof *codes);
    for (size_t i = 0; i < count; i++)
        glyphs[i] = typeface->uses.items[i].glyph;
    typeface->subset =
        fonts_subset(typefaces->job, typefaces->fonts, face, glyphs, count, codes);
    for (size_t i = 0; i < count; i++) {
        struct use *use = &typeface->uses.items[i];
        use->code = codes[i];
        use->width = (int)length_scale(fonts_advance(typefaces->fonts, face, use->glyph), 1000,
                                       typeface->facts.units_per_em);
        typeface->order[use->glyph] = (uint16_t)(i + 1);
    }
    return typeface->subset.length > 0;
}

/* The codes of a word with what kerning takes or adds, so that a viewer, which moves by the
 * file's rounded widths, never strays by more than ADJUST_LEAST. */
static void show(struct typefaces *typefaces, struct shown *shown)
{
    const struct shaped *shaped = shown->shaped;
    struct buffer out = buffer_new(&typefaces->job->arena);
    int units = typefaces->faces[shaped->face].facts.units_per_em;
    int64_t pen = 0;
    shown->level = true;
    for (uint32_t i = 0; i < shaped->count; i++) {
        const struct glyph *glyph = &shaped->glyphs[i];
        const struct use *use = typefaces_use(typefaces, shaped->face, glyph->id);
        int64_t adjust = shown->advance - length_scale(pen + glyph->dx, 1000, units);
        if (adjust <= -ADJUST_LEAST || adjust >= ADJUST_LEAST) {
            buffer_byte(&out, ')');
            buffer_number(&out, adjust);
            buffer_byte(&out, '(');
            shown->advance -= adjust;
            shown->kerned = true;
        }
        put_byte(&out, (unsigned char)(use->code >> 8));
        put_byte(&out, (unsigned char)use->code);
        shown->advance += use->width;
        pen += glyph->advance;
        shown->level = shown->level && glyph->dy == 0;
    }
    shown->codes = buffer_text(&out);
}

static void check_decoding(struct typefaces *typefaces, struct shown *shown)
{
    const struct shaped *shaped = shown->shaped;
    shown->decodes = true;
    for (uint32_t i = 0, end; i < shaped->count && shown->decodes; i = end) {
        end = cluster_end(shaped, i);
        shown->decodes = cluster_decodes(typefaces, shaped, i, end);
    }
}

struct typefaces *typefaces_new(struct job *job, const struct pages *pages,
                                const struct fonts *fonts)
{
    struct typefaces *typefaces = arena_alloc(&job->arena, sizeof *typefaces);
    typefaces->job = job;
    typefaces->fonts = fonts;
    typefaces->count = (uint32_t)fonts_face_count(fonts);
    typefaces->faces = arena_array(&job->arena, typefaces->count, sizeof *typefaces->faces);
    table_grow(typefaces);
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->items[p].item_count; i++)
            collect_item(typefaces, &pages->items[p].items[i]);
    for (uint32_t face = 0; face < typefaces->count; face++)
        if (typefaces->faces[face].used && !cut_face(typefaces, face))
            return NULL;
    for (size_t i = 0; i < typefaces->shown.count; i++) {
        show(typefaces, &typefaces->shown.items[i]);
        check_decoding(typefaces, &typefaces->shown.items[i]);
    }
    return typefaces;
}
