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

/* --- slips ----------------------------------------------------------------------------------
 */

/* Whether `word` is the first letter of `term` and then more of its letters in their order. */
static bool abbreviates(struct text word, struct text term)
{
    size_t at = 0;
    if (term.length < word.length || small(word.bytes[0]) != small(term.bytes[0]))
        return false;
    for (size_t i = 0; i < term.length && at < word.length; i++)
        at += small(word.bytes[at]) == small(term.bytes[i]);
    return at == word.length;
}

static struct text joined(struct job *job, struct text word, const char *rest)
{
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, word);
    buffer_string(&out, rest);
    return buffer_text(&out);
}

/* The kind of locator that `word` with `mark` behind it names; empty if it is no term. */
static struct text named(struct job *job, const struct citation_style *style, struct text word,
                         const char *mark)
{
    struct text whole = joined(job, joined(job, word, mark), "1");
    struct reading reading = {whole, 0};
    struct text label = read_label(job, style, &reading);
    skip_spaces(&reading);
    return reading.at + 1 == whole.length ? label : TEXT("");
}

/* The usual form of the term that `word` abbreviates, with a space; empty if there is none. */
static struct text meant(struct job *job, const struct citation_style *style, struct text word)
{
    static const char *const common[] = {"page",    "table",    "figure",   "section",
                                         "chapter", "appendix", "paragraph"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        const struct term_entry *entry = map_find(&style->locale->terms, text_of(common[i]));
        if (entry == NULL || !entry->forms[TERM_LONG].set)
            continue;
        const struct term *full = &entry->forms[TERM_LONG];
        const struct term *brief =
            entry->forms[TERM_SHORT].set ? &entry->forms[TERM_SHORT] : full;
        if (abbreviates(word, full->single))
            return joined(job, brief->single, " ");
        if (abbreviates(word, full->multiple))
            return joined(job, brief->multiple, " ");
    }
    return TEXT("");
}

struct citation_slip citation_locator_slip(struct job *job, const struct citation_style *style,
                                           struct text text)
{
    struct citation_slip slip = {TEXT(""), TEXT("")};
    struct reading reading = {text, 0};
    skip_spaces(&reading);
    reading.at += peek(&reading) == ',';
    skip_spaces(&reading);
    size_t start = reading.at;
    while (reading.at < text.length && text_alpha(text.bytes[reading.at]))
        reading.at++;
    struct text word = text_slice(text, start, reading.at);
    reading.at += peek(&reading) == '.';
    skip_spaces(&reading);
    size_t end = numbers_end(text, reading.at, false);
    bool number = reading.at < text.length && text_digit(text.bytes[reading.at]);
    if (word.length == 0 || !number || end < text.length)
        return slip;
    struct citation_locator locator = citation_parse_locator(job, style, text);
    if (locator.locator.length > 0 && locator.locator.bytes == text.bytes + reading.at)
        return slip;
    struct text label = named(job, style, word, " ");
    const char *mark = label.length > 0 ? " " : ". ";
    if (label.length == 0)
        label = named(job, style, word, mark);
    if (label.length > 0 && (word.length > 1 || text_is(label, "page")))
        slip.right = joined(job, word, mark);
    else if (word.length > 1)
        slip.right = meant(job, style, word);
    if (slip.right.length > 0)
        slip.written = text_slice(text, start, reading.at);
    return slip;
}
