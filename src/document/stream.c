/* Takes pieces of text with their places, gives the prepared text and its map back to the
 * source; see preparing.h and prepared.h. */
#include <string.h>

#include "document/preparing.h"

const char *reader_string(const struct reader *reader, struct text text)
{
    return text_string(reader->arena, text);
}

const char *reader_number(const struct reader *reader, size_t number)
{
    struct buffer out = buffer_new(reader->arena);
    buffer_number(&out, (int64_t)number);
    return reader_string(reader, buffer_text(&out));
}

struct preparing preparing_new(struct reader *reader, uint32_t source)
{
    static const enum token_kind fixed[FIXED_COUNT] = {
        [FIXED_CELL] = TOKEN_CELL,
        [FIXED_CAPTION] = TOKEN_CAPTION,
        [FIXED_TABLE_NOTE] = TOKEN_TABLE_NOTE,
        [FIXED_TITLE] = TOKEN_TITLE,
        [FIXED_FRAGMENT] = TOKEN_FRAGMENT,
        [FIXED_TERM] = TOKEN_TERM,
    };
    struct preparing preparing;
    memset(&preparing, 0, sizeof preparing);
    preparing.reader = reader;
    preparing.out = arena_alloc(reader->arena, sizeof *preparing.out);
    preparing.out->source = source;
    preparing.out->text = TEXT("");
    preparing.body.text = buffer_new(reader->arena);
    preparing.body.blank = true;
    preparing.notes.text = buffer_new(reader->arena);
    preparing.notes.blank = true;
    struct span none = {source, 0, 0};
    for (size_t i = 0; i < FIXED_COUNT; i++)
        preparing_token(&preparing, fixed[i], none);
    return preparing;
}

struct prepared *preparing_finish(struct preparing *preparing)
{
    struct arena *arena = preparing->reader->arena;
    struct prepared *out = preparing->out;
    uint32_t shift = (uint32_t)preparing->body.text.length;
    for (size_t i = 0; i < preparing->notes.stretches.count; i++) {
        struct stretch *stretch = array_push(arena, &preparing->body.stretches);
        *stretch = preparing->notes.stretches.items[i];
        stretch->at += shift;
    }
    for (size_t i = 0; i < preparing->notes.lines.count; i++)
        *array_push(arena, &preparing->body.lines) = preparing->notes.lines.items[i] + shift;
    buffer_add(&preparing->body.text, buffer_text(&preparing->notes.text));
    out->text = buffer_text(&preparing->body.text);
    out->stretches = preparing->body.stretches.items;
    out->stretch_count = preparing->body.stretches.count;
    out->lines = preparing->body.lines.items;
    out->line_count = preparing->body.lines.count;
    return out;
}

struct token *preparing_token(struct preparing *preparing, enum token_kind kind,
                              struct span span)
{
    struct token *token = array_push(preparing->reader->arena, &preparing->out->tokens);
    token->kind = kind;
    token->span = span;
    token->text = TEXT("");
    token->written = TEXT("");
    return token;
}

static void stretch_to(struct stream *stream, struct span place)
{
    struct stretch stretch = {(uint32_t)stream->text.length, place.start, place.end};
    *array_push(stream->text.arena, &stream->stretches) = stretch;
}

void stream_add(struct stream *stream, struct text text, struct span place)
{
    stretch_to(stream, place);
    if (text.length == 0)
        return;
    buffer_add(&stream->text, text);
    char *at = stream->text.bytes + stream->text.length - text.length;
    char *end = stream->text.bytes + stream->text.length;
    while (at < end && (at = memchr(at, '\r', (size_t)(end - at))) != NULL)
        *at++ = ' '; /* cmark would end the line here */
}

void stream_token(struct stream *stream, const char *sentinel, size_t number, struct span place)
{
    stretch_to(stream, place);
    buffer_string(&stream->text, sentinel);
    buffer_number(&stream->text, (int64_t)number);
    buffer_string(&stream->text, SENTINEL_END);
}

void stream_content(struct stream *stream, struct arena *arena)
{
    *array_push(arena, &stream->lines) = (uint32_t)stream->text.length;
}

/* The stretch that holds byte `at`, or NULL before the first. */
static const struct stretch *stretch_of(const struct prepared *prepared, size_t at)
{
    size_t low = 0;
    size_t high = prepared->stretch_count;
    while (high > low) {
        size_t middle = low + (high - low) / 2;
        if (prepared->stretches[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? NULL : &prepared->stretches[low - 1];
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

struct span prepared_span(const struct prepared *prepared, size_t start, size_t end)
{
    struct span span = {prepared->source, 0, 0};
    const struct stretch *first = stretch_of(prepared, start);
    if (first == NULL)
        return span;
    span.start = least(first->from + (uint32_t)(start - first->at), first->to);
    const struct stretch *last = end > start ? stretch_of(prepared, end - 1) : first;
    const struct stretch *behind = &prepared->stretches[prepared->stretch_count];
    bool whole = last + 1 < behind && last[1].at == end;
    uint32_t passed = last->from + (uint32_t)(end - last->at);
    span.end = whole ? last->to : least(passed, last->to);
    if (span.end < span.start)
        span.end = span.start;
    return span;
}

const struct token *prepared_token(const struct prepared *prepared, struct text text,
                                   size_t *at)
{
    size_t number = 0;
    size_t end = *at + SENTINEL_SIZE;
    *at = end;
    while (end < text.length && text_digit(text.bytes[end]) && number < UINT32_MAX)
        number = number * 10 + (size_t)(text.bytes[end++] - '0');
    if (end == *at || !text_starts(text_slice(text, end, text.length), SENTINEL_END))
        return NULL;
    if (number >= prepared->tokens.count)
        return NULL;
    *at = end + SENTINEL_SIZE;
    return &prepared->tokens.items[number];
}

struct text prepared_restore(struct arena *arena, const struct prepared *prepared,
                             struct text text)
{
    size_t found = text_find(text, '\xEE', 0);
    if (found == text.length)
        return text;
    struct buffer out = buffer_new(arena);
    for (size_t at = 0; at < text.length; found = text_find(text, '\xEE', at)) {
        buffer_add(&out, text_slice(text, at, found));
        at = found;
        if (at == text.length)
            break;
        struct text rest = text_slice(text, at, text.length);
        bool token = text_starts(rest, SENTINEL_INLINE) || text_starts(rest, SENTINEL_BLOCK);
        if (token) {
            const struct token *read = prepared_token(prepared, text, &at);
            buffer_add(&out, read == NULL ? TEXT("") : read->written);
        } else if (text_starts(rest, SENTINEL_BREAK)) {
            at += SENTINEL_SIZE;
        } else {
            buffer_byte(&out, text.bytes[at++]);
        }
    }
    return buffer_text(&out);
}
