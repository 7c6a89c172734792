/*
 * Takes a piece of text and faces, gives shaped glyphs; the other file that knows HarfBuzz.
 */
#include "lines/shape.h"

#include <errno.h>
#include <hb.h>
#include <string.h>

#define FEATURES_MOST 8

/* ---- one stretch in one face ------------------------------------------------------*/

static unsigned list_features(uint32_t features, hb_feature_t *list)
{
    static const struct {
        uint32_t bit;
        char tag[5];
        uint32_t value;
    } table[] = {{FEATURE_SMALL_CAPS, "smcp", 1}, {FEATURE_LINING, "lnum", 1},
                 {FEATURE_OLD, "onum", 1},        {FEATURE_TABULAR, "tnum", 1},
                 {FEATURE_SUPERIORS, "sups", 1},  {FEATURE_INFERIORS, "subs", 1},
                 {FEATURE_INFERIORS, "sinf", 1},  {FEATURE_NO_LIGATURES, "liga", 0}};
    unsigned count = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if ((features & table[i].bit) == 0)
            continue;
        const char *tag = table[i].tag;
        list[count++] = (hb_feature_t){HB_TAG(tag[0], tag[1], tag[2], tag[3]), table[i].value,
                                       HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    }
    return count;
}

/* Fills the fonts' buffer with the glyphs of bytes [from, to) of the text. The language is
 * always set, since HarfBuzz would ask the locale for it. */
