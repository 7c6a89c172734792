/*
 * Takes a list of names as BibTeX writes it, gives source names.
 * The one idea: the parts are found in the raw LaTeX, where braces still tell what belongs
 * together ("BibTeXing", section 4), and decoded one by one. BibLaTeX's "family=…, given=…" is
 * read as well.
 */
#include "citation/bibtex.h"
#include "citation/unicode.h"

#define TOKENS_MOST 64 /* words of one name; the last takes what is left */

struct words {
    size_t count;
    struct text items[TOKENS_MOST];
};

struct namer {
    struct record *record;
    const struct bib_field *field;
    bool prefix;
};

static struct text decode(const struct namer *namer, struct text text)
{
    return text_trim(
        latex_text(namer->record->importer, text, LATEX_PLAIN, namer->field->span));
}

/* A group in braces that is no special character such as {\"u}. */
static bool grouped(struct text text)
{
    return text.length > 1 && text.bytes[0] == '{' && text.bytes[1] != '\\';
}

/* The place of the next `byte` outside braces, or text.length. */
static size_t find_outside(struct text text, char byte, size_t at)
{
    while (at < text.length && text.bytes[at] != byte)
        at = text.bytes[at] == '{' ? latex_group_end(text, at) : at + 1;
    return at < text.length ? at : text.length;
}

static bool separator(char byte)
{
    return text_space(byte) || byte == '~';
}

static struct words words_of(struct text text)
{
    struct words words = {0};
    for (size_t at = 0; at < text.length && words.count < TOKENS_MOST;) {
        while (at < text.length && separator(text.bytes[at]))
            at++;
        size_t start = at;
        while (at < text.length && !separator(text.bytes[at]))
            at = text.bytes[at] == '{' ? latex_group_end(text, at) : at + 1;
        if (words.count + 1 == TOKENS_MOST)
            at = text.length;
        if (at > start)
            words.items[words.count++] = text_slice(text, start, at);
    }
    return words;
}

/* Whether a word is of the "von" kind: its first letter outside braces is lower case. */
static bool lower_word(const struct namer *namer, struct text word)
{
    if (word.length && text_alpha(word.bytes[0]))
        return word.bytes[0] >= 'a';
    if (grouped(word))
        return false;
    struct text plain = decode(namer, word);
    for (size_t at = 0; at < plain.length;) {
        uint32_t rune = text_next(plain, &at);
        if (rune_letter(rune))
            return rune_lower(rune);
    }
    return false;
}

/* The words [from, to) as one text; they lie in a row in the field. */
static struct text joined(const struct namer *namer, const struct words *words, size_t from,
                          size_t to)
{
    if (from >= to)
        return (struct text){0};
    const char *start = words->items[from].bytes;
    const char *end = words->items[to - 1].bytes + words->items[to - 1].length;
    return decode(namer, (struct text){start, (size_t)(end - start)});
}

/* Sets the particle and the family name; what stands in braces is left whole. */
static void family_set(const struct namer *namer, const struct words *words, size_t von,
                       size_t family, struct source_name *name)
{
    struct text particle = joined(namer, words, von, family);
    name->family = joined(namer, words, family, words->count);
    if (namer->prefix)
        name->non_dropping_particle = particle;
    else
        name->dropping_particle = particle;
    if (!particle.length && family < words->count && grouped(words->items[family])) {
        struct buffer quoted = buffer_new(&namer->record->importer->job->arena);
        buffer_byte(&quoted, '"');
        buffer_add(&quoted, name->family);
        buffer_byte(&quoted, '"');
        name->family = buffer_text(&quoted);
    }
}

/* "First von Last" */
static void natural_order(const struct namer *namer, const struct words *words,
                          struct source_name *name)
{
    size_t von = words->count, family = words->count ? words->count - 1 : 0;
    for (size_t i = 0; i + 1 < words->count; i++)
        if (lower_word(namer, words->items[i])) {
            von = von < i ? von : i;
            family = i + 1;
        }
    von = von < family ? von : family;
    name->given = joined(namer, words, 0, von);
    family_set(namer, words, von, family, name);
}

/* "von Last, First" and "von Last, Jr, First" */
static void inverted_order(const struct namer *namer, struct text text, size_t comma,
                           struct source_name *name)
{
    struct words words = words_of(text_slice(text, 0, comma));
    size_t family = 0;
    for (size_t i = 0; i + 1 < words.count; i++)
        if (lower_word(namer, words.items[i]))
            family = i + 1;
    family_set(namer, &words, 0, family, name);
    struct text rest = text_slice(text, comma + 1, text.length);
    size_t second = find_outside(rest, ',', 0);
    if (second < rest.length) {
        name->suffix = decode(namer, text_slice(rest, 0, second));
        rest = text_slice(rest, second + 1, rest.length);
    }
    struct words given = words_of(rest);
    name->given = joined(namer, &given, 0, given.count);
}

/* "family=Doe, given={Jane}, prefix=van, suffix=Jr": BibLaTeX's extended format. */
static bool extended(const struct namer *namer, struct text text, struct source_name *name)
{
    if (!text_starts(text, "family=") && !text_starts(text, "given=") &&
        !text_starts(text, "prefix="))
        return false;
    for (size_t at = 0; at < text.length;) {
        size_t end = find_outside(text, ',', at);
        struct text part = text_trim(text_slice(text, at, end));
        size_t equals = text_find(part, '=', 0);
        struct text key = text_trim(text_slice(part, 0, equals));
        struct text value = decode(namer, text_slice(part, equals + 1, part.length));
        if (text_is(key, "family"))
            name->family = value;
        else if (text_is(key, "given"))
            name->given = value;
        else if (text_is(key, "suffix"))
            name->suffix = value;
        else if (text_is(key, "prefix") && namer->prefix)
            name->non_dropping_particle = value;
        else if (text_is(key, "prefix"))
            name->dropping_particle = value;
        at = end + 1;
    }
    return true;
}

static void name_add(const struct namer *namer, const char *key, struct text text)
{
    struct source_name name = {0};
    size_t comma = find_outside(text, ',', 0);
    struct words words = words_of(text);
    if (text_is(text, "others")) {
        name.literal = TEXT("et al");
    } else if (grouped(text) && latex_group_end(text, 0) == text.length) {
        name.literal = decode(namer, text);
    } else if (!extended(namer, text, &name)) {
        if (comma < text.length)
            inverted_order(namer, text, comma, &name);
        else
            natural_order(namer, &words, &name);
    }
    record_name(namer->record, key, &name, namer->field->span);
}

size_t bib_find_and(struct text text, size_t at)
{
    for (; at < text.length; at++) {
        if (text.bytes[at] == '{') {
            at = latex_group_end(text, at) - 1;
            continue;
        }
        bool before = at > 0 && text_space(text.bytes[at]);
        if (before && at + 4 < text.length && (text.bytes[at + 1] | 32) == 'a' &&
            (text.bytes[at + 2] | 32) == 'n' && (text.bytes[at + 3] | 32) == 'd' &&
            text_space(text.bytes[at + 4]))
            return at;
    }
    return text.length;
}

void bib_names(struct record *record, const char *key, const struct bib_field *field,
               bool prefix)
{
    struct namer namer = {record, field, prefix};
    struct text text = text_trim(field->value);
    for (size_t at = 0; at < text.length;) {
        size_t end = bib_find_and(text, at);
        struct text name = text_trim(text_slice(text, at, end));
        if (name.length)
            name_add(&namer, key, name);
        at = end + 4;
    }
}
