/*
 * Takes the statements that packs require and the names they tell apart, gives what is missing,
 * uncited or said of the wrong name.
 */
#include "rules/checks.h"

/* ---- statements that must be there
 * -------------------------------------------------------------*/

struct found {
    size_t passage;
    struct match match;
    bool there, cited;
};

/* The first place that makes the statement with a citation, or else the first of all. */
static struct found find_statement(const struct checks *rules, const struct required *required)
{
    struct found found = {.there = false};
    struct match match;
    for (size_t n = 0; n < required->any.count; n++) {
        const struct pattern *pattern = &required->any.items[n];
        if (!pattern_possible(pattern, rules->words))
            continue;
        for (size_t i = 0; i < rules->prose->count; i++) {
            if (!pattern_find(pattern, rule_text(rules, i), rule_tokens(rules, i), 0, &match))
                continue;
            bool cited = required->uncited || rule_cited(rules, i);
            if (!found.there || cited) {
                struct found here = {i, match, true, cited};
                found = here;
            }
            if (cited)
                return found;
        }
    }
    return found;
}

void rule_safety_complete(const struct checks *rules)
{
    for (size_t i = 0; i < rules->packs->required.count; i++) {
        const struct required *required = &rules->packs->required.items[i];
        struct found found = find_statement(rules, required);
        const char *says = rule_string(rules, required->says.text);
        const char *missing[] = {"the document does not say: ", says, NULL};
        const char *uncited[] = {"the statement on \"", says, "\" cites no source", NULL};
        struct place place = source_place(rules->job, required->span);
        const char *asked[] = {"\"",
                               rule_string(rules, required->id.text),
                               "\" in ",
                               rule_string(rules, place.name),
                               ", line ",
                               rule_number(rules, (int64_t)place.line),
                               ", asks for it; say it, with its source",
                               NULL};
        if (!found.there)
            diag(rules->job, DIAG_SAFETY_COMPLETE, required->named,
                 rule_message(rules, missing), rule_message(rules, asked), NULL);
        else if (!found.cited)
            diag(rules->job, DIAG_SAFETY_COMPLETE, rule_span(rules, found.passage, found.match),
                 rule_message(rules, uncited), "cite what it rests on, as in [@key]", NULL);
    }
}

/* ---- names
 * --------------------------------------------------------------------------------------*/

/* Whether the name stands in what the passage belongs to: a heading, caption or head cell above
 * it. */
static bool named_above(const struct checks *rules, const struct patterns *name, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct passage *other = &rules->prose->items[i];
        bool above = (other->kind == PASSAGE_HEADING && other->block == passage->head) ||
                     (other->kind == PASSAGE_TITLE && other->box == passage->box) ||
                     (passage->block->kind == BLOCK_TABLE && other != passage &&
                      other->block == passage->block &&
                      (other->kind != PASSAGE_CELL || other->row == passage->row));
        if (above && patterns_in(name, rule_text(rules, i), rule_tokens(rules, i)))
            return true;
    }
    return false;
}

/* The first token of the sentence where one of `patterns` matches, as a match. */
static bool find_in(const struct patterns *patterns, struct text text,
                    const struct tokens *tokens, uint32_t sentence, struct match *match)
{
    for (size_t i = 0; i < patterns->count; i++)
        for (size_t from = 0; pattern_find(&patterns->items[i], text, tokens, from, match);
             from = match->end)
            if (tokens->items[match->start].sentence == sentence)
                return true;
    return false;
}

/* Whether the sentence, or one before it in the passage, names what it speaks of; a name that
 * only follows cannot have been meant. */
static bool named_before(const struct patterns *name, struct text text,
                         const struct tokens *tokens, uint32_t sentence)
{
    struct match match;
    for (uint32_t i = 0; i <= sentence; i++)
        if (find_in(name, text, tokens, i, &match))
            return true;
    return false;
}

static void check_sentence(const struct checks *rules, const struct confusable *name,
                           size_t number, uint32_t sentence)
{
    struct match wrong;
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    if (!find_in(&name->other, text, tokens, sentence, &wrong) ||
        patterns_in_sentence(&name->unless, text, tokens, sentence) ||
        named_before(&name->name, text, tokens, sentence) ||
        named_above(rules, &name->name, number))
        return;
    struct span at = rule_span(rules, number, wrong);
    if (!rule_quoted(rules, at))
        diag(rules->job, DIAG_LASA, at, rule_words(rules, number, wrong),
             rule_string(rules, name->called.text), NULL);
}

static void check_fact(const struct checks *rules, const struct confusable *name,
                       const struct pattern *fact, size_t number)
{
    const struct tokens *tokens = rule_tokens(rules, number);
    struct match match;
    for (size_t from = 0; pattern_find(fact, rule_text(rules, number), tokens, from, &match);) {
        uint32_t sentence = tokens->items[match.start].sentence;
        check_sentence(rules, name, number, sentence);
        for (from = match.end;
             from < tokens->count && tokens->items[from].sentence == sentence;)
            from++;
    }
}

void rule_lasa(const struct checks *rules)
{
    for (size_t i = 0; i < rules->packs->confusables.count; i++) {
        const struct confusable *name = &rules->packs->confusables.items[i];
        for (size_t n = 0; n < name->facts.count; n++)
            for (size_t number = 0; pattern_possible(&name->facts.items[n], rules->words) &&
                                    number < rules->prose->count;
                 number++)
                check_fact(rules, name, &name->facts.items[n], number);
    }
}
