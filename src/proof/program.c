/* Takes an embedded font program, gives facts of its glyphs; see program.h. */
#include "proof/program.h"

/* `size` bytes at `at` as a number, most significant first; 0 beyond the end. */
static uint32_t number_at(struct text bytes, size_t at, size_t size)
{
    uint32_t value = 0;
    if (at > bytes.length || bytes.length - at < size)
        return 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (unsigned char)bytes.bytes[at + i];
    return value;
}

static int signed_at(struct text bytes, size_t at)
{
    return (int16_t)(uint16_t)number_at(bytes, at, 2);
}

/* The table `tag`, or empty text. */
static struct text table_find(struct text font, const char *tag)
{
    uint32_t count = number_at(font, 4, 2);
    for (size_t i = 0; i < count; i++) {
        size_t record = 12 + 16 * i;
        if (!text_starts(text_slice(font, record, font.length), tag))
            continue;
        size_t from = number_at(font, record + 8, 4);
        size_t length = number_at(font, record + 12, 4);
        if (from > font.length || length > font.length - from)
            return TEXT("");
        return text_slice(font, from, from + length);
    }
    return TEXT("");
}

bool program_read(struct text bytes, struct program *program)
{
    struct text head = table_find(bytes, "head"), hhea = table_find(bytes, "hhea");
    struct text maxp = table_find(bytes, "maxp");
    *program = (struct program){0};
    program->loca = table_find(bytes, "loca");
    program->glyf = table_find(bytes, "glyf");
    program->hmtx = table_find(bytes, "hmtx");
    if (head.length < 54 || hhea.length < 36 || maxp.length < 6)
        return false;
    program->units_per_em = (int)number_at(head, 18, 2);
    program->long_offsets = number_at(head, 50, 2) == 1;
    program->metric_count = number_at(hhea, 34, 2);
    program->glyph_count = number_at(maxp, 4, 2);
    size_t offsets = (program->glyph_count + 1) * (program->long_offsets ? 4 : 2);
    return program->units_per_em > 0 && program->metric_count > 0 &&
           program->metric_count <= program->glyph_count && program->loca.length >= offsets &&
           program->hmtx.length >= 4 * program->metric_count;
}

/* ---- outlines ---------------------------------------------------------------------------*/

static struct text glyph_data(const struct program *program, uint32_t glyph)
{
    size_t size = program->long_offsets ? 4 : 2, scale = program->long_offsets ? 1 : 2;
    if (glyph >= program->glyph_count)
        return TEXT("");
    size_t from = scale * number_at(program->loca, glyph * size, size);
    size_t to = scale * number_at(program->loca, (glyph + 1) * size, size);
    return from <= to ? text_slice(program->glyf, from, to) : TEXT("");
}

#define PARTS_DEEP 6
#define PARTS_MOST 64 /* of one glyph, with those of its parts */

/* Flags of a composite glyph's part (OpenType, table glyf). */
enum { WORDS = 0x1, SCALE = 0x8, MORE = 0x20, TWO_SCALES = 0x40, MATRIX = 0x80 };

static bool data_drawn(const struct program *program, uint32_t glyph, int depth, int *budget);

/* Whether every part of a composite glyph is drawn. */
static bool parts_drawn(const struct program *program, struct text data, int depth, int *budget)
{
    size_t at = 10;
    while (at + 4 <= data.length && --*budget >= 0) {
        uint32_t flags = number_at(data, at, 2);
        if (!data_drawn(program, number_at(data, at + 2, 2), depth + 1, budget))
            return false;
        if ((flags & MORE) == 0)
            return true;
        at += (flags & WORDS) != 0 ? 8 : 6;
        if ((flags & MATRIX) != 0)
            at += 8;
        else if ((flags & TWO_SCALES) != 0)
            at += 4;
        else if ((flags & SCALE) != 0)
            at += 2;
    }
    return false;
}

/* Whether a glyph has contours or parts that have; a part may be a single point, which fonts
 * use as an anchor. */
static bool data_drawn(const struct program *program, uint32_t glyph, int depth, int *budget)
{
    struct text data = glyph_data(program, glyph);
    if (data.length <= 12 || depth > PARTS_DEEP)
        return false;
    int contours = signed_at(data, 0);
    return contours < 0 ? parts_drawn(program, data, depth, budget) : contours > 0;
}

/* A glyph of some extent that is drawn whole. */
static bool outline_prints(const struct program *program, uint32_t glyph)
{
    int budget = PARTS_MOST;
    struct text data = glyph_data(program, glyph);
    bool wide = signed_at(data, 6) > signed_at(data, 2);
    bool high = signed_at(data, 8) > signed_at(data, 4);
    return wide && high && data_drawn(program, glyph, 0, &budget);
}

/* ---- both -------------------------------------------------------------------------------*/

bool program_read_bare(struct arena *arena, struct text bytes, size_t most,
                       struct program *program)
{
    *program = (struct program){0};
    if (!bare_read(arena, bytes, most, &program->bare))
        return false;
    program->glyph_count = program->bare.count;
    program->units_per_em = program->bare.units_per_em;
    return true;
}

int program_advance(const struct program *program, uint32_t glyph)
{
    if (glyph >= program->glyph_count)
        return 0;
    if (program->bare.count > 0)
        return program->bare.glyphs[glyph].advance;
    size_t record = glyph < program->metric_count ? glyph : program->metric_count - 1;
    return (int)number_at(program->hmtx, 4 * record, 2);
}

bool program_prints(const struct program *program, uint32_t glyph)
{
    if (program->bare.count > 0)
        return glyph < program->bare.count && program->bare.glyphs[glyph].prints;
    return outline_prints(program, glyph);
}
