/*
 * What the files of this folder share: the rules' context, thresholds, and the functions that
 * rules.def names. To add a rule: a row there, a message in base/diag.def under the same id, a
 * function here, and tests/rules/<id>.fires.* with <id>.silent.*.
 */
#ifndef RULES_CHECKS_H
#define RULES_CHECKS_H

#include "rules/prose.h"
#include "rules/rules.h"

/* Numbers that a policy may change. */
struct thresholds {
    int64_t search_years;  /* the evidence search is no older */
    int64_t review_years;  /* between two reviews */
    int64_t section_words; /* running text without a heading, list, table or box */
    int64_t measure_least; /* characters in a line of text */
    int64_t measure_most;  /* */
    int64_t measure_error; /* beyond it a line is too long whatever the taste */
    int64_t contrast;      /* thousandths */
    sp least_size;         /* of any type */
    sp patient_size;       /* of text for patients */
    sp large_size;         /* of text in large print */
    struct texts required; /* ids of sections that must be there */
};

struct checks {
    struct job *job;
    const struct rules_input *input;
    const struct document *document;
    const struct prose *prose;
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

/* The check of a rule that other stages report under its id. */
void rule_elsewhere(const struct checks *rules);

/* One function for each rule; it reports every place that breaks it. */
#define RULE(diag, stage, when, check, authority, asks, why, wrong, right)                     \
    void check(const struct checks *rules);
#include "rules/rules.def"
#undef RULE

#endif
