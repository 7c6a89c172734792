/*
 * Changes the case of text in a tree, across its leaves.
 * The one idea: the leaves are laid out as one row of letters, each knowing its leaf, so that
 * words, first and last are judged on the whole text; then the leaves are written anew.
 */
#include "citation/textcase.h"

#include "citation/unicode.h"

struct letter {
    uint32_t rune;
    struct node *leaf;
    bool fixed; /* inside nocase, superscript …: left alone */
};

struct row {
    struct job *job;
    ARRAY(struct letter) letters;
    ARRAY(struct node *) leaves;
};

/* Words that stay lower case within an English title: the specification's list and the further
 * prepositions and name particles that processors agree on. */
static const char *const stop_words[] = {
    "a",       "about",      "above",      "across",  "afore",  "after",  "against", "along",
    "amid",    "amidst",     "among",      "amongst", "an",     "and",    "anti",    "around",
    "as",      "at",         "atop",       "before",  "behind", "below",  "beneath", "beside",
    "besides", "between",    "beyond",     "but",     "by",     "c",      "ca",      "circa",
    "contra",  "d",          "de",         "despite", "down",   "during", "et",      "except",
    "for",     "from",       "in",         "inside",  "into",   "lest",   "like",    "mid",
    "minus",   "modulo",     "near",       "next",    "nor",    "of",     "off",     "on",
    "onto",    "or",         "out",        "outside", "over",   "pace",   "past",    "per",
    "plus",    "pro",        "qua",        "sans",    "save",   "since",  "so",      "than",
    "the",     "through",    "throughout", "thru",    "till",   "to",     "toward",  "towards",
    "under",   "underneath", "until",      "unto",    "up",     "upon",   "v",       "van",
    "versus",  "via",        "von",        "vs",      "vs.",    "with",   "within",  "without",
    "worth",   "yet",        "d'",         "d\u2019", "al",     "v.",     "ca.",     "c.",
};

static bool keeps_case(const struct node *node)
{
    return node->nocase || (node->markup && (node->format.vertical ||
                                             node->format.variant == FONT_VARIANT_SMALL_CAPS));
}

static void collect(struct row *row, struct node *node, bool fixed)
{
    fixed = fixed || keeps_case(node);
    if (node->text.length) {
        *array_push(&row->job->arena, &row->leaves) = node;
        for (size_t at = 0; at < node->text.length;) {
            struct letter *letter = array_push(&row->job->arena, &row->letters);
            *letter = (struct letter){text_next(node->text, &at), node, fixed};
        }
    }
    for (struct node *child = node->first; child; child = child->next)
        collect(row, child, fixed);
}

static void rewrite(struct row *row)
{
    size_t at = 0;
    for (size_t i = 0; i < row->leaves.count; i++) {
        struct buffer buffer = buffer_new(&row->job->arena);
        while (at < row->letters.count && row->letters.items[at].leaf == row->leaves.items[i])
            buffer_rune(&buffer, row->letters.items[at++].rune);
        row->leaves.items[i]->text = buffer_text(&buffer);
    }
}

static void upper_at(struct row *row, size_t at)
{
    struct letter *letter = &row->letters.items[at];
    if (!letter->fixed)
        letter->rune = rune_to_upper(letter->rune);
}

static void lower_range(struct row *row, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct letter *letter = &row->letters.items[i];
        if (!letter->fixed)
            letter->rune = rune_to_lower(letter->rune);
    }
}

static uint32_t rune_at(const struct row *row, size_t at)
{
    return row->letters.items[at].rune;
}

static bool breaks_word(uint32_t rune)
{
    return rune_space(rune) || rune == '-' || rune == '/' || rune == 0x2013 || rune == 0x2014 ||
           rune == 0x2010 || rune == 0x2011;
}

/* The word at or after `*from` (its start and end); false if there is none. */
static bool next_word(const struct row *row, size_t *from, size_t *to)
{
    while (*from < row->letters.count && breaks_word(rune_at(row, *from)))
        (*from)++;
    *to = *from;
    while (*to < row->letters.count && !breaks_word(rune_at(row, *to)))
        (*to)++;
    return *from < row->letters.count;
}

static bool all_lower(const struct row *row, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (rune_upper(rune_at(row, i)))
            return false;
    return true;
}

static bool all_upper(const struct row *row)
{
    bool some = false;
    for (size_t i = 0; i < row->letters.count; i++) {
        if (rune_lower(rune_at(row, i)) && !row->letters.items[i].fixed)
            return false;
        some = some || rune_upper(rune_at(row, i));
    }
    return some;
}

/* The first letter of the word, past opening brackets and quotes; `to` if there is none. */
static size_t first_letter(const struct row *row, size_t from, size_t to)
{
    while (from < to && !rune_letter(rune_at(row, from))) {
        if (rune_at(row, from) >= '0' && rune_at(row, from) <= '9')
            return to;
        from++;
    }
    return from;
}

/* Whether the word is more than marks: it has a letter or a digit. */
static bool has_matter(const struct row *row, size_t from, size_t to)
{
    for (; from < to; from++)
        if (rune_letter(rune_at(row, from)) ||
            (rune_at(row, from) >= '0' && rune_at(row, from) <= '9'))
            return true;
    return false;
}

/* The word without the marks around it, in ASCII lower case; empty if too long. */
static struct text bare_word(const struct row *row, size_t from, size_t to, char *bytes,
                             size_t room)
{
    struct text word = {bytes, 0};
    while (from < to && !rune_letter(rune_at(row, from)))
        from++;
    while (to > from && !rune_letter(rune_at(row, to - 1)) && rune_at(row, to - 1) != '\'')
        to--;
    for (; from < to; from++) {
        uint32_t rune = rune_to_lower(rune_at(row, from));
        if (rune == 0x2019)
            rune = '\'';
        if (rune >= 0x80 || word.length + 1 >= room)
            return (struct text){0};
        bytes[word.length++] = (char)rune;
    }
    return word;
}

