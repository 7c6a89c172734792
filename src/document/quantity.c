/* Numbers of claims as they are printed; see quantity.h. */
#include "document/quantity.h"

#define MINUS         "\xE2\x88\x92" /* U+2212 */
#define EN_DASH       "\xE2\x80\x93"
#define NO_BREAK      "\xC2\xA0"
#define THIN_NO_BREAK "\xE2\x80\xAF" /* U+202F */

/* How a language writes numbers. */
struct signs {
    const char *point;
    const char *group;   /* between groups of three digits */
    size_t group_from;   /* digits before the point, from which they are grouped */
    const char *percent; /* space before "%" */
    bool dash;           /* an interval of two positive numbers is joined by a dash */
};

static const struct signs all_signs[WORDING_LANGUAGES] = {
    [WORDING_EN] = {".", ",", 4, "", true},
    [WORDING_FR] = {",", THIN_NO_BREAK, 5, THIN_NO_BREAK, false},
    [WORDING_DE] = {",", THIN_NO_BREAK, 5, THIN_NO_BREAK, true},
};

static bool there(const struct decimal *decimal)
{
    return decimal->written.span.source != 0;
}

static void add_decimal(const struct signs *signs, const struct decimal *decimal,
                        struct buffer *out)
{
    struct text text = decimal->written.text;
    bool negative = text.length > 0 && text.bytes[0] == '-';
    size_t point = text_find(text, '.', 0);
    size_t digits = point - negative;
    buffer_string(out, negative ? MINUS : "");
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && digits >= signs->group_from && (digits - i) % 3 == 0)
            buffer_string(out, signs->group);
        buffer_byte(out, text.bytes[negative + i]);
    }
    if (point == text.length)
        return;
    buffer_string(out, signs->point);
    buffer_add(out, text_slice(text, point + 1, text.length));
}

static void add_unit(const struct signs *signs, struct text unit, struct buffer *out)
{
    if (unit.length == 0)
        return;
    buffer_string(out, text_is(unit, "%") ? signs->percent : NO_BREAK);
    buffer_add(out, unit);
}

static void add_value(enum wording_language language, const struct claim_number *number,
                      struct buffer *out)
{
    const struct signs *signs = &all_signs[language];
    if (!there(&number->value))
        return;
    add_decimal(signs, &number->value, out);
    add_unit(signs, number->unit.text, out);
}

/* "48–78%", "−12% to −3%": words between where a dash would stand beside a minus. */
static void add_interval(enum wording_language language, const struct claim_number *number,
                         struct buffer *out)
{
    const struct signs *signs = &all_signs[language];
    if (!there(&number->low))
        return;
    bool dash = signs->dash && number->low.units >= 0;
    add_decimal(signs, &number->low, out);
    if (dash) {
        buffer_string(out, EN_DASH);
    } else {
        if (signs->dash && text_is(number->unit.text, "%"))
            add_unit(signs, number->unit.text, out);
        buffer_byte(out, ' ');
        buffer_add(out, wording(language, WORDING_TO));
        buffer_string(out, NO_BREAK);
    }
    add_decimal(signs, &number->high, out);
    add_unit(signs, number->unit.text, out);
}

/* "95% CI 48–78%" */
static void add_confidence(enum wording_language language, const struct claim_number *number,
                           struct buffer *out)
{
    const struct signs *signs = &all_signs[language];
    struct text name = wording(language, WORDING_INTERVAL);
    if (!there(&number->low))
        return;
    bool level = there(&number->level);
    if (language == WORDING_FR || !level)
        buffer_add(out, name);
    if (language == WORDING_FR && level)
        buffer_string(out, NO_BREAK "à" NO_BREAK);
    if (level) {
        add_decimal(signs, &number->level, out);
        buffer_string(out, language == WORDING_DE ? "-" : signs->percent);
        buffer_string(out, language == WORDING_DE ? "%-" : "%");
    }
    if (language != WORDING_FR && level) {
        buffer_string(out, language == WORDING_DE ? "" : NO_BREAK);
        buffer_add(out, name);
    }
    buffer_byte(out, ' ');
    add_interval(language, number, out);
}

static void add_share(enum wording_language language, const struct claim_number *number,
                      struct buffer *out)
{
    const struct signs *signs = &all_signs[language];
    if (!there(&number->events) || !there(&number->n))
        return;
    add_decimal(signs, &number->events, out);
    buffer_byte(out, ' ');
    buffer_add(out, wording(language, WORDING_OF));
    buffer_string(out, NO_BREAK);
    add_decimal(signs, &number->n, out);
}

/* The text that a part names, or NULL. */
static const struct located *text_part(const struct claim_number *number, struct text part)
{
    const struct {
        const char *name;
        const struct located *text;
    } parts[] = {
        {"unit", &number->unit},       {"time-frame", &number->time_frame},
        {"per", &number->per},         {"route", &number->route},
        {"locator", &number->locator}, {"population", &number->population},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_is(part, parts[i].name))
            return parts[i].text;
    return NULL;
}

/* The decimal that a part names alone, or NULL. */
static const struct decimal *decimal_part(const struct claim_number *number, struct text part)
{
    if (text_is(part, "value"))
        return &number->value;
    if (text_is(part, "n"))
        return &number->n;
    return text_is(part, "events") ? &number->events : NULL;
}

bool quantity_add(enum wording_language language, const struct claim_number *number,
                  struct text part, struct buffer *out)
{
    const struct located *text = text_part(number, part);
    const struct decimal *decimal = decimal_part(number, part);
    if (part.length == 0)
        add_value(language, number, out);
    else if (text != NULL)
        buffer_add(out, text->text);
    else if (decimal != NULL && there(decimal))
        add_decimal(&all_signs[language], decimal, out);
    else if (text_is(part, "interval"))
        add_interval(language, number, out);
    else if (text_is(part, "ci"))
        add_confidence(language, number, out);
    else if (text_is(part, "of"))
        add_share(language, number, out);
    else
        return decimal != NULL;
    return true;
}

struct span quantity_span(const struct claim_number *number, struct text part)
{
    const struct located *text = text_part(number, part);
    const struct decimal *decimal = decimal_part(number, part);
    if (text != NULL)
        return text->span;
    if (text_is(part, "interval") || text_is(part, "ci"))
        return number->low.written.span;
    if (text_is(part, "of"))
        return number->events.written.span;
    return decimal != NULL ? decimal->written.span : number->value.written.span;
}
