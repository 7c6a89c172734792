/*
 * Takes a scalar's text and where it stands in a YAML source, gives the place of each byte.
 * The one idea: text and source are walked side by side; only white space, quotes and escapes
 * make them differ (YAML 1.2, chapters 7.3 and 8.1).
 */
#include "data/value.h"

struct walk {
    struct text source; /* of the whole scalar */
    char quote;         /* around it, or 0 */
    size_t at;          /* the byte of the source looked at */
    bool folded;        /* a line's end was passed, and stands for one byte or several */
};

static char byte_at(const struct walk *walk, size_t at)
{
    return at < walk->source.length ? walk->source.bytes[at] : '\0';
}

static void skip_space(struct walk *walk)
{
    while (walk->at < walk->source.length && text_space(byte_at(walk, walk->at)))
        walk->at++;
}

/* Steps over what stands before the text: a quote, or the head of a block. */
static void open_scalar(struct walk *walk, struct text text)
{
    char first = byte_at(walk, 0);
    if (text.length > 0 && text.bytes[0] == first)
        return;
    if (first == '"' || first == '\'') {
        walk->quote = first;
        walk->at = 1;
    } else if (first == '|' || first == '>') {
        walk->at = text_find(walk->source, '\n', 0);
        skip_space(walk);
    }
}

/* How many bytes of the source an escape in double quotes takes. */
static size_t escape_length(char kind)
{
    if (kind == 'x')
        return 4;
    if (kind == 'u')
        return 6;
    return kind == 'U' ? 10 : 2;
}

/* A line's end with the white space around it stands for the next white space of the text. */
static bool step_space(struct walk *walk)
{
    size_t start = walk->at;
    if (!text_space(byte_at(walk, start)))
        return walk->folded || start >= walk->source.length;
    skip_space(walk);
    struct text passed = text_slice(walk->source, start, walk->at);
    walk->folded = text_find(passed, '\n', 0) < passed.length;
    if (!walk->folded)
        walk->at = start + 1;
    return true;
}

/* Moves over what the character at byte `i` of `text` was written as; false where it was not.
 * `*length` is the number of its bytes in `text`. */
static bool step(struct walk *walk, struct text text, size_t i, size_t *length)
{
    char byte = text.bytes[i], written = byte_at(walk, walk->at);
    char behind = byte_at(walk, walk->at + 1);
    bool escape = walk->quote == '"' && written == '\\';
    *length = 1;
    if (text_space(byte) && !escape)
        return step_space(walk);
    walk->folded = false;
    if (walk->quote == '\'' && byte == '\'' && written == '\'' && behind == '\'') {
        walk->at += 2;
        return true;
    }
    if (escape) {
        size_t next = i;
        text_next(text, &next);
        *length = next - i;
        walk->at += escape_length(behind);
        return walk->at <= walk->source.length;
    }
    walk->at++;
    return byte == written;
}

/* In double quotes a backslash at a line's end joins the lines. */
static void skip_joint(struct walk *walk)
{
    if (walk->quote != '"' || byte_at(walk, walk->at) != '\\' ||
        byte_at(walk, walk->at + 1) != '\n')
        return;
    walk->at++;
    skip_space(walk);
}

const uint32_t *value_places(struct job *job, struct text text, struct span span)
{
    struct walk walk = {.source = source_text(job, span)};
    uint32_t *places = arena_array(&job->arena, text.length + 1, sizeof *places);
    size_t length;
    open_scalar(&walk, text);
    for (size_t i = 0; i < text.length; i += length) {
        skip_joint(&walk);
        uint32_t from = span.start + (uint32_t)walk.at;
        if (!step(&walk, text, i, &length))
            return NULL;
        for (size_t n = 0; n < length; n++)
            places[i + n] = from;
    }
    places[text.length] = span.start + (uint32_t)walk.at;
    return places;
}

struct span value_within(struct job *job, struct text text, struct span span, struct text part)
{
    const uint32_t *places = value_places(job, text, span);
    size_t start = part.length == 0 ? 0 : (size_t)(part.bytes - text.bytes);
    if (places == NULL || part.length == 0)
        return span;
    struct span place = {span.source, places[start], places[start + part.length]};
    size_t last = start + part.length - 1;
    if (last + 1 == text.length || places[last + 1] > places[last] + 1)
        place.end = places[last] + 1;
    return place;
}
