/* Takes a font dictionary, gives its codes; see font.h. */
#include "proof/font.h"

#include "proof/decode.h"

#define MILLION     1000000
#define GLYPH_LEAST 2 /* bytes of a CFF program for each glyph: an offset and "endchar" */

/* ---- reading ----------------------------------------------------------------------------*/

/* One group of /W (9.7.4.3): a first code with a list of widths, or two codes with one for all.
 * Gives the number of items it took, 0 where it is none. */
static size_t width_group(struct file *file, struct font *font, const struct object *items,
                          size_t left)
{
    struct arena *arena = &file->job->arena;
    if (left < 2 || items[0].kind != OBJECT_INTEGER || items[0].number < 0)
        return 0;
    const struct object *second = file_resolve(file, &items[1]);
    bool list = second->kind == OBJECT_ARRAY;
    if (!list && (left < 3 || second->kind != OBJECT_INTEGER))
        return 0;
    int64_t from = items[0].number;
    int64_t to = list ? from + (int64_t)second->count - 1 : second->number;
    if (to >= CODES_MOST || !file_spend(file, to < from ? 1 : 32 * ((size_t)(to - from) + 1)))
        return 0;
    for (int64_t i = from; i <= to; i++) {
        struct code *code = decode_room(font, arena, (uint32_t)i);
        code->width = object_millionths(list ? &second->items[i - from] : &items[2]);
        code->has_width = true;
    }
    return list ? 2 : 3;
}

static bool read_widths(struct file *file, struct font *font, const struct object *below)
{
    const struct object *list = file_entry(file, below, "W");
    const struct object *other = file_entry(file, below, "DW");
    font->default_width =
        other->kind == OBJECT_NULL ? (int64_t)1000 * MILLION : object_millionths(other);
    for (size_t at = 0; list->kind == OBJECT_ARRAY && at < list->count;) {
        size_t taken = width_group(file, font, &list->items[at], list->count - at);
        if (taken == 0)
            return false;
        at += taken;
    }
    return true;
}

/* The embedded program; false where there is none that can be read. */
static bool read_program(struct file *file, struct font *font, const struct object *below)
{
    struct arena *arena = &file->job->arena;
    const struct object *descriptor = file_entry(file, below, "FontDescriptor");
    const struct object *truetype = file_entry(file, descriptor, "FontFile2");
    const struct object *bare = file_entry(file, descriptor, "FontFile3");
    struct text bytes = TEXT("");
    if (truetype->kind != OBJECT_NULL)
        return file_stream(file, truetype, arena, &bytes) &&
               program_read(bytes, &font->program);
    return object_is_name(file_entry(file, bare, "Subtype"), "CIDFontType0C") &&
           file_stream(file, bare, arena, &bytes) && file_spend(file, bytes.length * 16) &&
           program_read_bare(arena, bytes, bytes.length / GLYPH_LEAST, &font->program);
}

static bool read_glyph_map(struct file *file, struct font *font, const struct object *below)
{
    const struct object *map = file_entry(file, below, "CIDToGIDMap");
    if (map->kind == OBJECT_NULL || object_is_name(map, "Identity"))
        return true;
    return file_stream(file, map, &file->job->arena, &font->glyph_map);
}

static bool read_decoding(struct file *file, struct font *font, const struct object *dict)
{
    struct text cmap = TEXT("");
    const struct object *stream = file_entry(file, dict, "ToUnicode");
    return file_stream(file, stream, &file->job->arena, &cmap) && decode_read(file, font, cmap);
}

/* Why the font cannot be judged, or NULL after reading all of it. */
static const char *read_all(struct file *file, struct font *font, const struct object *dict)
{
    const struct object *list = file_entry(file, dict, "DescendantFonts");
    bool composite = object_is_name(file_entry(file, dict, "Subtype"), "Type0") &&
                     object_is_name(file_entry(file, dict, "Encoding"), "Identity-H");
    if (!composite || list->kind != OBJECT_ARRAY || list->count != 1)
        return "it is not a composite font with two-byte codes";
    const struct object *below = file_resolve(file, &list->items[0]);
    if (!read_program(file, font, below))
        return "its program is not embedded, or damaged";
    if (!read_glyph_map(file, font, below))
        return "its map from codes to glyphs is damaged";
    if (!read_widths(file, font, below))
        return "its widths are damaged";
    if (!read_decoding(file, font, dict))
        return "its map from codes to text is missing or damaged";
    return NULL;
}

struct font *font_read(struct file *file, const struct object *dict)
{
    struct font *font = arena_alloc(&file->job->arena, sizeof *font);
    font->name = object_printable(file_entry(file, dict, "BaseFont"));
    if (font->name.length == 0)
        font->name = TEXT("without a name");
    font->unusable = read_all(file, font, dict);
    return font;
}

/* ---- judging ----------------------------------------------------------------------------*/

static uint32_t glyph_of(const struct font *font, uint32_t code)
{
    struct text map = font->glyph_map;
    if (map.length == 0)
        return code;
    if (2 * (size_t)code + 1 >= map.length)
        return 0;
    return (uint32_t)(unsigned char)map.bytes[2 * code] << 8 |
           (unsigned char)map.bytes[2 * code + 1];
}

/* White space and characters that show nothing need no outline. */
static bool reads_blank(struct text text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        bool blank = rune == ' ' || rune == 0xA0 || rune == 0xAD || rune == 0x3000 ||
                     (rune >= 0x2000 && rune <= 0x200F) || rune == 0x202F || rune == 0x205F ||
                     (rune >= 0x2060 && rune <= 0x2064) || rune == 0xFEFF ||
                     (rune >= 0xFE00 && rune <= 0xFE0F);
        if (!blank)
            return false;
    }
    return text.length > 0;
}

/* U+0000, noncharacters, U+FFFD and private use say nothing to a reader. */
static bool reads_as_text(struct text text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune < 0x20 || rune == 0xFFFD || (rune & 0xFFFE) == 0xFFFE || rune == 0xFEFF ||
            (rune >= 0xE000 && rune < 0xF900) || rune >= 0xF0000)
            return false;
    }
    return text.length > 0;
}

int64_t font_advance(const struct font *font, uint32_t code)
{
    int64_t units = program_advance(&font->program, glyph_of(font, code));
    return (units * 1000 + font->program.units_per_em / 2) / font->program.units_per_em;
}

static bool width_differs(const struct font *font, const struct code *code, uint32_t number)
{
    int64_t units = program_advance(&font->program, glyph_of(font, number));
    int64_t wanted = units * 1000 * MILLION / font->program.units_per_em;
    int64_t off = code->width - wanted;
    return off > MILLION || off < -MILLION;
}

static void judge(const struct font *font, struct code *code, uint32_t number)
{
    uint32_t glyph = glyph_of(font, number);
    unsigned faults = 0;
    if (!code->has_width)
        code->width = font->default_width;
    if (!reads_as_text(code->text))
        faults |= CODE_UNREAD;
    if (glyph == 0 || glyph >= font->program.glyph_count)
        faults |= CODE_NO_GLYPH;
    else if (!reads_blank(code->text) && !program_prints(&font->program, glyph))
        faults |= CODE_EMPTY;
    if ((faults & CODE_NO_GLYPH) == 0 && width_differs(font, code, number))
        faults |= CODE_WIDTH;
    code->faults = (uint8_t)faults;
    code->judged = true;
}

struct code *font_code(struct font *font, struct arena *arena, uint32_t number)
{
    struct code *code = decode_room(font, arena, number & (CODES_MOST - 1));
    if (!code->judged && font->unusable == NULL)
        judge(font, code, number);
    return code;
}
