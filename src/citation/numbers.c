/*
 * Numbers as they stand in fields: lists and ranges, ordinals, roman numerals, page ranges.
 * The one idea: a field is cut at its commas, ampersands and hyphens; each piece is judged and
 * printed on its own, the joints in between are normalised.
 */
#include "citation/numbers.h"

#include "citation/unicode.h"

/* --- pieces ------------------------------------------------------------------------------- */

enum joint { JOINT_NONE, JOINT_RANGE, JOINT_COMMA, JOINT_AND };

struct piece {
    struct text text;    /* without spaces around it */
    enum joint before;   /* what joins it to the piece before */
    struct text written; /* the joint as written */
};

static enum joint joint_at(struct text text, size_t at, size_t *length)
{
    size_t next = at;
    uint32_t rune = text_next(text, &next);
    *length = next - at;
    if (rune == '-' || rune == 0x2013 || rune == 0x2014 || rune == 0x2010)
        return JOINT_RANGE;
    if (rune == ',' || rune == ';')
        return JOINT_COMMA;
    if (rune == '&')
        return JOINT_AND;
    return JOINT_NONE;
}

/* The next piece from `*at` on; false at the end. A hyphen written "\-" is a letter. */
static bool piece_next(struct text text, size_t *at, struct piece *piece)
{
    if (*at >= text.length)
        return false;
    *piece = (struct piece){0};
    size_t length;
    enum joint joint = joint_at(text, *at, &length);
    if (joint != JOINT_NONE) {
        piece->before = joint;
        piece->written = text_slice(text, *at, *at + length);
        *at += length;
    }
    size_t start = *at;
    while (*at < text.length && joint_at(text, *at, &length) == JOINT_NONE) {
        if (text.bytes[*at] == '\\' && *at + 1 < text.length)
            (*at)++;
        text_next(text, at);
    }
    piece->text = text_trim(text_slice(text, start, *at));
    return true;
}

static struct text unescaped(struct job *job, struct text text)
{
    if (text_find(text, '\\', 0) == text.length)
        return text;
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != '\\')
            buffer_byte(&buffer, text.bytes[i]);
    return buffer_text(&buffer);
}

static bool roman_digits(struct text text)
{
    static const char digits[] = "ivxlcdm";
    for (size_t i = 0; i < text.length; i++)
        if (text_find(TEXT("ivxlcdm"), (char)(text.bytes[i] | 32), 0) == sizeof digits - 1)
            return false;
    return text.length > 0;
}

/* One number: digits with letters directly before or after ("D2", "2b", "L2d"). A point between
 * digits makes an identifier of it ("2401.00001", "1.4.2"). */
static bool piece_numeric(struct text text)
{
    bool digit = false;
    for (size_t i = 0; i < text.length; i++) {
        bool inside = digit && i + 1 < text.length && text_digit(text.bytes[i + 1]);
        if (text_space(text.bytes[i]) || (text.bytes[i] == '.' && inside))
            return false;
        digit = digit || text_digit(text.bytes[i]);
    }
    return digit;
}

bool number_numeric(struct text text)
{
    struct piece piece;
    size_t count = 0;
    text = text_trim(text);
    for (size_t at = 0; piece_next(text, &at, &piece); count++)
        if (!piece_numeric(piece.text))
            return false;
    return count > 0;
}

/* A number, or a roman numeral, which labels count as one though is-numeric does not. */
static bool piece_countable(struct text text)
{
    return piece_numeric(text) || roman_digits(text);
}

bool number_plural(struct text text, bool counts)
{
    struct piece piece;
    struct text last = TEXT("");
    int64_t number;
    text = text_trim(text);
    if (counts && text_number(text, &number))
        return number > 1;
    for (size_t at = 0; piece_next(text, &at, &piece); last = piece.text)
        if (piece.before && last.length && piece.text.length &&
            (piece_countable(piece.text) || piece_countable(last)))
            return true;
    return false;
}

/* --- forms -------------------------------------------------------------------------------- */

struct text number_ordinal(struct job *job, const struct locale *locale, int64_t number,
                           enum gender gender)
{
    struct buffer buffer = buffer_new(&job->arena);
    buffer_number(&buffer, number);
    buffer_add(&buffer, locale_ordinal(locale, number, gender));
    return buffer_text(&buffer);
}

static struct text long_ordinal(struct job *job, const struct locale *locale, int64_t number,
                                enum gender gender)
{
    struct buffer name = buffer_new(&job->arena);
    buffer_string(&name, number < 10 ? "long-ordinal-0" : "long-ordinal-");
    buffer_number(&name, number);
    struct text plain = buffer_text(&name);
    const struct term *term = NULL;
    if (gender != GENDER_NEUTER) {
        struct buffer key = buffer_new(&job->arena);
        buffer_add(&key, plain);
        buffer_string(&key, gender == GENDER_FEMININE ? "/f" : "/m");
        term = locale_term_text(locale, buffer_text(&key), TERM_LONG);
    }
    if (!term)
        term = locale_term_text(locale, plain, TERM_LONG);
    if (term && number <= 10)
        return term->single;
    return number_ordinal(job, locale, number, gender);
}

