/*
 * Takes patterns as packs write them, gives where they stand among tokens.
 * The one idea: a pattern is a set of at most 64 positions (Glushkov's automaton), so a state
 * of the search is one machine word; nothing repeats, so a match is never longer than the
 * pattern and the time grows with the text alone. (V. M. Glushkov, The abstract theory of
 * automata, Russian Mathematical Surveys 16, 1961.)
 */
#ifndef RULES_PATTERN_H
#define RULES_PATTERN_H

#include "base/map.h"
#include "data/fields.h"
#include "rules/tokens.h"

#define PATTERN_STEPS_MOST 64
#define PATTERN_DEPTH_MOST 8

enum step_kind {
    STEP_WORD,   /* a word or sign */
    STEP_LIST,   /* one of a list of words: {name} */
    STEP_NUMBER, /* {number} */
    STEP_ANY     /* any token, of the gap "..." */
};

struct step {
    enum step_kind kind;
    struct text text;       /* STEP_WORD */
    uint32_t hash;          /* of it */
    bool exact;             /* it has a capital letter: the case counts */
    bool prefix;            /* "sedat*": what begins so */
    bool glued;             /* no space may stand before it */
    const struct map *list; /* STEP_LIST: words made small */
};

struct pattern {
    struct located written;
    size_t count;
    const struct step *steps;
    const uint64_t *follow; /* which positions may come behind each */
    uint64_t first, last;
    struct opening opening; /* every word that a match can open with */
};

struct patterns {
    size_t count;
    const struct pattern *items;
};

/* Tokens [start, end) of a passage. */
struct match {
    size_t start, end;
};

/* Compiles what was written; `lists` are maps of words by the name they are used by. Reports a
 * pattern that cannot be read and leaves it out. */
struct patterns patterns_read(struct job *job, const struct texts *written,
                              const struct map *lists);

/* Whether the pattern may match anywhere in the document. */
bool pattern_possible(const struct pattern *pattern, const struct words *words);

/* The longest match that begins at token `start` and stays in its sentence. */
bool pattern_at(const struct pattern *pattern, struct text text, const struct tokens *tokens,
                size_t start, struct match *match);

/* The next match at or after token `from`. */
bool pattern_find(const struct pattern *pattern, struct text text, const struct tokens *tokens,
                  size_t from, struct match *match);

/* Whether one of the patterns matches within the sentence `sentence`. */
bool patterns_in_sentence(const struct patterns *patterns, struct text text,
                          const struct tokens *tokens, uint32_t sentence);

/* Whether one of them matches anywhere in the passage. */
bool patterns_in(const struct patterns *patterns, struct text text,
                 const struct tokens *tokens);

#endif
