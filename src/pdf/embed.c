/*
 * Takes typefaces with their subsets, gives the font objects of the file: a Type0 font over a
 * CIDFont (ISO 32000-1, 9.7), where code, CID and glyph number in the subset are the same, so
 * that no mapping stands in the file. A CFF face goes in as its bare CFF table, without the
 * tables around it that no viewer reads (9.7.4.2: without CID operators, CIDs are glyph
 * numbers).
 */
#include "pdf/embed.h"

#include "base/map.h"

#include "pdf/syntax.h"

#define NAME_MOST 100

/* ---- names and numbers ------------------------------------------------------------------*/

/* "ABCDEF+Name": six letters that differ with the subset (9.6.4). */
static const char *subset_name(struct arena *arena, const struct typeface *typeface)
{
    uint32_t hash = text_hash(typeface->subset);
    struct buffer name = buffer_new(arena);
    for (int i = 0; i < 6; i++) {
        buffer_byte(&name, (char)('A' + hash % 26));
        hash /= 26;
    }
    buffer_byte(&name, '+');
    struct text face = text_slice(typeface->facts.postscript_name, 0, NAME_MOST);
    for (size_t i = 0; i < face.length; i++)
        if (face.bytes[i] > ' ' && face.bytes[i] < 0x7F)
            buffer_byte(&name, face.bytes[i]);
    return text_string(arena, buffer_text(&name));
}

static int64_t thousandths(const struct typeface *typeface, int units)
{
    return length_scale(units, 1000, typeface->facts.units_per_em);
}

static int64_t flags(const struct face_facts *facts)
{
    enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
    return SYMBOLIC | (facts->fixed_pitch ? FIXED_PITCH : 0) | (facts->serif ? SERIF : 0) |
           (facts->italic ? ITALIC : 0);
}

/* ---- the font file ----------------------------------------------------------------------*/

static uint32_t big_endian(struct text bytes, size_t at, size_t size)
{
    uint32_t number = 0;
    for (size_t i = at; i < at + size && i < bytes.length; i++)
        number = number << 8 | (unsigned char)bytes.bytes[i];
    return number;
}

/* The table "CFF " of an OpenType file, or empty text. */
static struct text cff_table(struct text file)
{
    uint32_t count = big_endian(file, 4, 2);
    for (uint32_t i = 0; i < count; i++) {
        size_t at = 12 + (size_t)16 * i;
        size_t from = big_endian(file, at + 8, 4);
        if (text_starts(text_slice(file, at, file.length), "CFF "))
            return text_slice(file, from, from + big_endian(file, at + 12, 4));
    }
    return TEXT("");
}

static HPDF_Dict font_file(struct writer *writer, const struct typeface *typeface)
{
    if (typeface->facts.cff)
        return object_packed(writer, cff_table(typeface->subset),
                             TEXT("/Subtype/CIDFontType0C"));
    struct buffer entries = buffer_new(&writer->job->arena);
    buffer_string(&entries, "/Length1 ");
    buffer_number(&entries, (int64_t)typeface->subset.length);
    return object_packed(writer, typeface->subset, buffer_text(&entries));
}

/* ---- descriptor and widths --------------------------------------------------------------*/

/* The thickness of stems is in no table; viewers use it only for a substitute font. */
static int64_t stem_width(int weight)
{
    return 50 + (int64_t)weight * weight / 4225;
}

static HPDF_Dict descriptor(struct writer *writer, const struct typeface *typeface,
                            const char *name)
{
    const struct face_facts *facts = &typeface->facts;
    HPDF_Dict object = object_new(writer);
    object_name(writer, object, "Type", "FontDescriptor");
    object_name(writer, object, "FontName", name);
    object_integer(writer, object, "Flags", flags(facts));
    object_integer(writer, object, "Ascent", thousandths(typeface, facts->ascent));
    object_integer(writer, object, "Descent", thousandths(typeface, facts->descent));
    object_integer(writer, object, "CapHeight", thousandths(typeface, facts->cap_height));
    object_integer(writer, object, "XHeight", thousandths(typeface, facts->x_height));
    object_integer(writer, object, "ItalicAngle", facts->italic_angle / 65536);
    object_integer(writer, object, "StemV", stem_width(facts->weight));
    object_refer(writer, object, facts->cff ? "FontFile3" : "FontFile2",
                 font_file(writer, typeface));
    struct buffer box = buffer_new(&writer->job->arena);
    buffer_string(&box, "/FontBBox[");
    for (int i = 0; i < 4; i++)
        put_hundredths(&box, 100 * thousandths(typeface, facts->box[i]));
    buffer_string(&box, "]\n");
    object_entries(writer, object, buffer_text(&box));
    return object;
}

