/*
 * Takes the text of a word, gives its break places and kinds. All rules are about code points;
 * none asks the locale.
 */
#include "lines/splits.h"

#include <string.h>

/* ---- characters -------------------------------------------------------------------*/

/* The capital's distance to its small letter, 0 for what is no capital of the scripts that
 * hyphenation patterns cover. */
static uint32_t capital_offset(uint32_t rune)
{
    if ((rune >= 'A' && rune <= 'Z') || (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) ||
        (rune >= 0x391 && rune <= 0x3A9) || (rune >= 0x410 && rune <= 0x42F))
        return 32;
    if (rune >= 0x400 && rune <= 0x40F)
        return 80;
    bool even_pairs = (rune >= 0x100 && rune <= 0x137) || (rune >= 0x14A && rune <= 0x177);
    bool odd_pairs = (rune >= 0x139 && rune <= 0x148) || (rune >= 0x179 && rune <= 0x17E);
    return ((even_pairs && rune % 2 == 0 && rune != 0x130) || (odd_pairs && rune % 2 == 1)) ? 1
                                                                                            : 0;
}

static bool is_digit(uint32_t rune)
{
    return (rune >= '0' && rune <= '9') || rune == 0xBD || rune == 0xBC || rune == 0xBE ||
           (rune >= 0x2150 && rune <= 0x215E) || (rune >= 0x2080 && rune <= 0x2089) ||
           rune == 0xB2 || rune == 0xB3 || rune == 0xB9 || (rune >= 0x2070 && rune <= 0x2079);
}

static bool is_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
           (rune >= 0xC0 && rune <= 0x24F && rune != 0xD7 && rune != 0xF7) ||
           (rune >= 0x300 && rune <= 0x36F) || (rune >= 0x370 && rune <= 0x52F) ||
           (rune >= 0x1E00 && rune <= 0x1FFF);
}

void splits_lower(struct text word, char *lower)
{
    for (size_t at = 0; at < word.length;) {
        size_t start = at;
        uint32_t rune = text_next(word, &at);
        uint32_t small = rune + capital_offset(rune);
        memcpy(lower + start, word.bytes + start, at - start);
        if (small != rune && at - start == 1) {
            lower[start] = (char)small;
        } else if (small != rune && at - start == 2) {
            lower[start] = (char)(0xC0 | small >> 6);
            lower[start + 1] = (char)(0x80 | (small & 0x3F));
        }
    }
}

/* ---- addresses --------------------------------------------------------------------*/

/* A name of a host and a path: letters on both sides of a point, then a slash. */
static bool host_and_path(struct text word)
{
    size_t slash = text_find(word, '/', 0);
    size_t point = text_find(word, '.', 2);
    return slash < word.length && point + 3 < slash && text_alpha(word.bytes[point - 1]) &&
           text_alpha(word.bytes[point - 2]) && text_alpha(word.bytes[point + 1]) &&
           text_alpha(word.bytes[point + 2]);
}

bool splits_address(struct text word)
{
    if (text_search(word, TEXT("://"), 0) < word.length || text_starts(word, "www.") ||
        text_starts(word, "doi:") || text_search(word, TEXT("doi.org/"), 0) < word.length)
        return true;
    if (text_starts(word, "10.") && word.length > 8 && text_find(word, '/', 0) < word.length)
        return true;
    size_t at = text_find(word, '@', 1);
    return (at < word.length && text_find(word, '.', at) < word.length) || host_and_path(word);
}

/* How unwelcome a line end in an address is: a DOI had better stay whole, and a reader takes a
 * hyphen at a line's end for one of ours. */
#define UNLIKE_SLASH  60
#define UNLIKE_SCHEME 150
#define UNLIKE_INNER  300
#define UNLIKE_DOI    2600

/* Bytes that inner punctuation leaves on both sides at least. */
#define INNER_LEAST 4

/* The end of the number before a DOI's slash (10.1036/), which is never parted; 0 where the
 * address is no DOI. */
