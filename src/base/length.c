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
static bool unit_ratio(struct text unit, sp em, int64_t *above, int64_t *below)
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
        *above = em;
    else if (text_is(unit, "ex")) {
        *above = em;
        *below = 2;
    } else
        return false;
    return true;
}

bool length_parse(struct text text, sp em, sp *length)
{
    text = text_trim(text);
    size_t split = text.length;
    while (split > 0 && text_alpha(text.bytes[split - 1]))
        split--;
    struct text unit = text_slice(text, split, text.length);
    int64_t number;
    if (!length_thousandths(text_trim(text_slice(text, 0, split)), &number))
        return false;
    if (unit.length == 0) {
        *length = 0;
        return number == 0;
    }
    int64_t above;
    int64_t below;
    if (!unit_ratio(unit, em, &above, &below) || number > 100000000 || number < -100000000)
        return false;
    *length = length_scale(number, above, below * 1000);
    return *length <= LENGTH_MOST && *length >= -LENGTH_MOST;
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