static struct text roman(struct job *job, int64_t number)
{
    static const struct {
        int value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            buffer_string(&buffer, steps[i].digits);
    return buffer_text(&buffer);
}

static struct text one_number(struct job *job, const struct locale *locale, struct text text,
                              enum number_form form, enum gender gender)
{
    int64_t number;
    if (form == NUMBER_NUMERIC || !text_number(text, &number))
        return text;
    if (form == NUMBER_ROMAN)
        return number < 6000 ? roman(job, number) : text;
    if (form == NUMBER_LONG_ORDINAL)
        return long_ordinal(job, locale, number, gender);
    return number_ordinal(job, locale, number, gender);
}

static void joint_print(struct buffer *buffer, const struct piece *piece)
{
    switch (piece->before) {
    case JOINT_NONE:
        break;
    case JOINT_RANGE:
        buffer_string(buffer, "\u2013");
        break;
    case JOINT_COMMA:
        buffer_add(buffer, piece->written);
        buffer_byte(buffer, ' ');
        break;
    case JOINT_AND:
        buffer_byte(buffer, ' ');
        buffer_add(buffer, piece->written);
        buffer_byte(buffer, ' ');
        break;
    }
}

struct text number_print(struct job *job, const struct locale *locale, struct text text,
                         enum number_form form, const char *noun)
{
    if (!number_numeric(text))
        return unescaped(job, text);
    const struct term *term = locale_term(locale, noun, TERM_LONG);
    struct buffer buffer = buffer_new(&job->arena);
    struct piece piece;
    text = text_trim(text);
    for (size_t at = 0; piece_next(text, &at, &piece);) {
        joint_print(&buffer, &piece);
        buffer_add(&buffer, one_number(job, locale, unescaped(job, piece.text), form,
                                       term ? term->gender : GENDER_NEUTER));
    }
    return buffer_text(&buffer);
}

/* --- page ranges -------------------------------------------------------------------------- */

/* A page as the letters before its number, and the number's digits. */
struct page {
    struct text letters;
    struct text digits;
};

static bool page_read(struct text text, struct page *page)
{
    size_t at = text.length;
    while (at && text_digit(text.bytes[at - 1]))
        at--;
    page->letters = text_slice(text, 0, at);
    page->digits = text_slice(text, at, text.length);
    return page->digits.length > 0 && page->digits.length < 18;
}

/* The whole of the second number, from "328" or "28" or "8" behind 321. */
static struct text expanded(struct job *job, struct text first, struct text second)
{
    if (second.length >= first.length)
        return second;
    struct buffer buffer = buffer_new(&job->arena);
    buffer_add(&buffer, text_slice(first, 0, first.length - second.length));
    buffer_add(&buffer, second);
    return buffer_text(&buffer);
}

/* The end of `second` that differs from `first`, at least `least` digits. */
static struct text minimal(struct text first, struct text second, size_t least)
{
    if (first.length != second.length)
        return second;
    size_t same = 0;
    while (same + least < second.length && first.bytes[same] == second.bytes[same])
        same++;
    return text_slice(second, same, second.length);
}

/* Chicago Manual of Style, 15th and 16th ed., as the specification's appendix V gives them. */
static struct text chicago(struct text first, struct text second, bool fifteenth)
{
    if (first.length != second.length || first.length < 3)
        return second;
    int64_t number = 0;
    text_number(text_slice(first, first.length - 2, first.length), &number);
    if (number == 0)
        return second;
    if (number < 10)
        return minimal(first, second, 1);
    struct text shortened = minimal(first, second, 2);
    if (fifteenth && first.length == 4 && shortened.length == 3)
        return second;
    return shortened;
}

static struct text second_page(struct job *job, enum page_format format, struct text first,
                               struct text second)
{
    second = expanded(job, first, second);
    switch (format) {
    case PAGES_UNSET:
    case PAGES_EXPANDED:
        return second;
    case PAGES_MINIMAL:
        return minimal(first, second, 1);
    case PAGES_MINIMAL_TWO:
        return minimal(first, second, 2);
    case PAGES_CHICAGO15:
        return chicago(first, second, true);
    case PAGES_CHICAGO16:
        return chicago(first, second, false);
    }
    return second;
}

/* The second page of a range as the style prints it. */
static struct text range_end(struct job *job, const struct citation_style *style,
                             struct text first, struct text second)
{
    struct page a;
    struct page b;
    if (style->pages == PAGES_UNSET || !page_read(first, &a) || !page_read(second, &b))
        return second;
    bool same = text_equal(a.letters, b.letters);
    if (!same && b.letters.length)
        return second;
    if (!same && a.letters.length)
        return second;
    struct text digits = second_page(job, style->pages, a.digits, b.digits);
    if (style->pages != PAGES_EXPANDED || !b.letters.length)
        return digits;
    struct buffer buffer = buffer_new(&job->arena);
    buffer_add(&buffer, b.letters);
    buffer_add(&buffer, digits);
    return buffer_text(&buffer);
}

/* Whether "a-b" is a range of pages: not a hyphenated word, nor pages of different series. */
static bool is_range(struct text first, struct text second)
{
    struct page a;
    struct page b;
    if (page_read(first, &a) && page_read(second, &b) && !text_equal(a.letters, b.letters) &&
        !b.letters.length)
        return false;
    return piece_countable(first) && piece_countable(second);
}

struct text pages_print(struct job *job, const struct citation_style *style, struct text text)
{
    struct text delimiter =
        locale_word(style->locale, "page-range-delimiter", TERM_LONG, false);
    struct buffer buffer = buffer_new(&job->arena);
    struct text last = TEXT("");
    struct piece piece;
    text = text_trim(text);
    for (size_t at = 0; piece_next(text, &at, &piece); last = piece.text) {
        struct text end = unescaped(job, piece.text);
        if (piece.before == JOINT_RANGE && is_range(last, piece.text)) {
            buffer_add(&buffer, delimiter.length ? delimiter : TEXT("\u2013"));
            end = range_end(job, style, last, end);
        } else if (piece.before == JOINT_RANGE) {
            buffer_add(&buffer, piece.written);
        } else {
            joint_print(&buffer, &piece);
        }
        buffer_add(&buffer, end);
    }
    return buffer_text(&buffer);
}
