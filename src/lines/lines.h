/*
 * Takes runs of styled text and a measure, gives lines of positioned glyphs.
 * The one idea: a word is shaped once and kept (by face, features and text) in font units; a
 * paragraph is boxes, glue and penalties over those words, broken as a whole (Knuth and Plass,
 * "Breaking Paragraphs into Lines", 1981); a line refers to shaped words and never copies them.
 */
#ifndef LINES_LINES_H
#define LINES_LINES_H

#include "design/design.h"

/* ---- fonts
 * -----------------------------------------------------------------------------------*/

struct fonts; /* opened faces and the cache of shaped words */

/* Opens the faces of the design when they are first needed, from files mapped into memory; a
 * missing font file is reported at its place in fonts.yaml with its package. NULL after a
 * report. */
struct fonts *fonts_new(struct job *job, const struct design *design);
void fonts_free(struct fonts *fonts);

/* What a PDF font descriptor asks of a face; lengths in font units. */
struct face_facts {
    struct text postscript_name;
    int units_per_em;
    int ascent, descent; /* descent negative */
    int cap_height, x_height;
    int italic_angle; /* degrees × 65536 */
    int weight;
    int box[4]; /* left, bottom, right, top over all glyphs */
    bool cff;   /* outlines are CFF */
    bool serif, fixed_pitch, italic;
};

size_t fonts_face_count(const struct fonts *fonts); /* faces opened so far; numbers are dense */
struct face_facts fonts_face(const struct fonts *fonts, uint32_t face);
int fonts_advance(const struct fonts *fonts, uint32_t face, uint32_t glyph); /* font units */

/* The face's file cut down to `glyphs` (sorted ids; glyph 0 always kept), renumbered in that
 * order: new id = index + 1 … as `new_ids` tells. Without layout tables. Bytes in the arena;
 * empty text after a report. Built on hb-subset. */
struct text fonts_subset(struct job *job, const struct fonts *fonts, uint32_t face,
                         const uint16_t *glyphs, size_t count, uint16_t *new_ids);

/* ---- runs: what is to be set
 * -----------------------------------------------------------------*/

enum run_kind {
    RUN_TEXT,  /* text */
    RUN_BREAK, /* a forced line break */
    RUN_BLANK, /* a ruled blank: a rule of `width` on the baseline, no text */
    RUN_BOX    /* room of `width` for something drawn (mark); breaks as a word does */
};

struct run {
    enum run_kind kind;
    enum mark mark;   /* RUN_BOX: what pages draws there */
    bool no_break;    /* no line break inside, nor hyphenation: code, DOI pieces … */
    bool leftward;    /* of a paragraph's first run: the paragraph reads from right to left */
    bool glue_before; /* no line break between this run and the one before (cites) */
    struct text text; /* UTF-8; U+00A0 and U+202F do not break, U+00AD may hyphenate,
                         U+200B may break without a hyphen, U+2060 forbids a break */
    const struct style *style;
    struct text language; /* BCP 47, chooses hyphenation and shaping */
    sp width;             /* RUN_BLANK, RUN_BOX */
    uint32_t tag;         /* carried along for pages: structure leaf */
    uint32_t link;        /* carried along for pages: link number + 1, 0 none */
    uint32_t note;    /* carried along for pages: note number + 1 whose mark this is, 0 none */
    uint32_t anchor;  /* carried along for pages: number + 1 of the first place that is here */
    uint32_t use;     /* carried along for pages: use of a claim + 1 that prints it, 0 none */
    bool certain;     /* carried along for pages: it is the mark of a claim's certainty */
    struct span span; /* of the text, for messages */
};

/* ---- lines
 * -----------------------------------------------------------------------------------*/

/* A glyph in font units of its face at unscaled size. */
struct glyph {
    uint16_t id;
    uint16_t cluster; /* byte offset into the shaped text where its characters start */
    int16_t dx, dy;   /* offset of the outline from the pen */
    int32_t advance;
};

/* A shaped piece of text in one face: a word or part of one. Shared, never changed. */
struct shaped {
    uint32_t face;
    uint32_t count;
    struct glyph *glyphs; /* from left to right */
    bool leftward;        /* and read from right to left */
    int64_t advance;      /* sum, font units */
    struct text text;     /* the characters it shows, for ToUnicode and read-back */
};

