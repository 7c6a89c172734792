/*
 * Takes an embedded font program, gives for each glyph its advance and whether it prints
 * anything.
 * The one idea: only what a printed page depends on is looked at, and in the bytes of the
 * finished file: head, maxp, hhea, hmtx, loca and glyf of OpenType 1.9, read here and by no
 * library that the writer uses. Private to proof.
 */
#ifndef PROOF_PROGRAM_H
#define PROOF_PROGRAM_H

#include "base/text.h"

struct program {
    struct text loca, glyf, hmtx; /* TrueType outlines */
    struct text charstrings;      /* the CharStrings INDEX of a bare CFF font, or empty */
    size_t glyph_count;
    size_t metric_count; /* full records in hmtx */
    int units_per_em;
    bool long_offsets; /* in loca */
};

/* Reads the tables of a TrueType font. False where one is missing or too short. */
bool program_read(struct text bytes, struct program *program);

/* Reads a bare CFF font program (Adobe TN 5176) with as many glyphs as its CharStrings INDEX
 * has. Its advances are not known here. False where it is damaged. */
bool program_read_cff(struct text bytes, struct program *program);

/* Whether `glyph` has an outline that prints: of some extent, with contours, or with parts of
 * which each has them. False for a glyph that is not there. */
bool program_prints(const struct program *program, uint32_t glyph);

/* Whether the program says how wide its glyphs are. */
bool program_has_advances(const struct program *program);

/* The advance of `glyph` in font units; 0 for a glyph that is not there. */
int program_advance(const struct program *program, uint32_t glyph);

#endif
