/* Takes a bare CFF font program, gives facts of its glyphs; see bare.h. */
#include "proof/bare.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H

static void check_memory(struct arena *arena, FT_Error error)
{
    if (error == FT_Err_Out_Of_Memory)
        arena_exhausted(arena);
}

/* Draws `glyph` in font units; one that cannot be drawn prints nothing. */
static struct bare_glyph draw(struct arena *arena, FT_Face face, FT_UInt glyph)
{
    FT_BBox box = {0, 0, 0, 0};
    FT_Error error = FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE);
    check_memory(arena, error);
    if (error != 0)
        return (struct bare_glyph){0, false};
    FT_Outline_Get_CBox(&face->glyph->outline, &box);
    bool drawn =
        face->glyph->outline.n_contours > 0 && box.xMax > box.xMin && box.yMax > box.yMin;
    return (struct bare_glyph){(int)face->glyph->metrics.horiAdvance, drawn};
}

/* Whether a glyph's character identifier is its place, as it must be where the program has such
 * identifiers (ISO 32000-1, 9.7.4.2) and content shows places. */
static bool stands_at(FT_Face face, FT_UInt glyph)
{
    FT_UInt id = glyph;
    FT_Bool keyed = 0;
    if (FT_Get_CID_Is_Internally_CID_Keyed(face, &keyed) != 0 || !keyed)
        return true;
    return FT_Get_CID_From_Glyph_Index(face, glyph, &id) == 0 && id == glyph;
}

static bool read_face(struct arena *arena, FT_Face face, size_t most, struct bare *bare)
{
    if (face->num_glyphs <= 0 || (size_t)face->num_glyphs > most || face->units_per_EM == 0 ||
        !FT_IS_SCALABLE(face))
        return false;
    bare->count = (size_t)face->num_glyphs;
    bare->units_per_em = face->units_per_EM;
    bare->glyphs = arena_array(arena, bare->count, sizeof *bare->glyphs);
    for (FT_UInt i = 0; i < bare->count; i++) {
        if (!stands_at(face, i))
            return false;
        bare->glyphs[i] = draw(arena, face, i);
    }
    return true;
}

bool bare_read(struct arena *arena, struct text bytes, size_t most, struct bare *bare)
{
    FT_Library library = NULL;
    FT_Face face = NULL;
    *bare = (struct bare){0};
    if (FT_Init_FreeType(&library) != 0)
        arena_exhausted(arena);
    FT_Error error = FT_New_Memory_Face(library, (const FT_Byte *)bytes.bytes,
                                        (FT_Long)bytes.length, 0, &face);
    check_memory(arena, error);
    bool right = error == 0 && read_face(arena, face, most, bare);
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return right;
}
