/* Takes lengths as written, gives scaled points; all arithmetic is whole numbers. */
#include "base/length.h"

bool length_thousandths(struct text text, int64_t *thousandths)
{
    bool negative = text.length > 0 && text.bytes[0] == '-';
    size_t at = negative ? 1 : 0;
    int64_t value = 0;
    int digits = 0;
    int decimals = -1;
    for (; at < text.length; at++) {
        if (text.bytes[at] == '.' && decimals < 0 && digits > 0) {
            decimals = 0;
            continue;
        }
        if (!text_digit(text.bytes[at]) || digits >= 12 || decimals >= 3)
            return false;
        value = value * 10 + (text.bytes[at] - '0');
        digits++;
        decimals += decimals >= 0;
    }
    if (digits == 0 || decimals == 0)
        return false;
    for (int i = decimals < 0 ? 0 : decimals; i < 3; i++)
        value *= 10;
    if (value > (int64_t)1000000000000)
        return false;
    *thousandths = negative ? -value : value;
    return true;
}

int64_t length_scale(int64_t a, int64_t b, int64_t c)
{
    int64_t product = a * b;
    int64_t half = c / 2;
    return product >= 0 ? (product + half) / c : -((-product + half) / c);
}

/* The unit as a ratio of scaled points, or false. One inch is 72 pt and 25.4 mm. */
static bool unit_ratio(struct text unit, const struct length_units *units, int64_t *above,
                       int64_t *below)
{
    *below = 1;
    if (text_is(unit, "pt"))
        *above = SP_PT;
    else if (text_is(unit, "in"))
        *above = PT(72);
    else if (text_is(unit, "mm") || text_is(unit, "cm")) {
        *above = PT(720) * (unit.bytes[0] == 'c' ? 10 : 1);
        *below = 254;
    } else if (text_is(unit, "em"))
        *above = units->em;
    else if (text_is(unit, "ex")) {
        *above = units->em;
        *below = 2;
    } else if (text_is(unit, "line") || text_is(unit, "lines"))
        *above = units->line;
    else if (text_is(unit, "%")) {
        *above = units->measure;
        *below = 100;
    } else
        return false;
    return *above > 0;
}

/* --- computing -----------------------------------------------------------------------------
 * A descent over: sum = product (("+" | "-") product)*, product = factor (("*" | "/") factor)*,
 * factor = ["-"] (number [unit] | "(" sum ")").
 */

#define NESTING_MOST 16
#define NUMBER_MOST  ((int64_t)100000000) /* in thousandths */

/* A plain number in thousandths, or a length in sp. */
struct amount {
    int64_t number;
    bool length;
};

struct computing {
    struct text text;
    size_t at;
    int depth;
    const struct length_units *units;
};

static bool fits(const struct amount *amount)
{
    int64_t most = amount->length ? LENGTH_MOST : NUMBER_MOST;
    return amount->number <= most && amount->number >= -most;
}

static void skip_spaces(struct computing *c)
{
    while (c->at < c->text.length && c->text.bytes[c->at] == ' ')
        c->at++;
}

static char next_byte(const struct computing *c)
{
    return c->at < c->text.length ? c->text.bytes[c->at] : '\0';
}

/* Whether an operator, "+" or "-" or "*" or "/", stands here between spaces; moves behind it.
 */
static bool takes_operator(struct computing *c, const char *operators, char *found)
{
    size_t start = c->at;
    skip_spaces(c);
    char byte = next_byte(c);
    bool spaced =
        c->at > start && c->at + 1 < c->text.length && c->text.bytes[c->at + 1] == ' ';
    if (spaced && (byte == operators[0] || byte == operators[1])) {
        c->at++;
        *found = byte;
        return true;
    }
    c->at = start;
    return false;
}

