/*
 * Takes the phrases that packs want avoided, gives the places where they stand, with what to
 * write in their place.
 */
#include "rules/checks.h"

/* Whether one of `patterns` ends where token `at` begins. */
static bool ends_at(const struct patterns *patterns, struct text text,
                    const struct tokens *tokens, size_t at)
{
    struct tokens before = {at, tokens->items, tokens->present};
    size_t first = at > PATTERN_STEPS_MOST ? at - PATTERN_STEPS_MOST : 0;
    struct match match;
    for (size_t start = first; start < at; start++)
        for (size_t i = 0; i < patterns->count; i++)
            if (tokens->items[start].sentence == tokens->items[at].sentence &&
                pattern_at(&patterns->items[i], text, &before, start, &match) &&
                match.end == at)
                return true;
    return false;
}

static bool begins_at(const struct patterns *patterns, struct text text,
                      const struct tokens *tokens, size_t at)
{
    struct match match;
    for (size_t i = 0; at < tokens->count && i < patterns->count; i++)
        if (tokens->items[at].sentence == tokens->items[at - 1].sentence &&
            pattern_at(&patterns->items[i], text, tokens, at, &match))
            return true;
    return false;
}

/* Whether the phrase may stand there after all. */
static bool allowed(const struct checks *rules, const struct avoided *avoided, size_t number,
                    struct match match)
{
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    uint32_t sentence = tokens->items[match.start].sentence;
    return (avoided->after.count > 0 && !ends_at(&avoided->after, text, tokens, match.start)) ||
           (avoided->before.count > 0 &&
            !begins_at(&avoided->before, text, tokens, match.end)) ||
           patterns_in_sentence(&avoided->unless, text, tokens, sentence) ||
           rule_quoted(rules, rule_span(rules, number, match));
}

/* "write "micrograms": because". */
static const char *advice(const struct checks *rules, const struct avoided *avoided)
{
    struct buffer out = buffer_new(&rules->job->arena);
    if (avoided->instead.text.length > 0) {
        buffer_string(&out, "write \"");
        buffer_add(&out, avoided->instead.text);
        buffer_string(&out, avoided->because.text.length > 0 ? "\": " : "\"");
    }
    buffer_add(&out, avoided->because.text);
    return rule_string(rules, buffer_text(&out));
}

/* The message on another word for certainty. */
static const char *other_word(const struct checks *rules, const char *words)
{
    struct buffer out = buffer_new(&rules->job->arena);
    buffer_string(&out, "\"");
    buffer_string(&out, words);
    buffer_string(&out, "\" is another word for certainty");
    return rule_string(rules, buffer_text(&out));
}

static void report(const struct checks *rules, const struct avoided *avoided, size_t number,
                   struct match match, enum diag_id id)
{
    struct span at = rule_span(rules, number, match);
    const char *words = rule_words(rules, number, match);
    struct fix fix = {at, avoided->instead.text};
    if (rule_reported(rules, id, at))
        return;
    if (id == DIAG_CERTAINTY_TERM)
        words = other_word(rules, words);
    if (avoided->instead.text.length > 0 && rule_exact(rules, number, match))
        diag_fix(rules->job, id, fix, at, words, advice(rules, avoided), NULL);
    else
        diag(rules->job, id, at, words, advice(rules, avoided), NULL);
}

/* Reports one phrase in one passage wherever it stands. */
static void check_passage(const struct checks *rules, const struct avoided *avoided,
                          const struct pattern *pattern, size_t number, enum diag_id id)
{
    struct match match;
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    for (size_t from = 0; pattern_find(pattern, text, tokens, from, &match); from = match.end)
        if (!allowed(rules, avoided, number, match))
            report(rules, avoided, number, match, id);
}

static void check_phrases(const struct checks *rules, enum avoid_rule rule, enum diag_id id)
{
    for (size_t i = 0; i < rules->packs->avoided.count; i++) {
        const struct avoided *avoided = &rules->packs->avoided.items[i];
        for (size_t n = 0; avoided->rule == (int)rule && n < avoided->say.count; n++) {
            const struct pattern *pattern = &avoided->say.items[n];
            if (!pattern_possible(pattern, rules->words))
                continue;
            for (size_t number = 0; number < rules->prose->count; number++)
                check_passage(rules, avoided, pattern, number, id);
        }
    }
}

void rule_must_not_say(const struct checks *rules)
{
    check_phrases(rules, AVOID_MUST_NOT_SAY, DIAG_MUST_NOT_SAY);
}

void rule_unit_abbrev(const struct checks *rules)
{
    check_phrases(rules, AVOID_UNIT_ABBREV, DIAG_UNIT_ABBREV);
}

void rule_no_effect(const struct checks *rules)
{
    check_phrases(rules, AVOID_NO_EFFECT, DIAG_NO_EFFECT);
}

void rule_certainty_words(const struct checks *rules)
{
    check_phrases(rules, AVOID_CERTAINTY_TERM, DIAG_CERTAINTY_TERM);
}

void rule_spacing_phrases(const struct checks *rules)
{
    check_phrases(rules, AVOID_UNIT_SPACING, DIAG_UNIT_SPACING);
}
