/*
 * What the files of this folder share: the rules' context, thresholds, and the functions that
 * rules.def names. To add a rule: a row there, a message in base/diag.def under the same id, a
 * function here, and tests/rules/<id>.fires.* with <id>.silent.*.
 */
#ifndef RULES_CHECKS_H
#define RULES_CHECKS_H

#include "rules/pack.h"
#include "rules/prose.h"
#include "rules/rules.h"

/* Numbers that a policy may change. */
struct thresholds {
    int64_t search_years;   /* the evidence search is no older */
    int64_t review_years;   /* between two reviews */
    int64_t section_words;  /* running text without a heading, list, table or box */
    int64_t measure_least;  /* characters in a line of text */
    int64_t measure_most;   /* */
    int64_t measure_error;  /* beyond it a line is too long whatever the taste */
    int64_t contrast;       /* thousandths */
    sp least_size;          /* of any type */
    sp patient_size;        /* of text for patients */
    sp large_size;          /* of text in large print */
    int64_t grade;          /* reading level, a school year; 0: by the audience */
    int64_t sentence_words; /* in a sentence; 0: by the audience */
    int64_t passive_share;  /* percent of sentences; 0: by the audience */
    struct texts required;  /* ids of sections that must be there */
};

/* Words of a passage that carry a claim: the author's own, or the claim's statement. */
struct carried {
    size_t passage;
    size_t start, end; /* bytes */
    const struct claim_use *use;
};

struct checks {
    struct job *job;
    const struct rules_input *input;
    const struct document *document;
    const struct prose *prose;
    const struct words *words; /* tokens of the prose */
    const struct packs *packs;
    ARRAY(struct carried) carried; /* in the order of the text */
    struct thresholds thresholds;
    bool policed;                /* a policy is named */
    bool checked[RULE_FILE + 1]; /* by stage */
};

/* `number` in decimal, or `text`, zero-terminated, for diag. */
const char *rule_number(const struct checks *rules, int64_t number);
const char *rule_string(const struct checks *rules, struct text text);

/* The place for faults of the document as a whole: its title. */
struct span rule_place(const struct checks *rules);

/* Whether the audience is "patients", or names them. */
bool rule_for_patients(const struct checks *rules);

/* The text and the tokens of passage `number`. */
static inline struct text rule_text(const struct checks *rules, size_t number)
{
    return rules->prose->items[number].text;
}

static inline const struct tokens *rule_tokens(const struct checks *rules, size_t number)
{
    return &rules->words->passages[number];
}

/* Where tokens [start, end) of passage `number` were written. */
struct span rule_span(const struct checks *rules, size_t number, struct match match);

/* What they say, zero-terminated. */
const char *rule_words(const struct checks *rules, size_t number, struct match match);

/* Whether the source holds exactly these words, so that they can be replaced. */
bool rule_exact(const struct checks *rules, size_t number, struct match match);

/* Whether a citation stands in passage `number`, or with it: in its row or caption, its box. */
bool rule_cited(const struct checks *rules, size_t number);

/* Whether the place lies in what a claim quotes of an older page. */
bool rule_quoted(const struct checks *rules, struct span span);

/* Whether the token is a number that the unit of an amount follows, at once or behind the other
 * end of a range; `*unit` is the unit's token. */
bool rule_amount(const struct checks *rules, size_t number, size_t token, size_t *unit);

/* Whether a message of that id was reported at that place before. */
bool rule_reported(const struct checks *rules, enum diag_id id, struct span at);

/* Finds the words that carry claims, and makes the exceptions that claims name hold. */
void rule_find_carried(struct checks *rules);

/* The tokens of a text that is no passage, all in sentence 0. */
struct tokens rule_tokenise(const struct checks *rules, struct text text);

/* The verb of a statement with what softens it, and what fits in its place; both texts are
 * empty or slices of the statement and of the arena. */
struct verb_phrase {
    struct text words, right;
    bool sure; /* `right` may replace it without a look */
};

/* Finds the first verb that a pack knows in `text`; `form` is its right form, as "may {base}".
 * False where there is none. */
bool rule_find_verb(const struct checks *rules, struct text text, const struct tokens *tokens,
                    struct text form, struct verb_phrase *phrase);

/* Whether the source is one person's report: a post, a letter, what its keywords call so. */
bool rule_anecdotal(const struct source_item *item);

/* Whether a claim's number measures an effect, and whether as a ratio. */
bool rule_is_effect(const struct claim_number *number);
bool rule_is_ratio(const struct claim_number *number);

/* Reports phrases that packs want avoided as a fault of spacing, or as other words for
 * certainty. */
void rule_spacing_phrases(const struct checks *rules);
void rule_certainty_words(const struct checks *rules);

/* A message in the job's arena: `parts` one after the other, up to NULL. */
const char *rule_message(const struct checks *rules, const char *const *parts);

/* The check of a rule that other stages report under its id. */
void rule_elsewhere(const struct checks *rules);

/* One function for each rule; it reports every place that breaks it. */
#define RULE(diag, stage, when, check, authority, asks, why, wrong, right)                     \
    void check(const struct checks *rules);
#include "rules/rules.def"
#undef RULE

#endif