enum fragment_kind {
    FRAGMENT_WORD,   /* shaped glyphs */
    FRAGMENT_SPACE,  /* a word space: the shaped space glyph, `width` after justification */
    FRAGMENT_HYPHEN, /* a hyphen that only the line break put there */
    FRAGMENT_BLANK,  /* a ruled blank of `width` */
    FRAGMENT_BOX     /* room for a mark */
};

struct fragment {
    enum fragment_kind kind;
    uint8_t level;               /* odd: it reads from right to left (UAX 9) */
    uint32_t run;                /* index into the paragraph's runs */
    const struct shaped *shaped; /* WORD, SPACE, HYPHEN */
    sp x;     /* from the line's left edge (the measure's), may be negative */
    sp width; /* as set */
    sp size;  /* type size of the glyphs (real sub/superscripts keep the full) */
    sp rise;  /* baseline shift, up positive */
    int32_t
        scaling; /* WORD, HYPHEN: by how much its glyphs are widened (or, negative, narrowed)
                    in 1/65536; included in `width`. PDF: horizontal scaling (Tz) */
    const struct shaped *spent; /* the space after it at which the line ended, which takes no
                                   room; or NULL. For who reads the text and not the page */
};

struct line {
    struct fragment *fragments; /* as they are read, which need not be from left to right */
    size_t count;
    sp ascent, descent; /* of what is on it, both positive, by type size and rise */
    sp width;           /* the set width */
    sp overfull;        /* by how much it sticks out past the measure, else 0 */
    bool hyphenated;    /* ends in a FRAGMENT_HYPHEN */
    bool last;          /* ends the paragraph or at a forced break */
};

struct lines {
    size_t count;
    struct line *items;
};

struct measure {
    sp width;
    sp indent; /* first line's, may be negative */
    enum alignment align;
    bool hyphenate;
    bool protrusion;
    bool quiet;   /* a trial: overfull lines are not warned of */
    bool goes_on; /* other text follows: whoever reads on finds a space after the last line */
    size_t lines; /* so many are wanted and, by lines_demerits, can be had; 0: the best */
    sp letter_stretch; /* reserved room: 0 */
    int expansion;     /* thousandths by which a justified line may widen or narrow its glyphs
                          before     its spaces give way: 0 none, 20 unseen by readers (Hàn Thế
                          Thành,     2000) */
};

/* Breaks `runs` into lines. Never fails: what cannot fit comes out overfull. An overfull line
 * over 1 pt is a warning at its run's span unless `quiet`. A character that no font of the
 * chain has is an error naming character, place and fonts. `unbreakable` are words never
 * hyphenated. */
struct lines lines_break(struct job *job, struct fonts *fonts, const struct run *runs,
                         size_t count, const struct measure *measure);

/* What it costs, in demerits above those of the best way, to break `runs` into measure->lines
 * lines none of which is worse than a reader passes over; LINES_NEVER where that cannot be. */
#define LINES_NEVER INT64_MAX
struct lines_costs {
    int64_t fewer, same, more; /* for a line less, for measure->lines, for a line more */
};
struct lines_costs lines_demerits(struct job *job, struct fonts *fonts, const struct run *runs,
                                  size_t count, const struct measure *measure);

/* Words never hyphenated (drug names, codes), by case-folded ASCII compare, for all languages.
 */
void fonts_unbreakable(struct job *job, struct fonts *fonts, const struct texts *words);

/* Says that text of `language` will come, so that its hyphenation patterns are loaded beside
 * the work that goes on; without it they are loaded when a paragraph first needs them. */
void fonts_expect(struct fonts *fonts, struct text language);

/* Whether text of that language (BCP 47) is written from right to left. */
bool lines_leftward(struct text language);

/* The text is laid out anew: lines that stick out are told of again. */
void fonts_begin(struct fonts *fonts);

/* Whether messages of that kind are given once for a text, however often it is laid out: those
 * of a trial may not be dropped. */
bool lines_says_once(enum diag_id id);

/* The widest word (least width without overfull lines) and the width of all on one line. */
struct extent {
    sp least, most;
};
struct extent lines_extent(struct job *job, struct fonts *fonts, const struct run *runs,
                           size_t count);

/* Lines as text for `dump lines` and tests: one a line, words with positions in pt. */
void lines_dump(const struct run *runs, const struct lines *lines, struct buffer *out);

#endif
