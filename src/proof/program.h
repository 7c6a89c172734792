/*
 * Takes an embedded font program, gives for each glyph its advance and whether it prints
 * anything.
 * The one idea: only what a printed page depends on is looked at, and in the bytes of the
 * finished file: head, maxp, hhea, hmtx, loca and glyf of OpenType 1.9 are read here, CFF by
 * FreeType, and nothing by the library that cut the font. Private to proof.
 */
#ifndef PROOF_PROGRAM_H
#define PROOF_PROGRAM_H

#include "proof/bare.h"

struct program {
    struct text loca, glyf, hmtx; /* TrueType outlines */
    struct bare bare;             /* CFF outlines */
    size_t glyph_count;
    size_t metric_count; /* full records in hmtx */
    int units_per_em;
    bool long_offsets; /* in loca */
};

/* Reads the tables of a TrueType font. False where one is missing or too short. */
bool program_read(struct text bytes, struct program *program);

/* Reads a bare CFF font program of at most `most` glyphs, its facts in `arena`. False where it
 * is damaged. */
bool program_read_bare(struct arena *arena, struct text bytes, size_t most,
                       struct program *program);

/* Whether `glyph` has an outline that prints: of some extent, with contours, or with parts of
 * which each has them. False for a glyph that is not there. */
bool program_prints(const struct program *program, uint32_t glyph);

/* The advance of `glyph` in font units; 0 for a glyph that is not there. */
int program_advance(const struct program *program, uint32_t glyph);

#endif
