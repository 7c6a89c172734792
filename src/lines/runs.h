/*
 * Takes runs, gives the paragraph's atoms (words, spaces, room for marks) and the items that
 * the breaker chooses from. The one idea: atoms are made once for a paragraph, items once for
 * each way of breaking it: without hyphenation, with it, ragged.
 */
#ifndef LINES_RUNS_H
#define LINES_RUNS_H

#include "lines/bidi.h"
#include "lines/breaker.h"
#include "lines/words.h"

enum atom_kind {
    ATOM_WORD,  /* a word or a piece of one, in one style */
    ATOM_SPACE, /* between words; wide as its glyph, or as its character says */
    ATOM_FIXED, /* a blank or a box of the run's width */
    ATOM_END    /* a forced line break */
};

enum atom_splits { SPLITS_NONE, SPLITS_PLAIN, SPLITS_ALL };

struct atom {
    enum atom_kind kind;
    enum atom_splits splits; /* WORD: which of its splits lines may end at */
    uint32_t run;
    int penalty;             /* of a line ending before it (WORD, FIXED) or at it (SPACE) */
    bool elastic;            /* SPACE: stretches and shrinks in justified lines */
    uint8_t level;           /* of its characters, which have one (bidi.h) */
    bool kept;               /* SPACE: of code, counts like a letter wherever it stands */
    struct word *word;       /* WORD, SPACE */
    struct setting *setting; /* WORD, SPACE */
    sp size, rise, width;    /* width: natural */
};

/* Room for one paragraph at a time, used again. */
struct paragraph {
    struct arena *arena;
    ARRAY(struct atom) atoms;
    ARRAY(struct breaker_item) items;
    ARRAY(struct fragment) fragments; /* of the line being built */
    ARRAY(struct line) lines;
    ARRAY(uint32_t) elastic; /* fragments of that line which are elastic spaces */
    bool turned;             /* not all of it reads from left to right: bidi is filled */
    struct bidi bidi;
    bool dense;            /* lines end between characters: they are set ragged */
    ARRAY(uint8_t) levels; /* of the line being built, by fragment … */
    ARRAY(uint32_t) order; /* … and those from left to right */
    bool hyphenated;       /* the items were made with hyphenation */
    struct breaker breaker;
};

struct paragraph *paragraph_new(struct arena *arena);

/* Fills the atoms from `runs`. Spaces at both ends and next to forced breaks are left out, runs
 * of spaces count as one, but for those of code that no line may end at; the last atom is an
 * ATOM_END. */
void paragraph_collect(struct job *job, struct fonts *fonts, const struct run *runs,
                       size_t count);

struct item_rules {
    bool hyphenated; /* lines may end within words */
    bool ragged;     /* spaces keep their width */
    bool protruding; /* outer characters hang into the margins */
    int expansion;   /* thousandths that letters give */
    int hyphen_penalty;
    int split_penalty; /* of ending a line at a hyphen or dash that is there anyway */
};

/* Fills the items from the atoms. */
void paragraph_items(struct job *job, struct fonts *fonts, const struct run *runs,
                     const struct item_rules *rules);

/* The splits of a word that the items last made can end lines at. */
const struct splits *paragraph_splits(const struct paragraph *paragraph,
                                      const struct atom *atom);

/* The natural width of a word or part in this atom's style, with its tracking. */
sp atom_width(const struct run *runs, const struct atom *atom, const struct metrics *metrics);

/* How far a word space of `width` in type of `size` gives either way: half and a third of
 * itself, but a narrow one no less than an eighth of an em, and down to 3/20 of an em, under
 * which words run together. */
sp space_stretch(sp width, sp size);
sp space_shrink(sp width, sp size);

/* Penalty of a line end between words that belong together (number and unit): only used where a
 * line would be overfull otherwise. */
#define PENALTY_FIRM 3000

/* … between words that had better stay together. */
#define PENALTY_LOOSE 300

#endif
