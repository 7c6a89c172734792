/*
 * Takes numbers with units, gives those whose writing has killed: a zero behind the point, none
 * before it, no space before the unit, a stop behind it, thousands run together.
 */
#include "rules/checks.h"

static struct text words_of(const struct checks *rules, size_t number, struct match match)
{
    return text_of(rule_words(rules, number, match));
}

/* The number without zeros at the end of its decimals. */
static struct text without_zeros(struct text number)
{
    size_t end = number.length;
    if (text_find(number, '.', 0) == end)
        return number;
    while (end > 0 && number.bytes[end - 1] == '0')
        end--;
    if (end > 0 && number.bytes[end - 1] == '.')
        end--;
    return text_slice(number, 0, end);
}

/* Reports with a fix that puts `right` there, where the source can take it. */
static void report(const struct checks *rules, enum diag_id id, size_t number,
                   struct match match, struct text right, const char *hint)
{
    struct span at = rule_span(rules, number, match);
    struct fix fix = {at, right};
    const char *words = rule_words(rules, number, match);
    if (rule_quoted(rules, at))
        return;
    if (right.length > 0 && rule_exact(rules, number, match))
        diag_fix(rules->job, id, fix, at, words, hint, NULL);
    else
        diag(rules->job, id, at, words, hint, NULL);
}

static void check_zero(const struct checks *rules, size_t number, size_t token, size_t unit)
{
    struct match match = {token, token + 1};
    struct text written = words_of(rules, number, match);
    struct text right = without_zeros(written);
    (void)unit;
    if (right.length > 0 && right.length < written.length)
        report(rules, DIAG_TRAILING_ZERO, number, match, right, rule_string(rules, right));
}

static void check_naked(const struct checks *rules, size_t number, size_t token, size_t unit)
{
    struct match match = {token, token + 1};
    struct text written = words_of(rules, number, match);
    struct buffer right = buffer_new(&rules->job->arena);
    (void)unit;
    if (written.bytes[0] != '.')
        return;
    buffer_byte(&right, '0');
    buffer_add(&right, written);
    report(rules, DIAG_NAKED_DECIMAL, number, match, buffer_text(&right),
           rule_string(rules, buffer_text(&right)));
}

/* ---- spaces, stops, thousands
 * -----------------------------------------------------------------*/

static void check_space(const struct checks *rules, size_t number, size_t token, size_t unit)
{
    struct match match = {token, unit + 1};
    struct match value = {token, token + 1};
    struct match name = {unit, unit + 1};
    struct buffer right = buffer_new(&rules->job->arena);
    if (unit != token + 1 || rule_tokens(rules, number)->items[unit].spaced)
        return;
    buffer_add(&right, words_of(rules, number, value));
    buffer_byte(&right, ' ');
    buffer_add(&right, words_of(rules, number, name));
    report(rules, DIAG_UNIT_SPACING, number, match, buffer_text(&right),
           "put a space between number and unit");
}

/* "5 mg. daily": a stop in a sentence can be read as a 1. */
static void check_stop(const struct checks *rules, size_t number, size_t token, size_t unit)
{
    const struct tokens *tokens = rule_tokens(rules, number);
    struct match match = {unit, unit + 2};
    (void)token;
    if (unit + 2 >= tokens->count)
        return;
    const struct token *stop = &tokens->items[unit + 1];
    const struct token *next = &tokens->items[unit + 2];
    if (stop->spaced || rule_text(rules, number).bytes[stop->start] != '.' ||
        next->sentence != stop->sentence || next->kind == TOKEN_SIGN)
        return;
    struct match name = {unit, unit + 1};
    report(rules, DIAG_UNIT_SPACING, number, match, words_of(rules, number, name),
           "no full stop behind a unit");
}

static void check_thousands(const struct checks *rules, size_t number, size_t token,
                            size_t unit)
{
    struct match match = {token, token + 1};
    struct text written = words_of(rules, number, match);
    size_t whole = text_find(written, '.', 0);
    struct buffer right = buffer_new(&rules->job->arena);
    (void)unit;
    if (whole < 4 || text_find(written, ',', 0) < written.length)
        return;
    for (size_t i = 0; i < written.length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            buffer_byte(&right, ',');
        buffer_byte(&right, written.bytes[i]);
    }
    report(rules, DIAG_UNIT_SPACING, number, match, buffer_text(&right),
           "put commas between thousands");
}

/* ---- the rules
 * ---------------------------------------------------------------------------------*/

typedef void check_amount(const struct checks *, size_t, size_t, size_t);

static void each_amount(const struct checks *rules, check_amount *check)
{
    size_t unit;
    for (size_t number = 0; number < rules->prose->count; number++)
        for (size_t i = 0; i < rule_tokens(rules, number)->count; i++)
            if (rule_amount(rules, number, i, &unit))
                check(rules, number, i, unit);
}

void rule_trailing_zero(const struct checks *rules)
{
    each_amount(rules, check_zero);
}

void rule_naked_decimal(const struct checks *rules)
{
    each_amount(rules, check_naked);
}

void rule_unit_spacing(const struct checks *rules)
{
    each_amount(rules, check_space);
    each_amount(rules, check_stop);
    if (text_starts(rules->document->language.value.text, "en"))
        each_amount(rules, check_thousands);
    rule_spacing_phrases(rules);
}
