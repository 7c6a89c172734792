/*
 * Takes a word and a style, gives the word shaped, once for all its occurrences.
 * The one idea: most words of a text repeat, and glyphs do not depend on size, colour or place;
 * so a word is kept by what decides its glyphs (a `struct setting`) and its text, measured in
 * 1/2^20 em, and a line only refers to it.
 */
#ifndef LINES_WORDS_H
#define LINES_WORDS_H

#include "lines/fonts.h"

/* Lengths in em, so that one size fits all faces; 1/2^20 em. */
typedef int64_t em20;

/* `length` at a type size. */
sp words_scale(em20 length, sp size);

/* What decides glyphs: a style without its size and colour, and the language. */
struct setting {
    uint32_t number;
    uint32_t family;
    int weight;
    bool italic, small_caps, tracked;
    bool leftward; /* for text that reads from right to left */
    enum figure_style figures;
    enum position position; /* SUPER, SUB: through the font's own glyphs */
    struct text language;
    uint32_t features;           /* of shape.h */
    uint32_t *faces;             /* the style's face, then the fallback families' once needed */
    size_t face_count;           /* with the fallbacks */
    bool fallback_opened;        /* before that only faces[0] is known */
    em20 ascent, descent;        /* of faces[0], both positive, summing to one em */
    struct setting *turned;      /* the same for the other direction, once it was asked for */
    struct word *space, *hyphen; /* shaped when first asked for */
    struct hyphenator *hyphenator; /* NULL where there is none … */
    bool hyphenator_known;         /* … and that is known */
};

/* What a word or a part of one measures. */
struct metrics {
    em20 advance;
    em20 hang_left, hang_right; /* of its outer characters, for the margins */
    uint32_t glyph_count;
};

/* A place where a line may end inside a word, and the word's two parts as they stand alone. */
struct split {
    uint16_t at;    /* byte of the word's text */
    bool hyphen;    /* the break adds a hyphen */
    bool at_hyphen; /* the first part ends in one of its own */
    int16_t unlike; /* splits.h */
    struct metrics before, after;
};

struct splits {
    size_t count;
    const struct split *items;
};

struct word {
    struct text text; /* as the run has it, soft hyphens and all */
    struct setting *setting;
    const struct shaped *parts; /* one for each face it needs */
    uint32_t part_count;
    uint32_t kinds;       /* splits.h */
    const uint64_t *cuts; /* of shape.h; NULL where the word cannot be cut */
    struct metrics metrics;
    bool replaced; /* the setting's super- or subscript feature changed every glyph */
    bool letter_first, letter_last;
    bool open_end;               /* a line may end after it though no space follows */
    bool plain_known, all_known; /* which of the next two have been worked out */
    struct splits plain;         /* without hyphenation */
    struct splits all;           /* with it */
};

/* Bytes in one word at most; longer ones are handed in pieces. */
#define WORD_MOST 240

/* None kept yet. */
struct words *words_new(struct arena *arena);

/* The setting of the run's style and language, with `position` in place of the style's own.
 * Small capitals that the face does not have are warned of once, at the run, and left out. */
struct setting *words_setting(struct job *job, struct fonts *fonts, const struct run *run,
                              enum position position);

/* The same setting for text of that direction. */
struct setting *words_turned(struct fonts *fonts, struct setting *setting, bool leftward);

/* The word of that text (1 to WORD_MOST bytes, no spaces), shaped and kept. Reports characters
 * that no face has at their place in `run`, once for each character and family. */
struct word *words_find(struct job *job, struct fonts *fonts, struct setting *setting,
                        struct text text, const struct run *run);

/* What the part of the word between two bytes (one of them an end of it) measures as it stands
 * alone. Where the cut loses a ligature or kerning, only the stretch from there to the next
 * safe cut is shaped anew, so that long addresses cost no more than their length. */
struct metrics words_part(struct job *job, struct fonts *fonts, const struct word *word,
                          size_t from, size_t to);

/* The setting's word space, and the hyphen that a break adds. */
struct word *words_space(struct job *job, struct fonts *fonts, struct setting *setting,
                         const struct run *run);
struct word *words_hyphen(struct job *job, struct fonts *fonts, struct setting *setting,
                          const struct run *run);

/* Where a line may end in the word, in order; with `hyphenated` also where it may be
 * hyphenated. */
const struct splits *words_splits(struct job *job, struct fonts *fonts, struct word *word,
                                  bool hyphenated, const struct run *run);

#endif
