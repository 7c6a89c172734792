/*
 * Takes packs (YAML), gives what they say of a language, a field or a drug: phrases to avoid,
 * statements that must be there, doses, names, wording.
 * The one idea: what differs from drug to drug, or from one language to the next, is data with
 * patterns; the rules in C name no drug and no word of any language.
 */
#ifndef RULES_PACK_H
#define RULES_PACK_H

#include "claims/claims.h"
#include "document/document.h"
#include "rules/pattern.h"

/* The rules that a phrase can break, in the order of their names in pack.c. */
enum avoid_rule {
    AVOID_MUST_NOT_SAY,
    AVOID_UNIT_ABBREV,
    AVOID_UNIT_SPACING,
    AVOID_CERTAINTY_TERM,
    AVOID_NO_EFFECT,
    AVOID_RULES
};

/* A phrase that must not stand in the text. */
struct avoided {
    int rule;               /* enum avoid_rule */
    struct patterns say;    /* the phrase */
    struct patterns after;  /* one of these must end where it begins; none: anywhere */
    struct patterns before; /* one of these must begin where it ends */
    struct patterns unless; /* in the same sentence: then it may stand */
    struct located instead; /* what to write; absent if nothing replaces it word for word */
    struct located because;
    struct texts languages; /* of documents it holds for; none: all of its pack */
    struct texts audiences; /* words of the audience it holds for; none: all */
};

/* A statement that the document must make, with a citation. */
struct required {
    struct located id;
    struct located says; /* what it is about, for messages */
    struct patterns any; /* one of these makes it */
    bool uncited;        /* it needs no citation */
    struct span named;   /* where the document names its pack */
    struct span span;    /* of itself, in the pack */
};

/* A name and what is true of it alone. */
struct confusable {
    struct patterns name;   /* how it is written */
    struct patterns other;  /* the names it is taken for */
    struct patterns facts;  /* what is true of `name` only */
    struct patterns unless; /* in the same sentence: then the other name may stand */
    struct located called;  /* the name, for messages */
};

/* What a dose of a drug may be. */
struct dose_bounds {
    struct patterns drug;
    struct patterns route; /* words of the route; none: any */
    struct located unit;   /* "mg/kg" */
    struct decimal least, most;
    struct located called; /* the drug, for messages */
    struct span span;
};

/* How a statement of some certainty is worded. */
struct grade_words {
    struct patterns wants; /* one of these must be there; none: nothing is asked */
    struct patterns never; /* none of these may be */
    struct located write;  /* the right wording, for messages */
    struct located verb;   /* the right verb: "may {base}", "probably {plain}"; or absent */
};

/* A verb as a plain statement has it, and its base: "reduces", "reduce". */
struct verb {
    struct text plain, base;
};

/* A hard word with its plain alternative. */
struct hard_word {
    struct patterns word;
    struct located say;
    struct texts audiences; /* whom it is hard for; none: everybody */
};

/* All packs of a document as one. */
struct packs {
    size_t count; /* files that hold for the document's language */
    ARRAY(struct avoided) avoided;
    ARRAY(struct required) required;
    ARRAY(struct confusable) confusables;
    ARRAY(struct dose_bounds) doses;
    ARRAY(struct hard_word) hard;
    struct grade_words grades[CERTAINTY_COUNT];
    ARRAY(struct verb) verbs;
    struct patterns animal;   /* words that say a finding is not from people */
    struct patterns effects;  /* an effect number in prose */
    struct patterns relative; /* a relative measure in prose */
    struct patterns absolute; /* an absolute one */
    struct patterns shares;   /* "1 in 20": its last number is the denominator */
    struct patterns benefit, harm;
    struct patterns passive;
    struct map units; /* words that make a number an amount */
    struct map known; /* abbreviations that need no expansion */
    bool english;     /* reading levels can be measured */
};

/* Reads the packs that the document names, each beside it or in the share folder, and those
 * for its language only. Reports unknown keys and patterns that cannot be read. Never NULL. */
const struct packs *packs_read(struct job *job, const struct document *document);

/* Whether the document's language is one of those, or a kind of one; true if none is named. */
bool language_in(const struct document *document, const struct texts *languages);

/* Whether the audience is one of those; true if none is named. */
bool audience_in(const struct document *document, const struct texts *audiences);

#endif
