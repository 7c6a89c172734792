/*
 * Takes the text of a word, gives what line breaking must know of it: the places where a line
 * may end in it without a hyphen of ours, what kind of word it is, and which parts may be
 * hyphenated. The one idea: these are rules about text alone, so they are tested as text.
 */
#ifndef LINES_SPLITS_H
#define LINES_SPLITS_H

#include "base/text.h"

/* A place in a word where a line may end. */
struct chance {
    uint16_t at;    /* byte where the next line would start */
    bool hyphen;    /* the break adds a hyphen */
    int16_t unlike; /* how unwelcome: added to the penalty */
};

#define CHANCES_MOST 64

/* Fills `chances` with the places after hyphens, dashes and slashes of `word`, and in URLs and
 * DOIs after slashes or, with four characters on both sides, after . - ? & = _ # : but never
 * before a hyphen, a point or in the number before a DOI's slash; gives their number. Names
 * such as 5-HT, (2R,6R)-HNK, t-test, ranges of numbers and compound units have none. */
size_t splits_find(struct text word, struct chance chances[CHANCES_MOST]);

/* Whether a word is an address (URL, DOI, mail), which is never hyphenated. */
bool splits_address(struct text word);

/* The next stretch of letters of `word` at or after `*from` that hyphenation may look at: none
 * in words with digits or with a capital after the first letter. Moves `*from` behind it; empty
 * text when there is none. */
struct text splits_letters(struct text word, size_t *from);

/* `word` in small letters (Latin, Greek, Cyrillic), byte for byte as long. */
void splits_lower(struct text word, char *lower);

/* What a word is to its neighbours; bits. */
enum {
    WORD_NUMBER = 1,   /* ends as a number: a unit after it stays with it */
    WORD_UNIT = 2,     /* a unit, or a word counted as one: mg, mg/kg, %, h, years */
    WORD_OPERATOR = 4, /* =, <, ≥, ±, × … standing alone */
    WORD_SYMBOL = 8,   /* a short name before an operator: n, p, OR */
    WORD_LABEL = 16,   /* Table, Figure, Dr, No.: what follows stays with it */
    WORD_INITIAL = 32, /* J. */
    WORD_CAPITAL = 64, /* starts with a capital */
    WORD_DASH = 128,   /* a dash standing alone */
    WORD_DIGIT = 256   /* starts as a number */
};

/* The kinds of a word as bits. */
uint32_t splits_kinds(struct text word);

/* How firmly a space joins two words. */
enum join {
    JOIN_NONE,
    JOIN_LOOSE, /* a line ends there only to spare a wide gap: before the ± of 1.2 ± 0.3 */
    JOIN_FIRM   /* … only to spare an overfull line: number and unit */
};

/* How firmly a space joins words of these kinds. */
enum join splits_join(uint32_t before, uint32_t after);

#endif
