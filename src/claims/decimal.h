/*
 * Takes decimals as written, gives exact integers, and compares what can be computed from them.
 * The one idea: a printed number stands for all numbers that round to it, so two printed
 * numbers agree where their ranges meet; whole numbers of 128 bits hold the products.
 */
#ifndef CLAIMS_DECIMAL_H
#define CLAIMS_DECIMAL_H

#include "claims/claims.h"

/* Whether `percent` (in %) can be `part` of `whole`, both whole numbers, whole > 0, once it is
 * rounded to the digits it has. */
bool decimal_is_share(const struct decimal *percent, const struct decimal *part,
                      const struct decimal *whole, int per);

/* Appends the share as it would print with the decimals of `like`. */
void decimal_add_share(const struct decimal *part, const struct decimal *whole, int per,
                       const struct decimal *like, struct buffer *out);

/* The most digits, and the most decimals, of a number that a difference is recomputed from: the
 * product of six such numbers fits in 128 bits. */
#define EFFECT_DIGITS_MOST 5

/* Whether it has no more. */
bool decimal_short(const struct decimal *decimal);

/* The risk difference of a risk and a ratio, as fractions of whole numbers. */
struct effect {
    const struct decimal *baseline; /* the risk without it, in % or as a fraction */
    const struct decimal *relative; /* risk ratio or odds ratio */
    bool odds;
    int whole; /* 100 for percentages, 1 for fractions */
};

/* Whether `difference` agrees with the effect within the rounding of all three, which are
 * short; the baseline lies between 0 and `whole`, the ratio is not negative. */
bool decimal_is_difference(const struct decimal *difference, const struct effect *effect);

/* Appends the effect's difference with the decimals of `like`. */
void decimal_add_difference(const struct effect *effect, const struct decimal *like,
                            struct buffer *out);

#endif
