/*
 * Takes numbers of claims and of the text, gives those that tell half of the story: a relative
 * risk alone, an effect without its interval, denominators that change, benefit without harm;
 * and those typed by hand beside the claim that holds them.
 */
#include "rules/checks.h"

/* ---- intervals
 * ----------------------------------------------------------------------------------*/

static bool has_interval(const struct claim *claim)
{
    for (size_t i = 0; i < claim->number_count; i++)
        if (decimal_there(&claim->numbers[i].low))
            return true;
    return false;
}

void rule_ci_present(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].number_count; n++) {
            const struct claim_number *number = &claims->items[i].numbers[n];
            bool risk = number->measure == MEASURE_RISK && !has_interval(&claims->items[i]);
            if ((rule_is_effect(number) || risk) && !decimal_there(&number->low) &&
                !claims->items[i].faulty)
                diag(rules->job, DIAG_CI_PRESENT, number->span,
                     rule_string(rules, number->name), NULL);
        }
}

static bool is_zero(struct text number)
{
    for (size_t i = 0; i < number.length; i++)
        if (number.bytes[i] != '0' && number.bytes[i] != '.')
            return false;
    return number.length > 0;
}

/* "p = 0.000": no probability is nothing. */
static bool is_no_probability(struct text text, const struct token *items)
{
    struct text name = text_slice(text, items[0].start, items[0].end);
    return (text_is(name, "p") || text_is(name, "P")) && text.bytes[items[1].start] == '=' &&
           items[2].kind == TOKEN_NUMBER &&
           is_zero(text_slice(text, items[2].start, items[2].end));
}

void rule_ci_sane(const struct checks *rules)
{
    for (size_t number = 0; number < rules->prose->count; number++) {
        const struct tokens *tokens = rule_tokens(rules, number);
        struct text text = rule_text(rules, number);
        for (size_t i = 0; i + 2 < tokens->count; i++) {
            struct match match = {i, i + 3};
            if (!is_no_probability(text, &tokens->items[i]))
                continue;
            const char *parts[] = {"\"", rule_words(rules, number, match),
                                   "\": no probability is zero", NULL};
            diag(rules->job, DIAG_CI_SANE, rule_span(rules, number, match),
                 rule_message(rules, parts), "write p < 0.001", NULL);
        }
    }
}

/* ---- absolute before relative
 * -------------------------------------------------------------------*/

static bool has_absolute(const struct claim *claim)
{
    size_t risks = 0;
    for (size_t i = 0; i < claim->number_count; i++) {
        enum effect_measure measure = claim->numbers[i].measure;
        risks += measure == MEASURE_RISK || measure == MEASURE_RATE;
        if (measure == MEASURE_RISK_DIFFERENCE)
            return true;
    }
    return risks >= 2;
}

/* Whether an absolute number stands in the passage outside tokens [match.start, match.end). */
static bool absolute_beside(const struct checks *rules, size_t number, struct match match)
{
    struct text text = rule_text(rules, number);
    const struct tokens *tokens = rule_tokens(rules, number);
    const struct patterns *absolute = &rules->packs->absolute;
    struct match found;
    for (size_t i = 0; i < absolute->count; i++)
        for (size_t from = 0; pattern_find(&absolute->items[i], text, tokens, from, &found);
             from = found.end)
            if (found.end <= match.start || found.start >= match.end)
                return true;
    return false;
}

/* The same for the cells of its row, and the paragraphs of its box. */
static bool absolute_around(const struct checks *rules, size_t number, struct match match)
{
    const struct passage *passage = &rules->prose->items[number];
    struct match nowhere = {0, 0};
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct passage *other = &rules->prose->items[i];
        bool row = passage->kind == PASSAGE_CELL && other->kind == PASSAGE_CELL &&
                   other->block == passage->block && other->row == passage->row;
        bool box = passage->box != NULL && other->box == passage->box;
        if ((i == number && absolute_beside(rules, i, match)) ||
            (i != number && (row || box) && absolute_beside(rules, i, nowhere)))
            return true;
    }
    return false;
}

static void check_relative(const struct checks *rules, const struct pattern *pattern,
                           size_t number)
{
    struct match match;
    if (!pattern_find(pattern, rule_text(rules, number), rule_tokens(rules, number), 0,
                      &match) ||
        absolute_around(rules, number, match))
        return;
    struct span at = rule_span(rules, number, match);
    const char *parts[] = {"\"", rule_words(rules, number, match),
                           "\" stands without the risks it compares", NULL};
    if (!rule_quoted(rules, at) && !rule_reported(rules, DIAG_ABS_BEFORE_REL, at))
        diag(rules->job, DIAG_ABS_BEFORE_REL, at, rule_message(rules, parts), NULL);
}

