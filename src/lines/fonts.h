/*
 * The inside of `struct fonts`, private to this folder: opened font files and who else keeps
 * things as long as they do. The one idea: what is shaped once must outlive trial layouts, so
 * fonts have an arena of their own, which no mark of the job's arena can take back.
 */
#ifndef LINES_FONTS_H
#define LINES_FONTS_H

#include "base/map.h"
#include "lines/lines.h"

struct hb_face_t;
struct hb_font_t;
struct hb_buffer_t;
struct words;
struct hyphenators;
struct paragraph;

#define NO_FACE UINT32_MAX

/* A font file in use. */
struct opened {
    struct text path;
    struct hb_face_t *face; /* owned; NULL where the file could not be used, as reported */
    struct hb_font_t *font; /* owned; at a scale of one unit per font unit */
    struct face_facts facts;
    uint64_t ascii[2]; /* bit i: it has a glyph for character i; to save looking */
};

struct fonts {
    const struct design *design;
    struct arena arena;
    ARRAY(struct opened) faces;
    struct hb_buffer_t *buffer;      /* owned; shape.c's, used again and again */
    struct words *words;             /* shaped words */
    struct hyphenators *hyphenators; /* patterns by language */
    struct paragraph *paragraph;     /* room for the paragraph being broken, used again */
    struct map unbreakable;          /* words never hyphenated, in small letters */
    struct map reported;             /* what was said once and is not said again */
    struct map overfull;             /* what was in the present layout */
};

/* The number of the face of `family` nearest to `weight` and `italic` (slope before weight; a
 * heavier face for weights over 500, else a lighter one, as CSS Fonts 4 section 5.2 has it),
 * opened if need be. NO_FACE after a report at its place in fonts.yaml. */
uint32_t fonts_choose(struct job *job, struct fonts *fonts, uint32_t family, int weight,
                      bool italic);

/* Whether the face has a glyph for `rune`. */
bool fonts_has_rune(const struct fonts *fonts, uint32_t face, uint32_t rune);

/* Whether the face's substitutions offer the OpenType feature `tag` ("smcp"). */
bool fonts_has_feature(const struct fonts *fonts, uint32_t face, const char tag[4]);

/* Whether this is the first time that `key` is asked about: for messages said once. */
bool fonts_first_time(struct fonts *fonts, struct text key);

/* The same in this layout of the text. */
bool fonts_first_overfull(struct fonts *fonts, struct text key);

#endif
