/*
 * Takes counts of sentences, words and syllables, gives reading levels in whole thousandths of
 * a US school year.
 */
#ifndef RULES_READING_H
#define RULES_READING_H

#include "base/text.h"

/* What a text was counted to hold. */
struct counts {
    int64_t sentences;
    int64_t words;
    int64_t syllables;
    int64_t long_words; /* of three syllables or more */
};

/* The syllables of an English word: groups of vowels, without endings that are not spoken; at
 * least 1. A number counts as one. */
int64_t reading_syllables(struct text word);

/* Flesch–Kincaid grade: 0.39 words/sentences + 11.8 syllables/words − 15.59 (Kincaid,
 * Fishburne, Rogers, Chissom, Research Branch Report 8-75, 1975). Never below 0; 0 for no
 * words. */
int64_t reading_grade(const struct counts *counts);

/* SMOG grade: 3.1291 + 1.0430 √(30 long words/sentences) (McLaughlin, Journal of Reading 12,
 * 1969). */
int64_t reading_smog(const struct counts *counts);

#endif