void rule_abs_before_rel(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    const struct patterns *relative = &rules->packs->relative;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].number_count; n++) {
            const struct claim_number *number = &claims->items[i].numbers[n];
            const char *parts[] = {"the ratio \"", rule_string(rules, number->name),
                                   "\" has no absolute risks beside it", NULL};
            if (rule_is_ratio(number) && !has_absolute(&claims->items[i]))
                diag(rules->job, DIAG_ABS_BEFORE_REL, number->span, rule_message(rules, parts),
                     NULL);
        }
    for (size_t i = 0; i < relative->count; i++)
        for (size_t number = 0; number < rules->prose->count; number++)
            check_relative(rules, &relative->items[i], number);
}

/* ---- denominators
 * -------------------------------------------------------------------------------*/

/* Two parts of so many in one passage, with different wholes. */
static void check_shares(const struct checks *rules, const struct pattern *pattern,
                         size_t number)
{
    struct match match;
    struct text text = rule_text(rules, number), whole = TEXT("");
    const struct tokens *tokens = rule_tokens(rules, number);
    for (size_t from = 0; pattern_find(pattern, text, tokens, from, &match); from = match.end) {
        const struct token *last = &tokens->items[match.end - 1];
        struct text other = text_slice(text, last->start, last->end);
        if (whole.length > 0 && !text_equal(whole, other)) {
            const char *parts[] = {"\"", rule_words(rules, number, match),
                                   "\" has another denominator than ",
                                   rule_string(rules, whole), NULL};
            diag(rules->job, DIAG_DENOMINATOR, rule_span(rules, number, match),
                 rule_message(rules, parts), "compare parts of the same number", NULL);
            return;
        }
        whole = other;
    }
}

/* What a number's name says before its arm. */
static struct text outcome_of(const struct claim_number *number)
{
    struct text arm = claim_arm(number->name);
    return text_slice(number->name, 0, number->name.length - arm.length);
}

static bool differ(const struct located *a, const struct located *b)
{
    return a->text.length > 0 && b->text.length > 0 && !text_equal(a->text, b->text);
}

static void check_arms(const struct checks *rules, const struct claim *claim, size_t at)
{
    const struct claim_number *number = &claim->numbers[at];
    for (size_t i = 0; i < at; i++) {
        const struct claim_number *other = &claim->numbers[i];
        bool compared = outcome_of(number).length > 0 && number->measure == other->measure &&
                        text_equal(outcome_of(number), outcome_of(other));
        const char *parts[] = {"\"",
                               rule_string(rules, number->name),
                               "\" and \"",
                               rule_string(rules, other->name),
                               "\" differ in their time frame or denominator",
                               NULL};
        if (!compared || (!differ(&number->time_frame, &other->time_frame) &&
                          !differ(&number->per, &other->per)))
            continue;
        diag(rules->job, DIAG_DENOMINATOR, number->span, rule_message(rules, parts),
             "compare the same time and the same number of people", NULL);
        return;
    }
}

void rule_denominator(const struct checks *rules)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].number_count; n++)
            check_arms(rules, &claims->items[i], n);
    for (size_t i = 0; i < rules->packs->shares.count; i++)
        for (size_t number = 0; number < rules->prose->count; number++)
            check_shares(rules, &rules->packs->shares.items[i], number);
}

/* ---- benefit and harm
 * ---------------------------------------------------------------------------*/

/* Whether one of the patterns stands in the main message, whose box goes to `*box`. */
static bool message_has(const struct checks *rules, const struct patterns *patterns,
                        const struct block **box)
{
    *box = NULL;
    for (size_t i = 0; i < rules->prose->count; i++) {
        const struct block *own = rules->prose->items[i].box;
        if (own == NULL || !text_is(own->role, "key-message") || (*box != NULL && *box != own))
            continue;
        *box = own;
        if (patterns_in(patterns, rule_text(rules, i), rule_tokens(rules, i)))
            return true;
    }
    return false;
}

static bool uses_topic(const struct checks *rules, const char *topic)
{
    for (size_t i = 0; i < rules->document->use_count; i++)
        if (text_is(rules->document->uses[i].claim->topic.text, topic))
            return true;
    return false;
}

