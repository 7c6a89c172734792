/*
 * The pieces that several import formats write alike: names family first, page ranges, DOIs,
 * and the preprint servers that stand where a journal would.
 */
#include "citation/record.h"

/* --- names ---------------------------------------------------------------------------------
 */

static bool suffix_word(struct text word)
{
    static const char *const words[] = {"Jr",  "Jr.", "Sr",  "Sr.", "2nd", "3rd",
                                        "4th", "II",  "III", "IV",  "5th", "1st"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(word, words[i]))
            return true;
    return false;
}

/* A suffix that stands as the last word of the given name: "Martin Luther 3rd". */
static void given_suffix(struct source_name *name)
{
    size_t at = name->given.length;
    while (at > 0 && name->given.bytes[at - 1] != ' ')
        at--;
    struct text last = text_slice(name->given, at, name->given.length);
    if (at == 0 || !suffix_word(last))
        return;
    name->suffix = last;
    name->given = text_trim(text_slice(name->given, 0, at));
}

struct source_name name_inverted(struct text text, bool group)
{
    struct source_name name = {0};
    text = text_trim(text);
    size_t comma = text_find(text, ',', 0);
    struct text rest = text_trim(text_slice(text, comma + 1, text.length));
    if (group || comma == text.length || rest.length == 0) {
        name.literal = text_trim(text_slice(text, 0, group ? text.length : comma));
        return name;
    }
    name.family = text_trim(text_slice(text, 0, comma));
    size_t second = text_find(rest, ',', 0);
    name.given = text_trim(text_slice(rest, 0, second));
    name.suffix = text_trim(text_slice(rest, second + 1, rest.length));
    if (second == rest.length)
        given_suffix(&name);
    return name;
}

/* --- pages ---------------------------------------------------------------------------------
 */

/* The second number of a range in full: 475, 82 → 482. */
static void number_full(struct buffer *out, struct text first, struct text second)
{
    for (size_t i = first.length; i > 0; i--)
        if (first.bytes[i - 1] == ' ') {
            first = text_slice(first, i, first.length);
            break;
        }
    bool shorter = second.length && second.length < first.length;
    for (size_t i = 0; i < second.length; i++)
        shorter = shorter && text_digit(second.bytes[i]);
    if (shorter && text_digit(first.bytes[first.length - second.length]))
        buffer_add(out, text_slice(first, 0, first.length - second.length));
    buffer_add(out, second);
}

/* The place of a hyphen or dash, and its length in bytes; text.length if there is none. */
static size_t dash_find(struct text text, size_t *length)
{
    for (size_t at = 0; at < text.length; at++) {
        struct text rest = text_slice(text, at, text.length);
        *length = text_starts(rest, "--")       ? 2
                  : text_starts(rest, "\u2013") ? 3
                  : rest.bytes[0] == '-'        ? 1
                                                : 0;
        if (*length)
            return at;
    }
    return text.length;
}

struct text pages_full(struct job *job, struct text pages)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t at = 0; at < pages.length;) {
        size_t length;
        size_t end = at;
        while (end < pages.length && pages.bytes[end] != ',' && pages.bytes[end] != ';')
            end++;
        struct text part = text_trim(text_slice(pages, at, end));
        size_t dash = dash_find(part, &length);
        if (at > 0)
            buffer_string(&out, pages.bytes[at - 1] == ',' ? ", " : "; ");
        struct text first = text_trim(text_slice(part, 0, dash));
        buffer_add(&out, first);
        if (dash < part.length && dash + length < part.length) {
            buffer_byte(&out, '-');
            size_t start = dash + length;
            while (start < part.length && part.bytes[start] == '-')
                start++;
            number_full(&out, first, text_trim(text_slice(part, start, part.length)));
        }
        at = end + 1;
    }
    return buffer_text(&out);
}

/* --- identifiers ---------------------------------------------------------------------------
 */

struct text doi_bare(struct text text)
{
    static const char *const before[] = {"https://doi.org/",
                                         "http://doi.org/",
                                         "https://dx.doi.org/",
                                         "http://dx.doi.org/",
                                         "doi.org/",
                                         "doi:",
                                         "DOI:",
                                         "DOI "};
    text = text_trim(text);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_starts(text, before[i]))
            return text_trim(text_slice(text, strlen(before[i]), text.length));
    return text;
}

/* --- preprint servers ----------------------------------------------------------------------
 */

/* Whether `text` starts with `word`, whatever its ASCII case, and the word ends there. */
static bool starts_word(struct text text, const char *word)
{
    size_t length = strlen(word);
    if (text.length < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char a = text.bytes[i], b = word[i];
        if ((text_alpha(a) ? a | 32 : a) != (text_alpha(b) ? b | 32 : b))
            return false;
    }
    return text.length == length ||
           (!text_alpha(text.bytes[length]) && !text_digit(text.bytes[length]));
}

const char *server_find(struct text text)
{
    static const char *const servers[] = {
        "medRxiv", "bioRxiv",         "arXiv",         "PsyArXiv",      "ChemRxiv",
        "SSRN",    "Research Square", "Preprints.org", "OSF Preprints", "SocArXiv",
        "EdArXiv", "PeerJ Preprints", "Authorea",      "ResearchSquare"};
    static const size_t count = sizeof servers / sizeof *servers;
    text = text_trim(text);
    for (size_t i = 0; i < count; i++)
        if (starts_word(text, servers[i]))
            return i + 1 == count ? "Research Square" : servers[i];
    return NULL;
}

void server_apply(struct record *record)
{
    static const char *const places[] = {"container-title", "publisher", "collection-title"};
    const char *server = NULL;
    for (size_t i = 0; i < 3 && !server; i++)
        server = server_find(record_text(record, places[i]));
    struct text type = record_text(record, "type");
    bool loose = text_is(type, "article-journal") || text_is(type, "article") ||
                 text_is(type, "document") || text_is(type, "webpage") ||
                 text_is(type, "manuscript") || text_is(type, "report");
    if (!server || !loose || record_has(record, "issue"))
        return;
    record_replace(record, "type", TEXT("article"), record->span);
    record_replace(record, "publisher", text_of(server), record->span);
    record_set(record, "genre", TEXT("preprint"), record->span);
    record_drop(record, "container-title");
    record_drop(record, "container-title-short");
}
