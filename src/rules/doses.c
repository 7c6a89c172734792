/*
 * Takes doses in claims and in the text, gives those that lack a part or lie outside what a
 * pack allows for the drug.
 */
#include "rules/checks.h"

/* Whether one of the patterns stands anywhere in a text that is no passage. */
static bool in_words(const struct checks *rules, const struct patterns *patterns,
                     struct text text)
{
    struct tokens tokens = rule_tokenise(rules, text);
    return patterns_in(patterns, text, &tokens);
}

static bool within(const struct dose_bounds *bounds, const struct decimal *value)
{
    return decimal_compare(value, &bounds->least) >= 0 &&
           decimal_compare(value, &bounds->most) <= 0;
}

/* "5 mg/kg of samplin is outside 0.1 to 3 mg/kg". */
static void report_outside(const struct checks *rules, const struct dose_bounds *bounds,
                           struct text value, struct span at)
{
    const char *unit = rule_string(rules, bounds->unit.text);
    const char *parts[] = {rule_string(rules, value),
                           " ",
                           unit,
                           " of ",
                           rule_string(rules, bounds->called.text),
                           " is outside ",
                           rule_string(rules, bounds->least.written.text),
                           " to ",
                           rule_string(rules, bounds->most.written.text),
                           " ",
                           unit,
                           NULL};
    if (!rule_reported(rules, DIAG_DOSE_SANE, at))
        diag(rules->job, DIAG_DOSE_SANE, at, rule_message(rules, parts),
             "look at the source again; the bounds stand in a pack", NULL);
}

/* ---- claims
 * -------------------------------------------------------------------------------------*/

static bool has_words(const struct located *text)
{
    return text->text.length > 0;
}

/* Says in one message what a dose lacks. */
static void check_parts(const struct checks *rules, const struct claim *claim,
                        const struct claim_number *number)
{
    const char *lacks[3];
    size_t count = 0;
    if (!has_words(&number->unit))
        lacks[count++] = "unit";
    if (!has_words(&number->route))
        lacks[count++] = "route";
    if (!has_words(&number->population) && !has_words(&claim->population))
        lacks[count++] = "population";
    const char *parts[] = {"the dose \"",
                           rule_string(rules, number->name),
                           "\" has no ",
                           count > 0 ? lacks[0] : "",
                           count > 2   ? ", "
                           : count > 1 ? " and "
                                       : "",
                           count > 1 ? lacks[1] : "",
                           count > 2 ? " and " : "",
                           count > 2 ? lacks[2] : "",
                           NULL};
    if (count > 0 && !claim->faulty)
        diag(rules->job, DIAG_DOSE_SANE, number->span, rule_message(rules, parts),
             "a dose has value, unit, route and population", NULL);
}

static void check_bounds(const struct checks *rules, const struct claim *claim,
                         const struct claim_number *number)
{
    const struct dose_bounds *outside = NULL;
    for (size_t i = 0; i < rules->packs->doses.count; i++) {
        const struct dose_bounds *bounds = &rules->packs->doses.items[i];
        bool about = in_words(rules, &bounds->drug, claim->statement.text) ||
                     in_words(rules, &bounds->drug, number->name);
        bool route =
            bounds->route.count == 0 || in_words(rules, &bounds->route, number->route.text);
        if (!about || !route || !text_equal(bounds->unit.text, number->unit.text))
            continue;
        if (within(bounds, &number->value))
            return;
        outside = bounds;
    }
    if (outside != NULL)
        report_outside(rules, outside, number->value.written.text, number->value.written.span);
}

static void check_claim(const struct checks *rules, const struct claim *claim)
{
    for (size_t i = 0; i < claim->number_count; i++) {
        const struct claim_number *number = &claim->numbers[i];
        if (number->measure != MEASURE_DOSE)
            continue;
        check_parts(rules, claim, number);
        check_bounds(rules, claim, number);
    }
}

/* ---- the text
 * -----------------------------------------------------------------------------------*/

/* Whether the unit that begins at byte `at` is `unit` and no more: not mg of mg/kg. */
static bool unit_is(struct text text, size_t at, struct text unit)
{
    size_t end = at + unit.length;
    if (!text_equal(text_slice(text, at, end), unit))
        return false;
    if (end >= text.length)
        return true;
    size_t next = end;
    struct stretch_of word;
    bool goes_on = prose_word(text, &next, text.length, &word) && word.start == end;
    return !goes_on && text.bytes[end] != '/';
}

static struct text without_commas(const struct checks *rules, struct text number)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (size_t i = 0; i < number.length; i++)
        if (number.bytes[i] != ',')
            buffer_byte(&out, number.bytes[i]);
    return buffer_text(&out);
}

/* One amount in the text against all bounds that hold for it. */
static void check_amount(const struct checks *rules, size_t number, size_t token, size_t unit)
{
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    const struct token *value = &tokens->items[token];
    struct match match = {token, unit + 1};
    struct text digits = without_commas(rules, text_slice(text, value->start, value->end));
    struct decimal decimal;
    const struct dose_bounds *outside = NULL;
    for (size_t i = 0; i < rules->packs->doses.count; i++) {
        const struct dose_bounds *bounds = &rules->packs->doses.items[i];
        if (!unit_is(text, tokens->items[unit].start, bounds->unit.text) ||
            !patterns_in_sentence(&bounds->drug, text, tokens, value->sentence) ||
            !decimal_parse(digits, &decimal))
            continue;
        if (within(bounds, &decimal))
            return;
        bool route = bounds->route.count == 0 || patterns_in(&bounds->route, text, tokens);
        outside = route || outside == NULL ? bounds : outside;
    }
    struct span at = rule_span(rules, number, match);
    if (outside != NULL && !rule_quoted(rules, at))
        report_outside(rules, outside, digits, at);
}

void rule_dose_sane(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    size_t unit;
    for (size_t i = 0; i < claims->count; i++)
        check_claim(rules, &claims->items[i]);
    for (size_t number = 0; number < rules->prose->count; number++)
        for (size_t i = 0; i < rule_tokens(rules, number)->count; i++)
            if (rules->packs->doses.count > 0 && rule_amount(rules, number, i, &unit))
                check_amount(rules, number, i, unit);
}