static hb_buffer_t *shape_stretch(struct job *job, struct fonts *fonts,
                                  const struct shape_request *request, uint32_t face,
                                  struct text stretch)
{
    hb_buffer_t *buffer = fonts->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(buffer, stretch.bytes, (int)stretch.length, 0, (int)stretch.length);
    struct text language = request->language.length == 0 ? TEXT("und") : request->language;
    hb_buffer_set_language(buffer,
                           hb_language_from_string(language.bytes, (int)language.length));
    hb_buffer_guess_segment_properties(buffer);
    if (hb_buffer_get_script(buffer) == HB_SCRIPT_INVALID)
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_direction(buffer, request->leftward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_feature_t features[FEATURES_MOST];
    unsigned count = list_features(request->features, features);
    errno = 0;
    hb_shape(fonts->faces.items[face].font, buffer, features, count);
    if (errno == ENOMEM || !hb_buffer_allocation_successful(buffer))
        arena_exhausted(&job->arena);
    return buffer;
}

static int16_t clamp_16(hb_position_t value)
{
    return (int16_t)(value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value);
}

static struct shaped keep_glyphs(struct fonts *fonts, hb_buffer_t *buffer, uint32_t face,
                                 struct text text)
{
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    struct shaped shaped = {.face = face, .count = count, .text = text};
    shaped.leftward = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL;
    shaped.glyphs = arena_array(&fonts->arena, count, sizeof *shaped.glyphs);
    for (unsigned i = 0; i < count; i++) {
        shaped.glyphs[i] = (struct glyph){
            .id = (uint16_t)info[i].codepoint,
            .cluster = (uint16_t)info[i].cluster,
            .dx = clamp_16(position[i].x_offset),
            .dy = clamp_16(position[i].y_offset),
            .advance = position[i].x_advance,
        };
        shaped.advance += position[i].x_advance;
    }
    return shaped;
}

/* Where no ligature or kerning would be lost by cutting the text in the buffer; a bit for each
 * of its bytes. */
static const uint64_t *safe_cuts(struct fonts *fonts, hb_buffer_t *buffer, size_t length)
{
    unsigned count = 0;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    if (hb_buffer_get_direction(buffer) != HB_DIRECTION_LTR)
        return NULL;
    uint64_t *cuts = arena_array(&fonts->arena, length / 64 + 1, sizeof *cuts);
    for (unsigned i = 1; i < count; i++) {
        uint32_t at = info[i].cluster;
        bool unsafe =
            (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
        if (!unsafe && at < length && at != info[i - 1].cluster)
            cuts[at / 64] |= (uint64_t)1 << at % 64;
    }
    return cuts;
}

/* ---- choosing faces ---------------------------------------------------------------*/

/* Characters that take the face of the one before them: marks, joiners, selectors. */
static bool follows(hb_unicode_funcs_t *unicode, uint32_t rune)
{
    if (rune < 0x300)
        return false;
    hb_unicode_general_category_t category = hb_unicode_general_category(unicode, rune);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK || rune == 0x200C ||
           rune == 0x200D || (rune >= 0xFE00 && rune <= 0xFE0F);
}

/* The first face that has `rune`, or face_count. */
static size_t face_for(const struct fonts *fonts, const struct shape_request *request,
                       uint32_t rune)
{
    size_t i = 0;
    while (i < request->face_count &&
           (request->faces[i] == NO_FACE || !fonts_has_rune(fonts, request->faces[i], rune)))
        i++;
    return i;
}

/* The end of the stretch that starts at `from` and shares one face, which goes to `*face`. */
static size_t stretch_end(const struct fonts *fonts, const struct shape_request *request,
                          size_t from, size_t first, struct shape_result *result, size_t *face)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    size_t at = from;
    bool started = false;
    while (at < request->text.length) {
        size_t next = at;
        uint32_t rune = text_next(request->text, &next);
        if (!(started && follows(unicode, rune))) {
            size_t wants = face_for(fonts, request, rune);
            if (wants == request->face_count) {
                result->missing = result->missing == 0 ? rune : result->missing;
                wants = first;
            }
            if (started && wants != *face)
                break;
            *face = wants;
        }
        started = true;
        at = next;
    }
    return at;
}

struct shape_result shape_text(struct job *job, struct fonts *fonts,
                               const struct shape_request *request)
{
    struct shape_result result = {NULL, 0, 0, NULL};
    size_t first = 0;
    while (first < request->face_count && request->faces[first] == NO_FACE)
        first++;
    if (first == request->face_count)
        return result;
    size_t size = sizeof *result.parts;
    for (size_t at = 0; at < request->text.length;) {
        size_t face = first;
        size_t end = stretch_end(fonts, request, at, first, &result, &face);
        struct text stretch = text_slice(request->text, at, end);
        hb_buffer_t *buffer = shape_stretch(job, fonts, request, request->faces[face], stretch);
        result.parts = arena_grow(&fonts->arena, result.parts, result.count * size,
                                  (result.count + 1) * size);
        result.parts[result.count++] =
            keep_glyphs(fonts, buffer, request->faces[face], stretch);
        bool whole = end - at == request->text.length;
        result.cuts = whole ? safe_cuts(fonts, buffer, end) : NULL;
        at = end;
    }
    return result;
}

bool shape_replaces(struct job *job, struct fonts *fonts, const struct shape_request *request)
{
    uint32_t face = request->face_count == 0 ? NO_FACE : request->faces[0];
    if (face == NO_FACE || request->text.length == 0)
        return false;
    hb_buffer_t *buffer = shape_stretch(job, fonts, request, face, request->text);
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    uint32_t *with = arena_array(&fonts->arena, count, sizeof *with);
    for (unsigned i = 0; i < count; i++)
        with[i] = info[i].codepoint;
    struct shape_request plain = *request;
    plain.features &= ~(uint32_t)(FEATURE_SUPERIORS | FEATURE_INFERIORS);
    unsigned plain_count = 0;
    buffer = shape_stretch(job, fonts, &plain, face, request->text);
    info = hb_buffer_get_glyph_infos(buffer, &plain_count);
    bool replaced = count == plain_count && count > 0;
    for (unsigned i = 0; replaced && i < count; i++)
        replaced = with[i] != info[i].codepoint && with[i] != 0;
    return replaced;
}
