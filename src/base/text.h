/*
 * Takes bytes, gives slices of UTF-8 text and a buffer to build them in.
 * The one idea: text is a pointer and a length, never owned, never zero-terminated by promise;
 * the arena it was cut from or copied to decides how long it lives.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct text {
    const char *bytes;
    size_t length; /* bytes */
};

/* A slice over a string literal. */
#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})

/* A slice over a zero-terminated string, which it borrows; NULL gives empty text. */
struct text text_of(const char *string);

/* A copy in `arena`, with a zero byte after it that is not counted. */
struct text text_copy(struct arena *arena, struct text text);

/* A zero-terminated copy in `arena`. */
const char *text_string(struct arena *arena, struct text text);

static inline bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Whether `text` equals the zero-terminated `string`. Most texts differ in the first byte. */
static inline bool text_is(struct text text, const char *string)
{
    if (text.length > 0 && text.bytes[0] != string[0])
        return false;
    return text_equal(text, (struct text){string, strlen(string)});
}

static inline bool text_starts(struct text text, const char *prefix)
{
    if (text.length > 0 && prefix[0] != '\0' && text.bytes[0] != prefix[0])
        return false;
    size_t length = strlen(prefix);
    return text.length >= length && memcmp(text.bytes, prefix, length) == 0;
}

bool text_ends(struct text text, const char *suffix);

/* Byte order: negative, zero or positive. */
int text_compare(struct text a, struct text b);

/* The slice from byte `from` up to byte `to`; both are clamped to the text. */
static inline struct text text_slice(struct text text, size_t from, size_t to)
{
    if (to > text.length)
        to = text.length;
    if (from > to)
        from = to;
    struct text slice = {text.bytes == NULL ? "" : text.bytes + from, to - from};
    return slice;
}

/* `text` without ASCII white space at both ends. */
struct text text_trim(struct text text);

/* The place of the first `byte` at or after `from`, or text.length if there is none. */
size_t text_find(struct text text, char byte, size_t from);

/* The place of the first `needle` at or after `from`, or text.length if there is none. */
size_t text_search(struct text text, struct text needle, size_t from);

/* Decodes the code point at `*at` and moves `*at` behind it. Ill-formed bytes give U+FFFD and
 * move one byte. `*at` must be below text.length. */
static inline uint32_t text_next(struct text text, size_t *at);

/* The same where no single byte stands at `*at`: the slow half of text_next. */
uint32_t text_next_long(struct text text, size_t *at);

static inline uint32_t text_next(struct text text, size_t *at)
{
    unsigned char first = (unsigned char)text.bytes[*at];
    if (first >= 0x80)
        return text_next_long(text, at);
    *at += 1;
    return first;
}

/* The place of the first ill-formed UTF-8 byte, or text.length if all is well formed. */
size_t text_invalid(struct text text);

/* Whether a code point says nothing outside of one font or one program: private use, a
 * noncharacter, or U+FFFD, which stands for what was lost. */
bool rune_mute(uint32_t rune);

/* The first such code point of well-formed text, or 0. */
uint32_t text_mute(struct text text);

/* Edit distance (Levenshtein with swaps of neighbours) between two short texts, in bytes; the
 * lengths are capped at 64, beyond which the larger length is given. */
size_t text_distance(struct text a, struct text b);

/* ASCII classes, whatever the locale. */
static inline bool text_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline bool text_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool text_alpha(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* A whole decimal number without sign, at most 18 digits; false if `text` is anything else. */
bool text_number(struct text text, int64_t *number);

/* Text that grows in an arena. */
struct buffer {
    struct arena *arena;
    char *bytes;
    size_t length;
    size_t room;
};

struct buffer buffer_new(struct arena *arena);
void buffer_add(struct buffer *buffer, struct text text);
void buffer_string(struct buffer *buffer, const char *string);

/* Makes room for `more` bytes: the slow half of buffer_byte. */
void buffer_widen(struct buffer *buffer, size_t more);

static inline void buffer_byte(struct buffer *buffer, char byte)
{
    if (buffer->length == buffer->room)
        buffer_widen(buffer, 1);
    buffer->bytes[buffer->length++] = byte;
}

void buffer_repeat(struct buffer *buffer, char byte, size_t count);

/* Appends a code point as UTF-8. */
void buffer_rune(struct buffer *buffer, uint32_t rune);

/* Appends a whole number in decimal. */
void buffer_number(struct buffer *buffer, int64_t number);

/* Appends a number from 1 in letters: 1 is "a", 27 "aa". */
void buffer_letters(struct buffer *buffer, size_t number);

/* What has been built; borrowed, valid until the buffer grows again. */
struct text buffer_text(const struct buffer *buffer);

#endif