static size_t doi_prefix(struct text word)
{
    size_t at = text_search(word, TEXT("10."), 0);
    bool starts = at == 0 || (at < word.length && strchr(":/", word.bytes[at - 1]) != NULL);
    size_t slash = starts ? text_find(word, '/', at) : word.length;
    return slash < word.length ? slash : 0;
}

/* How a break before byte `at` of an address is liked, or −1 where there may be none. */
static int address_unlike(struct text word, size_t at)
{
    char before = word.bytes[at - 1];
    char after = word.bytes[at];
    bool joins = after == '/' || after == '-' || after == '.';
    if (joins || before == '\0')
        return -1;
    if (before == '/')
        return word.bytes[at - 2] == '/' ? UNLIKE_SCHEME : UNLIKE_SLASH;
    bool inner = strchr(".-?&=_#:", before) != NULL && (text_alpha(after) || text_digit(after));
    bool room = at >= INNER_LEAST && word.length - at >= INNER_LEAST;
    return inner && room ? UNLIKE_INNER : -1;
}

static size_t address_chances(struct text word, struct chance chances[CHANCES_MOST])
{
    size_t count = 0;
    size_t prefix = doi_prefix(word);
    size_t doi = prefix > 0 ? text_search(word, TEXT("10."), 0) : word.length;
    for (size_t i = 3; i + 2 < word.length && count < CHANCES_MOST; i++) {
        int unlike = address_unlike(word, i);
        bool resolver = prefix > 0 && i < doi && word.bytes[i - 1] == '.'; /* doi.|org */
        if (unlike < 0 || resolver || (i > doi && i <= prefix) ||
            (i == doi && word.bytes[i - 1] == ':'))
            continue;
        if (i >= doi)
            unlike += UNLIKE_DOI;
        chances[count++] = (struct chance){(uint16_t)i, false, (int16_t)unlike};
    }
    return count;
}

/* ---- compounds --------------------------------------------------------------------*/

/* The letters that stand before byte `at` or after it, up to the first character that is none.
 * `*pure` tells whether what ends them is no digit and no bracket. */
static size_t letters_before(struct text word, size_t at, bool *pure)
{
    size_t letters = 0;
    *pure = true;
    for (size_t i = 0; i < at;) {
        uint32_t rune = text_next(word, &i);
        if (is_letter(rune)) {
            letters++;
            continue;
        }
        *pure = rune == '-' || rune == 0x2010 || rune == '/' || rune >= 0x2013 || letters == 0;
        if (is_digit(rune) || rune == ')' || rune == ']')
            *pure = false;
        letters = 0;
        if (is_digit(rune) && i == at)
            return 0;
    }
    return letters;
}

static size_t letters_after(struct text word, size_t at)
{
    size_t letters = 0;
    while (at < word.length && is_letter(text_next(word, &at)))
        letters++;
    return letters;
}

/* How a break after the hyphen that ends at `at` is liked, or −1 where there may be none. A
 * letter or two before it or after it make a name (t-test, 5-HT, N-methyl-D-aspartate), of
 * which only long parts may part, reluctantly. */
static int hyphen_unlike(struct text word, size_t start, size_t at)
{
    bool pure;
    size_t before = letters_before(word, start, &pure);
    size_t after = letters_after(word, at);
    if (before < 2 || !pure)
        return -1;
    if (after >= 2)
        return before >= 3 && after >= 3 ? 0 : 40;
    bool long_name = before >= 4 && word.length - at >= 6 && after == 1;
    return long_name ? 150 : -1;
}

static int dash_unlike(struct text word, size_t start, size_t at, uint32_t dash)
{
    bool pure;
    if (dash == 0x2014)
        return start > 0 && at < word.length ? 0 : -1;
    if (dash == '/')
        return letters_before(word, start, &pure) >= 4 && letters_after(word, at) >= 4 ? 50
                                                                                       : -1;
    return letters_before(word, start, &pure) >= 2 && letters_after(word, at) >= 2 ? 0 : -1;
}

