/*
 * Takes the words that are wanted and the words that were read, gives which stands for which,
 * and where they differ.
 * The one idea: both lists are walked side by side as long as they agree; where they do not,
 * the nearest place from which some words in a row agree again is looked for, first close by,
 * then anywhere. Private to proof.
 */
#ifndef PROOF_ALIGN_H
#define PROOF_ALIGN_H

#include "proof/expected.h"
#include "proof/reading.h"

/* Wants and words that stand in each other's place; one of the counts may be 0. */
struct difference {
    uint32_t want, want_count;
    uint32_t word, word_count;
    bool done; /* reported, or explained by what was reported */
};

#define NO_WANT ((uint32_t)0xFFFFFFFF)

struct matching {
    const struct proof *proof;
    const struct wants *wants;
    uint32_t *want_of; /* by word: the want it stands for, or NO_WANT */
    ARRAY(struct difference) differences;
    uint32_t strip, strip_end; /* words of the strip; equal if there are none */
    uint32_t end;              /* words beyond it were not compared */
    struct place_of *index;    /* private: all places of words in threes, sorted */
};

/* Differences after which the comparison stops. */
#define DIFFERENCES_MOST 4000

/* Aligns all. In the job's arena. */
struct matching *align_words(struct job *job, const struct proof *proof,
                             const struct wants *wants);

/* How many words from `word` on stand for the want, which is no optional one; 0 for none. A
 * word may go on over the ends of lines. */
uint32_t align_match(const struct proof *proof, const struct want *want, uint32_t word);

#endif
