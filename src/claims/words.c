/* Takes an enum of the format, gives the word it is written as; the readers' lists too. */
#include "claims/words.h"

const char *const evidence_words[] = {
    "human-randomised", "human-observational", "imaging", "animal",   "in-vitro",
    "expert-opinion",   "regulatory",          "news",    "anecdote", NULL};
const char *const certainty_words[] = {"high",     "moderate",      "low",
                                       "very-low", "not-supported", NULL};
const char *const downgrade_words[] = {"risk-of-bias", "inconsistency",    "indirectness",
                                       "imprecision",  "publication-bias", NULL};
const char *const upgrade_words[] = {"large-effect", "dose-response", "opposing-bias", NULL};
const char *const verdict_words[] = {"supported",    "oversimplified", "outdated",
                                     "contradicted", "wrong",          NULL};
const char *const measure_words[] = {"risk",
                                     "risk-difference",
                                     "risk-ratio",
                                     "odds-ratio",
                                     "hazard-ratio",
                                     "mean-difference",
                                     "standardised-difference",
                                     "mean",
                                     "median",
                                     "rate",
                                     "count",
                                     "dose",
                                     "duration",
                                     "p-value",
                                     "other",
                                     NULL};

static struct text word(const char *const *words, int number)
{
    return number < 0 ? TEXT("") : text_of(words[number]);
}

struct text evidence_word(enum evidence_kind evidence)
{
    return word(evidence_words, evidence);
}

struct text certainty_word(enum certainty certainty)
{
    return word(certainty_words, certainty);
}

struct text verdict_word(enum verdict verdict)
{
    return word(verdict_words, verdict);
}

struct text measure_word(enum effect_measure measure)
{
    return word(measure_words, measure);
}

struct text reason_word(int reason, bool up)
{
    return word(up ? upgrade_words : downgrade_words, reason);
}