size_t splits_find(struct text word, struct chance chances[CHANCES_MOST])
{
    if (splits_address(word))
        return address_chances(word, chances);
    size_t count = 0;
    for (size_t at = 0; at < word.length && count < CHANCES_MOST;) {
        size_t start = at;
        uint32_t rune = text_next(word, &at);
        int unlike = -1;
        if (rune == 0x2060 && count > 0 && chances[count - 1].at == start)
            count--;
        if (rune == 0xAD || rune == 0x200B)
            unlike = at < word.length && start > 0 ? 0 : -1;
        else if (rune == '-' || rune == 0x2010)
            unlike = hyphen_unlike(word, start, at);
        else if (rune == 0x2013 || rune == 0x2014 || rune == '/')
            unlike = dash_unlike(word, start, at, rune);
        if (unlike >= 0 && at < word.length)
            chances[count++] = (struct chance){(uint16_t)at, rune == 0xAD, (int16_t)unlike};
    }
    return count;
}

/* ---- hyphenation ------------------------------------------------------------------*/

static bool apostrophe(uint32_t rune)
{
    return rune == '\'' || rune == 0x2019;
}

/* Digits, or capitals after the first letter of a part: names and codes, left whole. */
static bool is_code(struct text word)
{
    bool inside = false;
    for (size_t at = 0; at < word.length;) {
        uint32_t rune = text_next(word, &at);
        if (is_digit(rune) || (inside && capital_offset(rune) != 0))
            return true;
        inside = is_letter(rune) || (inside && apostrophe(rune));
    }
    return false;
}

struct text splits_letters(struct text word, size_t *from)
{
    struct text none = {"", 0};
    size_t at = *from;
    if (at == 0 && (is_code(word) || splits_address(word)))
        at = word.length;
    while (at < word.length) {
        size_t start = at;
        if (!is_letter(text_next(word, &at)))
            continue;
        size_t end = at;
        while (at < word.length && is_letter(text_next(word, &at)))
            end = at;
        *from = end;
        return text_slice(word, start, end);
    }
    *from = word.length;
    return none;
}

/* ---- kinds ------------------------------------------------------------------------*/

static bool listed(struct text word, const char *const *list)
{
    for (; word.length > 0 && *list != NULL; list++)
        if ((*list)[0] == word.bytes[0] && text_is(word, *list))
            return true;
    return false;
}

/* Units and words counted like them; compound units are taken apart at "/" and "·". */
static const char *const units[] = {
    "mg",       "g",        "kg",       "µg",      "μg",     "mcg",     "ng",      "pg",
    "mL",       "ml",       "L",        "l",       "dL",     "dl",      "µL",      "μL",
    "mol",      "mmol",     "µmol",     "μmol",    "nmol",   "pmol",    "M",       "mM",
    "µM",       "μM",       "nM",       "IU",      "U",      "mU",      "h",       "hr",
    "hrs",      "min",      "s",        "ms",      "d",      "wk",      "mo",      "y",
    "yr",       "%",        "‰",        "mmHg",    "Hg",     "mm",      "cm",      "m",
    "km",       "nm",       "µm",       "μm",      "kDa",    "Da",      "Hz",      "kHz",
    "mV",       "V",        "W",        "J",       "kJ",     "kcal",    "bpm",     "°C",
    "°F",       "K",        "pt",       "MB",      "GB",     "hour",    "hours",   "minute",
    "minutes",  "second",   "seconds",  "day",     "days",   "week",    "weeks",   "month",
    "months",   "year",     "years",    "percent", "points", "million", "billion", "January",
    "February", "March",    "April",    "May",     "June",   "July",    "August",  "September",
    "October",  "November", "December", "times",   "CI",     "SD",      "doses",   NULL};

static const char *const labels[] = {
    "Table", "Tables",  "Figure",   "Figures", "Fig.",    "Figs.",   "Section", "Sections",
    "Box",   "Chapter", "Appendix", "Step",    "Phase",   "Part",    "Page",    "page",
    "pages", "p.",      "pp.",      "No.",     "Nos.",    "Vol.",    "vol.",    "Dr",
    "Dr.",   "Mr",      "Mr.",      "Mrs",     "Mrs.",    "Ms",      "Ms.",     "Prof",
    "Prof.", "St.",     "vs",       "vs.",     "v.",      "cf.",     "ca.",     "c.",
    "eq.",   "Eq.",     "table",    "figure",  "section", "phase",   "step",    "grade",
    "Grade", "stage",   "Stage",    "level",   "version", "Version", NULL};

