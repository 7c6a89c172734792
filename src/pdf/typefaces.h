/*
 * Takes the glyphs that pages show, gives the codes they are shown by and what these decode to.
 * The one idea: every shaped word is looked at once. A glyph's code is its number in the subset
 * of its face; what the code decodes to is the text the glyph was first shaped from, and a word
 * for which that is wrong is remembered, so that it gets its text spelt out (ActualText).
 */
#ifndef PDF_TYPEFACES_H
#define PDF_TYPEFACES_H

#include "pages/pages.h"

/* A glyph of a face that is shown. */
struct use {
    uint16_t glyph;
    uint16_t code;    /* in strings and in the subset */
    int width;        /* 1/1000 em, as the file's width table will say */
    bool weak;        /* `text` is a guess that a later use may better */
    struct text text; /* what it decodes to */
};

struct typeface {
    bool used;
    ARRAY(struct use) uses; /* after typefaces_new sorted by code */
    uint16_t *order;        /* by glyph: place in uses + 1; 0 unused */
    struct text subset;     /* the font file */
    struct face_facts facts;
};

/* A shaped word as it is shown. */
struct shown {
    const struct shaped *shaped;
    struct text codes; /* the inside of a TJ array, from within a string to within a string */
    int64_t advance;   /* 1/1000 em, as a viewer moves */
    bool decodes;      /* its codes decode to its text */
    bool kerned;       /* `codes` hold a number */
    bool level;        /* no glyph stands off the baseline */
};

struct typefaces {
    struct job *job;
    const struct fonts *fonts;
    uint32_t count;
    struct typeface *faces; /* by face number */
    ARRAY(struct shown) shown;
    uint32_t *slots; /* place in shown + 1, by shaped; a power of two */
    size_t slot_count;
};

/* Collects all glyphs of `pages` and cuts their faces down to them. NULL after a report. */
struct typefaces *typefaces_new(struct job *job, const struct pages *pages,
                                const struct fonts *fonts);

/* How `shaped`, which is on the pages, is shown. */
const struct shown *typefaces_find(const struct typefaces *typefaces,
                                   const struct shaped *shaped);

/* The use of a glyph that is on the pages. */
const struct use *typefaces_use(const struct typefaces *typefaces, uint32_t face,
                                uint16_t glyph);

#endif
