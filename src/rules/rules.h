/*
 * Takes the document with all that was made of it, gives messages where it breaks a rule of
 * good clinical information: evidence, numbers, plain language, governance, print and access.
 * The one idea: a rule is one row of rules.def (id, stage, authority, explanation, examples)
 * and one short function over the passages of prose.h; its severity and words stand in
 * base/diag.def under the same id, where a policy can change them.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "citation/citation.h"
#include "design/design.h"
#include "document/document.h"
#include "pages/pages.h"

/* What a rule needs before it can be checked. */
enum rule_stage { RULE_CONTENT, RULE_DESIGN, RULE_PAGES, RULE_FILE };

/* Whether a document must ask to be held to it. */
enum rule_when {
    RULE_ALWAYS,
    RULE_ASKED /* only with a policy, packs, or for a release */
};

struct checks;

struct rule {
    enum diag_id diag; /* the message, or one of several */
    enum rule_stage stage;
    enum rule_when when;
    const char *authority; /* who asks for it; a dash for nobody but us */
    const char *asks;      /* one sentence */
    const char *why;
    const char *wrong; /* an example that breaks it, and one that keeps it */
    const char *right;
    void (*check)(const struct checks *rules); /* reports each place that breaks it */
};

/* What the rules look at; what a stage does not need may be NULL until it is checked. */
struct rules_input {
    const struct document *document;
    const struct library *library; /* content */
    struct design *design;         /* design */
    const struct pages *pages;     /* pages */
    struct text content; /* its fingerprint; content, where the document names versions */
};

/* The rules over one document; `input` is borrowed and may be completed between stages. */
struct checks *rules_new(struct job *job, const struct rules_input *input);

/* Holds the document to the policy `path`, named at `at`: levels for the messages of the job
 * and thresholds for the rules. An empty path stands for the usual levels and thresholds.
 * Reports unknown rules and keys. */
void rules_policy(struct checks *rules, struct text path, struct span at);

/* What a policy may hold, for the schema; made in the arena. */
const struct field_table *rules_policy_fields(struct arena *arena);

/* The same for a pack. */
const struct field_table *rules_pack_fields(void);

/* Checks all rules of a stage that the document is held to and the policy has not turned off;
 * with the content also that exceptions name rules. */
void rules_run(struct checks *rules, enum rule_stage stage);

/* Settles the messages, then reports exceptions that have passed their last day, and those that
 * cover nothing though their rule was checked. Once, after the last stage. */
void rules_close(struct checks *rules);

/* ---- the table
 * --------------------------------------------------------------------------------*/

/* All rules in the order of rules.def. */
const struct rule *rules_all(size_t *count);

/* The rule with that id, or the one a message with that id belongs to; NULL if there is none.
 */
const struct rule *rules_find(struct text id);

/* Its stable id, as printed in messages. */
const char *rule_id(const struct rule *rule);

/* "content", "design", "pages" or "file". */
const char *rule_stage_name(enum rule_stage stage);

/* What belongs into the file of versions for the document as it is: version, date, digests;
 * `content` is its fingerprint. */
void rules_version_entry(struct job *job, const struct document *document, struct text content,
                         struct buffer *out);

/* The file of checked numbers for the document as it is: who checked a claim stays where none
 * of its numbers changed since the file that the document names; else nobody yet has. */
void rules_checked_print(struct job *job, const struct document *document, struct buffer *out);

/* What that file, and the file of versions, may hold, for the schemas. */
const struct field_table *rules_checked_fields(void);
const struct field_table *rules_versions_fields(void);

/* One line a rule: id, severity, stage, authority, with tabs between. */
void rules_list(struct buffer *out);

/* What the rule asks, why, on whose authority, and its examples. */
void rules_explain(const struct rule *rule, struct buffer *out);

/* The rule id nearest to `id`, or empty. */
struct text rules_nearest(struct job *job, struct text id);

#endif