static const char *const symbols[] = {
    "n",  "N", "p", "P", "r", "d", "t",  "z",   "F",  "OR", "RR", "HR",   "CI", "SD",
    "SE", "g", "k", "α", "β", "κ", "χ²", "SMD", "MD", "IC", "Ki", "IC₅₀", "I²", NULL};

static const char *const operators[] = {"=", "<", ">", "≤", "≥", "±", "×", "≈",
                                        "~", "+", "−", "∼", "÷", "→", "≠", NULL};

static struct text strip(struct text word, const char *leading, const char *trailing)
{
    while (word.length > 1 && strchr(leading, word.bytes[0]) != NULL)
        word = text_slice(word, 1, word.length);
    while (word.length > 1 && strchr(trailing, word.bytes[word.length - 1]) != NULL)
        word = text_slice(word, 0, word.length - 1);
    return word;
}

static bool is_unit(struct text word)
{
    size_t from = 0;
    if (listed(word, units))
        return true;
    size_t slash = text_find(word, '/', from);
    return slash < word.length && slash > 0 && listed(text_slice(word, 0, slash), units);
}

static bool starts_number(struct text word)
{
    static const char *const signs[] = {"−", "±", "≥", "≤", "~", "≈", "<",
                                        ">", "+", "-", "$", "€", "£", NULL};
    size_t at = 0;
    for (const char *const *sign = signs; *sign != NULL; sign++)
        if (text_starts(word, *sign))
            at = strlen(*sign);
    return at < word.length && is_digit(text_next(word, &at));
}

static bool ends_number(struct text word)
{
    size_t at = 0;
    uint32_t last = 0;
    bool letters = false;
    while (at < word.length) {
        last = text_next(word, &at);
        letters = letters || is_letter(last);
    }
    return is_digit(last) && !letters;
}

uint32_t splits_kinds(struct text word)
{
    struct text bare = strip(word, "([", ")],;:.");
    struct text opened = strip(word, "([", "");
    uint32_t kinds = 0;
    size_t at = 0;
    uint32_t first = bare.length == 0 ? 0 : text_next(bare, &at);
    if (bare.length > 24)
        return capital_offset(first) != 0 ? WORD_CAPITAL : 0;
    kinds |= starts_number(bare) ? WORD_DIGIT : 0;
    kinds |= ends_number(opened) || (starts_number(opened) && text_ends(opened, "%"))
                 ? WORD_NUMBER
                 : 0;
    kinds |= is_unit(bare) ? WORD_UNIT : 0;
    kinds |= listed(bare, operators) ? WORD_OPERATOR : 0;
    kinds |= listed(opened, symbols) ? WORD_SYMBOL : 0;
    kinds |= listed(opened, labels) ? WORD_LABEL : 0;
    kinds |= text_is(word, "–") || text_is(word, "—") ? WORD_DASH : 0;
    kinds |= capital_offset(first) != 0 ? WORD_CAPITAL : 0;
    if (capital_offset(first) != 0 && at + 1 == opened.length && text_ends(opened, "."))
        kinds |= WORD_INITIAL;
    return kinds;
}

enum join splits_join(uint32_t before, uint32_t after)
{
    static const struct {
        uint32_t before, after;
        enum join join;
    } table[] = {
        {WORD_NUMBER, WORD_UNIT, JOIN_FIRM},
        {WORD_SYMBOL, WORD_OPERATOR, JOIN_FIRM},
        {WORD_OPERATOR, WORD_DIGIT, JOIN_FIRM},
        {WORD_LABEL, WORD_DIGIT | WORD_CAPITAL, JOIN_FIRM},
        {WORD_INITIAL, WORD_CAPITAL, JOIN_FIRM},
        {WORD_NUMBER, WORD_OPERATOR, JOIN_LOOSE},
    };
    if ((after & WORD_DASH) != 0)
        return JOIN_FIRM;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((before & table[i].before) != 0 && (after & table[i].after) != 0)
            return table[i].join;
    return JOIN_NONE;
}
