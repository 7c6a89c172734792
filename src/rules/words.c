/* Takes plain text, gives its sentences, words and phrases; see prose.h. */
#include "rules/prose.h"

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* A letter, digit or mark: beyond ASCII all but Latin-1 signs and general punctuation. */
static bool in_word(uint32_t rune)
{
    if (rune < 0x80)
        return text_alpha((char)rune) || text_digit((char)rune);
    if (rune < 0xC0)
        return rune == 0xAA || rune == 0xB5 || rune == 0xBA || rune == 0xAD;
    return rune != 0xD7 && rune != 0xF7 && !(rune >= 0x2000 && rune <= 0x206F) &&
           !(rune >= 0x2190 && rune <= 0x2BFF) && !(rune >= 0x3000 && rune <= 0x3003);
}

/* Apostrophes and hyphens join a word where it goes on behind them. */
static bool joins(uint32_t rune)
{
    return rune == '\'' || rune == '-' || rune == 0x2019 || rune == 0x2010 || rune == 0x2011;
}

bool prose_word_at(struct text text, size_t at, size_t end)
{
    return at < end && in_word(text_next(text, &at));
}

/* Behind the ASCII letters and digits at `at`. */
static size_t skip_letters(struct text text, size_t at, size_t end)
{
    while (at < end && (text_alpha(text.bytes[at]) || text_digit(text.bytes[at])))
        at++;
    return at;
}

bool prose_word(struct text text, size_t *at, size_t end, struct stretch_of *word)
{
    while (*at < end && !prose_word_at(text, *at, end))
        text_next(text, at);
    if (*at >= end)
        return false;
    word->start = *at;
    while ((*at = skip_letters(text, *at, end)) < end) {
        size_t next = *at;
        uint32_t rune = text_next(text, &next);
        if (!in_word(rune) && !(joins(rune) && prose_word_at(text, next, end)))
            break;
        *at = next;
    }
    word->end = *at;
    return true;
}

size_t prose_words(struct text text, size_t start, size_t end)
{
    struct stretch_of word;
    size_t count = 0;
    while (prose_word(text, &start, end, &word))
        count++;
    return count;
}

static bool same_words(struct text text, size_t at, struct text phrase)
{
    for (size_t i = 0; i < phrase.length; i++)
        if (lower(text.bytes[at + i]) != lower(phrase.bytes[i]))
            return false;
    return true;
}

/* Whether `phrase` stands at byte `at` as whole words. */
static bool stands_at(struct text text, struct text phrase, size_t at)
{
    size_t end = at + phrase.length;
    bool begins =
        at == 0 || !(text_alpha(text.bytes[at - 1]) || text_digit(text.bytes[at - 1]));
    return begins && same_words(text, at, phrase) && !prose_word_at(text, end, text.length);
}

size_t prose_find(struct text text, struct text phrase, size_t from)
{
    if (phrase.length == 0 || phrase.length > text.length)
        return text.length;
    char small = lower(phrase.bytes[0]);
    char large = small >= 'a' && small <= 'z' ? (char)(small - 'a' + 'A') : small;
    size_t last = text.length - phrase.length;
    size_t next_small = text_find(text, small, from);
    size_t next_large = text_find(text, large, from);
    for (;;) {
        size_t at = next_small < next_large ? next_small : next_large;
        if (at > last)
            return text.length;
        if (stands_at(text, phrase, at))
            return at;
        if (next_small == at)
            next_small = text_find(text, small, at + 1);
        if (next_large == at)
            next_large = text_find(text, large, at + 1);
    }
}

/* ---- sentences
 * --------------------------------------------------------------------------------*/

static bool is_abbreviation(struct text text, size_t stop)
{
    static const char *const known[] = {"e.g", "i.e", "vs",  "cf", "al",  "approx", "ca",
                                        "Dr",  "Mr",  "Mrs", "Ms", "St",  "Prof",   "No",
                                        "Fig", "Eq",  "pp",  "p",  "Vol", "etc",    "resp"};
    size_t start = stop;
    while (start > 0 && (text_alpha(text.bytes[start - 1]) || text.bytes[start - 1] == '.'))
        start--;
    struct text word = text_slice(text, start, stop);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_is(word, known[i]))
            return true;
    return word.length == 1 && word.bytes[0] >= 'A' && word.bytes[0] <= 'Z';
}

/* Behind a full stop's closing quotes and brackets. */
static size_t skip_closers(struct text text, size_t at)
{
    while (at < text.length) {
        size_t next = at;
        uint32_t rune = text_next(text, &next);
        if (rune != ')' && rune != ']' && rune != '"' && rune != '\'' && rune != 0x201D &&
            rune != 0x2019 && rune != 0xBB)
            break;
        at = next;
    }
    return at;
}

/* Whether the mark at `at` ends a sentence; `*end` is where. */
static bool ends_sentence(struct text text, size_t at, size_t *end)
{
    char mark = text.bytes[at];
    if (mark != '.' && mark != '!' && mark != '?')
        return false;
    *end = skip_closers(text, at + 1);
    if (*end >= text.length)
        return true;
    size_t next = *end;
    while (next < text.length && text_space(text.bytes[next]))
        next++;
    if (next == *end || (mark == '.' && is_abbreviation(text, at)))
        return false;
    return next >= text.length || text.bytes[next] < 'a' || text.bytes[next] > 'z';
}

bool prose_sentence(struct text text, size_t *at, struct stretch_of *sentence)
{
    while (*at < text.length && text_space(text.bytes[*at]))
        (*at)++;
    if (*at >= text.length)
        return false;
    sentence->start = *at;
    sentence->end = text.length;
    for (size_t i = *at, end; i < text.length; i++)
        if (ends_sentence(text, i, &end)) {
            sentence->end = end;
            break;
        }
    *at = sentence->end;
    while (sentence->end > sentence->start && text_space(text.bytes[sentence->end - 1]))
        sentence->end--;
    return true;
}