/* /W: the widths in order of code, a new list where codes leave a gap (9.7.4.3). */
static struct text widths(struct arena *arena, const struct typeface *typeface)
{
    struct buffer out = buffer_new(arena);
    buffer_string(&out, "/DW 0/W[");
    for (size_t i = 0; i < typeface->uses.count; i++) {
        const struct use *use = &typeface->uses.items[i];
        bool first = i == 0 || use->code != use[-1].code + 1;
        if (first && i > 0)
            buffer_byte(&out, ']');
        if (first) {
            buffer_number(&out, use->code);
            buffer_byte(&out, '[');
        } else {
            buffer_byte(&out, ' ');
        }
        buffer_number(&out, use->width);
    }
    buffer_string(&out, typeface->uses.count > 0 ? "]]" : "]");
    buffer_string(&out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\n");
    return buffer_text(&out);
}

/* ---- ToUnicode --------------------------------------------------------------------------*/

#define BLOCK_MOST 100 /* entries of one bfchar or bfrange block */

/* The one BMP character that `use` decodes to, or 0. */
static uint32_t single_rune(const struct use *use)
{
    size_t at = 0;
    uint32_t rune = use->text.length == 0 ? 0 : text_next(use->text, &at);
    return at == use->text.length && rune <= 0xFFFF ? rune : 0;
}

/* How many uses from `uses` on have codes and characters that count up together, within one
 * high byte of the code. */
static size_t run_length(const struct use *uses, size_t count)
{
    size_t length = 1;
    uint32_t rune = single_rune(uses);
    while (rune != 0 && length < count && uses[length].code == uses->code + length &&
           uses[length].code >> 8 == uses->code >> 8 &&
           single_rune(&uses[length]) == rune + length && (rune + length) >> 8 == rune >> 8)
        length++;
    return length;
}

/* The entries of either kind, cut into blocks. */
struct blocks_of {
    struct buffer entries;
    size_t count;
    const char *kind;
};

static void end_block(struct blocks_of *blocks, struct buffer *out)
{
    if (blocks->count == 0)
        return;
    buffer_number(out, (int64_t)blocks->count);
    buffer_string(out, " begin");
    buffer_string(out, blocks->kind);
    buffer_byte(out, '\n');
    buffer_add(out, buffer_text(&blocks->entries));
    buffer_string(out, "end");
    buffer_string(out, blocks->kind);
    buffer_byte(out, '\n');
    blocks->entries.length = 0;
    blocks->count = 0;
}

static void put_code(struct buffer *out, uint16_t code)
{
    buffer_byte(out, '<');
    put_hex(out, code, 4);
    buffer_byte(out, '>');
}

static void put_entry(struct blocks_of *blocks, struct buffer *out, const struct use *use,
                      size_t length)
{
    put_code(&blocks->entries, use->code);
    if (length > 1)
        put_code(&blocks->entries, (uint16_t)(use->code + length - 1));
    buffer_byte(&blocks->entries, '<');
    for (size_t at = 0; at < use->text.length;)
        put_hex_rune(&blocks->entries, text_next(use->text, &at));
    buffer_string(&blocks->entries, ">\n");
    if (++blocks->count == BLOCK_MOST)
        end_block(blocks, out);
}

static struct text unicode_map(struct arena *arena, const struct typeface *typeface)
{
    struct buffer out = buffer_new(arena);
    struct blocks_of chars = {buffer_new(arena), 0, "bfchar"};
    struct blocks_of ranges = {buffer_new(arena), 0, "bfrange"};
    buffer_string(&out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 0, length; i < typeface->uses.count; i += length) {
        const struct use *use = &typeface->uses.items[i];
        length = run_length(use, typeface->uses.count - i);
        put_entry(length > 1 ? &ranges : &chars, &out, use, length);
    }
    end_block(&chars, &out);
    end_block(&ranges, &out);
    buffer_string(&out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return buffer_text(&out);
}

/* ---- the fonts --------------------------------------------------------------------------*/

static HPDF_Dict descendant(struct writer *writer, const struct typeface *typeface,
                            const char *name)
{
    HPDF_Dict object = object_new(writer);
    object_name(writer, object, "Type", "Font");
    object_name(writer, object, "Subtype",
                typeface->facts.cff ? "CIDFontType0" : "CIDFontType2");
    object_name(writer, object, "BaseFont", name);
    if (!typeface->facts.cff)
        object_name(writer, object, "CIDToGIDMap", "Identity");
    object_refer(writer, object, "FontDescriptor", descriptor(writer, typeface, name));
    object_entries(writer, object, widths(&writer->job->arena, typeface));
    return object;
}

static HPDF_Dict composite(struct writer *writer, const struct typeface *typeface)
{
    struct arena *arena = &writer->job->arena;
    const char *name = subset_name(arena, typeface);
    HPDF_Dict below = descendant(writer, typeface, name);
    HPDF_Dict map = object_packed(writer, unicode_map(arena, typeface), TEXT(""));
    HPDF_Dict object = object_new(writer);
    object_name(writer, object, "Type", "Font");
    object_name(writer, object, "Subtype", "Type0");
    object_name(writer, object, "BaseFont", name);
    object_name(writer, object, "Encoding", "Identity-H");
    object_refer(writer, object, "ToUnicode", map);
    struct buffer entries = buffer_new(arena);
    buffer_string(&entries, "/DescendantFonts[");
    put_reference(&entries, object_number(below));
    buffer_string(&entries, "]\n");
    object_entries(writer, object, buffer_text(&entries));
    return object;
}

void embed_typefaces(struct writer *writer, const struct typefaces *typefaces, HPDF_Dict fonts)
{
    for (uint32_t face = 0; face < typefaces->count; face++) {
        if (!typefaces->faces[face].used)
            continue;
        struct buffer key = buffer_new(&writer->job->arena);
        buffer_byte(&key, 'F');
        buffer_number(&key, face);
        object_refer(writer, fonts, text_string(&writer->job->arena, buffer_text(&key)),
                     composite(writer, &typefaces->faces[face]));
    }
}
