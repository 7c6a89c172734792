/*
 * Takes a piece of text and the faces to try, gives shaped glyphs in font units.
 * The one idea: a character's face is settled before shaping, so a piece falls into as few
 * stretches of one face as can be, and each is shaped as a whole.
 */
#ifndef LINES_SHAPE_H
#define LINES_SHAPE_H

#include "lines/fonts.h"

/* Features on top of a font's defaults (kerning, ligatures); bits of shape_request.features. */
enum {
    FEATURE_SMALL_CAPS = 1,
    FEATURE_LINING = 2,
    FEATURE_OLD = 4,
    FEATURE_TABULAR = 8,
    FEATURE_SUPERIORS = 16,
    FEATURE_INFERIORS = 32,
    FEATURE_NO_LIGATURES = 64
};

struct shape_request {
    struct text text;     /* without characters that are never seen; below 64 KiB */
    struct text language; /* BCP 47, may be empty */
    uint32_t features;
    bool leftward;         /* reads from right to left */
    const uint32_t *faces; /* in order of preference */
    size_t face_count;
};

struct shape_result {
    struct shaped *parts; /* in the fonts' arena; in reading order */
    size_t count;
    uint32_t missing;     /* the first character that no face has, or 0 */
    const uint64_t *cuts; /* bit i (of word i / 64): the text cut before byte i shapes to the
                             same glyphs; of a text in one part that runs from left to right,
                             else NULL */
};

/* Shapes the text, each character in the first face that has it (marks stay with their base
 * where they can). What no face has is shown by the first face's glyph 0. The script is
 * guessed from the text. No parts where there are no faces. */
struct shape_result shape_text(struct job *job, struct fonts *fonts,
                               const struct shape_request *request);

/* Whether shaping `text` in `face` with `features` changes every glyph against shaping it
 * without them: whether a font has real superiors for all of it. */
bool shape_replaces(struct job *job, struct fonts *fonts, const struct shape_request *request);

#endif
