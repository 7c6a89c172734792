/*
 * Takes a paragraph's runs, gives the direction of each of its characters, and the order of a
 * line's pieces from left to right: the Unicode bidirectional algorithm (UAX 9), by FriBidi.
 * The one idea: text stays in the order in which it is read, everywhere; only where its pieces
 * stand on the line is worked out, when the line is set.
 */
#ifndef LINES_BIDI_H
#define LINES_BIDI_H

#include "lines/lines.h"

/* The embedding levels of a paragraph's bytes: odd ones read from right to left. */
struct bidi {
    uint8_t **levels; /* by run, then byte of its text; NULL: all the paragraph's own */
    uint8_t base;     /* the paragraph's own level, 0 or 1 */
};

/* Works out the levels, in the arena. False, and nothing to do, where all reads from left to
 * right. A stretch in a language of the other direction is isolated from what is around it, as
 * if it stood between U+2067 (or U+2066) and U+2069. */
bool bidi_find(struct job *job, struct arena *arena, const struct run *runs, size_t count,
               struct bidi *bidi);

/* Fills order[i] with the number of the piece that is i-th from the left; `levels` of the
 * pieces in reading order (UAX 9, rule L2). */
void bidi_order(const uint8_t *levels, size_t count, uint32_t *order);

/* Whether `rune` changes the order of what is around it without being seen: embeddings,
 * overrides and isolates (U+202A to U+202E, U+2066 to U+2069). */
bool bidi_turns(uint32_t rune);

#endif