void rule_risk_and_benefit(const struct checks *rules)
{
    const struct block *box;
    if (message_has(rules, &rules->packs->benefit, &box) &&
        !message_has(rules, &rules->packs->harm, &box))
        diag(rules->job, DIAG_RISK_AND_BENEFIT, box->span,
             "the main message names a benefit and no harm", NULL);
    if (uses_topic(rules, "efficacy") && !uses_topic(rules, "safety"))
        diag(rules->job, DIAG_RISK_AND_BENEFIT, rule_place(rules),
             "claims on efficacy are printed, and none on safety", NULL);
}

/* ---- one datum
 * ----------------------------------------------------------------------------------*/

/* The number of the claim that these digits repeat, and which part of it. */
static const struct claim_number *repeated(const struct claim *claim, struct text digits,
                                           const char **part)
{
    for (size_t i = 0; i < claim->number_count; i++) {
        const struct claim_number *number = &claim->numbers[i];
        *part = "";
        if (text_equal(number->value.written.text, digits))
            return number;
        *part = ".n";
        if (text_equal(number->n.written.text, digits))
            return number;
        *part = ".interval";
        if (decimal_there(&number->low) && (text_equal(number->low.written.text, digits) ||
                                            text_equal(number->high.written.text, digits)))
            return number;
    }
    return NULL;
}

/* Whether the claim has a number, other than a time, in the unit that stands behind byte `at`.
 */
static bool has_unit_at(const struct claim *claim, struct text text, size_t at)
{
    while (at < text.length && text_space(text.bytes[at]))
        at++;
    for (size_t i = 0; i < claim->number_count; i++) {
        struct text unit = claim->numbers[i].unit.text;
        if (claim->numbers[i].measure == MEASURE_DURATION)
            continue;
        if (unit.length > 0 && text_equal(text_slice(text, at, at + unit.length), unit))
            return true;
    }
    return false;
}

/* Whether byte `at` was typed as the author's words for the claim, not printed from it. */
static bool is_typed(const struct checks *rules, const struct carried *carried, size_t at)
{
    const struct passage *passage = &rules->prose->items[carried->passage];
    uint32_t use = 0;
    for (size_t i = 0; i < passage->stretch_count && passage->stretches[i].at <= at; i++)
        use = passage->stretches[i].use;
    return use != 0 && &rules->document->uses[use - 1] == carried->use;
}

static void report_typed(const struct checks *rules, const struct carried *carried,
                         struct match match)
{
    const struct claim *claim = carried->use->claim;
    const struct token *token = &rule_tokens(rules, carried->passage)->items[match.start];
    struct text text = rule_text(rules, carried->passage);
    struct text digits = text_slice(text, token->start, token->end);
    struct span at = rule_span(rules, carried->passage, match);
    const char *part, *id = rule_string(rules, claim->id.text);
    const struct claim_number *number = repeated(claim, digits, &part);
    bool unit = has_unit_at(claim, text, token->end);
    const char *none[] = {"claim \"", id, "\" has no number ", rule_string(rules, digits),
                          NULL};
    const char *typed[] = {"\"",
                           rule_string(rules, digits),
                           "\" is typed by hand, and is a number of claim \"",
                           id,
                           "\"",
                           NULL};
    if (number == NULL && unit)
        diag(rules->job, DIAG_ONE_DATUM, at, rule_message(rules, none),
             "print the claim's own number, or correct one of the two", NULL);
    if (number == NULL || !(unit || digits.length > 1))
        return;
    const char *name = rule_string(rules, number->name);
    bool value = *part == '\0' && number->unit.text.length > 0;
    const char *call[] = {"{{claim:", id, ".", name, value ? ".value" : part, "}}", NULL};
    const char *write[] = {"write ", rule_message(rules, call), NULL};
    struct fix fix = {at, text_of(rule_message(rules, call))};
    if (text_is(text_of(part), ".interval"))
        diag(rules->job, DIAG_ONE_DATUM, at, rule_message(rules, typed),
             rule_message(rules, write), NULL);
    else
        diag_fix(rules->job, DIAG_ONE_DATUM, fix, at, rule_message(rules, typed),
                 rule_message(rules, write), NULL);
}

void rule_one_datum(const struct checks *rules)
{
    for (size_t i = 0; i < rules->carried.count; i++) {
        const struct carried *carried = &rules->carried.items[i];
        const struct tokens *tokens = rule_tokens(rules, carried->passage);
        for (size_t n = 0; carried->use->kind == USE_WORDS && n < tokens->count; n++) {
            struct match match = {n, n + 1};
            size_t at = tokens->items[n].start;
            if (tokens->items[n].kind == TOKEN_NUMBER && at >= carried->start &&
                at < carried->end && is_typed(rules, carried, at) &&
                rule_exact(rules, carried->passage, match))
                report_typed(rules, carried, match);
        }
    }
}
