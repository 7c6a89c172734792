/*
 * Given names as initials, and particles told apart from names.
 * The one idea: a name is a row of words; capitals start initials, small words are particles.
 */
#include "citation/names.h"

#include "citation/unicode.h"

/* --- initials ----------------------------------------------------------------------------- */

struct initialer {
    struct job *job;
    struct buffer out;
    struct text with;
    bool hyphens;
    bool keep;
    bool joined; /* the word goes on behind a hyphen */
};

/* `with` in the middle of a name: as given; a lower-case word wants a space around it. */
static void end_initial(struct initialer *initialer)
{
    buffer_add(&initialer->out, initialer->with);
}

/* The letters of a word that are its initial: "J", and "Ts" of "TSerendorjiin". */
static struct text initial_of(struct initialer *initialer, struct text word)
{
    size_t at = 0;
    struct buffer buffer = buffer_new(&initialer->job->arena);
    uint32_t first = text_next(word, &at);
    buffer_rune(&buffer, first);
    if (at >= word.length)
        return buffer_text(&buffer);
    size_t second_end = at;
    uint32_t second = text_next(word, &second_end);
    if (rune_upper(second) && second_end < word.length &&
        text_has_lower(text_slice(word, second_end, word.length)) &&
        !text_has_upper(text_slice(word, second_end, word.length)))
        buffer_rune(&buffer, rune_to_lower(second));
    return buffer_text(&buffer);
}

static bool is_initial(struct text word)
{
    size_t at = 0;
    uint32_t first = text_next(word, &at);
    return at == word.length && rune_upper(first);
}

/* Trims what is to be followed by a word or a hyphen: spaces of `with` at its end. */
static void trim_spaces(struct buffer *out)
{
    while (out->length && out->bytes[out->length - 1] == ' ')
        out->length--;
}

static void add_word(struct initialer *initialer, struct text word, bool hyphen, bool period)
{
    size_t at = 0;
    uint32_t first = text_next(word, &at);
    bool capital = rune_upper(first) || (!rune_lower(first) && rune_letter(first));
    if (hyphen && !capital && !initialer->keep)
        return;
    if (hyphen) {
        trim_spaces(&initialer->out);
        if (initialer->hyphens)
            buffer_byte(&initialer->out, '-');
    }
    if (!capital || (initialer->keep && (!is_initial(word) || initialer->joined))) {
        trim_spaces(&initialer->out);
        if (initialer->out.length && !hyphen)
            buffer_byte(&initialer->out, ' ');
        buffer_add(&initialer->out, word);
        if (period)
            buffer_byte(&initialer->out, '.');
        buffer_byte(&initialer->out, ' ');
        return;
    }
    buffer_add(&initialer->out, initialer->keep ? word : initial_of(initialer, word));
    end_initial(initialer);
}

/* A tag in the name passes as it is, before the spaces of an initial that it closes. */
static size_t pass_tag(struct initialer *initialer, struct text given, size_t at)
{
    size_t end = text_find(given, '>', at);
    if (end == given.length)
        return at;
    size_t length = initialer->out.length;
    bool closing = at + 1 < given.length && given.bytes[at + 1] == '/';
    if (closing)
        trim_spaces(&initialer->out);
    size_t spaces = length - initialer->out.length;
    buffer_add(&initialer->out, text_slice(given, at, end + 1));
    buffer_repeat(&initialer->out, ' ', spaces);
    return end + 1;
}

static bool ends_word(struct text given, size_t at)
{
    char byte = given.bytes[at];
    return text_space(byte) || byte == '.' || byte == '-' || byte == '<' ||
           text_starts(text_slice(given, at, given.length), "\u00a0");
}

