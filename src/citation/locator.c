/*
 * Takes the text behind a citation key, gives a locator, its kind, and where the suffix starts.
 * The one idea: pandoc's rules (Citeproc/Locator.hs): a term of the locale and a number that
 * holds a digit or is roman; a bare number is a page; braces force.
 */
#include "citation/style.h"
#include "citation/unicode.h"

static const char *const labels[] = {
    "act",    "appendix",  "article",  "book",    "canon",     "chapter",
    "column", "elocation", "equation", "figure",  "folio",     "issue",
    "line",   "note",      "number",   "opus",    "page",      "paragraph",
    "part",   "rule",      "scene",    "section", "sub-verbo", "supplement",
    "table",  "timestamp", "title",    "verse",   "version",   "volume"};

struct reading {
    struct text text;
    size_t at;
};

static void skip_spaces(struct reading *reading)
{
    while (reading->at < reading->text.length) {
        size_t next = reading->at;
        if (!rune_space(text_next(reading->text, &next)))
            return;
        reading->at = next;
    }
}

static uint32_t peek(const struct reading *reading)
{
    size_t at = reading->at;
    return at < reading->text.length ? text_next(reading->text, &at) : 0;
}

static char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* Whether two texts of one length, neither empty, may be equal whatever their case: cheap, and
 * most terms differ in their first letter. */
static bool may_equal(struct text a, struct text b)
{
    bool plain = (unsigned char)a.bytes[0] < 0x80 && (unsigned char)b.bytes[0] < 0x80;
    return !plain || small(a.bytes[0]) == small(b.bytes[0]);
}

/* Whether `term` stands here, whatever its case, as a word of its own. */
static size_t term_length(struct job *job, const struct reading *reading, struct text term)
{
    if (!term.length || reading->at + term.length > reading->text.length)
        return 0;
    struct text here = text_slice(reading->text, reading->at, reading->at + term.length);
    if (!may_equal(here, term) ||
        !text_equal(text_lower(&job->arena, here), text_lower(&job->arena, term)))
        return 0;
    size_t end = reading->at + term.length;
    size_t after = end;
    if (end < reading->text.length && !text_ends(term, ".")) {
        uint32_t rune = text_next(reading->text, &after);
        size_t last = 0;
        bool symbol = !rune_letter(text_next(term, &last));
        if (!symbol && rune_letter(rune))
            return 0;
        if (rune == '.')
            return term.length + 1;
    }
    return term.length;
}

static size_t best_length(struct job *job, const struct reading *reading,
                          const struct term *term, size_t least)
{
    if (!term)
        return least;
    size_t single = term_length(job, reading, term->single);
    size_t multiple = term_length(job, reading, term->multiple);
    if (single > least)
        least = single;
    return multiple > least ? multiple : least;
}

/* The kind of locator whose term stands here, the longest that fits; moves past it. */
static struct text read_label(struct job *job, const struct citation_style *style,
                              struct reading *reading)
{
    struct text label = {0};
    size_t longest = 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t length = longest;
        const struct term_entry *entry = map_find(&style->locale->terms, text_of(labels[i]));
        for (int form = TERM_LONG; entry && form < TERM_FORM_COUNT; form++)
            if (entry->forms[form].set)
                length = best_length(job, reading, &entry->forms[form], length);
        size_t own = term_length(job, reading, text_of(labels[i]));
        if (own > length)
            length = own;
        if (length <= longest)
            continue;
        longest = length;
        label = text_of(labels[i]);
    }
    reading->at += longest;
    return label;
}

static bool roman_rune(uint32_t rune)
{
    rune |= 32;
    return rune == 'i' || rune == 'v' || rune == 'x' || rune == 'l' || rune == 'c' ||
           rune == 'd' || rune == 'm';
}

/* A word such as "3", "12a", "A1.2", "xiv": with a digit, or all roman; its end, or `at`. */
static size_t number_end(struct text text, size_t at, bool roman_allowed)
{
    bool digit = false;
    bool roman = true;
    size_t end = at;
    while (end < text.length) {
        size_t next = end;
        uint32_t rune = text_next(text, &next);
        bool number = rune >= '0' && rune <= '9';
        bool inner = (rune == '.' || rune == ':') && next < text.length &&
                     !rune_space((unsigned char)text.bytes[next]) && text.bytes[next] != ',' &&
                     text.bytes[next] != ';';
        if (!number && !rune_letter(rune) && !inner)
            break;
        digit = digit || number;
        roman = roman && roman_rune(rune);
        end = next;
    }
    bool fits = digit || (roman_allowed && roman && end > at);
    return fits ? end : at;
}

/* "3-5, 7 & 9": numbers with commas, hyphens and ampersands between them. */
static size_t numbers_end(struct text text, size_t at, bool roman)
{
    size_t end = number_end(text, at, roman);
    if (end == at)
        return at;
    for (;;) {
        struct reading joint = {text, end};
        skip_spaces(&joint);
        uint32_t rune = peek(&joint);
        bool joins =
            rune == '-' || rune == 0x2013 || rune == 0x2014 || rune == ',' || rune == '&';
        if (!joins)
            return end;
        while (peek(&joint) == rune)
            text_next(text, &joint.at);
        skip_spaces(&joint);
        size_t next = number_end(text, joint.at, roman);
        if (next == joint.at)
            return end;
        end = next;
    }
}

/* "{pp. iv, vi}": what stands in braces is the locator whatever it is. */
static struct citation_locator braced(struct job *job, const struct citation_style *style,
                                      struct reading *reading)
{
    size_t depth = 0;
    size_t end = reading->at;
    while (end < reading->text.length) {
        char byte = reading->text.bytes[end++];
        if (byte == '{')
            depth++;
        if (byte == '}' && --depth == 0)
            break;
    }
    if (depth)
        return (struct citation_locator){0};
    struct reading inside = {text_slice(reading->text, reading->at + 1, end - 1), 0};
    skip_spaces(&inside);
    struct text label = read_label(job, style, &inside);
    struct text rest = text_slice(inside.text, inside.at, inside.text.length);
    return (struct citation_locator){text_trim(rest), label.length ? label : TEXT("page"), end};
}

struct citation_locator
citation_parse_locator(struct job *job, const struct citation_style *style, struct text text)
{
    struct reading reading = {text, 0};
    skip_spaces(&reading);
    if (peek(&reading) == ',')
        reading.at++;
    skip_spaces(&reading);
    if (peek(&reading) == '{')
        return braced(job, style, &reading);
    struct text label = read_label(job, style, &reading);
    skip_spaces(&reading);
    size_t end = numbers_end(text, reading.at, label.length > 0);
    if (end == reading.at)
        return (struct citation_locator){0};
    return (struct citation_locator){text_slice(text, reading.at, end),
                                     label.length ? label : TEXT("page"), end};
}
