/*
 * Takes bytes, gives slices of UTF-8 text and a buffer to build them in.
 * Everything here is ASCII or UTF-8 by definition: no function asks the C locale.
 */
#include "base/text.h"

#include <string.h>

struct text text_of(const char *string)
{
    struct text text = {string == NULL ? "" : string, string == NULL ? 0 : strlen(string)};
    return text;
}

struct text text_copy(struct arena *arena, struct text text)
{
    struct text copy = {arena_copy(arena, text.bytes, text.length), text.length};
    return copy;
}

const char *text_string(struct arena *arena, struct text text)
{
    return arena_copy(arena, text.bytes, text.length);
}

bool text_ends(struct text text, const char *suffix)
{
    size_t length = strlen(suffix);
    return text.length >= length &&
           memcmp(text.bytes + text.length - length, suffix, length) == 0;
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

struct text text_trim(struct text text)
{
    size_t from = 0;
    size_t to = text.length;
    while (from < to && text_space(text.bytes[from]))
        from++;
    while (to > from && text_space(text.bytes[to - 1]))
        to--;
    return text_slice(text, from, to);
}

size_t text_find(struct text text, char byte, size_t from)
{
    if (from >= text.length)
        return text.length;
    const char *found = memchr(text.bytes + from, byte, text.length - from);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

size_t text_search(struct text text, struct text needle, size_t from)
{
    if (needle.length == 0 || from >= text.length)
        return text.length;
    const char *found =
        memmem(text.bytes + from, text.length - from, needle.bytes, needle.length);
    return found == NULL ? text.length : (size_t)(found - text.bytes);
}

/* The length of a sequence by its first byte, 0 where no sequence starts so. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    if (first >= 0xF0 && first < 0xF5)
        return 4;
    return 0;
}

/* Decodes one sequence at `at` into `*rune`; gives its length, or 0 if it is ill formed.
 * Unicode 15, table 3-7 (well-formed UTF-8 byte sequences). */
static size_t decode(struct text text, size_t at, uint32_t *rune)
{
    unsigned char first = (unsigned char)text.bytes[at];
    size_t length = sequence_length(first);
    if (length <= 1 || length > text.length - at) {
        *rune = first;
        return length == 1 ? 1 : 0;
    }
    uint32_t value = first & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text.bytes[at + i];
        if ((next & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3F);
    }
    bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *rune = value;
    return length;
}

uint32_t text_next_long(struct text text, size_t *at)
{
    uint32_t rune = 0xFFFD;
    size_t length = decode(text, *at, &rune);
    if (length == 0) {
        *at += 1;
        return 0xFFFD;
    }
    *at += length;
    return rune;
}

/* Whether the eight bytes at `at` are there and all ASCII, which nearly all files mostly are.
 */
static bool eight_ascii(struct text text, size_t at)
{
    uint64_t eight;
    if (text.length - at < sizeof eight)
        return false;
    memcpy(&eight, text.bytes + at, sizeof eight);
    return (eight & UINT64_C(0x8080808080808080)) == 0;
}

size_t text_invalid(struct text text)
{
    size_t at = 0;
    while (at < text.length) {
        if (eight_ascii(text, at)) {
            at += 8;
            continue;
        }
        uint32_t rune;
        if ((unsigned char)text.bytes[at] < 0x80) {
            at++;
            continue;
        }
        size_t length = decode(text, at, &rune);
        if (length == 0)
            return at;
        at += length;
    }
    return at;
}

#define DISTANCE_MOST 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

bool rune_mute(uint32_t rune)
{
    return (rune >= 0xE000 && rune <= 0xF8FF) || rune >= 0xF0000 || rune == 0xFFFD ||
           (rune & 0xFFFE) == 0xFFFE || (rune >= 0xFDD0 && rune <= 0xFDEF);
}

uint32_t text_mute(struct text text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune >= 0xE000 && rune_mute(rune))
            return rune;
    }
    return 0;
}

size_t text_distance(struct text a, struct text b)
{
    size_t rows[3][DISTANCE_MOST + 1];
    if (a.length > DISTANCE_MOST || b.length > DISTANCE_MOST)
        return a.length > b.length ? a.length : b.length;
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i - 1) % 3];
        const size_t *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t change = before[j - 1] + (a.bytes[i - 1] != b.bytes[j - 1]);
            now[j] = least(change, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] &&
                a.bytes[i - 2] == b.bytes[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return rows[a.length % 3][b.length];
}

bool text_number(struct text text, int64_t *number)
{
    int64_t value = 0;
    if (text.length == 0 || text.length > 18)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!text_digit(text.bytes[i]))
            return false;
        value = value * 10 + (text.bytes[i] - '0');
    }
    *number = value;
    return true;
}

struct buffer buffer_new(struct arena *arena)
{
    struct buffer buffer = {arena, NULL, 0, 0};
    return buffer;
}

void buffer_widen(struct buffer *buffer, size_t more)
{
    if (buffer->room - buffer->length >= more)
        return;
    size_t room = buffer->room == 0 ? 64 : buffer->room * 2;
    if (room < buffer->length + more)
        room = buffer->length + more;
    buffer->bytes = arena_grow(buffer->arena, buffer->bytes, buffer->room, room);
    buffer->room = room;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    if (text.length == 0)
        return;
    buffer_widen(buffer, text.length);
    memcpy(buffer->bytes + buffer->length, text.bytes, text.length);
    buffer->length += text.length;
}

void buffer_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, text_of(string));
}

void buffer_repeat(struct buffer *buffer, char byte, size_t count)
{
    while (count-- > 0)
        buffer_byte(buffer, byte);
}

void buffer_rune(struct buffer *buffer, uint32_t rune)
{
    if (rune < 0x80) {
        buffer_byte(buffer, (char)rune);
        return;
    }
    if (rune < 0x800) {
        buffer_byte(buffer, (char)(0xC0 | rune >> 6));
    } else if (rune < 0x10000) {
        buffer_byte(buffer, (char)(0xE0 | rune >> 12));
        buffer_byte(buffer, (char)(0x80 | (rune >> 6 & 0x3F)));
    } else {
        buffer_byte(buffer, (char)(0xF0 | rune >> 18));
        buffer_byte(buffer, (char)(0x80 | (rune >> 12 & 0x3F)));
        buffer_byte(buffer, (char)(0x80 | (rune >> 6 & 0x3F)));
    }
    buffer_byte(buffer, (char)(0x80 | (rune & 0x3F)));
}

void buffer_number(struct buffer *buffer, int64_t number)
{
    char digits[20];
    size_t count = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        buffer_byte(buffer, '-');
    while (count > 0)
        buffer_byte(buffer, digits[--count]);
}

void buffer_letters(struct buffer *buffer, size_t number)
{
    char letters[16]; /* 64 bits take 14 */
    size_t count = 0;
    for (; number > 0; number = (number - 1) / 26)
        letters[count++] = (char)('a' + (number - 1) % 26);
    while (count > 0)
        buffer_byte(buffer, letters[--count]);
}

struct text buffer_text(const struct buffer *buffer)
{
    struct text text = {buffer->bytes == NULL ? "" : buffer->bytes, buffer->length};
    return text;
}