struct text name_initials(struct job *job, struct text given, struct text with, bool hyphens,
                          bool keep)
{
    struct initialer initialer = {job, buffer_new(&job->arena), with, hyphens, keep, false};
    bool hyphen = false;
    for (size_t at = 0; at < given.length;) {
        size_t start = at;
        if (given.bytes[at] == '<') {
            at = pass_tag(&initialer, given, at);
            if (at > start)
                continue;
            at++;
        }
        while (at < given.length && !ends_word(given, at))
            at++;
        bool period = at < given.length && given.bytes[at] == '.';
        /* "I-Hua" is one name: its first letter is no initial */
        initialer.joined = keep && at + 2 < given.length && given.bytes[at] == '-' &&
                           !ends_word(given, at + 1) && !ends_word(given, at + 2);
        if (at > start)
            add_word(&initialer, text_slice(given, start, at), hyphen, period);
        if (at > start)
            hyphen = false;
        if (at < given.length && given.bytes[at] != '<') {
            if (given.bytes[at] == '-')
                hyphen = true;
            at += given.bytes[at] == '\xC2' ? 2 : 1;
        }
    }
    trim_spaces(&initialer.out);
    return buffer_text(&initialer.out);
}

/* --- particles ---------------------------------------------------------------------------- */

static bool starts_lower(struct text word)
{
    size_t at = 0;
    if (!word.length)
        return false;
    uint32_t first = text_next(word, &at);
    if (first == '\'' || first == 0x2019 || first == 0x2018)
        return at < word.length && rune_lower(text_next(word, &at));
    return rune_lower(first);
}

/* Where a joined particle ("d'", "l'", "al-") ends in the word at `from`, or `from`. */
static size_t joined_particle(struct text text, size_t from)
{
    static const char *const joined[] = {
        "d'",   "l'",         "d\u2019",   "l\u2019", "al-", "el-", "ul-",
        "ad-",  "ar-",        "as-",       "an-",     "at-", "az-", "dell'",
        "all'", "dell\u2019", "all\u2019", "'t-",     "'s-"};
    struct text rest = text_slice(text, from, text.length);
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        if (text_starts(rest, joined[i]) && rest.length > text_of(joined[i]).length)
            return from + text_of(joined[i]).length;
    return from;
}

/* The bytes of `family` taken up by small words at its start. */
static size_t leading_particles(struct text family)
{
    size_t end = 0;
    for (size_t at = 0; at < family.length;) {
        size_t space = text_find(family, ' ', at);
        struct text word = text_slice(family, at, space);
        size_t joint = joined_particle(family, at);
        if (joint > at && joint < space && !starts_lower(text_slice(family, joint, space)))
            return joint;
        if (space == family.length || !starts_lower(word))
            break;
        at = space + 1;
        end = at;
    }
    return end;
}

/* The particle without the space behind it, except after an apostrophe: "de' ". */
static struct text particle_text(struct text family, size_t end)
{
    struct text particle = text_slice(family, 0, end);
    struct text bare = text_trim(particle);
    bool apostrophe = text_ends(bare, "'") || text_ends(bare, "\u2019");
    return apostrophe ? particle : bare;
}

/* Where small words at the end of `given` start; its length if there are none. */
static size_t trailing_particles(struct text given)
{
    size_t start = given.length;
    while (start > 0) {
        size_t at = start;
        if (at < given.length)
            at--;
        size_t word = at;
        while (word && given.bytes[word - 1] != ' ')
            word--;
        if (!word || !starts_lower(text_slice(given, word, at)))
            break;
        start = word;
    }
    return start;
}

void name_split_particles(struct source_name *name)
{
    if (name->dropping_particle.length || name->non_dropping_particle.length)
        return;
    size_t end = leading_particles(name->family);
    if (end && end < name->family.length) {
        name->non_dropping_particle = particle_text(name->family, end);
        name->family = text_trim(text_slice(name->family, end, name->family.length));
    }
    size_t start = trailing_particles(name->given);
    if (start < name->given.length) {
        name->dropping_particle = text_slice(name->given, start, name->given.length);
        name->given = text_trim(text_slice(name->given, 0, start));
    }
}