static bool takes_number(struct computing *c, struct amount *amount)
{
    size_t start = c->at;
    while (text_digit(next_byte(c)) || next_byte(c) == '.')
        c->at++;
    if (!length_thousandths(text_slice(c->text, start, c->at), &amount->number) ||
        amount->number > NUMBER_MOST)
        return false;
    size_t end = c->at;
    skip_spaces(c);
    size_t unit = c->at;
    while (text_alpha(next_byte(c)) || next_byte(c) == '%')
        c->at++;
    amount->length = c->at > unit;
    if (!amount->length) {
        c->at = end;
        return true;
    }
    int64_t above;
    int64_t below;
    if (!unit_ratio(text_slice(c->text, unit, c->at), c->units, &above, &below))
        return false;
    amount->number = length_scale(amount->number, above, below * 1000);
    return fits(amount);
}

static bool takes_sum(struct computing *c, struct amount *amount);

static bool takes_factor(struct computing *c, struct amount *amount)
{
    skip_spaces(c);
    bool negative = next_byte(c) == '-';
    c->at += negative;
    if (next_byte(c) == '(') {
        if (++c->depth > NESTING_MOST)
            return false;
        c->at++;
        if (!takes_sum(c, amount))
            return false;
        skip_spaces(c);
        if (next_byte(c) != ')')
            return false;
        c->at++;
        c->depth--;
    } else if (!takes_number(c, amount)) {
        return false;
    }
    if (negative)
        amount->number = -amount->number;
    return true;
}

static bool multiply(struct amount *left, struct amount right)
{
    if (left->length && right.length)
        return false;
    left->number = length_scale(left->number, right.number, 1000);
    left->length = left->length || right.length;
    return fits(left);
}

static bool divide(struct amount *left, struct amount right)
{
    if (right.length || right.number == 0)
        return false;
    bool negative = right.number < 0;
    left->number = length_scale(left->number, negative ? -1000 : 1000,
                                negative ? -right.number : right.number);
    return fits(left);
}

static bool takes_product(struct computing *c, struct amount *amount)
{
    char sign;
    if (!takes_factor(c, amount))
        return false;
    while (takes_operator(c, "*/", &sign)) {
        struct amount right;
        if (!takes_factor(c, &right))
            return false;
        if (sign == '*' ? !multiply(amount, right) : !divide(amount, right))
            return false;
    }
    return true;
}

/* A length, or the number 0, which is one. */
static bool is_length(const struct amount *amount)
{
    return amount->length || amount->number == 0;
}

static bool takes_sum(struct computing *c, struct amount *amount)
{
    char sign;
    if (!takes_product(c, amount))
        return false;
    while (takes_operator(c, "+-", &sign)) {
        struct amount right;
        if (!takes_product(c, &right))
            return false;
        bool lengths = amount->length || right.length;
        if (lengths && !(is_length(amount) && is_length(&right)))
            return false;
        amount->number += sign == '+' ? right.number : -right.number;
        amount->length = lengths;
        if (!fits(amount))
            return false;
    }
    return true;
}

bool length_compute(struct text text, const struct length_units *units, sp *length)
{
    struct computing c = {text_trim(text), 0, 0, units};
    struct amount amount;
    if (!takes_sum(&c, &amount) || c.at < c.text.length || !is_length(&amount))
        return false;
    *length = amount.number;
    return true;
}

bool length_parse(struct text text, sp em, sp *length)
{
    struct length_units units = {em, 0, 0};
    return length_compute(text, &units, length);
}

void length_print(struct buffer *buffer, sp length, int decimals)
{
    int64_t power = 1;
    for (int i = 0; i < decimals; i++)
        power *= 10;
    int64_t rounded = length_scale(length, power, SP_PT);
    if (rounded < 0) {
        buffer_byte(buffer, '-');
        rounded = -rounded;
    }
    buffer_number(buffer, rounded / power);
    int64_t rest = rounded % power;
    if (rest == 0)
        return;
    buffer_byte(buffer, '.');
    while (rest > 0) {
        power /= 10;
        buffer_byte(buffer, (char)('0' + rest / power));
        rest %= power;
    }
}
