/*
 * Takes decimals, compares them and what follows from them exactly; see decimal.h. A printed
 * number covers half a unit of its last digit to each side; a result is possible where the
 * range that the printed inputs cover meets the range that the printed output covers.
 */
#include "claims/decimal.h"

__extension__ typedef __int128 wide;

/* A fraction; its bottom is positive. */
struct fraction {
    wide top;
    wide bottom;
};

struct range {
    struct fraction low;
    struct fraction high;
};

static wide ten_to(int power)
{
    wide value = 1;
    while (power-- > 0)
        value *= 10;
    return value;
}

bool decimal_parse(struct text text, struct decimal *decimal)
{
    bool negative = text.length > 0 && text.bytes[0] == '-';
    size_t point = text_find(text, '.', 0);
    int64_t whole;
    int64_t part = 0;
    struct text before = text_slice(text, negative, point);
    struct text after = text_slice(text, point + 1, text.length);
    if (before.length + after.length > DECIMAL_DIGITS_MOST || !text_number(before, &whole) ||
        (point < text.length && !text_number(after, &part)))
        return false;
    decimal->decimals = (int)after.length;
    decimal->units = whole * (int64_t)ten_to(decimal->decimals) + part;
    if (negative)
        decimal->units = -decimal->units;
    return true;
}

bool decimal_there(const struct decimal *decimal)
{
    return decimal->written.span.source != 0;
}

int decimal_compare(const struct decimal *a, const struct decimal *b)
{
    wide left = (wide)a->units * ten_to(b->decimals);
    wide right = (wide)b->units * ten_to(a->decimals);
    return (left > right) - (left < right);
}

/* ---- ranges
 * ------------------------------------------------------------------------------------*/

/* What the printed decimal stands for: half a unit to each side, ends included. */
static struct range range_of(const struct decimal *decimal)
{
    wide bottom = 2 * ten_to(decimal->decimals);
    wide twice = 2 * (wide)decimal->units;
    struct range range = {{twice - 1, bottom}, {twice + 1, bottom}};
    return range;
}

/* Whether a ≤ b. Digits are few enough that the cross products fit. */
static bool at_most(struct fraction a, struct fraction b)
{
    return a.top * b.bottom <= b.top * a.bottom;
}

static bool meet(struct range a, struct range b)
{
    return at_most(a.low, b.high) && at_most(b.low, a.high);
}

/* Appends top / bottom with `decimals`, rounded half away from zero. */
static void add_rounded(struct fraction value, int decimals, struct buffer *out)
{
    bool negative = value.top < 0;
    wide top = (negative ? -value.top : value.top) * ten_to(decimals);
    int64_t units = (int64_t)((top * 2 + value.bottom) / (value.bottom * 2));
    int64_t scale = (int64_t)ten_to(decimals);
    buffer_string(out, negative && units > 0 ? "-" : "");
    buffer_number(out, units / scale);
    if (decimals == 0)
        return;
    buffer_byte(out, '.');
    for (int64_t digit = scale / 10; digit > 0; digit /= 10)
        buffer_byte(out, (char)('0' + units / digit % 10));
}

/* ---- shares
 * ------------------------------------------------------------------------------------*/

bool decimal_is_share(const struct decimal *percent, const struct decimal *part,
                      const struct decimal *whole, int per)
{
    struct fraction share = {(wide)part->units * per, whole->units};
    struct range exact = {share, share};
    return meet(exact, range_of(percent));
}

void decimal_add_share(const struct decimal *part, const struct decimal *whole, int per,
                       const struct decimal *like, struct buffer *out)
{
    struct fraction share = {(wide)part->units * per, whole->units};
    add_rounded(share, like->decimals, out);
}

/* ---- risk differences
 * --------------------------------------------------------------------------*/

/* The difference for a baseline b and a ratio r: b(r − 1) for a risk ratio; with odds the risk
 * rb / (1 − b + rb) less b (both in wholes of `whole`). */
static struct fraction difference_of(struct fraction b, struct fraction r, bool odds, int whole)
{
    struct fraction difference = {b.top * (r.top - r.bottom), b.bottom * r.bottom};
    if (!odds)
        return difference;
    wide rest = (wide)whole * b.bottom - b.top; /* whole − b, times b.bottom */
    wide sum = rest * r.bottom + r.top * b.top;
    difference.top = b.top * rest * (r.top - r.bottom);
    difference.bottom = b.bottom * sum;
    if (sum == 0) { /* certain, and made impossible */
        difference.top = -whole;
        difference.bottom = 1;
    }
    return difference;
}

/* The range of differences: b(r − 1) is a product, so its ends lie at corners; with odds it is
 * taken at the corners too, which is exact for baselines on one side of the turning point. */
static struct range differences_of(const struct effect *effect)
{
    struct range b = range_of(effect->baseline);
    struct range r = range_of(effect->relative);
    struct fraction none = {0, 1};
    struct fraction all = {effect->whole, 1};
    b.low = at_most(b.low, none) ? none : b.low;
    r.low = at_most(r.low, none) ? none : r.low;
    b.high = at_most(all, b.high) ? all : b.high;
    struct fraction corners[4] = {
        difference_of(b.low, r.low, effect->odds, effect->whole),
        difference_of(b.low, r.high, effect->odds, effect->whole),
        difference_of(b.high, r.low, effect->odds, effect->whole),
        difference_of(b.high, r.high, effect->odds, effect->whole),
    };
    struct range range = {corners[0], corners[0]};
    for (int i = 1; i < 4; i++) {
        if (at_most(corners[i], range.low))
            range.low = corners[i];
        if (at_most(range.high, corners[i]))
            range.high = corners[i];
    }
    return range;
}

bool decimal_short(const struct decimal *decimal)
{
    int64_t most = (int64_t)ten_to(EFFECT_DIGITS_MOST);
    return decimal->units < most && decimal->units > -most &&
           decimal->decimals <= EFFECT_DIGITS_MOST;
}

bool decimal_is_difference(const struct decimal *difference, const struct effect *effect)
{
    return meet(differences_of(effect), range_of(difference));
}

void decimal_add_difference(const struct effect *effect, const struct decimal *like,
                            struct buffer *out)
{
    struct fraction b = {effect->baseline->units, ten_to(effect->baseline->decimals)};
    struct fraction r = {effect->relative->units, ten_to(effect->relative->decimals)};
    add_rounded(difference_of(b, r, effect->odds, effect->whole), like->decimals, out);
}