static bool is_stop_word(const struct row *row, size_t from, size_t to)
{
    char bytes[16];
    struct text word = bare_word(row, from, to, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof stop_words / sizeof *stop_words; i++)
        if (word.length && word.bytes[0] == *stop_words[i] && text_is(word, stop_words[i]))
            return true;
    return false;
}

/* "d'Artagnan": the particle before the apostrophe stays small. */
static bool elided(const struct row *row, size_t from, size_t to)
{
    return to > from + 2 && (rune_at(row, from) | 32) == 'd' &&
           (rune_at(row, from + 1) == '\'' || rune_at(row, from + 1) == 0x2019);
}

struct title {
    bool first;  /* no word yet, or after a colon */
    bool upper;  /* the whole text is in capitals */
    size_t last; /* where the last word starts */
};

static bool after_hyphen(const struct row *row, size_t from)
{
    return from > 0 && !rune_space(rune_at(row, from - 1));
}

static bool before_hyphen(const struct row *row, size_t to)
{
    return to < row->letters.count && rune_at(row, to) == '-';
}

static void title_word(struct row *row, size_t from, size_t to, const struct title *title)
{
    size_t letter = first_letter(row, from, to);
    if (letter == to)
        return;
    /* "N-methyl-D-aspartate", "vitamin A": a capital by itself is no article */
    if (to - from == 1 && rune_upper(rune_at(row, from)) && !title->upper)
        return;
    bool edge = title->first || from == title->last;
    bool joint = before_hyphen(row, to) && !after_hyphen(row, from);
    if (!edge && !joint && is_stop_word(row, from, to)) {
        lower_range(row, from, to);
        return;
    }
    if (!title->first && elided(row, letter, to))
        return;
    if (after_hyphen(row, from) && to - from == 1)
        return;
    if (title->upper)
        lower_range(row, letter + 1, to);
    if (all_lower(row, from, to))
        upper_at(row, letter);
}

static bool ends_clause(const struct row *row, size_t from, size_t to)
{
    for (size_t i = to; i-- > from;) {
        uint32_t rune = rune_at(row, i);
        if (rune == ':' || rune == '?' || rune == '!')
            return true;
        if (rune_letter(rune) || (rune >= '0' && rune <= '9'))
            return false;
    }
    return false;
}

/* "BMJ" is a name and no shouted title. */
static bool several_words(const struct row *row)
{
    for (size_t i = 0; i < row->letters.count; i++)
        if (rune_space(rune_at(row, i)))
            return true;
    return false;
}

static void title_case(struct row *row)
{
    struct title title = {true, all_upper(row) && several_words(row), 0};
    size_t from = 0;
    size_t to = 0;
    for (; next_word(row, &from, &to); from = to)
        if (has_matter(row, from, to))
            title.last = from;
    for (from = 0; next_word(row, &from, &to); from = to) {
        title_word(row, from, to, &title);
        if (has_matter(row, from, to))
            title.first = false;
        if (ends_clause(row, from, to))
            title.first = true;
    }
}

/* Whether the word that the letter `at` starts is all in small letters. */
static bool small_word(const struct row *row, size_t at)
{
    size_t end = at;
    while (end < row->letters.count && !breaks_word(rune_at(row, end)))
        end++;
    return all_lower(row, at, end);
}

/* The first word, if it is all in small letters. */
static void capitalize_first(struct row *row)
{
    for (size_t at = 0; at < row->letters.count; at++) {
        uint32_t rune = rune_at(row, at);
        if (rune_letter(rune)) {
            if (small_word(row, at))
                upper_at(row, at);
            return;
        }
        if (rune >= '0' && rune <= '9')
            return;
    }
}

static void capitalize_all(struct row *row)
{
    size_t to = 0;
    for (size_t from = 0; next_word(row, &from, &to); from = to) {
        size_t letter = first_letter(row, from, to);
        if (letter < to && small_word(row, letter) &&
            (!from || rune_space(rune_at(row, from - 1))))
            upper_at(row, letter);
    }
}

static void sentence_case(struct row *row)
{
    if (all_upper(row))
        lower_range(row, 0, row->letters.count);
    capitalize_first(row);
}

void text_case_apply(struct job *job, struct node *node, enum text_case text_case, bool english)
{
    struct row row = {.job = job};
    if (text_case == CASE_NONE || (text_case == CASE_TITLE && !english))
        return;
    collect(&row, node, false);
    switch (text_case) {
    case CASE_NONE:
        return;
    case CASE_LOWER:
        lower_range(&row, 0, row.letters.count);
        break;
    case CASE_UPPER:
        for (size_t i = 0; i < row.letters.count; i++)
            upper_at(&row, i);
        break;
    case CASE_CAPITALIZE_FIRST:
        capitalize_first(&row);
        break;
    case CASE_CAPITALIZE_ALL:
        capitalize_all(&row);
        break;
    case CASE_SENTENCE:
        sentence_case(&row);
        break;
    case CASE_TITLE:
        title_case(&row);
        break;
    }
    rewrite(&row);
}

struct text text_capitalized(struct job *job, struct text text)
{
    size_t at = 0;
    if (!text.length)
        return text;
    uint32_t first = text_next(text, &at);
    struct buffer buffer = buffer_new(&job->arena);
    buffer_rune(&buffer, rune_to_upper(first));
    buffer_add(&buffer, text_slice(text, at, text.length));
    return buffer_text(&buffer);
}
